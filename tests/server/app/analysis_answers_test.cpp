#include "server/app/analysis_answers.hpp"

#include <algorithm>

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

TEST_F(KnowHowTest, CountsWhatTheCasesCover) {
  const AnalysisView view =
      analyse(knowhow(ReaderScope::everything()), "", *essence_tools().taxonomy);
  EXPECT_EQ(view.cases, 5U);
  EXPECT_EQ(view.step_cases.at(2), 5U);
  EXPECT_EQ(view.steps.at(2).at(0), 5U);
  EXPECT_EQ(view.steps.at(2).at(1), 0U);
  ASSERT_FALSE(view.issues.empty());
  EXPECT_EQ(view.issues.front().issue, "succession");
  EXPECT_EQ(view.issues.front().by_scale.at(0), 5U);
  EXPECT_EQ(view.issues.size(), essence_tools().taxonomy->issues().size());
  EXPECT_TRUE(view.since.empty());  // the cases bear no date
  const AnalysisView part =
      analyse(knowhow(ReaderScope::of_anybody()), "", *essence_tools().taxonomy);
  EXPECT_EQ(part.issues.front().cases, 4U);
}

TEST_F(KnowHowTest, TheYearThatPartsTheCasesMostEvenlyIsChosen) {
  for (std::size_t i = 0; i < records_.size(); ++i) {
    records_[i].period_from =
        std::vector<std::string>{"2019", "2020-04", "2021", "2022", "2022"}[i];
  }
  write_cases(library_, records_);
  const KnowHowReading reading = knowhow(ReaderScope::everything());
  const AnalysisView view = analyse(reading, "2200", *essence_tools().taxonomy);
  EXPECT_EQ(view.years, (std::vector<std::string>{"2020", "2021", "2022"}));
  EXPECT_EQ(view.since, "2021");
  EXPECT_EQ(view.older_cases, 2U);
  EXPECT_EQ(view.newer_cases, 3U);
  EXPECT_EQ(analyse(reading, "2022", *essence_tools().taxonomy).newer_cases, 2U);
}

TEST_F(KnowHowTest, StatedAndEssentialIssuesStandSideBySide) {
  records_[0].stated_issues = {"sales"};
  records_[0].essential_issues = {"hr", "organization"};
  write_cases(library_, records_);
  const AnalysisView view =
      analyse(knowhow(ReaderScope::everything()), "", *essence_tools().taxonomy);
  EXPECT_EQ(view.stated.rows, std::vector<std::string>{"sales"});
  EXPECT_EQ(view.stated.columns.size(), 2U);
  EXPECT_EQ(view.stated.counts[0][0], 1U);
}

TEST_F(KnowHowTest, CardsThatAreToldTogetherAreDrawnOnceEach) {
  KnowHowReading reading = knowhow(ReaderScope::everything());
  const auto found = std::make_shared<KnowHowFindings>(*reading.findings);
  auto& items = found->result.items;
  const auto listening = static_cast<std::uint32_t>(
      std::find_if(items.begin(), items.end(),
                   [](const KnowHow& item) { return item.id == kListeningCard; }) -
      items.begin());
  ASSERT_LT(listening, items.size());
  KnowHow other = items[listening];
  other.id = "K02";
  items.push_back(other);
  KnowHow candidate = other;
  candidate.id = "n-1";
  candidate.kind = KnowHowKind::kCandidate;
  items.push_back(candidate);
  const auto last = static_cast<std::uint32_t>(items.size() - 1);
  found->together = {{listening, last, 9, 0.5},
                     {listening, last - 1, 3, 0.5},
                     {last - 1, listening, 3, 0.5},
                     {listening, listening, 5, 1}};
  reading.findings = found;
  const KnowHowNetwork network = analyse(reading, "", *essence_tools().taxonomy).together;
  ASSERT_EQ(network.nodes.size(), 2U);
  EXPECT_EQ(network.nodes[0].id, kListeningCard);
  EXPECT_FALSE(network.nodes[0].label.empty());
  EXPECT_GT(network.nodes[0].step, 0);
  EXPECT_EQ(network.nodes[0].cases, items[listening].cases);
  EXPECT_EQ(network.nodes[1].id, "K02");
  ASSERT_EQ(network.links.size(), 1U);
  EXPECT_EQ(network.links[0].cases, 3U);
}

}  // namespace
}  // namespace kizuki::test

#include "engine/query/match_places.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using Words = std::vector<std::string>;

HitList explained(const std::vector<CaseRecord>& records, const std::string& query,
                  const RankingSettings& settings = {}) {
  const TestIndex index({{"public", records}});
  Searcher searcher = index.searcher(settings);
  SearchOptions options;
  options.explain = true;
  auto list = searcher.search(*parse_query(query), options);
  EXPECT_TRUE(succeeded(list));
  return list ? std::move(list).value() : HitList{};
}

TEST(MatchPlacesTest, NamesTheSectionsWithTheWordsThatStandThere) {
  CaseRecord record = make_case("c-1", "後継者の話", {"何もない。", "現場を見た。現場は広い。"});
  record.sections[1].heading = "現場の朝";
  record.outcome = "後継者が決まった。";
  const auto list = explained({record}, "後継者 現場");
  ASSERT_EQ(list.hits.size(), 1U);
  ASSERT_TRUE(list.hits[0].explanation);
  const auto& places = list.hits[0].explanation->places;
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[0].field, FieldKind::kTitle);
  EXPECT_EQ(places[0].words, Words{"後継者"});
  EXPECT_EQ(places[1].field, FieldKind::kBody);
  EXPECT_EQ(places[1].section, 1U);
  EXPECT_EQ(places[1].heading, "現場の朝");
  EXPECT_EQ(places[1].words, Words{"現場"}) << "heading and body are one place, each word once";
  EXPECT_EQ(places[2].field, FieldKind::kOutcome);
}

TEST(MatchPlacesTest, HitsAreExplainedOnlyWhenAsked) {
  const TestIndex index({{"public", {make_case("c-1", "題", {"現場"})}}});
  Searcher searcher = index.searcher();
  const auto list = searcher.search(*parse_query("現場"), {});
  ASSERT_TRUE(succeeded(list));
  EXPECT_FALSE(list->hits.at(0).explanation);
}

TEST(MatchPlacesTest, PartsOfTheScoreAddUp) {
  RandomCorpus corpus(7);
  const auto records = corpus.cases(60);
  RankingSettings settings;
  settings.pool_size = 5;
  for (int i = 0; i < 20; ++i) {
    const auto list = explained(records, corpus.query(), settings);
    for (std::size_t rank = 0; rank < list.hits.size(); ++rank) {
      const Hit& hit = list.hits[rank];
      const ScoreParts& parts = hit.explanation->score;
      EXPECT_NEAR(parts.words + parts.characters + parts.attributes, hit.score, 1e-9);
      EXPECT_GE(parts.characters, 0.0);
      EXPECT_GE(parts.attributes, 0.0);
      if (rank >= settings.pool_size) {
        EXPECT_EQ(parts.words, hit.score) << "behind the pool";
      }
    }
  }
}

TEST(MatchPlacesTest, PartsHaveNames) {
  EXPECT_EQ(part_name(FieldKind::kTitle), "題名");
  EXPECT_EQ(part_name(FieldKind::kBusiness), "事業");
  EXPECT_EQ(part_name(FieldKind::kOutcome), "成果");
  EXPECT_EQ(part_name(FieldKind::kBody), part_name(FieldKind::kHeading));
}

}  // namespace
}  // namespace kizuki

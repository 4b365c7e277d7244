#include "engine/query/advisor.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/text/reading_table.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

CaseRecord scaled(CaseRecord record, Scale scale) {
  record.scale = scale;
  return record;
}

std::vector<CaseRecord> open_cases() {
  return {make_case("a", "甲", {"事業承継を進めた。現場が反発した。"}),
          make_case("b", "乙", {"補助金を使った。後継者がいる。"}),
          scaled(make_case("c", "丙", {"事業承継の話。現場の声。"}), Scale::kSmall),
          scaled(make_case("d", "丁", {"後継者の話。"}), Scale::kMedium)};
}

/// What hidden cases say must not matter: words, misspelt ones, other counts.
std::vector<CaseRecord> hidden_cases() {
  return {make_case("h1", "秘", {"事業継承と資金繰りの話。補助筋。"}),
          make_case("h2", "密", {"事業承継。現場の反発。見張り。"}),
          scaled(make_case("h3", "裏", {"後継者と資金繰り。"}), Scale::kLarge)};
}

std::string print(const SearchAdvice& advice) {
  std::string out;
  if (advice.suggestion) {
    out += advice.suggestion->query + "=" + std::to_string(advice.suggestion->total) + "\n";
  }
  for (const Relaxation& relaxation : advice.relaxations) {
    out += describe_relaxation(relaxation.relaxed) + "=" + std::to_string(relaxation.total) + "\n";
  }
  return out;
}

std::string advise(Searcher& searcher, const std::string& text, const std::string& filter = "",
                   const SearchOptions& options = {}) {
  ParsedQuery query = parse_query(text).value();
  if (!filter.empty()) add_filter(query, parse_filter(filter).value());
  const auto list = searcher.search(query, options);
  EXPECT_TRUE(succeeded(list));
  const auto advice = searcher.advise(query, options, list->total);
  EXPECT_TRUE(succeeded(advice));
  return print(*advice);
}

class SearchAdviceTest : public testing::Test {
 protected:
  SearchAdviceTest()
      : index_({{"public", open_cases()}, {"org:甲", hidden_cases()}}),
        alone_({{"public", open_cases()}}),
        searcher_(index_.open({"public"}).value()) {}

  TestIndex index_;
  TestIndex alone_;
  Searcher searcher_;
};

TEST_F(SearchAdviceTest, SuggestsWhatMoreCasesSay) {
  EXPECT_EQ(advise(searcher_, "後経者"), "後継者=2\n");
  EXPECT_EQ(advise(searcher_, "現場 事業継承"), "");  // both halves are words that cases have
  EXPECT_EQ(advise(searcher_, "後継者"), "");
  EXPECT_EQ(advise(searcher_, "後経者 -補助金"),
            "後継者 -補助金=1\n言葉を外し、条件だけで探す=3\n");
}

TEST_F(SearchAdviceTest, FindsTheSlipWithinASentence) {
  EXPECT_EQ(advise(searcher_, "後経者が決まらない"), "後継者が決まらない=2\n");
  EXPECT_EQ(advise(searcher_, "現場は後経者を見る"), "現場は後継者を見る=4\n");
  EXPECT_EQ(advise(searcher_, "後継者が決まらない"), "");
  EXPECT_EQ(advise(searcher_, "現場反発を聞く"), "") << "no word is near";
  EXPECT_EQ(advise(searcher_, "\"後経者を見る\""), "") << "a phrase is meant as it stands";
}

// 金融 and 期間 are words that cases have.
TEST(CompoundAdviceTest, WhatIsReadAlikeAndFarMoreOftenSaidIsMeant) {
  std::vector<CaseRecord> cases = {make_case("p", "題", {"期間を決めた。金融の話をした。"})};
  const auto add = [&](const std::string& id, const std::string& text) {
    cases.push_back(make_case(id, "題", {text}));
  };
  for (int i = 0; i < 19; ++i) add("m" + std::to_string(i), "金融機関に相談した。");
  auto readings = ReadingTable::open(test::built_data() / "dictionary" / "readings.tsv");
  ASSERT_TRUE(succeeded(readings));
  auto knowledge = std::make_shared<QueryKnowledge>();
  knowledge->readings = std::make_shared<const ReadingTable>(std::move(*readings));
  const auto suggested = [&] {
    const TestIndex index({{"public", cases}});
    Searcher searcher = index.searcher({}, nullptr, knowledge);
    return advise(searcher, "金融期間");
  };
  EXPECT_EQ(suggested(), "金融機関=20\n");
  add("slip", "金融期間に相談した。");
  EXPECT_EQ(suggested(), "") << "19 say it otherwise, one so";
  add("one more", "金融機関に相談した。");
  EXPECT_EQ(suggested(), "金融機関=22\n");
  add("again", "金融期間に相談した。");
  EXPECT_EQ(suggested(), "");
}

// To read hundreds of cases to see whether one of them says 後経者 took a hundred times as long as
// the search.
TEST(PhraseAdviceTest, DoesNotReadTheCasesThatHaveTheWordsOfAPhrase) {
  std::vector<CaseRecord> records;
  records.reserve(300);
  for (int i = 0; i < 300; ++i) {
    records.push_back(
        make_case("c-" + std::to_string(1000 + i), "甲", {"後経者がまだいない。後継者の話。"}));
  }
  const TestIndex index({{"public", records}});
  Searcher searcher = index.open({"public"}).value();
  SearchOptions options;
  std::size_t asked = 0;
  options.is_visible = [&](const std::vector<CaseAddress>& cases) {
    asked += cases.size();
    return std::vector<bool>(cases.size(), true);
  };
  const ParsedQuery query = parse_query("後経者が決まらない").value();
  const auto advice = searcher.advise(query, options, 300);
  ASSERT_TRUE(succeeded(advice));
  EXPECT_FALSE(advice->suggestion);
  EXPECT_LT(asked, 100U);
}

TEST_F(SearchAdviceTest, KeepsFiltersThatWereGivenBesideTheQuery) {
  EXPECT_EQ(advise(searcher_, "後経者", "規模=中規模"), "後継者=1\n言葉を外し、条件だけで探す=1\n");
}

TEST_F(SearchAdviceTest, SaysWhichConditionToGiveUp) {
  EXPECT_EQ(advise(searcher_, "後継者 規模:大企業"), "規模の条件を外す=2\n");
  EXPECT_EQ(advise(searcher_, "現場 規模:中規模"),
            "規模の条件を外す=2\n言葉を外し、条件だけで探す=1\n");
  EXPECT_EQ(advise(searcher_, "\"現場の反発\""), "\"現場の反発\" の囲みを外す=2\n");
  EXPECT_EQ(advise(searcher_, "補助金 -後継者"),
            "「-後継者」を外す=1\n言葉を外し、条件だけで探す=2\n");
}

TEST_F(SearchAdviceTest, GivesUpAllConditionsOnlyWhenNoSingleOneHelps) {
  EXPECT_EQ(advise(searcher_, "後継者 規模:大企業 課題:hr"),
            "条件をすべて外し、言葉だけで探す=2\n");
}

TEST_F(SearchAdviceTest, HiddenCasesChangeNothing) {
  Searcher alone = alone_.searcher();
  for (const char* text : {"補助筋", "事業継承", "資金操り", "資金繰り", "後継者 規模:大企業",
                           "\"現場の反発\"", "見張りい", "後経者", "事業承継 -後継者 課題:hr"}) {
    EXPECT_EQ(advise(searcher_, text), advise(alone, text)) << text;
  }
}

TEST_F(SearchAdviceTest, WhatTheGateHidesIsNotCounted) {
  SearchOptions options;
  options.is_visible = [](const std::vector<CaseAddress>& cases) {
    std::vector<bool> visible;
    visible.reserve(cases.size());
    for (const CaseAddress& address : cases) visible.push_back(address.id != "b");
    return visible;
  };
  EXPECT_EQ(advise(searcher_, "後経者", "", options), "後継者=1\n");
  EXPECT_EQ(advise(searcher_, "後継者 規模:大企業", "", options), "規模の条件を外す=1\n");
}

TEST_F(SearchAdviceTest, StopsAtTheDeadline) {
  const ParsedQuery query = parse_query("後継者 規模:大企業").value();
  SearchOptions options;
  options.deadline = Deadline::after(std::chrono::milliseconds(0));
  const auto advice = searcher_.advise(query, options, 0);
  ASSERT_TRUE(succeeded(advice));
  EXPECT_EQ(print(*advice), "");
}

TEST_F(SearchAdviceTest, AnyQueryIsSafe) {
  RandomCorpus corpus(7);
  for (int i = 0; i < 100; ++i) advise(searcher_, corpus.query());
  for (const char* text : {"\"", "( (", "-x -y", "ー", "ABCDEFGHIJ", "補助筋 補助筋 補助筋"}) {
    advise(searcher_, std::string(text) + " 後経者");
  }
}

}  // namespace
}  // namespace kizuki

#include "engine/query/searcher.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using Ids = std::vector<std::string>;

std::vector<CaseRecord> numbered_cases(const std::string& prefix, std::size_t count,
                                       const std::string& text) {
  std::vector<CaseRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    records.push_back(make_case(prefix + std::to_string(100 + i), "題名", {text}));
  }
  return records;
}

TestIndex small_index() {
  CaseRecord succession =
      make_case("d-2", "父から娘へ", {"後継者の娘が現場に立つ。事業承継を急ぐ。"});
  succession.issues = {"succession"};
  succession.scale = Scale::kSmall;
  CaseRecord cost = make_case("d-1", "豆腐の原価", {"原価を調べた。現場の反発があった。"});
  cost.issues = {"pricing"};
  CaseRecord grant = make_case("d-3", "補助金の後", {"原価は補助金で下がらない。"});
  return TestIndex({{"public", {succession, cost, grant}}});
}

Ids search(Searcher& searcher, const std::string& text) {
  const auto list = searcher.search(*parse_query(text), {});
  EXPECT_TRUE(succeeded(list));
  return list ? ids_of(*list) : Ids{};
}

TEST(SearcherTest, AnswersWhatSupportersType) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  EXPECT_EQ(search(searcher, "後継者 現場"), (Ids{"d-2", "d-1"}));
  EXPECT_EQ(search(searcher, "原価 -補助金"), (Ids{"d-1"}));
  EXPECT_EQ(search(searcher, "\"現場の反発\""), (Ids{"d-1"}));
  EXPECT_EQ(search(searcher, "\"現場が反発\""), Ids{});
  EXPECT_EQ(search(searcher, "承継"), (Ids{"d-2"}));
  EXPECT_EQ(search(searcher, "課題:事業承継"), (Ids{"d-2"}));
  EXPECT_EQ(search(searcher, "課題:事業承継 課題:pricing 規模:小規模"), (Ids{"d-2"}));
  EXPECT_EQ(search(searcher, "id:d-3"), (Ids{"d-3"}));
  EXPECT_EQ(search(searcher, "-課題:pricing"), (Ids{"d-2", "d-3"}));
  EXPECT_EQ(search(searcher, "宇宙"), Ids{});
}

TEST(SearcherTest, HitsBringTitleSnippetsAndFacets) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  const auto list = searcher.search(*parse_query("原価 反発"), {});
  ASSERT_TRUE(succeeded(list));
  const Hit& hit = list->hits.at(0);
  EXPECT_EQ(hit.id, "d-1");
  EXPECT_EQ(hit.compartment, "public");
  EXPECT_EQ(hit.title, "豆腐の原価");
  ASSERT_EQ(hit.title_marks.size(), 1u);
  EXPECT_EQ(hit.title_marks[0].of(hit.title), "原価");
  ASSERT_EQ(hit.snippets.size(), 2u);
  EXPECT_EQ(hit.snippets[0].text, "原価を調べた。");
  EXPECT_EQ(hit.snippets[1].text, "現場の反発があった。");
  EXPECT_NE(std::find(hit.facets.begin(), hit.facets.end(),
                      HitFacet{"issue", "pricing", AttributeOrigin::kGiven, 1.0F}),
            hit.facets.end());

  SearchOptions bare;
  bare.details = false;
  const auto ids = searcher.search(*parse_query("原価 反発"), bare);
  EXPECT_TRUE(ids->hits.at(0).title.empty());
  EXPECT_TRUE(ids->hits.at(0).snippets.empty());
  EXPECT_EQ(ids->hits.at(0).score, hit.score);
}

TEST(SearcherTest, NamesTheWordsItHadToIgnore) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  const auto list = searcher.search(*parse_query("する 原価"), {});
  ASSERT_TRUE(succeeded(list));
  EXPECT_EQ(list->ignored_words, Ids{"する"});
  EXPECT_EQ(list->total, 2u);
}

TEST(SearcherTest, EqualScoresGoByIdAcrossCompartments) {
  const TestIndex index({{"local", numbered_cases("b", 30, "原価を調べた。")},
                         {"members", numbered_cases("a", 30, "原価を調べた。")},
                         {"public", numbered_cases("c", 30, "原価を調べた。")}});
  Searcher searcher = index.searcher();
  for (const char* query : {"原価", "\"原価\"", "-後継者"}) {
    SearchOptions options;
    options.limit = 40;
    options.offset = 5;
    const auto list = searcher.search(*parse_query(query), options);
    ASSERT_TRUE(succeeded(list));
    const Ids ids = ids_of(*list);
    ASSERT_EQ(ids.size(), 40u) << query;
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end())) << query;
    EXPECT_EQ(ids.front(), "a105") << query;
    EXPECT_EQ(list->total, 90u);
  }
}

TEST(SearcherTest, SearchesOnlyTheCompartmentsAskedFor) {
  const TestIndex index({{"local", numbered_cases("b", 2, "原価を調べた。")},
                         {"public", numbered_cases("c", 2, "原価を調べた。")}});
  auto searcher = index.open({"local", "org:誰か"});
  ASSERT_TRUE(succeeded(searcher));
  EXPECT_EQ(search(*searcher, "原価"), (Ids{"b100", "b101"}));
  auto none = index.open({});
  ASSERT_TRUE(succeeded(none));
  EXPECT_EQ(search(*none, "原価"), Ids{});
  EXPECT_EQ(search(*none, "-原価"), Ids{});
}

TEST(SearcherTest, WhatIsNotOpenedChangesNoByte) {
  const auto mine = numbered_cases("a", 9, "原価を調べ、現場を歩いた。");
  const TestIndex alone({{"public", mine}});
  const TestIndex beside({{"org:他", numbered_cases("b", 50, "原価 原価 現場")}, {"public", mine}});
  auto left = alone.open({"public"});
  auto right = beside.open({"public"});
  const auto query = *parse_query("原価 現場 歩く");
  const auto first = left->search(query, {});
  const auto second = right->search(query, {});
  ASSERT_EQ(ids_of(*first), ids_of(*second));
  for (std::size_t i = 0; i < first->hits.size(); ++i) {
    EXPECT_EQ(first->hits[i].score, second->hits[i].score);
  }
  EXPECT_EQ(first->total, second->total);
}

TEST(SearcherTest, OpensFourCompartmentsAndNoMoreWithoutAView) {
  TestIndex::Compartments compartments;
  for (int i = 0; i < 5; ++i) {
    compartments["org:" + std::to_string(i)] = numbered_cases("c" + std::to_string(i), 1, "原価。");
  }
  const TestIndex index(compartments);
  Ids names;
  for (const auto& [name, records] : compartments) names.push_back(name);
  const auto five = index.open(names);
  ASSERT_EQ(failure_name(five), "not_found");
  EXPECT_NE(five.error().message.find("--merge"), std::string::npos) << five.error().message;
  names.pop_back();
  auto four = index.open(names);
  ASSERT_TRUE(succeeded(four));
  EXPECT_EQ(search(*four, "原価").size(), 4u);
}

TEST(SearcherTest, RefusesOptionsOutOfRange) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  SearchOptions options;
  options.limit = 0;
  EXPECT_EQ(failure_name(searcher.search(*parse_query("原価"), options)), "invalid_argument");
  options.limit = kMaxHits + 1;
  EXPECT_EQ(failure_name(searcher.search(*parse_query("原価"), options)), "invalid_argument");
  options.limit = kMaxHits;
  options.offset = kMaxHitOffset + 1;
  EXPECT_EQ(failure_name(searcher.search(*parse_query("原価"), options)), "invalid_argument");
  options.offset = kMaxHitOffset;
  EXPECT_TRUE(succeeded(searcher.search(*parse_query("原価"), options)));
}

TEST(SearcherTest, HiddenCasesAreLeftOutAndReplaced) {
  const TestIndex index({{"local", numbered_cases("a", 60, "原価を調べた。")},
                         {"public", numbered_cases("b", 60, "原価を調べた。")}});
  Searcher searcher = index.searcher();
  SearchOptions options;
  options.limit = 5;
  options.facet_counts = true;
  options.is_visible = [](const std::vector<CaseAddress>& cases) {
    std::vector<bool> visible;
    for (const CaseAddress& address : cases) {
      EXPECT_EQ(address.compartment, address.id[0] == 'a' ? "local" : "public");
      visible.push_back(address.id > "a150");
    }
    return visible;
  };
  const auto list = searcher.search(*parse_query("原価"), options);
  ASSERT_TRUE(succeeded(list));
  EXPECT_EQ(ids_of(*list), (Ids{"a151", "a152", "a153", "a154", "a155"}));
  EXPECT_EQ(list->total, 69u);
  EXPECT_FALSE(list->total_is_estimate);
}

TEST(SearcherTest, AGateThatAnswersWronglyHidesEverything) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  SearchOptions options;
  options.is_visible = [](const std::vector<CaseAddress>&) { return std::vector<bool>(); };
  const auto list = searcher.search(*parse_query("原価"), options);
  ASSERT_TRUE(succeeded(list));
  EXPECT_TRUE(list->hits.empty());
  EXPECT_EQ(list->total, 0u);
}

TEST(SearcherTest, AnExpiredDeadlineGivesAMarkedPartialAnswer) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  SearchOptions options;
  options.deadline = Deadline::after(std::chrono::milliseconds(0));
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  const auto list = searcher.search(*parse_query("原価"), options);
  ASSERT_TRUE(succeeded(list));
  EXPECT_TRUE(list->partial);
  EXPECT_TRUE(list->total_is_estimate);
}

TEST(SearcherTest, SaysThatItIsDegradedWhenTheAnalyserChanged) {
  const std::vector<CaseRecord> records = numbered_cases("a", 2, "原価を調べた。");
  EXPECT_FALSE(TestIndex({{"public", records}}).searcher().degraded());
  const TestIndex index({{"public", records}}, "another analyser");
  Searcher searcher = index.searcher();
  EXPECT_TRUE(searcher.degraded());
  EXPECT_EQ(search(searcher, "原価").size(), 2u);
}

TEST(SearcherTest, NotesFindWhatTheyTellOf) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  std::string notes = "社長の相談: 事業承継について。";
  while (notes.size() < kNotesLimitBytes - 300) notes += "会社は長く続き、後継者の娘は現場を知る。";
  const auto list = searcher.search(*parse_query(notes), {});
  ASSERT_TRUE(succeeded(list));
  EXPECT_EQ(ids_of(*list).at(0), "d-2");
}

TEST(SearcherTest, HostileQueriesAreAnsweredOrRefusedQuickly) {
  const TestIndex index = small_index();
  Searcher searcher = index.searcher();
  const auto start = std::chrono::steady_clock::now();
  std::string many;
  for (int i = 0; i < 64; ++i) many += "語" + std::to_string(i) + " ";
  const std::vector<std::string> texts{many,
                                       std::string(8, '(') + "父",
                                       "-" + std::string(1000, '-'),
                                       std::string(1024, '|'),
                                       std::string(20'000, 'a'),
                                       std::string("原価\0\x01\x7f", 9),
                                       "\"" + std::string(900, '"')};
  for (const std::string& text : texts) {
    const auto query = parse_query(text);
    if (query) (void)searcher.search(*query, {});
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace kizuki

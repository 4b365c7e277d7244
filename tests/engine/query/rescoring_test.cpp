#include "engine/query/rescoring.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

using Ids = std::vector<std::string>;

SearchOptions ids_only(std::size_t limit) {
  SearchOptions options;
  options.limit = limit;
  options.details = false;
  return options;
}

HitList search(Searcher& searcher, const std::string& text, const SearchOptions& options) {
  auto list = searcher.search(*parse_query(text), options);
  EXPECT_TRUE(succeeded(list));
  return list ? std::move(list).value() : HitList{};
}

RankingSettings words_only() {
  RankingSettings settings;
  settings.pool_size = 0;
  return settings;
}

/// All have the word 現場 once and are as long; c-2 shares characters with 販路 besides.
TestIndex characters_decide() {
  return TestIndex(
      {{"public",
        {make_case("c-1", "現場", {"売上を見る"}), make_case("c-2", "現場", {"販売を見る"}),
         make_case("c-3", "現場", {"利益を見る"}), make_case("c-4", "別", {"販売"})}}});
}

TEST(RescoringTest, CharactersDecideBetweenCasesOfTheSameWords) {
  const TestIndex index = characters_decide();
  Searcher plain = index.searcher(words_only());
  EXPECT_EQ(ids_of(search(plain, "現場 販路", ids_only(10))).front(), "c-1");
  Searcher searcher = index.searcher();
  EXPECT_EQ(ids_of(search(searcher, "現場 販路", ids_only(10))).front(), "c-2");
}

TEST(RescoringTest, WhatIsExcludedOrFilteredAddsNothing) {
  const TestIndex index = characters_decide();
  Searcher searcher = index.searcher();
  const auto plain = search(searcher, "現場", ids_only(10));
  const auto excluded = search(searcher, "現場 -販路", ids_only(10));
  ASSERT_EQ(ids_of(plain), ids_of(excluded));
  for (std::size_t i = 0; i < plain.hits.size(); ++i) {
    EXPECT_EQ(plain.hits[i].score, excluded.hits[i].score);
  }
}

TEST(RescoringTest, WithoutKanjiAndPairsOnlyTheLengthCounts) {
  RankingSettings settings;
  settings.pair_weight = 0.0;
  settings.kanji_weight = 0.0;
  const TestIndex index = characters_decide();
  Searcher without = index.searcher(settings);
  Searcher plain = index.searcher(words_only());
  const auto left = search(without, "現場 販路", ids_only(10));
  const auto right = search(plain, "現場 販路", ids_only(10));
  ASSERT_EQ(ids_of(left), ids_of(right));
  for (std::size_t i = 0; i < left.hits.size(); ++i) {
    // All are as long, in a collection of short cases: all gain the same.
    EXPECT_GT(left.hits[i].score, right.hits[i].score);
    EXPECT_EQ(left.hits[i].score, left.hits[0].score);
  }
}

/// Cases of falling first-stage score, the shared characters in the last ones.
std::vector<CaseRecord> falling_cases(std::size_t count) {
  std::vector<CaseRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text = "現場";
    for (std::size_t words = 0; words < 60 + 20 * i; ++words) text += "、売上";
    if (i % 3 == 2) text += "、販売、販売";
    records.push_back(make_case("c-" + std::to_string(100 + i), "題", {text}));
  }
  return records;
}

TEST(RescoringTest, WhatThePoolLeavesOutKeepsItsOrderBehindIt) {
  const TestIndex index({{"public", falling_cases(12)}});
  RankingSettings settings;
  settings.pool_size = 6;
  settings.pair_weight = 5.0;
  Searcher plain = index.searcher(words_only());
  Searcher searcher = index.searcher(settings);
  const Ids before = ids_of(search(plain, "現場 販路", ids_only(20)));
  const auto list = search(searcher, "現場 販路", ids_only(20));
  const Ids after = ids_of(list);
  ASSERT_EQ(before.size(), 12U);
  EXPECT_NE(after, before);
  EXPECT_TRUE(std::is_permutation(after.begin(), after.begin() + 6, before.begin()));
  EXPECT_EQ(Ids(after.begin() + 6, after.end()), Ids(before.begin() + 6, before.end()));
  for (std::size_t i = 1; i < list.hits.size(); ++i) {
    EXPECT_GE(list.hits[i - 1].score, list.hits[i].score) << i;
  }
  // However small the page is.
  for (std::size_t limit = 1; limit < 12; ++limit) {
    EXPECT_EQ(ids_of(search(searcher, "現場 販路", ids_only(limit))),
              Ids(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(limit)));
  }
}

TEST(RescoringTest, HiddenCasesTakeNoPlaceInThePool) {
  const auto records = falling_cases(12);
  const TestIndex all({{"public", records}});
  RankingSettings settings;
  settings.pool_size = 4;
  Searcher searcher = all.searcher(settings);
  SearchOptions options = ids_only(20);
  options.is_visible = [](const std::vector<CaseAddress>& cases) {
    std::vector<bool> visible;
    visible.reserve(cases.size());
    for (const CaseAddress& address : cases) visible.push_back(address.id >= "c-106");
    return visible;
  };
  const auto list = search(searcher, "現場 販路", options);
  ASSERT_EQ(list.hits.size(), 6U);
  settings.pool_size = 0;
  Searcher plain = all.searcher(settings);
  std::map<std::string, double> words;
  for (const Hit& hit : search(plain, "現場 販路", options).hits) words[hit.id] = hit.score;
  std::size_t gained = 0;
  for (const Hit& hit : list.hits) gained += hit.score > words[hit.id] ? 1 : 0;
  EXPECT_EQ(gained, 4U);
}

}  // namespace
}  // namespace kizuki

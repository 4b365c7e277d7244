// Similar cases: properties that hold for any seed. What ranks how is tested by the judged sets and
// by the golden results.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kCases = 80;
constexpr std::size_t kSeeds = 40;

using IdSet = std::set<std::string>;

SearchOptions page(std::size_t limit, std::size_t offset = 0) {
  SearchOptions options;
  options.limit = limit;
  options.offset = offset;
  return options;
}

SearchOptions all_hits() { return page(kMaxHits); }

SimilarQuery like_case(std::string id) {
  SimilarQuery query;
  query.case_id = std::move(id);
  return query;
}

SimilarQuery like_text(std::string text) {
  SimilarQuery query;
  query.text = std::move(text);
  return query;
}

HitList similar(Searcher& searcher, const SimilarQuery& query, const SearchOptions& options) {
  auto list = searcher.similar(query, options);
  EXPECT_TRUE(succeeded(list));
  return list ? std::move(list).value() : HitList{};
}

/// Hits and what is folded behind them.
IdSet everything(const HitList& list) {
  IdSet ids;
  for (const Hit& hit : list.hits) {
    ids.insert(hit.id);
    for (const CaseAddress& folded : hit.near_duplicates) ids.insert(folded.id);
  }
  return ids;
}

std::string random_notes(RandomCorpus& corpus) {
  std::string text;
  for (std::size_t more = 1 + corpus.below(6); more > 0; --more) text += corpus.query() + "。";
  return text;
}

SimilarQuery random_seed(RandomCorpus& corpus, const std::vector<CaseRecord>& records) {
  return corpus.below(2) == 0 ? like_case(records[corpus.below(records.size())].id)
                              : like_text(random_notes(corpus));
}

class SimilarSearchTest : public ::testing::Test {
 protected:
  std::uint64_t seed_ = test_seed();
  RandomCorpus corpus_{seed_};
  std::vector<CaseRecord> records_ = corpus_.cases(kCases);
};

TEST_F(SimilarSearchTest, EachCaseStandsOnceInOrderAndNeverTheSeed) {
  const TestIndex index({{"public", records_}});
  Searcher searcher = index.searcher();
  for (std::uint64_t round = 0; round < kSeeds; ++round) {
    SCOPED_TRACE(describe_seed(seed_, round));
    const SimilarQuery query = random_seed(corpus_, records_);
    auto found = searcher.similar(query, all_hits());
    if (!found) {
      EXPECT_EQ(found.error().code, ErrorCode::kInvalidQuery);
      continue;
    }
    IdSet seen;
    for (std::size_t i = 0; i < found->hits.size(); ++i) {
      const Hit& hit = found->hits[i];
      EXPECT_NE(hit.id, query.case_id);
      EXPECT_TRUE(seen.insert(hit.id).second) << hit.id;
      for (const CaseAddress& folded : hit.near_duplicates) {
        EXPECT_NE(folded.id, query.case_id);
        EXPECT_TRUE(seen.insert(folded.id).second) << folded.id << " behind " << hit.id;
      }
      if (i == 0) continue;
      const Hit& before = found->hits[i - 1];
      EXPECT_TRUE(before.score > hit.score || (before.score == hit.score && before.id < hit.id))
          << before.id << " " << hit.id;
    }
    EXPECT_EQ(found->total, seen.size());
  }
}

TEST_F(SimilarSearchTest, AFilterNeverAddsCases) {
  const TestIndex index({{"public", records_}});
  Searcher searcher = index.searcher();
  const std::vector<std::string> filters{"issue=hr", "scale=small", "step=4", "prefecture=東京都"};
  std::size_t narrowed = 0;
  for (std::uint64_t round = 0; round < kSeeds; ++round) {
    SCOPED_TRACE(describe_seed(seed_, round));
    SimilarQuery query = like_case(records_[corpus_.below(records_.size())].id);
    const IdSet wide = everything(similar(searcher, query, all_hits()));
    auto filter = parse_filter(filters[corpus_.below(filters.size())]);
    ASSERT_TRUE(succeeded(filter));
    query.filters.push_back(std::move(*filter));
    const IdSet narrow = everything(similar(searcher, query, all_hits()));
    EXPECT_TRUE(std::includes(wide.begin(), wide.end(), narrow.begin(), narrow.end()));
    narrowed += narrow.size() < wide.size() ? 1 : 0;
  }
  EXPECT_GT(narrowed, 0U);
}

TEST_F(SimilarSearchTest, PagesAreTheWholeListInPieces) {
  const TestIndex index({{"public", records_}});
  Searcher searcher = index.searcher();
  for (std::uint64_t round = 0; round < kSeeds / 4; ++round) {
    SCOPED_TRACE(describe_seed(seed_, round));
    const SimilarQuery query = like_case(records_[corpus_.below(records_.size())].id);
    const auto whole = ids_of(similar(searcher, query, all_hits()));
    std::vector<std::string> pieces;
    for (std::size_t offset = 0; offset < whole.size(); offset += 7) {
      const auto piece = ids_of(similar(searcher, query, page(7, offset)));
      pieces.insert(pieces.end(), piece.begin(), piece.end());
    }
    EXPECT_EQ(pieces, whole);
  }
}

TEST_F(SimilarSearchTest, WhatTheReaderMayNotReadChangesNothing) {
  const std::vector<CaseRecord> mine(records_.begin(), records_.begin() + kCases / 2);
  const std::vector<CaseRecord> others(records_.begin() + kCases / 2, records_.end());
  const TestIndex alone({{"public", mine}});
  const TestIndex both({{"public", mine}, {"org:乙銀行", others}});
  auto without = alone.open({"public"});
  auto with = both.open({"public"});
  ASSERT_TRUE(succeeded(without));
  ASSERT_TRUE(succeeded(with));
  for (std::uint64_t round = 0; round < kSeeds; ++round) {
    SCOPED_TRACE(describe_seed(seed_, round));
    const SimilarQuery query = random_seed(corpus_, mine);
    const auto left = without->similar(query, all_hits());
    const auto right = with->similar(query, all_hits());
    ASSERT_EQ(left.has_value(), right.has_value());
    if (!left) continue;
    EXPECT_EQ(left->total, right->total);
    ASSERT_EQ(ids_of(*left), ids_of(*right));
    for (std::size_t i = 0; i < left->hits.size(); ++i) {
      EXPECT_EQ(left->hits[i].score, right->hits[i].score);
      EXPECT_EQ(left->hits[i].reasons, right->hits[i].reasons);
    }
  }
  // Nor may it be a seed: that it exists is not told.
  const auto hidden = with->similar(like_case(others.front().id), all_hits());
  ASSERT_FALSE(hidden.has_value());
  EXPECT_EQ(hidden.error().code, ErrorCode::kNotFound);
  const auto unknown = with->similar(like_case("x-1"), all_hits());
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().code, hidden.error().code);
}

TEST_F(SimilarSearchTest, WhatTheGateHidesIsNeitherSeedNorHitNorFolded) {
  const TestIndex index({{"public", records_}});
  Searcher searcher = index.searcher();
  SearchOptions options = all_hits();
  options.is_visible = [](const std::vector<CaseAddress>& cases) {
    std::vector<bool> visible;
    visible.reserve(cases.size());
    for (const CaseAddress& address : cases) visible.push_back(address.id.back() != '3');
    return visible;
  };
  for (const CaseRecord& record : records_) {
    const auto found = searcher.similar(like_case(record.id), options);
    if (record.id.back() == '3') {
      ASSERT_FALSE(found.has_value()) << record.id;
      EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
      continue;
    }
    ASSERT_TRUE(succeeded(found));
    for (const std::string& id : everything(*found)) EXPECT_NE(id.back(), '3');
  }
}

TEST_F(SimilarSearchTest, AnyTextIsAnsweredOrRefused) {
  const TestIndex index({{"public", records_}});
  Searcher searcher = index.searcher();
  const std::vector<std::string_view> pieces{
      "後継者",  "、",      "。", "「",       "」",
      "\"",      "-",       ":",  "(",        "（",
      " OR ",    "\n",      "\t", "社員19名", "補助金ではなく",
      "反発",    "ｶﾞ",      "𠮟", "0",        "\0"sv,
      "e\u0301", "\xE3\x81"};
  std::size_t answered = 0;
  for (std::uint64_t round = 0; round < 4 * kSeeds; ++round) {
    SCOPED_TRACE(describe_seed(seed_, round));
    const std::size_t known = pieces.size() - (round % 4 == 0 ? 0 : 1);  // the last is no text
    std::string text;
    for (std::size_t length = corpus_.below(200); length > 0; --length) {
      text += pieces[corpus_.below(known)];
    }
    const auto found = searcher.similar(like_text(text), page(5));
    if (found) {
      EXPECT_LE(found->hits.size(), 5U);
      ++answered;
    } else if (found.error().code != ErrorCode::kInvalidEncoding) {
      EXPECT_EQ(found.error().code, ErrorCode::kInvalidQuery) << found.error().describe();
    }
  }
  EXPECT_GT(answered, kSeeds);
}

TEST_F(SimilarSearchTest, NotesHaveALimit) {
  const TestIndex index({{"public", records_}});
  Searcher searcher = index.searcher();
  std::string text;
  while (text.size() + 12 <= kNotesLimitBytes) text += "後継者。";
  EXPECT_TRUE(succeeded(searcher.similar(like_text(text), page(5))));
  text += "後継者。後継者。";
  const auto refused = searcher.similar(like_text(text), page(5));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidQuery);
  EXPECT_NE(refused.error().message.find("長すぎ"), std::string::npos);
}

/// Distinct steps that the first hits tell of.
std::size_t count_steps(const HitList& list, const std::vector<CaseRecord>& records,
                        std::size_t first) {
  std::set<int> steps;
  for (std::size_t i = 0; i < first; ++i) {
    const auto record = std::find_if(records.begin(), records.end(), [&](const CaseRecord& other) {
      return other.id == list.hits[i].id;
    });
    for (const Section& section : record->sections) {
      steps.insert(section.steps.begin(), section.steps.end());
    }
  }
  return steps.size();
}

TEST_F(SimilarSearchTest, VariedHitsAreTheSameCasesSpread) {
  const TestIndex index({{"public", records_}});
  RankingSettings settings;
  settings.pool_size = 100;  // all
  Searcher searcher = index.searcher(settings);
  std::size_t before = 0;
  std::size_t after = 0;
  for (std::uint64_t round = 0; round < kSeeds; ++round) {
    SCOPED_TRACE(describe_seed(seed_, round));
    SimilarQuery query = like_case(records_[corpus_.below(records_.size())].id);
    const HitList alike = similar(searcher, query, all_hits());
    query.purpose = SimilarPurpose::kVaried;
    const HitList varied = similar(searcher, query, all_hits());
    EXPECT_EQ(everything(varied), everything(alike));
    ASSERT_GT(varied.hits.size(), 6U);
    EXPECT_EQ(varied.hits.front().id, alike.hits.front().id);
    for (std::size_t i = 1; i < varied.hits.size(); ++i) {
      EXPECT_GE(varied.hits[i - 1].score, varied.hits[i].score);
    }
    before += count_steps(alike, records_, 3);
    after += count_steps(varied, records_, 3);
  }
  EXPECT_GT(after, before + kSeeds / 4);
}

/// Three say nearly the same: the best of them stays, with the others behind it.
TEST(SimilarFoldingTest, NearDuplicatesStandBehindTheBest) {
  const std::string text =
      "後継者の長男が現場の職人と話し合い、原価を見える形にして、値上げの理由を得意先に話した。";
  const TestIndex index({{"public",
                          {make_case("c-1", "町工場", {text}), make_case("c-2", "町工場", {text}),
                           make_case("c-3", "町工場の例", {text + "翌年に黒字となった。"}),
                           make_case("c-4", "菓子店", {"後継者が菓子を売る。"})}}});
  Searcher searcher = index.searcher();
  const HitList list = similar(searcher, like_text(text), all_hits());
  ASSERT_EQ(ids_of(list), (std::vector<std::string>{"c-1", "c-4"}));
  IdSet folded;
  for (const CaseAddress& other : list.hits[0].near_duplicates) folded.insert(other.id);
  EXPECT_EQ(folded, (IdSet{"c-2", "c-3"}));
  EXPECT_EQ(list.total, 4U);
}

}  // namespace
}  // namespace kizuki

// SearchOptions::order against a sort of all hits.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

std::string year_of(const CaseAnalysis& analysis) {
  for (const Facet& facet : analysis.facets) {
    if (facet.name == "year") return facet.value;
  }
  return "";
}

TEST(HitOrderTest, SortsByYearThenByRelevanceOnAnyPage) {
  RandomCorpus corpus(test_seed());
  std::vector<CaseRecord> records = corpus.cases(90);
  for (CaseRecord& record : records) {
    const std::size_t year = corpus.below(5);
    record.period_from = year == 0 ? "" : std::to_string(2018 + year) + "-04";
  }
  const std::vector<CaseRecord> front(records.begin(), records.begin() + 40);
  const std::vector<CaseRecord> back(records.begin() + 40, records.end());
  const TestIndex index({{"public", front}, {"members", back}});
  std::map<std::string, std::string> years;
  for (const CaseAnalysis& analysis : index.analyses()) years[analysis.id] = year_of(analysis);
  RankingSettings settings;
  settings.pool_size = 0;  // years are sorted by the first stage's score
  Searcher searcher = index.searcher(settings);
  for (int round = 0; round < 40; ++round) {
    const std::string text = corpus.query();
    SCOPED_TRACE(text);
    const auto query = *parse_query(text);
    SearchOptions options;
    options.limit = kMaxHits;
    options.details = false;
    auto wanted = searcher.search(query, options)->hits;
    for (const HitOrder order : {HitOrder::kNewest, HitOrder::kOldest}) {
      std::stable_sort(wanted.begin(), wanted.end(), [&](const Hit& left, const Hit& right) {
        const std::string& a = years[left.id];
        const std::string& b = years[right.id];
        if (a.empty() || b.empty()) return !a.empty() && b.empty();
        return order == HitOrder::kNewest ? a > b : a < b;
      });
      options.order = order;
      options.limit = 1 + corpus.below(30);
      options.offset = corpus.below(30);
      const auto page = searcher.search(query, options);
      ASSERT_TRUE(succeeded(page));
      EXPECT_EQ(page->total, wanted.size());
      std::vector<std::string> ids;
      for (std::size_t i = options.offset;
           i < std::min(wanted.size(), options.offset + options.limit); ++i) {
        ids.push_back(wanted[i].id);
      }
      EXPECT_EQ(ids_of(*page), ids);
      options.offset = 0;
      // Back to the order of relevance for the next sort.
      options.order = HitOrder::kRelevance;
      options.limit = kMaxHits;
      wanted = searcher.search(query, options)->hits;
    }
  }
}

}  // namespace
}  // namespace kizuki

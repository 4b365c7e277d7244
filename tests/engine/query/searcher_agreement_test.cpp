// The searcher against the exhaustive scorer, and properties that hold for any query.
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/query/facet_alternatives.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/reference_search.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kCases = 120;
constexpr std::size_t kQueries = 120;

SearchOptions all_hits() {
  SearchOptions options;
  options.limit = kMaxHits;
  options.details = false;
  return options;
}

/// The same cases in one compartment and dealt out to three.
struct Layouts {
  explicit Layouts(RandomCorpus& corpus)
      : records(corpus.cases(kCases)), one({{"public", records}}), three(deal(records, corpus)) {}

  static TestIndex::Compartments deal(const std::vector<CaseRecord>& records,
                                      RandomCorpus& corpus) {
    const std::vector<std::string> names{"local", "members", "org:甲会議所"};
    TestIndex::Compartments compartments;
    for (const auto& name : names) compartments[name];
    for (const CaseRecord& record : records) {
      compartments[names[corpus.below(names.size())]].push_back(record);
    }
    return compartments;
  }

  std::vector<CaseRecord> records;
  TestIndex one;
  TestIndex three;
};

void expect_hits(const HitList& list, const std::vector<ReferenceHit>& wanted) {
  EXPECT_EQ(list.total, wanted.size());
  EXPECT_FALSE(list.total_is_estimate);
  EXPECT_FALSE(list.partial);
  ASSERT_EQ(list.hits.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    ASSERT_EQ(list.hits[i].id, wanted[i].id) << "rank " << i;
    ASSERT_NEAR(list.hits[i].score, wanted[i].score, 2e-9) << wanted[i].id;
  }
}

/// Random queries over random cases in both layouts, against the exhaustive scorer.
void expect_agreement(std::uint64_t seed, const RankingSettings& settings,
                      const std::shared_ptr<const BackgroundFrequencies>& background,
                      const std::shared_ptr<const QueryKnowledge>& knowledge = nullptr) {
  RandomCorpus corpus(seed);
  const Layouts layouts(corpus);
  Searcher one = layouts.one.searcher(settings, background, knowledge);
  Searcher three = layouts.three.searcher(settings, background, knowledge);
  std::size_t hits = 0;
  for (std::uint64_t round = 0; round < kQueries; ++round) {
    const std::string text = corpus.query();
    SCOPED_TRACE(describe_seed(seed, round) + " " + text);
    const auto query = *parse_query(text);
    const auto plan = one.plan(query);
    ASSERT_TRUE(succeeded(plan));
    SCOPED_TRACE(print_plan(*plan));
    const auto wanted = reference_search(*plan, layouts.one.analyses(), layouts.one.length(),
                                         settings, background.get());
    const auto from_one = one.search(query, all_hits());
    ASSERT_TRUE(succeeded(from_one));
    expect_hits(*from_one, wanted);
    const auto from_three = three.search(query, all_hits());
    ASSERT_TRUE(succeeded(from_three));
    expect_hits(*from_three, wanted);
    hits += wanted.size();
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(hits, kQueries);
}

TEST(SearcherAgreementTest, RanksAsTheExhaustiveScorerDoesInOneCompartmentOrThree) {
  expect_agreement(test_seed(), {}, nullptr);
}

TEST(SearcherAgreementTest, RanksAsTheExhaustiveScorerDoesWithAnyPool) {
  for (const std::uint32_t pool : {0U, 1U, 7U}) {
    RankingSettings settings;
    settings.pool_size = pool;
    settings.pair_weight = pool == 7 ? 3.0 : 0.5;
    expect_agreement(test_seed() + 10 + pool, settings, nullptr);
  }
}

TEST(SearcherAgreementTest, RanksAsTheExhaustiveScorerDoesWithABackground) {
  const auto background = BackgroundFrequencies::parse(
      "# cases\t50\n事業\t40\n承継\t20\n後継者\t3\n現場\t25\nする\t50\n", "table");
  ASSERT_TRUE(succeeded(background));
  expect_agreement(test_seed() + 20, {}, *background);
}

TEST(SearcherAgreementTest, RanksAsTheExhaustiveScorerDoesWithSynonyms) {
  const auto knowledge = knowledge_of(
      "後継者\t承継\tweaker\n後継者\t跡取り\tequivalent\n後継者\tズンダモ\tequivalent\n"
      "現場\t製造\tequivalent\n現場\t信頼の関係\tequivalent\n現場\t社長\tweaker\n"
      "売上\t粗利率\tweaker\n原価\t5S\tequivalent\n原価\t原価管理\tequivalent\n"
      "事業承継\t後継者\tequivalent\n補助金\t跡目\tequivalent\n");
  const auto background = BackgroundFrequencies::parse(
      "# cases\t50\n事業\t40\n承継\t20\n後継者\t3\n現場\t25\nする\t50\n", "table");
  ASSERT_TRUE(succeeded(background));
  expect_agreement(test_seed() + 30, {}, nullptr, knowledge);
  expect_agreement(test_seed() + 31, {}, *background, knowledge);
  RankingSettings settings;
  settings.group_weight = 3.0;
  settings.weaker_member = 0.25;
  settings.pool_size = 9;
  expect_agreement(test_seed() + 32, settings, nullptr, knowledge);
}

TEST(SearcherAgreementTest, PagesAddUpToTheWhole) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed + 1);
  const Layouts layouts(corpus);
  RankingSettings settings;
  settings.pool_size = 5;  // pages begin in it, end in it and lie behind it
  for (const TestIndex* index : {&layouts.one, &layouts.three}) {
    Searcher searcher = index->searcher(settings);
    for (std::uint64_t round = 0; round < 40; ++round) {
      const std::string text = corpus.query();
      SCOPED_TRACE(describe_seed(seed, round) + " " + text);
      const auto query = *parse_query(text);
      const auto whole = ids_of(*searcher.search(query, all_hits()));
      std::vector<std::string> pages;
      SearchOptions options = all_hits();
      options.limit = 1 + corpus.below(7);
      for (; options.offset <= whole.size(); options.offset += options.limit) {
        const auto page = searcher.search(query, options);
        ASSERT_TRUE(succeeded(page));
        EXPECT_EQ(page->total, whole.size());
        for (const auto& id : ids_of(*page)) pages.push_back(id);
      }
      EXPECT_EQ(pages, whole);
    }
  }
}

TEST(SearcherAgreementTest, FiltersAndExclusionsNeverAddHits) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed + 2);
  const Layouts layouts(corpus);
  Searcher searcher = layouts.three.searcher();
  const auto found = [&](const ParsedQuery& query) {
    const auto ids = ids_of(*searcher.search(query, all_hits()));
    return std::set<std::string>(ids.begin(), ids.end());
  };
  for (std::uint64_t round = 0; round < 100; ++round) {
    const std::string text = corpus.query();
    SCOPED_TRACE(describe_seed(seed, round) + " " + text);
    const auto base = found(*parse_query("(" + text + ")"));
    for (const char* more : {"-現場", "-信頼関係", "-\"事業承継\"", "-規模:小規模"}) {
      const auto fewer = found(*parse_query("(" + text + ") " + more));
      EXPECT_TRUE(std::includes(base.begin(), base.end(), fewer.begin(), fewer.end())) << more;
    }
    auto filtered = *parse_query("(" + text + ")");
    add_filter(filtered, *parse_filter("prefecture=東京"));
    const auto fewer = found(filtered);
    EXPECT_TRUE(std::includes(base.begin(), base.end(), fewer.begin(), fewer.end()));
  }
}

TEST(SearcherAgreementTest, FacetCountsAddUp) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed + 3);
  const Layouts layouts(corpus);
  std::map<std::string, const CaseAnalysis*> by_id;
  for (const CaseAnalysis& analysis : layouts.one.analyses()) by_id[analysis.id] = &analysis;
  for (const TestIndex* index : {&layouts.one, &layouts.three}) {
    Searcher searcher = index->searcher();
    for (std::uint64_t round = 0; round < 60; ++round) {
      const std::string text = corpus.query();
      SCOPED_TRACE(describe_seed(seed, round) + " " + text);
      SearchOptions options = all_hits();
      options.facet_counts = true;
      const auto list = searcher.search(*parse_query(text), options);
      ASSERT_TRUE(succeeded(list));
      EXPECT_FALSE(list->facets_are_estimate);
      std::map<Facet, std::uint64_t> wanted;
      for (const Hit& hit : list->hits) {
        for (const Facet& facet : by_id[hit.id]->facets) ++wanted[facet];
      }
      std::map<Facet, std::uint64_t> counted;
      for (const FacetCounts& facet : list->facets) {
        EXPECT_TRUE(std::is_sorted(
            facet.values.begin(), facet.values.end(),
            [](const auto& left, const auto& right) { return left.cases > right.cases; }));
        for (const FacetCount& value : facet.values) {
          counted[{facet.name, value.value}] = value.cases;
        }
      }
      // A facet that is filtered by counts what there would be without the filter.
      const auto plan = searcher.plan(*parse_query(text));
      ASSERT_TRUE(succeeded(plan));
      std::set<std::string> free;
      for (const FacetAlternative& alternative : facet_alternatives(plan->condition)) {
        free.insert(alternative.facet);
      }
      const auto is_free = [&](const auto& entry) { return free.count(entry.first.name) > 0; };
      for (const auto& [facet, count] : wanted) {
        EXPECT_GE(counted[facet], count) << facet.name << " " << facet.value;
      }
      std::erase_if(counted, is_free);
      std::erase_if(wanted, is_free);
      EXPECT_EQ(counted, wanted);
    }
  }
}

TEST(SearcherAgreementTest, AFilteredFacetCountsAsWithoutItsFilter) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed + 5);
  const Layouts layouts(corpus);
  Searcher searcher = layouts.three.searcher();
  const auto counts_of = [&](const std::string& text, const std::string& facet) {
    SearchOptions options;
    options.facet_counts = true;
    const auto list = searcher.search(*parse_query(text), options);
    EXPECT_TRUE(succeeded(list));
    for (const FacetCounts& counts : list->facets) {
      if (counts.name != facet) continue;
      std::map<std::string, std::uint64_t> values;
      for (const FacetCount& value : counts.values) values[value.value] = value.cases;
      return values;
    }
    return std::map<std::string, std::uint64_t>();
  };
  EXPECT_EQ(counts_of("現場 scale:small", "scale"), counts_of("現場", "scale"));
  EXPECT_EQ(counts_of("現場 scale:small scale:medium step:4", "scale"),
            counts_of("現場 step:4", "scale"));
  EXPECT_EQ(counts_of("現場 scale:small step:4", "step"), counts_of("現場 scale:small", "step"));
  EXPECT_GT(counts_of("現場 scale:small", "scale").size(), 1U);
  EXPECT_EQ(counts_of("\"現場\" scale:small", "scale"), counts_of("\"現場\"", "scale"));
}

TEST(SearcherAgreementTest, TheBudgetChangesNeitherTheTotalNorAShortResult) {
  const std::uint64_t seed = test_seed();
  RandomCorpus corpus(seed + 4);
  const Layouts layouts(corpus);
  RankingSettings tight;
  tight.budget_least_cases = 0;
  tight.required_share = 0.02;
  tight.required_least = 1;
  Searcher whole = layouts.one.searcher();
  Searcher budgeted = layouts.one.searcher(tight);
  std::size_t shortened = 0;
  for (std::uint64_t round = 0; round < 120; ++round) {
    const std::string text = corpus.query();
    SCOPED_TRACE(describe_seed(seed, round) + " " + text);
    const auto query = *parse_query(text);
    const auto all = whole.search(query, all_hits());
    // As many as there are: the others have to be brought in.
    const auto same = budgeted.search(query, all_hits());
    ASSERT_TRUE(succeeded(same));
    EXPECT_EQ(ids_of(*same), ids_of(*all));
    SearchOptions one_hit = all_hits();
    one_hit.limit = 1;
    const auto first = budgeted.search(query, one_hit);
    ASSERT_TRUE(succeeded(first));
    EXPECT_EQ(first->total, all->total);
    EXPECT_EQ(first->hits.empty(), all->hits.empty());
    shortened += all->total > 1 ? 1 : 0;
  }
  EXPECT_GT(shortened, 20u);
}

}  // namespace
}  // namespace kizuki

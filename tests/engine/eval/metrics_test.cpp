#include "engine/eval/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/eval/random.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;

Qrels fixture_qrels() {
  auto qrels = Qrels::load(test::source_path("tests/engine/eval/fixtures/graded.qrels.tsv"));
  EXPECT_TRUE(qrels);
  return std::move(qrels).value();
}

Run fixture_run() {
  auto run = Run::load(test::source_path("tests/engine/eval/fixtures/graded.run.trec"));
  EXPECT_TRUE(run);
  return std::move(run).value();
}

std::string numbered(const char* prefix, std::uint64_t number) {
  return std::string(prefix).append(std::to_string(number));
}

std::vector<RunEntry> ranking(const std::vector<std::string>& ids) {
  std::vector<RunEntry> entries;
  for (const std::string& id : ids) entries.push_back({id, 0, 0});
  return entries;
}

// The figures below were computed once by an independent program (Python, the same definitions) on
// the fixtures: a run with ties of rank, lines out of order, answers to an unjudged query and none
// to a judged one, and a query for which nothing relevant was judged.
TEST(Metrics, EqualTheReferenceScorerOnAWholeRun) {
  const Qrels qrels = fixture_qrels();
  const kizuki::Run run = fixture_run();
  const std::vector<std::string> queries = scored_queries(qrels);
  EXPECT_EQ(queries.size(), 11U);
  std::vector<double> means;
  for (const Measure& measure : standard_measures()) {
    means.push_back(mean(score_queries(measure, qrels, run, queries)));
  }
  ASSERT_EQ(means.size(), 4U);
  EXPECT_NEAR(means[0], 0.120884916408, 1e-11);
  EXPECT_NEAR(means[1], 0.240512265512, 1e-11);
  EXPECT_NEAR(means[2], 0.176282051282, 1e-11);
  EXPECT_NEAR(means[3], 0.323426573427, 1e-11);
}

TEST(Metrics, EqualTheReferenceScorerQueryByQuery) {
  const Qrels qrels = fixture_qrels();
  const kizuki::Run run = fixture_run();
  struct Row {
    const char* query;
    double figures[4];
  };
  const Row rows[] = {
      {"q-01", {0.568629405490, 1, 0.5, 0.5}},
      {"q-02", {0, 0, 0, 0.25}},
      {"q-03", {0.091803850792, 0.142857142857, 0.5, 1}},
      {"q-06", {0.045513535084, 0.166666666667, 0.166666666667, 0.333333333333}},
      {"q-07", {0.321863410586, 1, 0.230769230769, 0.307692307692}},
      {"q-09", {0, 0, 0, 0}},
  };
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < standard_measures().size(); ++i) {
      const Measure measure = standard_measures()[i];
      EXPECT_NEAR(score(measure, qrels.grades(row.query), run.entries(row.query)), row.figures[i],
                  1e-11)
          << row.query << ' ' << measure_name(measure);
    }
  }
}

TEST(Metrics, LeaveOutQueriesWithoutARelevantDocument) {
  const auto qrels = Qrels::parse("q1\ta\t0\nq2\ta\t1\nq2\tb\t0\n", "q");
  ASSERT_TRUE(qrels);
  EXPECT_THAT(scored_queries(*qrels), ElementsAre("q2"));
}

TEST(Metrics, CountAQueryWithoutAnswersAsZero) {
  const auto qrels = Qrels::parse("q1\ta\t1\nq2\ta\t1\n", "q");
  const auto run = Run::parse("q2 Q0 a 1 1 t\n", "r");
  ASSERT_TRUE(qrels && run);
  for (const Measure& measure : standard_measures()) {
    EXPECT_THAT(score_queries(measure, *qrels, *run, scored_queries(*qrels)), ElementsAre(0, 1));
  }
}

TEST(Metrics, HaveNames) {
  std::vector<std::string> names;
  for (const Measure& measure : standard_measures()) names.push_back(measure_name(measure));
  EXPECT_THAT(names, ElementsAre("nDCG@10", "MRR@10", "Recall@10", "Recall@100"));
}

TEST(Metrics, AreOneForTheIdealOrder) {
  const Grades grades = {{"a", 3}, {"b", 2}, {"c", 1}, {"d", 0}};
  const auto best = ranking({"a", "b", "c", "d"});
  EXPECT_DOUBLE_EQ(ndcg(grades, best, 10), 1);
  EXPECT_DOUBLE_EQ(ndcg(grades, best, 2), 1);
  EXPECT_DOUBLE_EQ(reciprocal_rank(grades, best, 10), 1);
  EXPECT_DOUBLE_EQ(recall(grades, best, 10), 1);
  EXPECT_LT(ndcg(grades, ranking({"b", "a", "c"}), 10), 1);
}

TEST(Metrics, LookAtTheFirstDocumentsOnly) {
  const Grades grades = {{"a", 1}};
  const auto entries = ranking({"x", "y", "a"});
  EXPECT_EQ(reciprocal_rank(grades, entries, 2), 0);
  EXPECT_EQ(recall(grades, entries, 2), 0);
  EXPECT_EQ(ndcg(grades, entries, 2), 0);
  EXPECT_DOUBLE_EQ(reciprocal_rank(grades, entries, 3), 1.0 / 3);
  EXPECT_DOUBLE_EQ(ndcg(grades, entries, 3), 0.5);
}

TEST(Metrics, AreZeroWhenNothingRelevantWasJudged) {
  EXPECT_EQ(ndcg({}, ranking({"a"}), 10), 0);
  EXPECT_EQ(recall({{"a", 0}}, ranking({"a"}), 10), 0);
  EXPECT_EQ(mean({}), 0);
}

// Slow and obvious: every rank is looked up, the ideal is searched by repeated maximum.
struct Naive {
  const std::vector<std::pair<std::string, int>>& judged;
  const std::vector<std::string>& ranked;

  int grade(const std::string& id) const {
    for (const auto& [document, value] : judged) {
      if (document == id) return value;
    }
    return 0;
  }
  double ndcg(std::size_t depth) const {
    double gained = 0;
    double ideal = 0;
    std::multiset<int> left;
    for (const auto& [document, value] : judged) left.insert(value);
    for (std::size_t rank = 1; rank <= depth; ++rank) {
      const double weight = std::log(2.0) / std::log(static_cast<double>(rank) + 1);
      if (rank <= ranked.size()) gained += (std::pow(2, grade(ranked[rank - 1])) - 1) * weight;
      if (left.empty()) continue;
      ideal += (std::pow(2, *left.rbegin()) - 1) * weight;
      left.erase(std::prev(left.end()));
    }
    return ideal > 0 ? gained / ideal : 0;
  }
  double reciprocal_rank(std::size_t depth) const {
    double best = 0;
    for (std::size_t rank = std::min(depth, ranked.size()); rank >= 1; --rank) {
      if (grade(ranked[rank - 1]) > 0) best = 1.0 / static_cast<double>(rank);
    }
    return best;
  }
  double recall(std::size_t depth) const {
    int relevant = 0;
    int found = 0;
    for (const auto& [document, value] : judged) {
      if (value == 0) continue;
      ++relevant;
      for (std::size_t i = 0; i < ranked.size() && i < depth; ++i) found += ranked[i] == document;
    }
    return relevant > 0 ? static_cast<double>(found) / relevant : 0;
  }
};

TEST(Metrics, AgreeWithANaiveImplementation) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SplitMix64 random(seed);
    std::vector<std::string> pool;
    for (std::uint64_t i = 0; i < 1 + random.below(40); ++i) pool.push_back(numbered("d", i));
    std::vector<std::pair<std::string, int>> judged;
    std::vector<std::string> ranked;
    for (const std::string& id : pool) {
      if (random.below(3) == 0) judged.emplace_back(id, static_cast<int>(random.below(4)));
      if (random.below(2) == 0) {
        ranked.insert(ranked.begin() + static_cast<std::ptrdiff_t>(random.below(ranked.size() + 1)),
                      id);
      }
    }
    const Grades grades(judged.begin(), judged.end());
    const auto entries = ranking(ranked);
    const Naive naive{judged, ranked};
    const auto depth = static_cast<std::size_t>(1 + random.below(20));
    EXPECT_NEAR(ndcg(grades, entries, depth), naive.ndcg(depth), 1e-12) << "seed " << seed;
    EXPECT_NEAR(reciprocal_rank(grades, entries, depth), naive.reciprocal_rank(depth), 1e-12)
        << "seed " << seed;
    EXPECT_NEAR(recall(grades, entries, depth), naive.recall(depth), 1e-12) << "seed " << seed;
    EXPECT_LE(ndcg(grades, entries, depth), 1 + 1e-12) << "seed " << seed;
  }
}

}  // namespace
}  // namespace kizuki

#include "bench/eval/score_table.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Qrels judged() {
  auto qrels = Qrels::parse("q1\ta\t1\nq2\tb\t1\nq3\tc\t0\n", "qrels");
  EXPECT_TRUE(qrels);
  return std::move(qrels).value();
}

NamedRun named(const char* name, const char* text) {
  auto run = Run::parse(text, name);
  EXPECT_TRUE(run);
  return {name, std::move(run).value()};
}

TEST(ScoreTable, HasARowForEachMeasureAndKind) {
  const std::vector<SetQuery> queries = {{"q1", "kw", "x"}, {"q2", "nl", "x"}, {"q3", "kw", "x"}};
  const std::string table =
      score_table(judged(), {named("one", "q1 Q0 a 1 1 t\nq2 Q0 x 1 1 t\n")}, queries);
  EXPECT_THAT(table,
              HasSubstr("| queries | n | measure | one | 95 % |\n|---|---:|---|---:|---|\n"));
  EXPECT_THAT(table, HasSubstr("| all | 2 | MRR@10 | 0.5000 | 0.000–1.000 |\n"));
  EXPECT_THAT(table, HasSubstr("| kw | 1 | nDCG@10 | 1.0000 | 1.000–1.000 |\n"));
  EXPECT_THAT(table, HasSubstr("| nl | 1 | Recall@100 | 0.0000 | 0.000–0.000 |\n"));
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 2 + 3 * 4);
}

TEST(ScoreTable, ComparesTwoRuns) {
  const std::string table =
      score_table(judged(), {named("old", "q1 Q0 x 1 1 t\n"), named("a|b", "q1 Q0 a 1 1 t\n")}, {});
  EXPECT_THAT(table, HasSubstr("| old | 95 % | a\\|b | 95 % | difference | p |\n"));
  EXPECT_THAT(table, HasSubstr("| +0.5000 | 1.0000 |\n"));
}

TEST(ScoreTable, HasNoRowsOfKindsWhenNoneAreGiven) {
  EXPECT_THAT(score_table(judged(), {named("one", "")}, {}), Not(HasSubstr("kw")));
}

}  // namespace
}  // namespace kizuki

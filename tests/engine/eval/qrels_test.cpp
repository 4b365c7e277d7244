#include "engine/eval/qrels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(Qrels, KeepsQueriesInOrderAndTheLastGradeOfAPair) {
  const auto qrels = Qrels::parse("q2\td1\t3\nq1\td9\t1\r\nq2\td0\t0\textra\nq2\td1\t2", "q.tsv");
  ASSERT_TRUE(qrels) << qrels.error().describe();
  EXPECT_THAT(qrels->queries(), ElementsAre("q2", "q1"));
  EXPECT_THAT(qrels->grades("q2"), ElementsAre(Pair("d0", 0), Pair("d1", 2)));
  EXPECT_EQ(relevant_count(qrels->grades("q2")), 1U);
  EXPECT_THAT(qrels->grades("q3"), IsEmpty());
}

TEST(Qrels, AreEmptyInAnEmptyFile) {
  const auto qrels = Qrels::parse("", "q.tsv");
  ASSERT_TRUE(qrels);
  EXPECT_THAT(qrels->queries(), IsEmpty());
}

TEST(Qrels, RefuseABadLineWithItsNumber) {
  for (const char* line : {"q\td", "q d 1", "", "\td\t1", "q\t\t1", "q\td\t", "q\td\t1.5",
                           "q\td\t-1", "q\td\t31", "q\td\t99999999999", "q\td\t 1", "q\td\tx"}) {
    const auto qrels = Qrels::parse(std::string("q\td\t1\n").append(line).append("\n"), "q.tsv");
    ASSERT_FALSE(qrels) << line;
    EXPECT_EQ(qrels.error().code, ErrorCode::kInvalidArgument) << line;
    EXPECT_EQ(qrels.error().file, "q.tsv");
    EXPECT_EQ(qrels.error().line, 2U) << line;
  }
}

TEST(Qrels, SayWhichFileIsMissing) {
  const auto qrels = Qrels::load("/no/such/qrels.tsv");
  ASSERT_FALSE(qrels);
  EXPECT_EQ(qrels.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kizuki

#include "engine/eval/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/eval/random.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string numbered(const char* prefix, std::int64_t number) {
  return std::string(prefix).append(std::to_string(number));
}

std::vector<std::string> documents(const Run& run, std::string_view query) {
  std::vector<std::string> ids;
  for (const RunEntry& entry : run.entries(query)) ids.push_back(entry.document);
  return ids;
}

TEST(Run, OrdersByRankThenIdWhateverTheScoreSays) {
  const auto run = Run::parse(
      "q1 Q0 d3 2 9.5 tag\nq1 Q0 d1 10 0.1 tag\nq1\tQ0\td2\t2\t1e3\ttag\nq0 Q0 x 0 -1 a b c\n",
      "r.trec");
  ASSERT_TRUE(run) << run.error().describe();
  EXPECT_THAT(run->queries(), ElementsAre("q1", "q0"));
  EXPECT_THAT(documents(*run, "q1"), ElementsAre("d2", "d3", "d1"));
  EXPECT_THAT(documents(*run, "q2"), IsEmpty());
}

TEST(Run, MayLackTheTag) { EXPECT_TRUE(Run::parse("q Q0 d 1 2.5", "r.trec")); }

TEST(Run, RefusesABadLineWithItsNumber) {
  for (const char* line : {"", "q Q0 d 1", "q Q0 d one 1 t", "q Q0 d 1 high t", "q Q0 d 1.0 1 t",
                           "q Q0 d 1 nan t", "q Q0 d 1 inf t", "q Q0 d 99999999999999999999 1 t"}) {
    const auto run = Run::parse(std::string("q Q0 e 1 1 t\n").append(line).append("\n"), "r.trec");
    ASSERT_FALSE(run) << line;
    EXPECT_EQ(run.error().code, ErrorCode::kInvalidArgument) << line;
    EXPECT_EQ(run.error().file, "r.trec");
    EXPECT_EQ(run.error().line, 2U) << line;
  }
}

TEST(Run, RefusesADocumentListedTwiceForOneQuery) {
  const auto run = Run::parse("q Q0 d 1 2 t\nq Q0 e 2 1 t\nq Q0 d 3 0 t\n", "r.trec");
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().file, "r.trec");
  EXPECT_TRUE(Run::parse("q Q0 d 1 2 t\np Q0 d 1 2 t\n", "r.trec"));
}

TEST(Run, PrintsWhatParseReadsBack) {
  constexpr std::uint64_t kSeed = 7;
  SplitMix64 random(kSeed);
  kizuki::Run run;
  for (int query = 0; query < 20; ++query) {
    const auto answers = static_cast<std::int64_t>(random.below(30));
    for (std::int64_t rank = 1; rank <= answers; ++rank) {
      const double score = static_cast<double>(random.next()) / 3e9 - 1e9;
      run.add(numbered("q", query), {numbered("d", rank * 7), rank, score});
    }
  }
  const auto again = Run::parse(run.print("kizuki"), "printed");
  ASSERT_TRUE(again) << again.error().describe();
  ASSERT_EQ(again->queries(), run.queries()) << "seed " << kSeed;
  for (const std::string& query : run.queries()) {
    EXPECT_EQ(again->entries(query), run.entries(query)) << "seed " << kSeed;
  }
}

TEST(Run, PrintsTheColumnsOfTheFormat) {
  kizuki::Run run;
  run.add("dq-01", {"d-019", 1, 12.25});
  EXPECT_EQ(run.print("kizuki"), "dq-01 Q0 d-019 1 12.25 kizuki\n");
}

TEST(Run, SaysWhichFileIsMissing) {
  const auto run = Run::load("/no/such/file.trec");
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kizuki

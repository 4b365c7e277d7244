#include "engine/query/length_correction.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "engine/eval/lines.hpp"
#include "engine/index/gram_profile.hpp"
#include "engine/index/postings.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

constexpr double kPivot = 100.0;

TEST(LengthCorrectionTest, NothingIsCorrectedWithoutACollection) {
  EXPECT_EQ(LengthCorrection().factor(0), 1.0);
  EXPECT_EQ(LengthCorrection().factor(1000), 1.0);
  EXPECT_FALSE(LengthCorrection().corrects());
}

TEST(LengthCorrectionTest, ShortCasesOfShortCollectionsGain) {
  const double average = 50.0;  // pairs: 21 words, far below half of the pivot
  const LengthCorrection correction(average, kPivot, 0.5);
  EXPECT_TRUE(correction.corrects());
  EXPECT_DOUBLE_EQ(correction.factor(10 * average), 1.0);
  EXPECT_DOUBLE_EQ(correction.factor(2 * average), 1.0);
  // The stored norm is 0.75 for all: what is left is BM25's own, 1 + k1 · norm.
  EXPECT_DOUBLE_EQ(correction.factor(average), (1 + 0.5 * 1.5) / (1 + 0.5 * 1.0));
  EXPECT_DOUBLE_EQ(correction.factor(average / 2), (1 + 0.5 * 1.5) / (1 + 0.5 * 0.75));
  EXPECT_DOUBLE_EQ(correction.factor(0), correction.factor(average / 2));
}

TEST(LengthCorrectionTest, LongCollectionsStayAsTheyAre) {
  for (const double average : {240.0, 500.0, 5000.0}) {
    const LengthCorrection correction(average, kPivot, 0.5);
    EXPECT_FALSE(correction.corrects());
    for (const double share : {0.0, 0.3, 0.5, 1.0, 1.7, 3.0}) {
      EXPECT_DOUBLE_EQ(correction.factor(share * average), 1.0) << average << " " << share;
    }
  }
}

TEST(LengthCorrectionTest, TheFactorFallsWithLengthAndStaysInItsBounds) {
  for (const double average : {1.0, 30.0, 120.0, 200.0}) {
    for (const double saturation : {0.3, 0.5, 1.0, 2.0}) {
      const LengthCorrection correction(average, kPivot, saturation);
      double before = 2.0;
      for (double pairs = 0.0; pairs < 4 * average; pairs += average / 8) {
        const double factor = correction.factor(pairs);
        EXPECT_LE(factor, before);
        EXPECT_GE(factor, 1.0);
        EXPECT_LT(factor, 2.0);
        before = factor;
      }
    }
  }
}

/// The constant is measured on the texts that are searched.
TEST(LengthCorrectionTest, WordsOfAPairAreThoseOfTheCases) {
  const auto text = read_file(test::source_path("data/cases/cases.jsonl"), 1U << 24);
  ASSERT_TRUE(succeeded(text));
  double words = 0.0;
  double pairs = 0.0;
  ASSERT_TRUE(succeeded(for_each_line(
      *text, "cases.jsonl", [&](std::string_view line, std::uint64_t number) -> Result<void> {
        const auto json = parse_json(line);
        if (!json) return json.error();
        std::vector<std::string> texts;
        for (const Json& section : json->find("sections")->as_array()) {
          texts.emplace_back(section.string_or("text", ""));
        }
        const CaseAnalysis analysis = analyze(make_case(std::to_string(number), "", texts));
        words += count_words(analysis);
        pairs += gram_profile_of(analysis).pairs;
        return {};
      })));
  EXPECT_NEAR(words / pairs, LengthCorrection::kWordsOfPair, 0.02);
}

}  // namespace
}  // namespace kizuki

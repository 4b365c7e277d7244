#include "engine/text/stop_words.hpp"

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

TEST(StopWordsTest, ReadsNormalisedBaseForms) {
  const auto words = StopWords::parse("# 説明\nする\nＯＫ\n");
  ASSERT_TRUE(succeeded(words));
  EXPECT_EQ(words->size(), 2U);
  EXPECT_TRUE(words->contains("する"));
  EXPECT_TRUE(words->contains("ok"));
  EXPECT_FALSE(words->contains("事業"));
  EXPECT_FALSE(words->contains(""));
}

TEST(StopWordsTest, SaysWhichFileIsMissing) {
  const auto words = StopWords::load("/nonexistent/stop_words.txt");
  ASSERT_EQ(failure_name(words), "not_found");
  EXPECT_EQ(words.error().file, "/nonexistent/stop_words.txt");
}

}  // namespace
}  // namespace kizuki

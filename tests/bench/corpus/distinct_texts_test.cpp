#include "bench/corpus/distinct_texts.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(DistinctTexts, KnowEveryTextSeenAndFewOthers) {
  DistinctTexts texts;
  int taken_for_known = 0;
  for (int i = 0; i < 20'000; ++i) taken_for_known += !texts.insert(std::to_string(i));
  EXPECT_LT(taken_for_known, 30);  // about 3 expected
  for (int i = 0; i < 20'000; ++i) EXPECT_FALSE(texts.insert(std::to_string(i)));
}

}  // namespace
}  // namespace kizuki

#include "engine/base/result.hpp"

#include <memory>
#include <string>
#include <type_traits>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

Error not_found() { return Error{ErrorCode::kNotFound, "ありません", "", 0, "", ""}; }

Result<int> positive(int value) {
  if (value <= 0) return not_found();
  return value;
}

TEST(Result, HoldsAValue) {
  const Result<int> result = 7;
  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(result);
  EXPECT_EQ(result.value(), 7);
  EXPECT_EQ(*result, 7);
}

TEST(Result, HoldsAnError) {
  const Result<int> result = not_found();
  ASSERT_FALSE(result.has_value());
  EXPECT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(result.error().message, "ありません");
}

TEST(Result, GivesAccessToMembersAndToChange) {
  Result<std::string> result = std::string("abc");
  EXPECT_EQ(result->size(), 3U);
  *result += "d";
  EXPECT_EQ(std::move(result).value(), "abcd");
}

TEST(Result, MovesValuesThatCannotBeCopied) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 3);
  static_assert(!std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
}

TEST(Result, AndThenChainsUntilTheFirstError) {
  int calls = 0;
  const auto twice = [&](int value) -> Result<int> {
    ++calls;
    return positive(value * 2);
  };
  EXPECT_EQ(positive(2).and_then(twice).and_then(twice).value(), 8);
  EXPECT_EQ(calls, 2);

  const Result<int> failed = positive(-1).and_then(twice);
  EXPECT_EQ(failed.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(calls, 2) << "not called after an error";
}

TEST(Result, TransformMapsTheValueAndPassesTheError) {
  const auto text = [](int value) { return std::to_string(value); };
  EXPECT_EQ(positive(5).transform(text).value(), "5");
  EXPECT_EQ(positive(0).transform(text).error().code, ErrorCode::kNotFound);
}

TEST(ResultOfVoid, IsSuccessByDefault) {
  const Result<void> result;
  EXPECT_TRUE(result.has_value());
  EXPECT_TRUE(result);
}

TEST(ResultOfVoid, HoldsAnError) {
  Result<void> result = not_found();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  const Error moved = std::move(result).error();
  EXPECT_EQ(moved.message, "ありません");
}

#if !defined(NDEBUG)
TEST(ResultDeathTest, AssertsThatTheValueIsThere) {
  EXPECT_DEATH((void)Result<int>(not_found()).value(), "has_value");
  EXPECT_DEATH((void)Result<int>(1).error(), "has_value");
}
#endif

}  // namespace
}  // namespace kizuki

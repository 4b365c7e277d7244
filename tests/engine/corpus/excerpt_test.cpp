#include "engine/corpus/excerpt.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(ExcerptTest, IsTheFirstLineThatIsNotEmpty) {
  EXPECT_EQ(excerpt_of("\n 　社長が悩む。 \n次の行", 40).shown(), "社長が悩む。");
  EXPECT_FALSE(excerpt_of("社長が悩む。\n次の行", 40).is_cut);
}

TEST(ExcerptTest, CutsBetweenCharacters) {
  EXPECT_EQ(excerpt_of("一二三四五", 3).shown(), "一二三…");
  EXPECT_EQ(excerpt_of("一二三", 3).shown(), "一二三");
  EXPECT_EQ(excerpt_of("一二三", 0).shown(), "…");
}

TEST(ExcerptTest, IsAViewOfTheText) {
  const std::string text = "  abc def";
  const Excerpt excerpt = excerpt_of(text, 3);
  EXPECT_EQ(excerpt.text.data(), text.data() + 2);
  EXPECT_EQ(excerpt.text, "abc");
  EXPECT_TRUE(excerpt.is_cut);
}

TEST(ExcerptTest, OfNothingIsNothing) {
  EXPECT_EQ(excerpt_of("", 40).shown(), "");
  EXPECT_EQ(excerpt_of(" \n\t", 40).shown(), "");
}

}  // namespace
}  // namespace kizuki

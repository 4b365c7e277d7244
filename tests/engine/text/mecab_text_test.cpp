#include "engine/text/mecab_text.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(MecabTextTest, WritesSignsAsTheDictionaryDoes) {
  EXPECT_EQ(mecab_spelling("m&a(50%)"), "m＆a（50％）");
  EXPECT_EQ(mecab_spelling("!\"#$'*+,-./:;<=>?@[\\]^_`{|}~"),
            "！”＃＄’＊＋，−．／：；＜＝＞？＠［＼］＾＿｀｛｜｝〜");
  EXPECT_EQ(mecab_spelling("事業 abc\n123\t"), "事業 abc 123 ");
  EXPECT_EQ(mecab_spelling(""), "");
}

TEST(MecabTextTest, MapsOffsetsBack) {
  MecabText text;
  text.assign("a&b(事)");
  EXPECT_EQ(text.text(), "a＆b（事）");
  EXPECT_EQ(text.piece_offset(0), 0U);
  EXPECT_EQ(text.piece_offset(1), 1U);
  EXPECT_EQ(text.piece_offset(4), 2U);
  EXPECT_EQ(text.piece_offset(5), 3U);
  EXPECT_EQ(text.piece_offset(8), 4U);
  EXPECT_EQ(text.piece_offset(11), 7U);
  EXPECT_EQ(text.piece_offset(14), 8U);
  text.assign("事業");
  EXPECT_EQ(text.piece_offset(6), 6U);
}

}  // namespace
}  // namespace kizuki

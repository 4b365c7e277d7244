#include "engine/text/char_class.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(CharClassTest, TellsTheClassesOfJapaneseTextApart) {
  const struct {
    char32_t character;
    CharClass expected;
  } cases[] = {
      {U'a', CharClass::kLatin},      {U'Z', CharClass::kLatin},
      {U'é', CharClass::kLatin},      {U'7', CharClass::kDigit},
      {U'٣', CharClass::kDigit},      {U'あ', CharClass::kHiragana},
      {U'ゝ', CharClass::kHiragana},  {U'\u3099', CharClass::kHiragana},
      {U'ア', CharClass::kKatakana},  {U'ー', CharClass::kKatakana},
      {U'ㇰ', CharClass::kKatakana},  {U'事', CharClass::kKanji},
      {U'々', CharClass::kKanji},     {U'〇', CharClass::kKanji},
      {U'𠮷', CharClass::kKanji},     {U'한', CharClass::kLetter},
      {U'ж', CharClass::kLetter},     {U'\u0301', CharClass::kLetter},
      {U'・', CharClass::kSymbol},    {U'、', CharClass::kSymbol},
      {U'-', CharClass::kSymbol},     {U'×', CharClass::kSymbol},
      {U'😀', CharClass::kSymbol},     {U'\U0010FFFD', CharClass::kSymbol},
      {U' ', CharClass::kSpace},      {U'\t', CharClass::kSpace},
      {U'\0', CharClass::kSpace},     {U'\u3000', CharClass::kSpace},
      {U'\u0085', CharClass::kSpace}, {U'\u007F', CharClass::kSpace},
      {U'\n', CharClass::kLineBreak},
  };
  for (const auto& [character, expected] : cases) {
    EXPECT_EQ(char_class(character), expected) << std::hex << static_cast<unsigned>(character);
  }
}

TEST(CharClassTest, FindsWordsAmongSigns) {
  EXPECT_TRUE(has_word_character("(株)"));
  EXPECT_TRUE(has_word_character("-5"));
  EXPECT_FALSE(has_word_character("…！？ 😀"));
  EXPECT_FALSE(has_word_character(""));
}

}  // namespace
}  // namespace kizuki

#include "engine/text/part_of_speech.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(PartOfSpeechTest, ReadsTheColumnsOfIpadic) {
  const Feature verb = parse_feature("動詞,自立,*,*,五段・ラ行,連用形,走る,ハシリ,ハシリ");
  EXPECT_EQ(verb.pos, PartOfSpeech::kVerb);
  EXPECT_EQ(verb.base, "走る");
  EXPECT_EQ(verb.reading, "ハシリ");
}

TEST(PartOfSpeechTest, UnknownWordsHaveNeitherBaseNorReading) {
  const Feature unknown = parse_feature("名詞,固有名詞,組織,*,*,*,*");
  EXPECT_EQ(unknown.pos, PartOfSpeech::kProperNoun);
  EXPECT_TRUE(unknown.base.empty());
  EXPECT_TRUE(unknown.reading.empty());
}

TEST(PartOfSpeechTest, TakesAnyText) {
  EXPECT_EQ(parse_feature("").pos, PartOfSpeech::kOther);
  EXPECT_EQ(parse_feature(",,,,,,,,,,,,").pos, PartOfSpeech::kOther);
  EXPECT_EQ(parse_feature("名詞").pos, PartOfSpeech::kNoun);
}

TEST(PartOfSpeechTest, TellsContentFromGrammar) {
  const struct {
    std::string_view main_class;
    std::string_view sub_class;
    PartOfSpeech expected;
    bool content;
  } cases[] = {
      {"名詞", "一般", PartOfSpeech::kNoun, true},
      {"名詞", "サ変接続", PartOfSpeech::kNoun, true},
      {"名詞", "固有名詞", PartOfSpeech::kProperNoun, true},
      {"名詞", "数", PartOfSpeech::kNumber, true},
      {"名詞", "接尾", PartOfSpeech::kNounSuffix, true},
      {"名詞", "代名詞", PartOfSpeech::kPronoun, true},
      {"名詞", "非自立", PartOfSpeech::kDependentNoun, false},
      {"動詞", "自立", PartOfSpeech::kVerb, true},
      {"動詞", "非自立", PartOfSpeech::kDependentVerb, false},
      {"動詞", "接尾", PartOfSpeech::kDependentVerb, false},
      {"形容詞", "自立", PartOfSpeech::kAdjective, true},
      {"形容詞", "非自立", PartOfSpeech::kDependentAdjective, false},
      {"副詞", "一般", PartOfSpeech::kAdverb, true},
      {"連体詞", "*", PartOfSpeech::kPrenominal, true},
      {"接頭詞", "名詞接続", PartOfSpeech::kPrefix, true},
      {"感動詞", "*", PartOfSpeech::kInterjection, true},
      {"接続詞", "*", PartOfSpeech::kConjunction, false},
      {"助詞", "格助詞", PartOfSpeech::kParticle, false},
      {"助動詞", "*", PartOfSpeech::kAuxiliary, false},
      {"フィラー", "*", PartOfSpeech::kFiller, false},
      {"記号", "句点", PartOfSpeech::kSymbol, false},
      {"その他", "間投", PartOfSpeech::kOther, true},
  };
  for (const auto& one : cases) {
    const PartOfSpeech pos = part_of_speech(one.main_class, one.sub_class);
    EXPECT_EQ(pos, one.expected) << one.main_class << one.sub_class;
    EXPECT_EQ(is_content(pos), one.content) << one.main_class << one.sub_class;
  }
}

}  // namespace
}  // namespace kizuki

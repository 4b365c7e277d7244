#include "engine/essence/sentence_tail.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki {
namespace {

std::string tail_of(std::string_view sentence) {
  Analyzer analyzer(test::analyzer());
  AnalyzedText text;
  EXPECT_TRUE(analyzer.analyze(sentence, text).has_value());
  return sentence_tail(sentence, text);
}

TEST(SentenceTailTest, CutsAtANaturalBorder) {
  struct Row {
    const char* sentence;
    const char* tail;
  };
  const Row rows[] = {
      {"はい。", "はい"},
      {"・現場がよく回るようになった。", "現場がよく回るようになった"},
      {"先方の都合で会議が三度も流れたあとであったが、それでもなお、現場はよく動いていた。",
       "それでもなお、現場はよく動いていた"},
      {"それは長いあいだ誰にも打ち明けられずにいた先代とのわだかまりに由来するものだった。",
       "…打ち明けられずにいた先代とのわだかまりに由来するものだった"},
      {"朝の会議の席で「それは誰のためか、何のためか」と、静かに、しかし何度も繰り返しておられた。",
       "静かに、しかし何度も繰り返しておられた"},
  };
  for (const Row& row : rows) EXPECT_EQ(tail_of(row.sentence), row.tail) << row.sentence;
}

TEST(SentenceTailTest, IsNeverEmptyNorLong) {
  std::string digits;
  for (int i = 0; i < 100; ++i) digits += "八";
  const std::string quotation = "「" + digits + "、" + digits + "」";
  for (const std::string& sentence : {digits, quotation, std::string("……"), std::string("。"),
                                      std::string("、、、"), std::string("「」")}) {
    const std::string tail = tail_of(sentence);
    EXPECT_FALSE(tail.empty()) << sentence;
    EXPECT_LE(utf8_length(tail), kMostTailCharacters) << sentence;
  }
}

TEST(SentenceTailTest, IsAPieceOfTheSentence) {
  const std::string sentence =
      "店は狭いが、品数は多く、客の顔ぶれもさまざまで、誰がいつ来てもどこか懐かしいのである。";
  std::string tail = tail_of(sentence);
  if (tail.starts_with("…")) tail = tail.substr(std::string_view("…").size());
  EXPECT_NE(sentence.find(tail), std::string::npos) << tail;
}

}  // namespace
}  // namespace kizuki

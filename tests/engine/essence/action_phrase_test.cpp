#include "engine/essence/action_phrase.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

std::vector<std::string> phrases_of(const std::string& sentence) {
  AnalyzedText text;
  std::vector<std::string> out;
  for (const ActionFrame& frame : read_action_frames(tokens_of(sentence, text))) {
    out.push_back(render_phrase(frame));
  }
  return out;
}

TEST(ActionPhrase, OfTheLastActOfASentence) {
  struct Row {
    const char* sentence;
    const char* last;
  };
  for (const Row& row :
       {Row{"支援員は口を挟まずに話を聴いた。", "口を挟まずに話を聴く"},
        Row{"若手3名でチームを結成", "若手3名でチームを結成する"},
        Row{"社員に個別の面談を実施した。", "従業員に個別の面談を実施する"},
        Row{"社長に課題を書き出してもらった。", "経営者に課題を書き出すよう促す"},
        Row{"「答えは出さない」と初回から決めていた診断士は、三つの案を並べた。",
            "三つの案を並べる"},
        Row{"11月に幹部へ権限を委譲した。", "幹部へ権限を委譲する"},
        Row{"行動計画の作成を支援した。", "行動計画の作成を支援する"},
        Row{"担当者に付箋を持たせた。", "担当者に付箋を持たせる"},
        Row{"幹部に数字を理解させた。", "幹部に数字を理解させる"},
        Row{"横断中に乗用車にはねられた。", "乗用車にはねられる"},
        Row{"荷とトラックの間に挟まれた。", "荷とトラックの間に挟まれる"},
        Row{"救急車で病院に搬送された。", "救急車で病院に搬送される"},
        Row{"手間と利点を表に並べるにとどめた。", "手間と利点を表に並べるにとどめる"},
        Row{"流通に詳しい専門家が相談を引き受けた。", "相談を引き受ける"},
        Row{"社員に詳しく事情を聞いた。", "従業員に事情を聞く"},
        Row{"何を機械に任せるかを話し合いで決めた。", "話し合いで決める"},
        Row{"課題を社員に示し、役割を若手に、数字を幹部に渡した。", "数字を幹部に渡す"}}) {
    const auto phrases = phrases_of(row.sentence);
    ASSERT_FALSE(phrases.empty()) << row.sentence;
    EXPECT_EQ(phrases.back(), row.last) << row.sentence;
  }
}

TEST(ActionPhrase, DescriptionsOfNounsAreNoActs) {
  for (const std::string& phrase : phrases_of("伸び悩んでいる原因を尋ねた。")) {
    EXPECT_EQ(phrase, "原因を尋ねる");
  }
}

TEST(ActionPhrase, AnythingIsSafe) {
  for (const char* text : {"", "。。。", "「", "「「」", "をにで", "する", "1234", "😀を😀する"}) {
    phrases_of(text);
  }
}

}  // namespace
}  // namespace kizuki::test

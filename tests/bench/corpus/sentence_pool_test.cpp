#include "bench/corpus/sentence_pool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Squeezed, JoinsWhiteSpaceOfAnyKind) {
  EXPECT_EQ(squeezed(" a\t\n b　\u00A0c\r\n"), "a b c");
  EXPECT_EQ(squeezed("\n　 "), "");
  EXPECT_EQ(squeezed("梅雨（つゆ）"), "梅雨（つゆ）");
}

TEST(CutSentences, EndOutsideBrackets) {
  EXPECT_THAT(cut_sentences("雨だ。風！本当？終わり"),
              ElementsAre("雨だ。", "風！", "本当？", "終わり"));
  EXPECT_THAT(cut_sentences("「嫌だ。帰る」と言う。次。"),
              ElementsAre("「嫌だ。帰る」と言う。", "次。"));
  EXPECT_THAT(cut_sentences("」閉じだけ。次。"), ElementsAre("」閉じだけ。", "次。"));
  EXPECT_THAT(cut_sentences("「開きだけ。次。"), ElementsAre("「開きだけ。次。"));
  EXPECT_THAT(cut_sentences(""), IsEmpty());
}

TEST(SentencePool, DrawsTextsAsLongAsTheOnesAdded) {
  SentencePool pool;
  pool.add("あ。い。う。");
  pool.add("　");
  pool.add("え。");
  EXPECT_EQ(pool.size(), 4U);
  SplitMix64 random(3);
  for (int i = 0; i < 50; ++i) {
    EXPECT_THAT(cut_sentences(pool.draw_text(random)).size(), AnyOf(1U, 3U));
  }
}

}  // namespace
}  // namespace kizuki

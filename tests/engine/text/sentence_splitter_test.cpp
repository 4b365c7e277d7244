#include "engine/text/sentence_splitter.hpp"

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"
#include "engine/text/normalizer.hpp"
#include "tests/engine/text/analysis_support.hpp"
#include "tests/engine/text/unicode_generator.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SentenceSplitterTest, EndsSentencesAtStops) {
  EXPECT_THAT(sentence_texts("相談に来た。売上が落ちた！なぜか？続く"),
              ElementsAre("相談に来た。", "売上が落ちた！", "なぜか？", "続く"));
  EXPECT_THAT(sentence_texts("本当か！？そうだ!!ええ｡"),
              ElementsAre("本当か！？", "そうだ!!", "ええ｡"));
}

TEST(SentenceSplitterTest, NothingButWhiteSpaceHasNoSentence) {
  EXPECT_THAT(sentence_texts(""), IsEmpty());
  EXPECT_THAT(sentence_texts(" \n\t　\r\n\u2028\u00A0"), IsEmpty());
  EXPECT_THAT(sentence_texts(std::string(3, '\0')), IsEmpty());
  EXPECT_THAT(sentence_texts("\uFEFF \u200B"), IsEmpty());
}

TEST(SentenceSplitterTest, WhiteSpaceAroundSentencesIsLeftOut) {
  EXPECT_THAT(sentence_texts("　 一つ。 \t二つ。\r\n\n 三つ　"),
              ElementsAre("一つ。", "二つ。", "三つ"));
  EXPECT_THAT(sentence_texts("\uFEFF一つ。"), ElementsAre("一つ。"));
}

TEST(SentenceSplitterTest, StopsInsideBracketsDoNotCount) {
  EXPECT_THAT(sentence_texts("「無理です。でも、やります。」と言った。次。"),
              ElementsAre("「無理です。でも、やります。」と言った。", "次。"));
  EXPECT_THAT(sentence_texts("社長（二代目。婿養子）が来た。"),
              ElementsAre("社長（二代目。婿養子）が来た。"));
  EXPECT_THAT(sentence_texts("『「A。」とB。』と読んだ。終わり。"),
              ElementsAre("『「A。」とB。』と読んだ。", "終わり。"));
}

TEST(SentenceSplitterTest, ClosingBracketsStayWithTheSentenceBefore) {
  EXPECT_THAT(sentence_texts("売れた。」次。"), ElementsAre("売れた。」", "次。"));
  EXPECT_THAT(sentence_texts("売れた。）】次。"), ElementsAre("売れた。）】", "次。"));
}

TEST(SentenceSplitterTest, BracketsThatAreNotClosedDoNotHoldSentencesTogether) {
  EXPECT_THAT(sentence_texts("「閉じ忘れた。次の文。\n三つ目。」四つ目。"),
              ElementsAre("「閉じ忘れた。", "次の文。", "三つ目。」", "四つ目。"));
  EXPECT_THAT(sentence_texts("1) 現状。a) 課題。"), ElementsAre("1) 現状。", "a) 課題。"));
  EXPECT_THAT(sentence_texts("「外（中。」次。"), ElementsAre("「外（中。」次。"));
}

TEST(SentenceSplitterTest, BracketsHoldAtMostTwoHundredCharacters) {
  const std::string inside = "一。" + repeated("あ", kMaxBracketCharacters - 3);
  EXPECT_EQ(sentence_texts("「" + inside + "」と。").size(), 1U);
  EXPECT_EQ(sentence_texts("「" + inside + "あ」と。").size(), 2U);
}

TEST(SentenceSplitterTest, HeadingsAndBulletsAreSentences) {
  EXPECT_THAT(
      sentence_texts("■ 会社の概要\n・従業員12名\n① 家業\r\n-2代目\n【課題】\n売上が減った。"),
      ElementsAre("■ 会社の概要", "・従業員12名", "① 家業", "-2代目", "【課題】",
                  "売上が減った。"));
}

TEST(SentenceSplitterTest, AllKindsOfLineBreaksCount) {
  EXPECT_THAT(sentence_texts("一\r二\u2028三\u2029四\u0085五\v六\f七"),
              ElementsAre("一", "二", "三", "四", "五", "六", "七"));
}

TEST(SentenceSplitterTest, AddressesAndNamesStayWhole) {
  EXPECT_THAT(sentence_texts("https://example.jp/?q=a!b を見た。Yahoo!JAPANも。"),
              ElementsAre("https://example.jp/?q=a!b を見た。", "Yahoo!JAPANも。"));
  EXPECT_THAT(sentence_texts("無理‼①次"), ElementsAre("無理‼", "①次"));
  EXPECT_THAT(sentence_texts("OK? はい"), ElementsAre("OK?", "はい"));
}

/// The rule of the header, written as it is said, character by character.
class ReferenceSplitter {
 public:
  static std::vector<std::u32string> split(const std::u32string& text) {
    std::vector<std::u32string> sentences;
    std::u32string line;
    for (const char32_t c : text + U"\n") {
      if (c != U'\n') {
        line += c;
        continue;
      }
      split_line(line, sentences);
      line.clear();
    }
    return sentences;
  }

 private:
  static constexpr std::u32string_view kOpen = U"「『(";
  static constexpr std::u32string_view kClose = U"」』)";
  static constexpr std::u32string_view kAnyClose = U"」』)】〕〉》〗”’]}";
  static constexpr std::u32string_view kStops = U"。!?";

  static bool has(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

  static bool is_stop(const std::u32string& line, std::size_t i) {
    if (!has(kStops, line[i])) return false;
    if (line[i] == U'。' || i == 0 || i + 1 == line.size()) return true;
    const char32_t next = line[i + 1];
    const bool word = (next < 0x80 && (std::isalnum(static_cast<int>(next)) != 0)) ||
                      next == U'=' || next == U'&' || next == U'/';
    const char32_t before = line[i - 1];
    return !(before > U' ' && before < 0x7F && before != U'!' && before != U'?' && word);
  }

  /// For each character the number of pairs around it.
  static std::vector<int> depths(const std::u32string& line) {
    std::vector<int> depth(line.size());
    std::vector<std::size_t> opened;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (has(kOpen, line[i])) opened.push_back(i);
      const std::size_t kind = kClose.find(line[i]);
      if (kind == kClose.npos) continue;
      for (std::size_t k = opened.size(); k-- > 0;) {
        if (line[opened[k]] != kOpen[kind]) continue;
        if (i - opened[k] <= kMaxBracketCharacters) {
          for (std::size_t m = opened[k]; m < i; ++m) ++depth[m];
        }
        opened.resize(k);
        break;
      }
    }
    return depth;
  }

  static void add(std::u32string sentence, std::vector<std::u32string>& sentences) {
    const auto space = [](char32_t c) { return is_space_class(char_class(c)); };
    while (!sentence.empty() && space(sentence.back())) sentence.pop_back();
    while (!sentence.empty() && space(sentence.front())) sentence.erase(0, 1);
    if (!sentence.empty()) sentences.push_back(sentence);
  }

  static void split_line(const std::u32string& line, std::vector<std::u32string>& sentences) {
    const std::vector<int> depth = depths(line);
    std::u32string sentence;
    for (std::size_t i = 0; i < line.size(); ++i) {
      sentence += line[i];
      if (depth[i] > 0 || !is_stop(line, i)) continue;
      while (i + 1 < line.size() && (is_stop(line, i + 1) || has(kAnyClose, line[i + 1]))) {
        sentence += line[++i];
      }
      add(sentence, sentences);
      sentence.clear();
    }
    add(sentence, sentences);
  }
};

TEST(SentenceSplitterTest, AgreesWithTheRuleWrittenPlainly) {
  constexpr std::u32string_view kCharacters = U"あい。。!?「」『』()】\n abz=5、";
  UnicodeGenerator generator(test_seed());
  SentenceSplitter splitter;
  std::vector<TextSpan> spans;
  for (std::uint64_t round = 0; round < 5000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::u32string text;
    std::string bytes;
    const std::size_t length = generator.number(60);
    for (std::size_t i = 0; i < length; ++i) {
      // Long brackets too: a run of あ now and then.
      const std::size_t count = generator.number(40) == 0 ? 90 : 1;
      const char32_t c = count > 1 ? U'あ' : kCharacters[generator.number(kCharacters.size())];
      text.append(count, c);
    }
    for (const char32_t c : text) utf8_append(bytes, c);
    splitter.split(bytes, spans);
    std::vector<std::string> found;
    for (const TextSpan span : spans) found.emplace_back(span.of(bytes));
    std::vector<std::string> expected;
    for (const std::u32string& sentence : ReferenceSplitter::split(text)) {
      expected.emplace_back();
      for (const char32_t c : sentence) utf8_append(expected.back(), c);
    }
    ASSERT_EQ(found, expected) << bytes;
  }
}

TEST(SentenceSplitterTest, HostileBracketsTakeLinearSpace) {
  SentenceSplitter splitter;
  std::vector<TextSpan> spans;
  for (const std::string_view piece : {"(", ")", "「(", "(」", "「」", "。」", "!", "（。"}) {
    const std::string text = repeated(piece, 100'000);
    splitter.split(text, spans);
    EXPECT_FALSE(spans.empty()) << piece;
    EXPECT_LE(splitter.memory_bytes(), 64 * text.size()) << piece;
  }
  splitter.release_memory();
  EXPECT_EQ(splitter.memory_bytes(), 0U);
}

}  // namespace
}  // namespace kizuki

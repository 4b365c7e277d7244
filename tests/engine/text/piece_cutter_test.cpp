#include "engine/text/piece_cutter.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/text/mecab_text.hpp"
#include "engine/text/normalizer.hpp"
#include "tests/engine/text/analysis_support.hpp"
#include "tests/engine/text/unicode_generator.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<TextSpan> piece_spans(std::string_view text, const PieceLimits& limits = {}) {
  std::vector<TextSpan> spans;
  PieceCutter cutter(text, {0, static_cast<std::uint32_t>(text.size())}, limits);
  while (const auto span = cutter.next()) spans.push_back(*span);
  return spans;
}

std::vector<std::string> pieces(std::string_view text, const PieceLimits& limits = {}) {
  std::vector<std::string> out;
  for (const TextSpan span : piece_spans(text, limits)) out.emplace_back(span.of(text));
  return out;
}

TEST(PieceCutterTest, ShortSentenceIsOnePiece) {
  EXPECT_THAT(pieces("後継者が、決まった。"), ElementsAre("後継者が、決まった。"));
  EXPECT_THAT(pieces(""), IsEmpty());
}

TEST(PieceCutterTest, CutsBehindTheLastComma) {
  EXPECT_THAT(pieces("ああ、いい、うう", {21, 256, 1}), ElementsAre("ああ、いい、", "うう"));
}

TEST(PieceCutterTest, WithoutCommaCutsAtAChangeOfClass) {
  EXPECT_THAT(pieces("あああアアア", {15, 256, 1}), ElementsAre("あああ", "アアア"));
}

TEST(PieceCutterTest, ElseCutsBetweenCharacters) {
  EXPECT_THAT(pieces("あいうえお", {7, 256, 1}), ElementsAre("あい", "うえ", "お"));
  EXPECT_THAT(pieces("あい", {1, 256, 1}), ElementsAre("あ", "い"));
}

TEST(PieceCutterTest, BreaksRunsOfOneClass) {
  EXPECT_THAT(pieces("aaaaaあaaa", {2048, 4, 1}), ElementsAre("aaaa", "aあaaa"));
  const auto lengths = [](std::string_view one) {
    std::vector<std::size_t> counts;
    for (const std::string& piece : pieces(repeated(one, 600))) {
      counts.push_back(utf8_length(piece));
    }
    return counts;
  };
  for (const std::string_view one : {"a", "7", "ー", "、", "=", "事", "😀", "한"}) {
    EXPECT_THAT(lengths(one), ElementsAre(256, 256, 88)) << one;
  }
}

TEST(PieceCutterTest, WhiteSpaceIsNeverHandedOutInRuns) {
  const std::string spaces(65'536, ' ');
  EXPECT_THAT(pieces(spaces + "ああ" + spaces + "いい い" + spaces),
              ElementsAre("ああ", "いい い"));
}

TEST(PieceCutterTest, KeepsItsBoundsAndLosesNothing) {
  UnicodeGenerator generator(test_seed());
  const PieceLimits limits{50, 6, 1};
  for (std::uint64_t round = 0; round < 3000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = *normalized_form(generator.text(120));
    std::size_t covered = 0;
    for (const TextSpan piece : piece_spans(text, limits)) {
      const std::string_view between =
          TextSpan{static_cast<std::uint32_t>(covered), piece.begin}.of(text);
      ASSERT_FALSE(piece.empty());
      ASSERT_TRUE(utf8_is_border(text, piece.begin));
      for (std::size_t at = 0; at < between.size();) {
        ASSERT_TRUE(is_space_class(char_class(utf8_next(between, at))));
      }
      ASSERT_LE(mecab_spelling(piece.of(text)).size(), limits.piece_bytes);
      std::size_t run = 0;
      CharClass previous = CharClass::kSpace;
      for (std::size_t at = 0; at < piece.size();) {
        const CharClass now = char_class(utf8_next(piece.of(text), at));
        run = now == previous ? run + 1 : 1;
        previous = now;
        ASSERT_LE(run, limits.run_characters);
      }
      covered = piece.end;
    }
    for (std::size_t at = covered; at < text.size();) {
      ASSERT_TRUE(is_space_class(char_class(utf8_next(text, at))));
    }
  }
}

}  // namespace
}  // namespace kizuki

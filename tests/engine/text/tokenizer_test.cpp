#include "engine/text/tokenizer.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/text/normalizer.hpp"
#include "tests/engine/text/analysis_support.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

/// Tokens of one normalised sentence with the text that they point into.
struct Tokenized {
  std::string text;
  std::vector<Token> tokens;
  TokenizerCounters counters;

  std::string surfaces() const {
    std::string out;
    for (const Token& token : tokens) (out += out.empty() ? "" : "/") += token.surface;
    return out;
  }
};

Tokenized tokenize(std::string_view original, const TokenizerLimits& limits = {}) {
  Tokenized out;
  out.text = *normalized_form(original);
  const OffsetMap offsets;
  OffsetCursor cursor(offsets);
  Tokenizer tokenizer(shared_tokenizer_model(), shared_lexicon(), limits);
  tokenizer.tokenize(out.text, {0, static_cast<std::uint32_t>(out.text.size())}, cursor,
                     out.tokens);
  out.counters = tokenizer.counters();
  return out;
}

TEST(TokenizerTest, GivesSurfaceBaseReadingAndClass) {
  const Tokenized out = tokenize("社長が走り出した");
  ASSERT_EQ(out.surfaces(), "社長/が/走り出し/た");
  EXPECT_EQ(out.tokens[0].reading, "シャチョウ");
  EXPECT_EQ(out.tokens[0].pos, PartOfSpeech::kNoun);
  EXPECT_TRUE(out.tokens[0].content);
  EXPECT_EQ(out.tokens[1].pos, PartOfSpeech::kParticle);
  EXPECT_FALSE(out.tokens[1].content);
  EXPECT_EQ(out.tokens[2].base, "走り出す");
  EXPECT_EQ(out.tokens[2].span, (TextSpan{9, 21}));
  EXPECT_TRUE(out.tokens[2].known);
}

TEST(TokenizerTest, SignsAreSymbolsWhateverTheirWidth) {
  for (const std::string_view text : {"(税込)", "（税込）"}) {
    const Tokenized out = tokenize(text);
    ASSERT_EQ(out.surfaces(), "(/税込/)");
    EXPECT_EQ(out.tokens[0].pos, PartOfSpeech::kSymbol);
    EXPECT_EQ(out.tokens[0].base, "(");
    EXPECT_EQ(out.tokens[2].pos, PartOfSpeech::kSymbol);
  }
  for (const std::string_view sign : {"#", "-", "~", "\"", "'", "=", "→", "😀", "♪", "①"}) {
    const Tokenized out = tokenize("店" + std::string(sign) + "店");
    ASSERT_EQ(out.tokens.size(), 3U) << sign;
    EXPECT_EQ(out.tokens[1].base, out.tokens[1].surface) << sign;
    EXPECT_EQ(out.tokens[1].content, sign == "①") << sign;
  }
}

TEST(TokenizerTest, UnknownWordsKeepTheirSurface) {
  const Tokenized out = tokenize("ミラサポゼロワン");
  ASSERT_EQ(out.tokens.size(), 1U);
  EXPECT_FALSE(out.tokens[0].known);
  EXPECT_EQ(out.tokens[0].base, "ミラサポゼロワン");
  EXPECT_TRUE(out.tokens[0].reading.empty());
  EXPECT_TRUE(out.tokens[0].content);
}

TEST(TokenizerTest, ScriptsThatTheDictionaryDoesNotKnowAreWords) {
  const Tokenized out = tokenize("😀한국어𠮷");
  for (const Token& token : out.tokens) {
    EXPECT_EQ(token.content, token.surface != "😀") << token.surface;
  }
}

TEST(TokenizerTest, WordsOfTheUserDictionaryDoNotCutLatinWords) {
  EXPECT_EQ(tokenize("dx化").surfaces(), "dx/化");
  EXPECT_EQ(tokenize("dxyz").surfaces(), "dxyz");
  EXPECT_EQ(tokenize("snsx kpis").surfaces(), "snsx/kpis");
  EXPECT_FALSE(tokenize("dxyz").tokens[0].known);
}

TEST(TokenizerTest, LongUnknownRunsStayWholeUpToTheLimit) {
  EXPECT_EQ(tokenize(repeated("ヌ", 200)).tokens.size(), 1U);
  EXPECT_EQ(tokenize(repeated("7", 256)).tokens.size(), 1U);
  EXPECT_EQ(tokenize(repeated("a", 300)).tokens.size(), 2U);
}

/// Trap M3: MeCab's time is quadratic in a run; a bounded piece makes the whole linear.
TEST(TokenizerTest, RunsOfOneClassTakeWorkInProportionToTheirLength) {
  for (const std::string_view one : {"a", "7", "ー", "、", "=", "あ", "事", "한", "😀"}) {
    const Tokenized half = tokenize(repeated(one, 50'000));
    const Tokenized whole = tokenize(repeated(one, 100'000));
    EXPECT_EQ(whole.counters.parses, (100'000 + 255) / 256) << one;
    EXPECT_LE(whole.counters.parses, 2 * half.counters.parses) << one;
    EXPECT_EQ(whole.counters.parsed_bytes, 2 * half.counters.parsed_bytes) << one;
    EXPECT_EQ(whole.counters.retries, 0U) << one;
    std::size_t bytes = 0;
    for (const Token& token : whole.tokens) bytes += token.surface.size();
    EXPECT_EQ(bytes, whole.text.size()) << one;
  }
}

/// Trap M1: 65,536 spaces before a word and MeCab says nothing at all.
TEST(TokenizerTest, SpaceRunsDoNotSwallowTheText) {
  const std::string spaces(65'536, ' ');
  const Tokenized out = tokenize(spaces + "事業" + spaces + "承継" + spaces);
  EXPECT_EQ(out.surfaces(), "事業/承継");
  EXPECT_EQ(out.counters.retries, 0U);
}

/// The same input without the cutter's bound: the answer does not cover it, so it is cut in two
/// until it does.
TEST(TokenizerTest, PiecesThatMecabDoesNotCoverAreCutAndTriedAgain) {
  TokenizerLimits limits;
  limits.piece = {std::size_t{1} << 20, std::size_t{1} << 20, std::size_t{1} << 20};
  const std::string spaces(70'000, ' ');
  const Tokenized out = tokenize("事業" + spaces + "承継", limits);
  EXPECT_EQ(out.surfaces(), "事業/承継");
  EXPECT_GT(out.counters.retries, 0U);
}

TEST(TokenizerTest, LatticeIsMadeAnewWhenItGrows) {
  const std::string text = repeated("すもももももももものうち、", 100);
  TokenizerLimits tight;
  tight.lattice_bytes = 1000;
  const Tokenized bounded = tokenize(text, tight);
  const Tokenized normal = tokenize(text);
  EXPECT_EQ(bounded.counters.lattice_rebuilds, bounded.counters.parses);
  EXPECT_EQ(normal.counters.lattice_rebuilds, 0U);
  EXPECT_EQ(bounded.surfaces(), normal.surfaces());
}

TEST(TokenizerModelTest, SaysWhatToInstallWhenTheDictionaryIsMissing) {
  const auto model = TokenizerModel::load("/nonexistent", {});
  ASSERT_EQ(failure_name(model), "not_found");
  EXPECT_NE(model.error().message.find("mecab-ipadic-utf8"), std::string::npos);
  EXPECT_EQ(model.error().file, "/nonexistent/sys.dic");
}

TEST(TokenizerModelTest, SaysWhichUserDictionaryIsMissing) {
  const auto model = TokenizerModel::load(
      AnalyzerFiles::under(test::built_data()).system_dictionary, "/nonexistent/user.dic");
  ASSERT_EQ(failure_name(model), "not_found");
  EXPECT_EQ(model.error().file, "/nonexistent/user.dic");
}

TEST(TokenizerModelTest, RefusesWhatIsNoDictionary) {
  const auto model =
      TokenizerModel::load(AnalyzerFiles::under(test::built_data()).system_dictionary,
                           AnalyzerFiles::under(test::built_data()).stop_words);
  EXPECT_EQ(failure_name(model), "corrupt");
}

}  // namespace
}  // namespace kizuki

#include "engine/query/case_passages.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/text/character_grams.hpp"
#include "tests/engine/text/unicode_generator.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using Texts = std::vector<std::string_view>;

/// A case read, with all of its grams beside it.
struct ReadCase {
  explicit ReadCase(const Texts& texts) {
    for (const std::string_view text : texts) grams.add(text);
    passages.read(texts, pairs, kanji);
  }

  /// The kanji of a passage, which tell it apart.
  std::string kanji_of(const CasePassage& passage) const {
    std::string out;
    for (std::size_t at = passage.kanji.begin; at < passage.kanji.end; ++at) {
      utf8_append(out, static_cast<char32_t>(grams.kanji()[at]));
    }
    return out;
  }

  std::vector<std::string> passages_of(std::size_t characters) const {
    std::vector<CasePassage> cut;
    passages.passages(characters, cut);
    std::vector<std::string> out;
    std::transform(cut.begin(), cut.end(), std::back_inserter(out),
                   [&](const CasePassage& passage) { return kanji_of(passage); });
    return out;
  }

  CharacterGrams grams;
  GramQuery pairs;
  GramQuery kanji;
  CasePassages passages;
};

/// BM25 over all of `grams` as GramQuery has it, counted the obvious way.
double expected_score(const std::vector<GramQuery::Gram>& query,
                      const std::vector<CharacterGram>& grams, double average, double saturation) {
  const double length = std::max(0.5, static_cast<double>(grams.size()) / average);
  double sum = 0.0;
  for (const auto& [gram, value] : query) {
    const auto count = static_cast<double>(std::count(grams.begin(), grams.end(), gram));
    sum += value * count / (count + saturation * (0.5 + 0.5 * length));
  }
  return sum;
}

/// Every third gram of the texts, and one that is in none.
std::vector<GramQuery::Gram> some_of(const std::vector<CharacterGram>& grams) {
  std::vector<GramQuery::Gram> some{{CharacterGram{U'鬱'} << 32 | U'蒼', 3.0}};
  std::set<CharacterGram> taken;
  for (std::size_t i = 0; i < grams.size(); i += 3) {
    if (taken.insert(grams[i]).second) some.push_back({grams[i], 1.0 + static_cast<double>(i)});
  }
  return some;
}

TEST(CasePassagesTest, SentencesEndAtStopsLineBreaksAndTexts) {
  const ReadCase read(Texts{"題", "春。夏！秋？冬\n朝", "夜"});
  EXPECT_EQ(read.passages_of(1),
            (std::vector<std::string>{"題", "春", "夏", "秋", "冬", "朝", "夜"}));
}

TEST(CasePassagesTest, PassagesTakeWhatFits) {
  const ReadCase read(Texts{"題名", "春が。夏は。秋"});  // 2, 3, 3 and 1 characters
  EXPECT_EQ(read.passages_of(2), (std::vector<std::string>{"題名", "春", "夏", "秋"}));
  EXPECT_EQ(read.passages_of(5), (std::vector<std::string>{"題名春", "春", "夏秋", "秋"}));
  EXPECT_EQ(read.passages_of(8), (std::vector<std::string>{"題名春夏", "春夏秋", "夏秋", "秋"}));
}

TEST(CasePassagesTest, OpeningIsTheFirstPassage) {
  const ReadCase read(Texts{"題名", "春が。夏は。秋"});
  EXPECT_EQ(read.kanji_of(read.passages.opening(5)), "題名春");
  EXPECT_EQ(read.kanji_of(read.passages.opening(1)), "題名") << "at least a sentence";
  EXPECT_EQ(read.kanji_of(read.passages.opening(100)), "題名春夏秋");
}

TEST(CasePassagesTest, NothingOfNothing) {
  const ReadCase read(Texts{"", ""});
  EXPECT_EQ(read.passages.opening(10).pairs.size(), 0U);
  EXPECT_TRUE(read.passages_of(10).empty());
}

TEST(CasePassagesTest, QueriesAreGivenTheGramsOfTheCase) {
  UnicodeGenerator random(test_seed());
  constexpr double kAverage = 40.0;
  constexpr double kSaturation = 0.5;
  for (std::uint64_t round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::vector<std::string> texts{
        "社長は、Ａ社の現場を見た。「売上が落ちた」と話す！\r\nなぜか？"};
    for (int i = 0; i < 3; ++i) texts.push_back(random.text(60));
    const ReadCase read(Texts(texts.begin(), texts.end()));
    ASSERT_EQ(read.pairs.size(), read.grams.pairs().size());
    ASSERT_EQ(read.kanji.size(), read.grams.kanji().size());
    const auto wanted_pairs = some_of(read.grams.pairs());
    const auto wanted_kanji = some_of(read.grams.kanji());
    GramQuery pairs(wanted_pairs, kAverage, kSaturation);
    GramQuery kanji(wanted_kanji, kAverage, kSaturation);
    CasePassages passages;
    passages.read(Texts(texts.begin(), texts.end()), pairs, kanji);
    ASSERT_NEAR(pairs.score(),
                expected_score(wanted_pairs, read.grams.pairs(), kAverage, kSaturation), 1e-6);
    ASSERT_NEAR(kanji.score(),
                expected_score(wanted_kanji, read.grams.kanji(), kAverage, kSaturation), 1e-6);
  }
}

TEST(CasePassagesTest, AnyBytesAreSafe) {
  const std::string bytes =
      "\xE3\x80\x82\xFF\xE3\x80"
      "現\xE3";
  EXPECT_GE(ReadCase(Texts{bytes}).passages_of(1).size(), 2U);
}

TEST(CasePassagesTest, NothingIsLeftOverOfTheCaseBefore) {
  CasePassages passages;
  const std::vector<GramQuery::Gram> wanted{{U'長', 1.0}};
  GramQuery pairs;
  GramQuery kanji(wanted, 1.0, 1.0);
  passages.read(Texts{"長い。長い。"}, pairs, kanji);
  EXPECT_GT(kanji.score(), 0.0);
  passages.read(Texts{"短"}, pairs, kanji);
  EXPECT_EQ(kanji.score(), 0.0);
  EXPECT_EQ(kanji.size(), 1U);
  std::vector<CasePassage> cut;
  passages.passages(1, cut);
  EXPECT_EQ(cut.size(), 1U);
}

}  // namespace
}  // namespace kizuki

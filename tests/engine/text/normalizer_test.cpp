#include "engine/text/normalizer.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "tests/engine/text/unicode_generator.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

NormalizedText normalized(std::string_view text) {
  NormalizedText out;
  EXPECT_TRUE(succeeded(normalize(text, out)));
  return out;
}

TEST(NormalizerTest, BringsSpellingsTogether) {
  const struct {
    std::string_view original;
    std::string_view expected;
  } cases[] = {
      {"", ""},
      {"事業承継", "事業承継"},
      {"ＤＸ推進２０２４", "dx推進2024"},
      {"ｶﾞｽﾊﾟｲﾌﾟ", "ガスパイプ"},
      {"か\u3099", "が"},
      {"は\u309A", "ぱ"},
      {"㈱山田", "(株)山田"},
      {"①②", "12"},
      {"㌔㍻", "キロ平成"},
      {"Straße", "strasse"},
      {"ﬁrm", "firm"},
      {"e\u0301", "é"},
      {"（！？）", "(!?)"},
      {"全角　空白", "全角 空白"},
      {"ｺｰﾋｰ｡", "コーヒー。"},
      {"〜～", "〜~"},
  };
  for (const auto& one : cases) EXPECT_EQ(normalized(one.original).text, one.expected);
}

TEST(NormalizerTest, DefaultIgnorablesVanish) {
  EXPECT_EQ(normalized("葛\U000E0100城").text, "葛城");  // ideographic variation
  EXPECT_EQ(normalized("\uFEFF事業").text, "事業");      // byte order mark
  EXPECT_EQ(normalized("soft\u00ADhyphen").text, "softhyphen");
  EXPECT_EQ(normalized("👨\u200D👩").text, "👨👩");
  EXPECT_EQ(normalized("a\u202Eb\u2066c").text, "abc");  // bidi controls
  EXPECT_EQ(normalized("\u200B\u2060").text, "");
}

TEST(NormalizerTest, ControlCharactersBecomeWhiteSpace) {
  EXPECT_EQ(normalized(std::string_view("a\0b", 3)).text, "a b");
  EXPECT_EQ(normalized("a\tb\x7F").text, "a b ");
  EXPECT_EQ(normalized("a\rb\nc\vd\fe").text, "a\nb\nc\nd\ne");
  EXPECT_EQ(normalized("a\u0085b").text, "a\n b");
  EXPECT_EQ(normalized("a\u2028b\u2029c").text, "a\n  b\n  c");
  EXPECT_EQ(normalized("a\u009Bb").text, "a  b");
  EXPECT_EQ(normalized("a\u1680b").text, "a   b");
  EXPECT_EQ(normalized("é…«").text, "é...«");  // the same lead bytes, but no controls
}

TEST(NormalizerTest, EnclosedNumbersStandForThemselves) {
  const NormalizedText out = normalized("1②3ⓐ4５");
  EXPECT_EQ(out.text, "123a45");
  EXPECT_EQ(out.breaks, (std::vector<std::uint32_t>{1, 2, 3, 4}));
  EXPECT_TRUE(normalized("12").breaks.empty());
}

TEST(NormalizerTest, MapsBackToWholeCharacters) {
  const struct {
    std::string_view original;
    std::string_view normal_part;  // in the normalised text
    std::string_view expected;     // in the original
  } cases[] = {
      {"ｶﾞｽ工事", "ガ", "ｶﾞ"},
      {"ｶﾞｽ工事", "ス", "ｽ"},
      {"ｶﾞｽ工事", "工事", "工事"},
      {"約㌔単位", "キ", "㌔"},
      {"約㌔単位", "単位", "単位"},
      {"㈱山田", "株", "㈱"},
      {"葛\U000E0100城市", "葛", "葛\U000E0100"},
      {"葛\U000E0100城市", "城", "城"},
      {"\uFEFF事業", "事業", "事業"},
      {"か\u3099く", "が", "か\u3099"},
      {"ＤＸ化", "dx", "ＤＸ"},
      {"ＤＸ化", "x", "Ｘ"},
      {"x\u2028社長", "社長", "社長"},
  };
  for (const auto& one : cases) {
    const NormalizedText out = normalized(one.original);
    const auto begin = static_cast<std::uint32_t>(out.text.find(one.normal_part));
    const TextSpan span{begin, begin + static_cast<std::uint32_t>(one.normal_part.size())};
    EXPECT_EQ(out.offsets.original(span).of(one.original), one.expected) << one.original;
  }
}

TEST(NormalizerTest, TwiceIsOnce) {
  UnicodeGenerator generator(test_seed());
  for (std::uint64_t round = 0; round < 5000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = generator.text(60);
    const std::string once = normalized(text).text;
    ASSERT_TRUE(utf8_is_valid(once));
    ASSERT_EQ(normalized(once).text, once);
  }
}

TEST(NormalizerTest, EveryBorderMapsToABorderInOrder) {
  UnicodeGenerator generator(test_seed() + 1);
  for (std::uint64_t round = 0; round < 5000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = generator.text(60);
    const NormalizedText out = normalized(text);
    std::uint32_t previous_begin = 0;
    std::uint32_t previous_end = 0;
    for (std::size_t at = 0; at < out.text.size();) {
      const auto begin = static_cast<std::uint32_t>(at);
      if (utf8_next(out.text, at) <= U' ') continue;  // stands for parts of a longer control
      const TextSpan span = out.offsets.original({begin, static_cast<std::uint32_t>(at)});
      ASSERT_TRUE(utf8_is_border(text, span.begin));
      ASSERT_TRUE(utf8_is_border(text, span.end));
      ASSERT_LT(span.begin, span.end);
      ASSERT_LE(span.end, text.size());
      ASSERT_GE(span.begin, previous_begin);
      ASSERT_GE(span.end, previous_end);
      previous_begin = span.begin;
      previous_end = span.end;
    }
  }
}

/// A span of the original, normalised alone, holds what it stands for.
TEST(NormalizerTest, MappedCharactersNormaliseToWhatTheyMapFrom) {
  UnicodeGenerator generator(test_seed() + 2);
  for (std::uint64_t round = 0; round < 2000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = generator.text(40);
    const NormalizedText out = normalized(text);
    for (std::size_t at = 0; at < out.text.size();) {
      const std::size_t begin = at;
      if (utf8_next(out.text, at) <= U' ') continue;
      const TextSpan span =
          out.offsets.original({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
      const std::string alone = normalized(span.of(text)).text;
      ASSERT_NE(alone.find(out.text.substr(begin, at - begin)), std::string::npos);
    }
  }
}

TEST(NormalizerTest, ReuseLeavesNothingBehind) {
  NormalizedText out;
  ASSERT_TRUE(succeeded(normalize("㌔㌔㌔", out)));
  ASSERT_TRUE(succeeded(normalize("事業", out)));
  EXPECT_EQ(out.text, "事業");
  EXPECT_TRUE(out.offsets.changes().empty());
}

}  // namespace
}  // namespace kizuki

#include "engine/tagging/facet_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki::test {
namespace {

FacetText facet_text_of(const CaseRecord& record) {
  FacetText text;
  EXPECT_TRUE(FacetTextReader().read(record, text).has_value());
  return text;
}

TEST(FacetTextTest, LeavesOutWhereAProfileMayPutTheValue) {
  CaseRecord record = record_of({{"墜落の見出し", "屋根で作業した。"}}, "墜落｜建設業");
  record.company.business = "墜落防止網の製造";
  record.outcome = "助かった。";
  const FacetText text = facet_text_of(record);
  ASSERT_EQ(text.sentences.size(), 2u);
  EXPECT_EQ(to_utf8(text.text.passages[text.sentences[0].passage].text), "屋根で作業した。");
  EXPECT_EQ(to_utf8(text.text.passages[text.sentences[1].passage].text), "助かった。");
}

TEST(FacetTextTest, PairsWordsAcrossSentencesInAnyOrder) {
  const auto keys = [](const std::string& body) {
    std::vector<GramKey> out;
    for (const Gram& gram : facet_text_of(record_of({{"", body}})).pairs) out.push_back(gram.key);
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_TRUE(keys("屋根。").empty());
  const auto pair = keys("屋根。墜落。");
  EXPECT_EQ(pair.size(), 1u);
  EXPECT_EQ(pair, keys("墜落。屋根。屋根。"));
  EXPECT_NE(pair, keys("屋根。転倒。"));
}

TEST(FacetTextTest, BoundsThePairsOfALongText) {
  std::string body;
  for (int i = 0; i < 2000; ++i) {
    body +=
        to_utf8(std::u32string{static_cast<char32_t>(U'一' + i), static_cast<char32_t>(U'丁' + i)});
    body += "。";
  }
  EXPECT_EQ(facet_text_of(record_of({{"", body}})).pairs.size(), 200u * 199u / 2u);
}

TEST(FacetTextTest, ARecordWithoutTextHasNone) {
  const FacetText text = facet_text_of(record_of({{"見出し", ""}}));
  EXPECT_TRUE(text.sentences.empty());
  EXPECT_TRUE(text.pairs.empty());
}

}  // namespace
}  // namespace kizuki::test

#include "engine/essence/case_scan.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

PreparedScan prepare(const CaseRecord& record, bool discover = true) {
  CaseScanner scanner(analyzer(), shipped_matcher(), discover);
  PreparedScan out;
  EXPECT_TRUE(scanner.prepare(record, {4}, out).has_value());
  return out;
}

/// How many sentences are looked at for new know-how.
std::size_t looked_at(const PreparedScan& scan) {
  return static_cast<std::size_t>(
      std::count_if(scan.sentences.begin(), scan.sentences.end(),
                    [](const PreparedSentence& sentence) { return !sentence.features.empty(); }));
}

TEST(CaseScanTest, AShortRecordIsLookedAtWhole) {
  for (const char* text :
       {"はしごから転落。", "荷が崩れ、足を挟まれた。", "床が濡れて滑りやすい。"}) {
    EXPECT_EQ(looked_at(prepare(case_of("a", {text}))), 1U) << text;
  }
  EXPECT_EQ(looked_at(prepare(case_of("a", {"荷が崩れた。足を挟んだ。床が濡れていた。"}))), 3U);
  EXPECT_LT(
      looked_at(prepare(case_of("a", {"東京である。晴れである。寒い日である。静かである。"}))), 4U)
      << "no short one";
}

TEST(CaseScanTest, WhatNamesOrCountsAloneIsNoKnowHow) {
  for (const char* text :
       {"滋賀県", "宮城県気仙沼市", "2023年2月28日", "山田太郎さん", "（東京都）"}) {
    EXPECT_EQ(looked_at(prepare(case_of("a", {text}))), 0U) << text;
  }
}

TEST(CaseScanTest, NothingIsLookedAtWhereNothingIsToBeDiscovered) {
  EXPECT_EQ(looked_at(prepare(case_of("a", {"はしごから転落。"}), false)), 0U);
}

TEST(CaseScanTest, ScanningIsPreparingAndMatching) {
  const CaseRecord record = case_of(
      "a", {"社長の話を最後まで聴いた。若手を集めて改善チームをつくった。売上は横ばいである。",
            "工程表を壁に貼り、遅れを見えるようにした。"});
  for (const bool discover : {false, true}) {
    CaseScanner scanner(analyzer(), shipped_matcher(), discover);
    ScannedCase whole;
    ASSERT_TRUE(scanner.scan(record, {4, 8}, whole).has_value());
    PreparedScan prepared;
    ASSERT_TRUE(scanner.prepare(record, {4, 8}, prepared).has_value());
    // Through the bytes that are kept between runs.
    PreparedScan again;
    ASSERT_TRUE(decode_scan(encode_scan(prepared), essence_model()->table.size(), again));
    ScannedCase halves;
    scanner.match(again, halves);
    EXPECT_EQ(whole.sentence_count, 4U);
    ASSERT_EQ(halves.sentence_count, whole.sentence_count);
    ASSERT_EQ(halves.sentences.size(), whole.sentences.size());
    ASSERT_FALSE(whole.sentences.empty());
    for (std::size_t i = 0; i < whole.sentences.size(); ++i) {
      const ScannedSentence& one = whole.sentences[i];
      const ScannedSentence& other = halves.sentences[i];
      EXPECT_EQ(one.section, other.section);
      EXPECT_EQ(one.span.begin, other.span.begin);
      EXPECT_EQ(one.text_hash, other.text_hash);
      EXPECT_EQ(one.features, other.features);
      ASSERT_EQ(one.matches.size(), other.matches.size());
      for (std::size_t m = 0; m < one.matches.size(); ++m) {
        EXPECT_EQ(one.matches[m].card, other.matches[m].card);
        EXPECT_EQ(one.matches[m].score, other.matches[m].score);
      }
    }
  }
}

}  // namespace
}  // namespace kizuki::test

#include "engine/essence/case_sentences.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

TEST(CaseSentences, CutBulletsAndKeepBytes) {
  const CaseRecord record = case_of(
      "a", {"・若手でチームを結成\n(1) 毎週金曜に確認した。短い。", "「まず聴く」と決めた。"});
  CaseSentenceReader reader(analyzer());
  std::vector<CaseSentence> sentences;
  ASSERT_TRUE(reader.read(record, given_step_bits(record), sentences).has_value());
  std::vector<std::string> texts;
  for (const CaseSentence& sentence : sentences) {
    texts.emplace_back(sentence.span.of(record.sections[sentence.section].text));
    EXPECT_EQ(sentence.steps, 0b100);
  }
  EXPECT_EQ(texts, (std::vector<std::string>{"若手でチームを結成", "(1) 毎週金曜に確認した。",
                                             "「まず聴く」と決めた。"}));
  EXPECT_TRUE(sentences[0].features.has(SentenceFlag::kBullet));
  EXPECT_FALSE(sentences[1].features.has(SentenceFlag::kBullet));
}

TEST(CaseSentences, NeighboursKnowOfTheSupporter) {
  const CaseRecord record = case_of("a", {"診断士は工場を訪ねた。まず機械を見て回った。"});
  CaseSentenceReader reader(analyzer());
  std::vector<CaseSentence> sentences;
  ASSERT_TRUE(reader.read(record, {}, sentences).has_value());
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_TRUE(sentences[1].features.has(SentenceFlag::kSupporterBefore));
  EXPECT_FALSE(sentences[0].features.has(SentenceFlag::kSupporterBefore));
}

TEST(CaseSentences, EmptyCaseHasNone) {
  CaseSentenceReader reader(analyzer());
  std::vector<CaseSentence> sentences(3);
  ASSERT_TRUE(reader.read(case_of("a", {"", "・\n※\n"}), {}, sentences).has_value());
  EXPECT_TRUE(sentences.empty());
}

}  // namespace
}  // namespace kizuki::test

#include "engine/essence_run/near_know_how.hpp"

#include "tests/engine/essence_run/essence_run_fixture.hpp"

namespace kizuki::test {
namespace {

/// A report of items whose sentences are `texts`, each of another case; the last is a candidate.
EssenceReport report_of(const std::vector<std::vector<std::string>>& texts) {
  EssenceReport report;
  for (const std::vector<std::string>& sentences : texts) {
    KnowHow item;
    item.id = "i" + std::to_string(report.result.items.size());
    std::vector<Quote> quotes;
    for (const std::string& sentence : sentences) {
      KnowHowEvidence evidence;
      evidence.case_number = static_cast<std::uint32_t>(report.result.cases.size());
      item.evidence.push_back(evidence);
      quotes.push_back({"支援員は社長とともに、" + sentence, "節", "題"});
      report.result.cases.emplace_back();
    }
    report.result.items.push_back(std::move(item));
    report.quotes.push_back(std::move(quotes));
  }
  report.result.items.back().kind = KnowHowKind::kCandidate;
  return report;
}

TEST(NearKnowHowTest, ACandidateIsNearWhatTellsTheSame) {
  CaseSentenceReader reader(analyzer());
  std::vector<std::vector<std::string>> texts = {
      {"社長の話を最後まで黙って聴いた。", "女将の話を最後まで聴くことに徹した。"},
      {"倉庫の棚に名札を付けた。", "工具の置き場に名札を付けた。"},
      {"決算書から仮説を立てて訪ねた。", "訪問の前に決算書を調べた。"},
      {"若手四人の班を作った。", "若手の班に改善を任せた。"},
      {"税理士を紹介した。", "県の試験場を紹介した。"},
      {"採算を商品別に計算した。", "部門別の採算を示した。"},
      {"口を挟まず話を最後まで聴いた。", "会長の話を最後まで黙って聴いた。"}};
  const auto near = near_know_how(report_of(texts), reader, 2);
  ASSERT_TRUE(near.has_value());
  ASSERT_EQ(near->size(), 1U);
  EXPECT_EQ(near->begin()->first, 6U);
  EXPECT_EQ(near->begin()->second.front().group, 0U);
  EssenceReport cards_alone = report_of(texts);
  cards_alone.result.items.back().kind = KnowHowKind::kCard;
  const auto none = near_know_how(cards_alone, reader, 2);
  ASSERT_TRUE(none.has_value());
  EXPECT_TRUE(none->empty());
}

}  // namespace
}  // namespace kizuki::test

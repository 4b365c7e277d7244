// What a run does with sentences that words leave open.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/essence/discovery_sentence.hpp"
#include "engine/essence/know_how_finder.hpp"
#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::ElementsAre;

constexpr float kAccepted = 1.0F;
constexpr float kOpen = 0.3F;

class AssignedGrowth : public ::testing::Test {
 protected:
  /// A case of one sentence that matches the first card with this score.
  void add(const std::string& id, const std::string& text, float score, StepBits steps = 0b100) {
    const SentenceTraits traits = traits_of(text);
    ScannedSentence sentence;
    sentence.span = {0, static_cast<std::uint32_t>(text.size())};
    sentence.steps = steps;
    sentence.action = 1;
    sentence.text_hash = traits.text_hash;
    sentence.matches = {{0, score}};
    sentence.features = discovery_features(traits);
    ScannedCase scan;
    scan.sentences.push_back(std::move(sentence));
    scan.sentence_count = 1;
    scans_[id] = std::move(scan);
    records_[id] = case_of(id, {text});
  }

  /// The cases that show the first card.
  std::vector<std::string> shown(const FinderSettings& settings = {}) const {
    KnowHowFinder finder(shipped_matcher(), analyzer(), settings);
    for (const auto& [id, scan] : scans_) {
      EssenceCase info;
      info.id = id;
      info.organization = id;
      finder.add(std::move(info), scan);
    }
    const auto result = finder.find(one_by_one(
        [&](const EssenceCase& info) -> Result<CaseRecord> { return records_.at(info.id); }));
    EXPECT_TRUE(result.has_value());
    std::vector<std::string> out;
    for (const KnowHow& item : result->items) {
      if (item.id != shipped_cards().front().id) continue;
      for (const KnowHowEvidence& said : item.evidence) {
        out.push_back(result->cases[said.case_number].id);
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  void SetUp() override {
    add("a", "診断士は途中で口を挟まず、社長の話を最後まで聴いた。", kAccepted);
    add("b", "支援員は口を挟まず、女将の話を最後まで聴いた。", kAccepted);
    add("c", "担当者は話を遮らず、最後まで社長の話を聴いた。", kAccepted);
    add("x", "担当と期限を決めた行動計画表を作った。", kOpen, 0b10000);
    add("y", "梅雨前線は日本列島に沿って停滞した。", kOpen, 0b10000);
  }

  std::map<std::string, ScannedCase> scans_;
  std::map<std::string, CaseRecord> records_;
};

TEST_F(AssignedGrowth, TakesInWhatIsLikeTheCardsSentences) {
  EXPECT_THAT(shown(), ElementsAre("a", "b", "c"));
  add("d", "専門家も口を挟まず、工場長の話を最後まで聴いた。", kOpen);
  EXPECT_THAT(shown(), ElementsAre("a", "b", "c", "d"));
}

TEST_F(AssignedGrowth, ACardMayReachThreeCasesByIt) {
  scans_.erase("c");
  EXPECT_THAT(shown(), ElementsAre());
  add("d", "専門家も口を挟まず、工場長の話を最後まで聴いた。", kOpen);
  EXPECT_THAT(shown(), ElementsAre("a", "b", "d"));
}

TEST_F(AssignedGrowth, KeepsToWhatPeopleDenied) {
  const std::string text = "専門家も口を挟まず、工場長の話を最後まで聴いた。";
  add("d", text, kOpen);
  FinderSettings settings;
  settings.verdicts = {
      {"d", 0, {0, static_cast<std::uint32_t>(text.size())}, shipped_cards().front().id, false}};
  EXPECT_THAT(shown(settings), ElementsAre("a", "b", "c"));
}

}  // namespace
}  // namespace kizuki::test

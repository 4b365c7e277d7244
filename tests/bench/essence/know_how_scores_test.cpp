#include "bench/essence/know_how_scores.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki::test {
namespace {

/// A sentence of enough characters to be compared.
std::string sentence(const std::string& name) { return "これは" + name + "という一つの文である。"; }

/// Know-how A and B in three cases each; C in two.
std::vector<GoldMark> gold() {
  std::vector<GoldMark> out;
  for (const char* id : {"1", "2", "3"}) {
    out.push_back({id, "A", sentence(std::string("甲") + id)});
    out.push_back({id, "B", sentence(std::string("乙") + id)});
  }
  out.push_back({"1", "C", sentence("丙1")});
  out.push_back({"2", "C", sentence("丙2")});
  out.push_back({"3", "OTHER", sentence("丁3")});
  return out;
}

ScoredItem item(const std::vector<std::pair<std::string, std::string>>& evidence,
                bool candidate = false) {
  ScoredItem out;
  out.candidate = candidate;
  for (const auto& [id, name] : evidence) out.evidence.emplace_back(id, sentence(name));
  return out;
}

TEST(KnowHowScores, PerfectItemsScoreOne) {
  const auto scores = score_know_how(gold(), {item({{"1", "甲1"}, {"2", "甲2"}, {"3", "甲3"}}),
                                              item({{"1", "乙1"}, {"2", "乙2"}, {"3", "乙3"}}),
                                              item({{"1", "丙1"}, {"2", "丙2"}})});
  EXPECT_DOUBLE_EQ(scores.precision, 1);
  EXPECT_DOUBLE_EQ(scores.coverage, 1);
  EXPECT_DOUBLE_EQ(scores.b_cubed_f1(), 1);
  EXPECT_DOUBLE_EQ(scores.noise, 0);
  EXPECT_DOUBLE_EQ(scores.evidence_at_5, 1);
}

TEST(KnowHowScores, DoublesMixturesAndNoiseCost) {
  const auto scores = score_know_how(
      gold(), {item({{"1", "甲1"}, {"2", "甲2"}, {"3", "無関係"}}),    // good for A
               item({{"1", "乙1"}, {"2", "甲2"}, {"3", "無関係"}})});  // half of nothing
  EXPECT_DOUBLE_EQ(scores.precision, 0.5);
  EXPECT_DOUBLE_EQ(scores.coverage, 0.5);
  EXPECT_DOUBLE_EQ(scores.noise, 2.0 / 6);
  // 甲1, 甲2: one of two others is right; 乙1: none.
  EXPECT_DOUBLE_EQ(scores.b_cubed_precision, (0.5 + 0.5 + 0) / 3);
  // Of eight marks 甲1 and 甲2 have one of two others.
  EXPECT_DOUBLE_EQ(scores.b_cubed_recall, (0.5 + 0.5) / 8);
}

TEST(KnowHowScores, NeutralEvidenceDoesNotCount) {
  const auto with = score_know_how(
      gold(), {item({{"1", "甲1"}, {"2", "甲2"}, {"3", "甲3"}, {"3", "丁3"}, {"3", "丁3"}})});
  EXPECT_DOUBLE_EQ(with.noise, 0);
  EXPECT_DOUBLE_EQ(with.b_cubed_precision, 1);
}

TEST(KnowHowScores, RemovedKnowHowIsFoundByCandidatesAlone) {
  const std::vector<ScoredItem> items = {item({{"1", "甲1"}, {"2", "甲2"}, {"3", "甲3"}}),
                                         item({{"1", "乙1"}, {"2", "乙2"}, {"3", "乙3"}}, true)};
  EXPECT_DOUBLE_EQ(score_know_how(gold(), items, 40, {"B"}).removed, 1);
  EXPECT_DOUBLE_EQ(score_know_how(gold(), items, 40, {"A", "B"}).removed, 0.5);
}

TEST(KnowHowScores, NothingScoresNothing) {
  const auto scores = score_know_how(gold(), {});
  EXPECT_DOUBLE_EQ(scores.precision, 0);
  EXPECT_DOUBLE_EQ(scores.b_cubed_f1(), 0);
}

}  // namespace
}  // namespace kizuki::test

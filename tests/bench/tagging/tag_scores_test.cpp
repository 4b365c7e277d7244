#include "bench/tagging/tag_scores.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(SetScores, CountsAsTheScorerOfTheTagSets) {
  SetScores scores;
  scores.add({"3", "4"}, {"3"});  // 4 missed
  scores.add({"6"}, {"6", "7"});  // 7 is given nowhere: left out
  scores.add({"4"}, {"3"});       // 4 missed, 3 wrong
  const auto labels = scores.labels();
  ASSERT_EQ(labels.size(), 3U);
  EXPECT_DOUBLE_EQ(labels.at("3").f1(), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(labels.at("4").f1(), 0.0);
  EXPECT_DOUBLE_EQ(labels.at("6").f1(), 1.0);
  EXPECT_DOUBLE_EQ(scores.micro_f1(), 4.0 / 7.0);
  EXPECT_DOUBLE_EQ(scores.macro_f1(), (2.0 / 3.0 + 0.0 + 1.0) / 3.0);
}

TEST(SetScores, TellsWhatWasNamedInsteadOfAMissedLabel) {
  SetScores scores;
  scores.add({"4"}, {"3"});
  scores.add({"4", "5"}, {"5"});
  EXPECT_EQ(scores.confusions().at("4").at("3"), 1U);
  EXPECT_EQ(scores.confusions().at("4").at(""), 1U);
}

TEST(SetScores, NothingScoresZero) {
  EXPECT_EQ(SetScores().micro_f1(), 0.0);
  EXPECT_EQ(SetScores().macro_f1(), 0.0);
}

}  // namespace
}  // namespace kizuki

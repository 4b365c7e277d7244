#include "engine/tagging/polarity.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

struct PolarityCase {
  std::u32string_view sentence;
  std::u32string_view cue;
  bool denied;
};

TEST(Polarity, FollowsTheClauseOfTheCue) {
  const PolarityCase cases[] = {
      {U"信頼関係が築けず、面談は二回で終わった。", U"信頼関係", true},
      {U"社長はまだ腹落ちしていなかった。", U"腹落ち", true},
      {U"自走には至っていない。", U"自走", true},
      {U"納得は得られませんでした。", U"納得", true},
      {U"信頼関係を築いた。", U"信頼関係", false},
      {U"信頼関係を崩さずに言いにくいことを伝えた。", U"信頼関係", false},
      {U"傾聴に徹し、助言はしなかった。", U"傾聴", false},
      {U"納得だけでなく行動も変わった。", U"納得", false},
      {U"否定せず受け止めた。", U"否定せず", false},
      {U"", U"", false},
  };
  for (const PolarityCase& c : cases) {
    const std::size_t at = c.sentence.find(c.cue);
    ASSERT_NE(at, std::u32string_view::npos);
    EXPECT_EQ(is_denied(c.sentence, at + c.cue.size()), c.denied)
        << std::string(c.cue.begin(), c.cue.end()).size() << " " << (&c - cases);
  }
}

TEST(Polarity, TakesAnyOffset) { EXPECT_FALSE(is_denied(U"短い", 99)); }

}  // namespace
}  // namespace kizuki

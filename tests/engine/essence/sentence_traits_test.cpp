#include "engine/essence/sentence_traits.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

TEST(SentenceTraits, FlagsWhoActsAndHowItEnds) {
  using F = SentenceFlag;
  struct Row {
    const char* sentence;
    F flag;
    bool set;
  };
  for (const Row& row :
       {Row{"診断士は話を聴いた。", F::kSupporterActs, true},
        Row{"診断士の話を聴いた。", F::kSupporterActs, false},
        Row{"診断士の話を聴いた。", F::kSupporter, true},
        Row{"社長は黙った。", F::kManagerActs, true},
        Row{"売上は横ばいである。", F::kStative, true},
        Row{"毎週会議を開いた。", F::kStative, false}, Row{"毎週会議を開いた。", F::kPast, true},
        Row{"若手でチームを結成", F::kNounEnding, true},
        Row{"口を挟まずに聴いた。", F::kRestraint, true},
        Row{"書き出してもらった。", F::kBenefactive, true},
        Row{"売上が3割増えた。", F::kOutcome, true}, Row{"売上が3割増えた。", F::kNumber, true},
        Row{"「はい」と答えた。", F::kQuote, true}}) {
    EXPECT_EQ(traits_of(row.sentence).has(row.flag), row.set) << row.sentence;
  }
}

TEST(SentenceTraits, NumbersAreAlike) {
  const SentenceTraits one = traits_of("従業員12名に会った。");
  const SentenceTraits other = traits_of("従業員8名に会った。");
  EXPECT_EQ(one.text_hash, other.text_hash);
  EXPECT_EQ(one.views[0], other.views[0]);
  EXPECT_NE(one.text_hash, traits_of("従業員数名に会った。").text_hash);
}

TEST(SentenceTraits, SeesCautions) {
  EXPECT_TRUE(traits_of("先に期間を決めておくべきであった。").caution);
  EXPECT_FALSE(traits_of("先に期間を決めておいた。").caution);
}

TEST(SentenceTraits, EmptyTextHasNoFeatures) {
  const SentenceTraits none = traits_of("");
  for (const auto& view : none.views) EXPECT_TRUE(view.empty());
}

}  // namespace
}  // namespace kizuki::test

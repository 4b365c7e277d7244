#include "engine/library/report_draft.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

constexpr DraftState kStates[] = {DraftState::kWriting, DraftState::kInReview,
                                  DraftState::kReturned, DraftState::kPublished,
                                  DraftState::kDiscarded};

/// A letter for each state that `from` may become, in the order of their numbers.
std::string ways_from(DraftState from) {
  std::string ways;
  for (const DraftState to : kStates) {
    if (may_become(from, to)) ways += std::string("WRBPD").at(static_cast<std::size_t>(to) - 1);
  }
  return ways;
}

TEST(ReportDraftTest, StatesFollowOneAnother) {
  EXPECT_EQ(ways_from(DraftState::kWriting), "WRD");
  EXPECT_EQ(ways_from(DraftState::kInReview), "WBPD");
  EXPECT_EQ(ways_from(DraftState::kReturned), "WRBD");
  EXPECT_EQ(ways_from(DraftState::kPublished), "W");
  EXPECT_EQ(ways_from(DraftState::kDiscarded), "");
}

TEST(ReportDraftTest, WhatIsOverHasNoContent) {
  EXPECT_TRUE(is_open(DraftState::kWriting));
  EXPECT_TRUE(is_open(DraftState::kInReview));
  EXPECT_TRUE(is_open(DraftState::kReturned));
  EXPECT_FALSE(is_open(DraftState::kPublished));
  EXPECT_FALSE(is_open(DraftState::kDiscarded));
}

}  // namespace
}  // namespace kizuki

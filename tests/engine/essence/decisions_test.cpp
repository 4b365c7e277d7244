#include "engine/essence/decisions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

using Groups = std::vector<std::vector<std::uint32_t>>;

std::vector<GroupMember> members(std::uint32_t count) {
  std::vector<GroupMember> out;
  for (std::uint32_t i = 0; i < count; ++i) out.emplace_back("d-" + std::to_string(i), i);
  return out;
}

KnownGroup known(const std::string& id, const std::vector<std::uint32_t>& places) {
  KnownGroup out;
  out.id = id;
  for (const std::uint32_t place : places) out.members.push_back(members(place + 1).back());
  return out;
}

std::string id_of(const SettledGroup& group) { return group.known ? group.known->id : ""; }

TEST(SettleGroupsTest, AGroupKeepsItsIdWhileItGrowsAndShrinks) {
  const Groups groups = {{0, 1, 2, 3, 4, 5, 6, 7}, {8, 9, 10}, {11, 12, 13}};
  const std::vector<KnownGroup> before = {known("a", {1, 2, 20}), known("b", {8, 21, 22, 23, 24}),
                                          known("c", {11, 12, 13, 30, 31})};
  std::uint32_t dismissed = 0;
  const auto settled = settle_groups(groups, members(14), before, dismissed);
  ASSERT_EQ(settled.size(), 3U);
  EXPECT_EQ(id_of(settled[0]), "a");
  EXPECT_EQ(id_of(settled[1]), "");  // one common member is chance
  EXPECT_EQ(id_of(settled[2]), "c");
  EXPECT_EQ(dismissed, 0U);
}

TEST(SettleGroupsTest, TheLargestShareTakesTheId) {
  const Groups groups = {{0, 1, 2, 3}, {4, 5, 6}};
  const std::vector<KnownGroup> before = {known("a", {0, 1, 4, 5, 6})};
  std::uint32_t dismissed = 0;
  const auto settled = settle_groups(groups, members(7), before, dismissed);
  EXPECT_EQ(id_of(settled[0]), "");
  EXPECT_EQ(id_of(settled[1]), "a");
}

TEST(SettleGroupsTest, DismissedGroupsDoNotComeBack) {
  std::vector<KnownGroup> before = {known("a", {0, 1, 2})};
  before[0].dismissed = true;
  std::uint32_t dismissed = 0;
  const auto settled =
      settle_groups(Groups{{0, 1, 2, 3}, {4, 5, 6}}, members(7), before, dismissed);
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_THAT(settled[0].members, ElementsAre(4, 5, 6));
  EXPECT_EQ(dismissed, 1U);
}

TEST(SettleGroupsTest, MergedAndSplitGroupsStaySo) {
  std::vector<KnownGroup> before = {known("merged", {0, 1, 4, 5}), known("x", {8, 9}),
                                    known("y", {10, 11})};
  for (KnownGroup& group : before) group.held = true;
  std::uint32_t dismissed = 0;
  // The clustering finds the merged one in two and the split one in one again, with a new member.
  const auto settled =
      settle_groups(Groups{{0, 1, 2}, {4, 5}, {8, 9, 10, 11, 12}}, members(13), before, dismissed);
  ASSERT_EQ(settled.size(), 3U);
  EXPECT_EQ(id_of(settled[0]), "merged");
  EXPECT_THAT(settled[0].members, UnorderedElementsAre(0, 1, 2, 4, 5));
  EXPECT_EQ(settled[1].members.size() + settled[2].members.size(), 5U);
}

TEST(SettleGroupsTest, TheOrderOfWhatIsKnownChangesNothing) {
  const Groups groups = {{0, 1, 2, 3}, {4, 5, 6, 7}};
  std::vector<KnownGroup> before = {known("b", {0, 1, 4, 5}), known("a", {2, 3, 6, 7})};
  std::uint32_t dismissed = 0;
  const auto ids = [&] {
    std::vector<std::string> out;
    for (const auto& group : settle_groups(groups, members(8), before, dismissed)) {
      out.push_back(id_of(group));
    }
    return out;
  };
  const auto first = ids();
  std::swap(before[0], before[1]);
  EXPECT_EQ(ids(), first);
}

}  // namespace
}  // namespace kizuki

#include "engine/privacy/draft_rights.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

Account account(const std::string& name, Role role, const std::string& organization) {
  Account made;
  made.name = name;
  made.role = role;
  made.organization = organization;
  return made;
}

ReportDraft draft_in(DraftState state) {
  ReportDraft draft;
  draft.id = "r-1";
  draft.account = "hanako";
  draft.organization = "甲会";
  draft.state = state;
  return draft;
}

/// What an account may do with a draft: "r" read, "c" change, "d" decide, "x" discard.
std::string rights(const Account& who, DraftState state) {
  const ReportDraft draft = draft_in(state);
  std::string out;
  if (may_read_draft(who, draft)) out += 'r';
  if (may_change_draft(who, draft)) out += 'c';
  if (may_decide_draft(who, draft)) out += 'd';
  if (may_discard_draft(who, draft)) out += 'x';
  return out;
}

TEST(DraftRightsTest, EachSeesAndChangesWhatIsHis) {
  Account headquarters = account("honbu", Role::kCurator, "本部");
  headquarters.all_organizations = true;
  Account federation = account("rengo", Role::kCurator, "連合会");
  federation.other_organizations = {"甲会"};
  Account disabled = account("hanako", Role::kCurator, "甲会");
  disabled.disabled = true;
  struct Case {
    Account who;
    const char* writing;
    const char* in_review;
    const char* returned;
    const char* published;
  };
  const Case cases[] = {
      {account("hanako", Role::kContributor, "甲会"), "rcx", "rx", "rcx", "r"},
      {account("hanako", Role::kCurator, "甲会"), "rcx", "rx", "rcx", "r"},
      {account("hanako", Role::kReader, "甲会"), "r", "r", "r", "r"},
      {account("hanako", Role::kContributor, "乙会"), "", "", "", ""},  // has moved on
      {account("taro", Role::kContributor, "甲会"), "", "", "", ""},
      {account("taro", Role::kReader, "甲会"), "", "", "", ""},
      {account("cura", Role::kCurator, "甲会"), "rx", "rdx", "rx", "r"},
      {account("cura", Role::kOperator, "甲会"), "rx", "rdx", "rx", "r"},
      {account("cura", Role::kCurator, "乙会"), "", "", "", ""},
      {account("root", Role::kOperator, ""), "", "", "", ""},
      {headquarters, "", "", "", ""},
      {federation, "", "", "", ""},
      {disabled, "", "", "", ""},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.who.name + " " + std::string(role_code(one.who.role)) + " " +
                 one.who.organization);
    EXPECT_EQ(rights(one.who, DraftState::kWriting), one.writing);
    EXPECT_EQ(rights(one.who, DraftState::kInReview), one.in_review);
    EXPECT_EQ(rights(one.who, DraftState::kReturned), one.returned);
    EXPECT_EQ(rights(one.who, DraftState::kPublished), one.published);
    EXPECT_EQ(rights(one.who, DraftState::kDiscarded), "");
  }
}

TEST(DraftRightsTest, WhoMayWriteAndRevise) {
  EXPECT_TRUE(may_write_drafts(account("a", Role::kContributor, "甲会")));
  EXPECT_FALSE(may_write_drafts(account("a", Role::kReader, "甲会")));
  EXPECT_FALSE(may_write_drafts(account("a", Role::kOperator, "")));
  EXPECT_TRUE(may_revise_case(account("a", Role::kContributor, "甲会"), "甲会"));
  EXPECT_FALSE(may_revise_case(account("a", Role::kContributor, "甲会"), "乙会"));
  EXPECT_FALSE(may_revise_case(account("a", Role::kOperator, ""), ""));
}

}  // namespace
}  // namespace kizuki

#include "engine/privacy/draft_rights.hpp"

namespace kizuki {
namespace {

bool belongs_to(const Account& account, const std::string& organization) {
  return !account.disabled && !account.organization.empty() && account.organization == organization;
}

}  // namespace

bool may_write_drafts(const Account& account) {
  return belongs_to(account, account.organization) && account.role != Role::kReader;
}

bool reviews_drafts(const Account& account) {
  return belongs_to(account, account.organization) &&
         (account.role == Role::kCurator || account.role == Role::kOperator);
}

bool may_read_draft(const Account& account, const ReportDraft& draft) {
  return belongs_to(account, draft.organization) && draft.state != DraftState::kDiscarded &&
         (account.name == draft.account || reviews_drafts(account));
}

bool may_change_draft(const Account& account, const ReportDraft& draft) {
  return may_write_drafts(account) && may_read_draft(account, draft) &&
         account.name == draft.account &&
         (draft.state == DraftState::kWriting || draft.state == DraftState::kReturned);
}

bool may_decide_draft(const Account& account, const ReportDraft& draft) {
  return reviews_drafts(account) && may_read_draft(account, draft) &&
         account.name != draft.account && draft.state == DraftState::kInReview;
}

bool may_discard_draft(const Account& account, const ReportDraft& draft) {
  if (!is_open(draft.state) || !may_read_draft(account, draft)) return false;
  return reviews_drafts(account) || may_write_drafts(account);
}

bool may_revise_case(const Account& account, const std::string& organization) {
  return may_write_drafts(account) && belongs_to(account, organization);
}

}  // namespace kizuki

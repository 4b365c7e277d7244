// Who may see and change drafts of reports: the one place that decides it.
#pragma once

#include <string>

#include "engine/library/account.hpp"
#include "engine/library/report_draft.hpp"

namespace kizuki {

/// Whether the account may write reports at all: at least a contributor, of an organisation.
bool may_write_drafts(const Account& account);

/// Whether it looks over what others of its organisation have written: a curator, or an operator,
/// of an organisation. Operators of another organisation, or of none, do not.
bool reviews_drafts(const Account& account);

/// Its writer, and who reviews, of the organisation that the draft belongs to. Nobody sees one that
/// was given up.
bool may_read_draft(const Account& account, const ReportDraft& draft);

/// The writer of a draft that is being written or was sent back.
bool may_change_draft(const Account& account, const ReportDraft& draft);

/// Who reviews, of a draft in review that somebody else has written.
bool may_decide_draft(const Account& account, const ReportDraft& draft);

/// Its writer, until it is published; who reviews, for anybody's of the organisation.
bool may_discard_draft(const Account& account, const ReportDraft& draft);

/// Whether the account may begin a draft that revises a case of this organisation:
/// who may write, of its own organisation's cases.
bool may_revise_case(const Account& account, const std::string& organization);

}  // namespace kizuki

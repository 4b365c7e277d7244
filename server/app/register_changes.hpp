// What is done with drafts of reports: each change is written into the audit log first, then into
// the library.
#pragma once

#include <string>
#include <string_view>

#include "engine/library/report_draft.hpp"
#include "engine/registration/draft_content.hpp"
#include "server/app/call.hpp"

namespace kizuki {

/// An id for a new report that no case and no draft has. Errors: random_bytes.
Result<std::string> new_report_id();

/// The compartment of a draft, for the audit log: that of its organisation.
std::string compartment_of_draft(const ReportDraft& draft);

/// Stores `draft` as `action` ("draft-save", …). Errors: AuditDesk, LibraryWriter::save_draft.
Result<ReportDraft> store_draft(Call& call, std::string_view action, const ReportDraft& draft);

/// The field of the error that says that the case of a revision has changed since it was begun.
inline constexpr std::string_view kChangedCase = "case";

/// Makes the case of a draft in review and has the index brought up to date, if the job desk takes
/// it: else the next update does. Errors: kInvalidRecord (the schema), kLocked (the draft was
/// changed, or with field kChangedCase: its case was changed or taken away meanwhile), AuditDesk,
/// LibraryWriter::publish_draft.
Result<ReportDraft> publish_report(Call& call, const ReportDraft& draft,
                                   const DraftContent& content);

/// Begins a draft that revises a case that the visitor may read and revise. Errors: kNotFound,
/// kLocked (somebody revises it already), kLimitExceeded (more sections than the form has, or too
/// many drafts), AuditDesk, LibraryWriter.
Result<ReportDraft> begin_revision(Call& call, std::string_view case_id);

}  // namespace kizuki

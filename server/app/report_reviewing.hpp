// A report that is read and not written: in review, or published; and what is decided about it.
#pragma once

#include "engine/library/report_draft.hpp"
#include "engine/registration/draft_content.hpp"
#include "server/app/call.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// The page of a draft that the visitor may read.
HttpResponse show_review(Call& call, const FormFields& form, const ReportDraft& draft,
                         DraftContent content);

/// Whether the form asks for one of these: publish, return, withdraw, discard.
bool is_review_action(const FormFields& form);

/// Does it, as far as the visitor may.
HttpResponse change_review(Call& call, const FormFields& form, const ReportDraft& draft,
                           DraftContent content);

/// Begins a draft that revises a case.
HttpResponse revise_report(Call& call, std::string_view case_id);

}  // namespace kizuki

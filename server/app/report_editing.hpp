// A report that is being written: what its form shows, and what the buttons of the form do.
#pragma once

#include "engine/library/report_draft.hpp"
#include "engine/registration/draft_content.hpp"
#include "server/app/call.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// The form of a draft, or of a new report (nothing). `form`: what was done before (?done=).
HttpResponse edit_report(Call& call, const FormFields& form, const ReportDraft* stored,
                         DraftContent content);

/// A form that was sent: saves, checks, adds and takes away sections, replaces names. `content`: of
/// the draft, or nothing of a new report; its form is replaced by what was sent.
HttpResponse change_report(Call& call, const FormFields& form, const ReportDraft* stored,
                           DraftContent content);

}  // namespace kizuki

// The form of a report, as a browser sends it.
#pragma once

#include "engine/registration/report_form.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// Reads what print_register_form names: title, business … h1 t1 s1 … for as many sections as "n"
/// says, at most kMaxReportSections. White space stays as typed but for CR, which forms send at the
/// end of a line, and tabs, which become spaces; other control characters are left out. What a
/// browser does not send from our form (an unknown step or mark) is dropped.
ReportForm report_form_in(const FormFields& fields);

}  // namespace kizuki

// The page 分析: from a request to its tables.
#pragma once

#include "server/app/call.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/http/request_target.hpp"
#include "server/web/analysis_page.hpp"

namespace kizuki {

/// Counts of what the findings cover: every issue of the taxonomy and of the cases.
AnalysisView analyse(const KnowHowReading& knowhow, const Taxonomy& taxonomy);

HttpResponse answer_analysis(Call& call, const FormFields& form);

}  // namespace kizuki

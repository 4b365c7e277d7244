// The page 分析: from a request to its tables.
#pragma once

#include <string_view>

#include "server/app/call.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/http/request_target.hpp"
#include "server/web/analysis_page.hpp"

namespace kizuki {

/// Counts of what the findings cover: every issue of the taxonomy and of the cases. `since`: the
/// year from which cases count as newer; anything else: the one that parts them most evenly.
AnalysisView analyse(const KnowHowReading& knowhow, std::string_view since,
                     const Taxonomy& taxonomy);

HttpResponse answer_analysis(Call& call, const FormFields& form);

}  // namespace kizuki

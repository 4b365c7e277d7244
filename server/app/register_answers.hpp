// The page 事例登録, from a request to what stands in it.
#pragma once

#include "server/app/call.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

bool is_register_work(Work work);

/// For whoever may write reports or looks them over; for others the page is not there. A draft that
/// the visitor may not see is answered as one that never was. `form`: of body or query.
HttpResponse answer_register(Call& call, const FormFields& form);

}  // namespace kizuki

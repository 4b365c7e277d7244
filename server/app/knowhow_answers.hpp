// The pages ノウハウ and 分析: from a request to what stands in them.
#pragma once

#include "server/app/call.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// /knowhow, /knowhow/candidates, /knowhow/{id}: looking and deciding.
HttpResponse answer_knowhow(Call& call, const FormFields& form);

}  // namespace kizuki

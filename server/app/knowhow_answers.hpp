// The pages ノウハウ and 分析: from a request to what stands in them.
#pragma once

#include "server/app/call.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// /knowhow, /knowhow/candidates, /knowhow/{id}: looking and deciding.
HttpResponse answer_knowhow(Call& call, const FormFields& form);

/// /knowhow/catalogue: the cards as a file, and a file taken in. For curators; to others it is not
/// there.
HttpResponse answer_knowhow_catalogue(Call& call, const FormFields& form);

}  // namespace kizuki

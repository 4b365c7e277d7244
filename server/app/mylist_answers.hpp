// The page マイリスト, from a request to what stands in it.
#pragma once

#include "server/app/call.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {

/// For whoever has signed in; to others it says that they have to. Each case is read with the
/// visitor's rights of now, every time. `form`: of body or query.
HttpResponse answer_my_list(Call& call, const FormFields& form);

}  // namespace kizuki

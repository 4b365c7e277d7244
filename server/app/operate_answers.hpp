// The pages 運用, from a request to what stands in them.
#pragma once

#include "server/app/call.hpp"

namespace kizuki {

/// For whoever is no operator the page does not exist, to the byte.
HttpResponse answer_operate(Call& call);

}  // namespace kizuki

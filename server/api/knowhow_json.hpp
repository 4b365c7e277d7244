// Know-how as the API tells it: docs/http-api.md.
#pragma once

#include <vector>

#include "engine/base/json.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/app/knowhow_reading.hpp"

namespace kizuki {

/// {"snapshot","cases","outdated","knowhow":[…]}: cards that enough cases tell of, the most cases
/// first.
Json knowhow_list_as_json(const KnowHowReading& knowhow);

/// One of them, with what it means and `evidence`.
Json knowhow_card_as_json(const CountedCard& card, const std::vector<QuotedEvidence>& evidence);

}  // namespace kizuki

// The consent of the company that a case is about: until when it may be shown.
#pragma once

#include <string>
#include <string_view>

namespace kizuki {

/// Whether the consent in a stored record ("consent":{"until":…}) holds on `today` ("2026-01-31").
/// A record without consent, or with one that names no end, holds. `until` is a day, a month or a
/// year and holds to its last day; anything else that stands there, and a record that is no JSON,
/// does not hold: what nobody can read is not shown.
bool consent_holds(std::string_view record_json, std::string_view today);

/// The date in Japan (UTC+9, no summer time) at a time as utc_now gives it.
std::string japan_date(std::string_view utc);

}  // namespace kizuki

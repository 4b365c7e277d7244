// Numbers and dates as people write them in spreadsheets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kizuki {

/// `text` with full-width ASCII (Ａ, １, （, ．) made half-width, U+3000 a space, and white space
/// taken off both ends. `text` is valid UTF-8.
std::string fold_width(std::string_view text);

/// White space (also U+3000 and U+00A0) and byte order marks taken off both ends.
std::string_view trim_space(std::string_view text);

/// The one non-negative whole number that `text` tells: "25", "２５名", "約25名（うちパート10名）",
/// "1,000万円", "3億5,000万円", "1.5億円". Text around the number is passed over, and what stands
/// in brackets. Nothing when there is no number, more than one ("20〜30名"), a sign, a fraction
/// that stays, or a number beyond 9×10^14.
std::optional<std::int64_t> parse_count(std::string_view text);

/// A date in ISO form, as exact as `text` tells it ("YYYY", "YYYY-MM" or "YYYY-MM-DD"), from
/// "2021年6月1日", "2021/6/1", "2021.06", "20210601", "202106", "令和3年6月", "R3.6.1", "平成元年";
/// a time after "T" or a space is passed over. Nothing when it is no date of years 1 to 9999.
std::optional<std::string> parse_date(std::string_view text);

/// True for "YYYY", "YYYY-MM" and "YYYY-MM-DD" with a month and day that exist.
bool is_iso_date(std::string_view text);

}  // namespace kizuki

// Which know-how is told more often, or less, in newer cases than in older ones?
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/essence/distinctiveness.hpp"
#include "engine/essence/know_how.hpp"

namespace kizuki {

enum class TrendKind : std::uint8_t { kRising, kFading, kUnclear, kTooFew };
/// "rising", "fading", "unclear", "too_few".
std::string_view trend_kind_code(TrendKind kind);
/// By the conservative log ratio of newer to older cases.
TrendKind trend_kind(const FacetContrast& contrast);

/// Older cases (outside) against newer ones (inside).
struct TrendReport {
  std::uint32_t before = 0;    // older cases
  std::uint32_t since = 0;     // newer ones
  std::uint32_t left_out = 0;  // counted cases that are neither
  /// All items: rising ones first, the strongest first, then fading, unclear, too few.
  std::vector<FacetContrast> items;
};

/// The newer cases are those from `date` on: "2024", "2024-04" or "2024-04-01"; a case dated less
/// precisely counts as newer when its year or month holds the date. Cases without a date are left
/// out.
std::vector<CaseSide> sides_by_date(const KnowHowResult& result, std::string_view date);

/// The newer cases are those whose ids are not among `known` (ascending): all of today's cases are
/// counted with today's cards, so that nothing but the cases differs.
std::vector<CaseSide> sides_by_known_cases(const KnowHowResult& result,
                                           const std::vector<std::string>& known);

TrendReport find_trends(const KnowHowResult& result, const std::vector<CaseSide>& sides);

/// Whether it is a year, a month or a day as sides_by_date takes it.
bool is_trend_date(std::string_view date);

}  // namespace kizuki

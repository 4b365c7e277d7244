// Does a difference between two sets of cases remain when like is compared with like?
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/essence/know_how.hpp"

namespace kizuki {

/// On which side of a comparison a case stands. Copies stand on none.
enum class CaseSide : std::uint8_t { kInside, kOutside, kNone };

/// Cases of one stratum, and how many of either side tell the know-how.
struct StratumCounts {
  std::uint32_t inside = 0;
  std::uint32_t inside_all = 0;
  std::uint32_t outside = 0;
  std::uint32_t outside_all = 0;
};

/// log2 of the risk ratio over all strata together (Mantel & Haenszel 1959 in the form for cohorts,
/// Rothman): Σ a·m/N over Σ b·n/N. A stratum with cases on one side only says nothing. ±infinity
/// when only one side tells it; nothing when no stratum with both sides tells it.
std::optional<double> mantel_haenszel_log_ratio(const std::vector<StratumCounts>& strata);

enum class StratifiedCheck : std::uint8_t {
  kHolds,
  kVanishes,    // less than half of it remains, or it turns round
  kUntestable,  // too few cases stand beside others of their kind
};
/// "holds", "vanishes", "untestable".
std::string_view stratified_check_code(StratifiedCheck check);

/// A difference within the strata of one property of the cases.
struct StratifiedRatio {
  std::string by;  // "organization", or a facet
  StratifiedCheck check = StratifiedCheck::kUntestable;
  std::optional<double> log_ratio;  // mantel_haenszel_log_ratio
};

/// Compares the point estimates (change in estimate): `crude` without strata against the one within
/// them. Untestable with fewer than 10 cases on a side, or fewer than 3 that tell it, in strata
/// that have both sides.
StratifiedRatio check_strata(std::string by, const std::vector<StratumCounts>& strata);

/// The check for `item` by organisation, scale, industry, supporter and year, without the property
/// `except` that the sides differ by. `sides` has the side of each case of the result.
std::vector<StratifiedRatio> stratify(const KnowHowResult& result, const KnowHow& item,
                                      const std::vector<CaseSide>& sides, std::string_view except);

}  // namespace kizuki

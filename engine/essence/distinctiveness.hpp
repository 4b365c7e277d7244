// Is a piece of know-how told more often where a facet has a value than elsewhere?
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/essence/know_how.hpp"
#include "engine/essence/stratification.hpp"

namespace kizuki {

/// Cases with the value and without it, and how many of either tell the know-how.
struct FacetContrast {
  std::string item;   // KnowHow::id
  std::string value;  // of the facet
  std::uint32_t inside = 0;
  std::uint32_t inside_all = 0;
  std::uint32_t outside = 0;
  std::uint32_t outside_all = 0;
  /// Conservative log2 of the ratio of both rates: the bound of its interval that is nearer to 0,
  /// or 0 when the interval holds it. Nothing when too few cases were seen (「標本不足」).
  std::optional<double> log_ratio;
  /// Of a difference that log_ratio claims: whether it remains within organisations, scales, ….
  std::vector<StratifiedRatio> strata;
};

/// At least so many cases on either side, and so many that tell the know-how on the one that tells
/// it more often.
inline constexpr std::uint32_t kLeastContrastCases = 10;
inline constexpr std::uint32_t kLeastContrastHits = 3;

/// The conservative log ratio of inside/inside_all to outside/outside_all at 95 % for `tests`
/// comparisons together (Bonferroni): score interval of the risk ratio (Koopman 1984). It holds for
/// frequent know-how too, where conditioning on the sum of both (log ratio conservative of corpus
/// linguistics) does not, and for sides of very different size, where adding half a case to each
/// count claims what was not seen.
double conservative_log_ratio(const FacetContrast& contrast, std::size_t tests);

/// All items against all values of `facet`, copies left out; only contrasts that differ from 0, the
/// largest first, unless `all`.
std::vector<FacetContrast> contrast_facet(const KnowHowResult& result, std::string_view facet,
                                          bool all = false);

/// All items, in their order, told by the cases on either side; all of them, also those without a
/// difference. `sides` has the side of each case of the result.
std::vector<FacetContrast> contrast_sides(const KnowHowResult& result,
                                          const std::vector<CaseSide>& sides);

/// The strata that a difference vanishes in, e.g. "organization".
std::vector<std::string> vanishing_strata(const FacetContrast& contrast);

}  // namespace kizuki

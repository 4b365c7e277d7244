// Cases by the values of two facets: what analysts look at first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/essence/know_how.hpp"

namespace kizuki {

/// A facet of this name stands for the items of a result by their ids.
inline constexpr std::string_view kKnowHowFacet = "knowhow";

struct CrossTable {
  std::vector<std::string> rows;                   // values of the first facet, ascending by bytes
  std::vector<std::string> columns;                // of the second
  std::vector<std::vector<std::uint32_t>> counts;  // cases with both, by row and column
  std::vector<std::uint32_t> row_totals;           // cases with the value
  std::vector<std::uint32_t> column_totals;
  std::uint32_t cases = 0;  // counted in all; a case may have several values of a facet, or none
};

/// Counts the cases of a result, copies left out. A facet that no case has gives no rows.
CrossTable cross_table(const KnowHowResult& result, std::string_view row_facet,
                       std::string_view column_facet);

}  // namespace kizuki

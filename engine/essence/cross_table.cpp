#include "engine/essence/cross_table.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace kizuki {
namespace {

/// The values of a facet by case; copies have none.
std::vector<std::set<std::string>> values_of(const KnowHowResult& result, std::string_view facet) {
  std::vector<std::set<std::string>> out(result.cases.size());
  if (facet == kKnowHowFacet) {
    for (const KnowHow& item : result.items) {
      for (const KnowHowEvidence& evidence : item.evidence) {
        out[evidence.case_number].insert(item.id);
      }
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (result.original[i] != i) {
      out[i].clear();
      continue;
    }
    for (const auto& [name, value] : result.cases[i].facets) {
      if (name == facet) out[i].insert(value);
    }
  }
  return out;
}

std::vector<std::string> all_of(const std::vector<std::set<std::string>>& values) {
  std::set<std::string> all;
  for (const auto& of_case : values) all.insert(of_case.begin(), of_case.end());
  return {all.begin(), all.end()};
}

std::size_t place(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), name) -
                                  names.begin());
}

}  // namespace

CrossTable cross_table(const KnowHowResult& result, std::string_view row_facet,
                       std::string_view column_facet) {
  const auto rows = values_of(result, row_facet);
  const auto columns = values_of(result, column_facet);
  CrossTable out;
  out.rows = all_of(rows);
  out.columns = all_of(columns);
  out.cases = result.counted_cases;
  out.row_totals.resize(out.rows.size());
  out.column_totals.resize(out.columns.size());
  out.counts.assign(out.rows.size(), std::vector<std::uint32_t>(out.columns.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const std::string& column : columns[i]) ++out.column_totals[place(out.columns, column)];
    for (const std::string& row : rows[i]) {
      const std::size_t r = place(out.rows, row);
      ++out.row_totals[r];
      for (const std::string& column : columns[i]) ++out.counts[r][place(out.columns, column)];
    }
  }
  return out;
}

}  // namespace kizuki

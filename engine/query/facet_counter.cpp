#include "engine/query/facet_counter.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "engine/index/attribute_table.hpp"

namespace kizuki {
namespace {

using CountsByName = std::map<std::string, std::map<std::string, std::uint64_t>>;

/// Adds the counts of one part, given by the numbers of its table.
void add_counts(const AttributeTable& facets, const std::vector<std::uint64_t>& counts,
                CountsByName& by_name) {
  for (std::uint32_t number = 0; number < counts.size(); ++number) {
    if (counts[number] == 0) continue;
    const auto value = facets.value(number);
    by_name[std::string(value.name)][std::string(value.value)] += counts[number];
  }
}

std::vector<FacetCounts> sorted_counts(const CountsByName& counts) {
  std::vector<FacetCounts> facets;
  for (const auto& [name, values] : counts) {
    FacetCounts& facet = facets.emplace_back();
    facet.name = name;
    for (const auto& [value, cases] : values) facet.values.push_back({value, cases});
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [](const auto& left, const auto& right) { return left.cases > right.cases; });
  }
  return facets;
}

}  // namespace

std::vector<FacetCounts> count_facets(const std::vector<IndexPart>& parts,
                                      const std::vector<Candidate>& candidates) {
  std::vector<std::vector<std::uint64_t>> counts(parts.size());
  for (std::size_t part = 0; part < parts.size(); ++part) {
    counts[part].resize(parts[part].reader.facets().value_count());
  }
  for (const Candidate& candidate : candidates) {
    auto& of_part = counts[candidate.part];
    parts[candidate.part].reader.facets().for_each_value(
        candidate.document, [&](std::uint32_t number, AttributeScore) { ++of_part[number]; });
  }
  CountsByName by_name;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    add_counts(parts[part].reader.facets(), counts[part], by_name);
  }
  return sorted_counts(by_name);
}

}  // namespace kizuki

#include "engine/query/hit_facets.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace kizuki {

std::vector<HitFacet> facets_of_case(const IndexPart& part, std::uint32_t document) {
  std::vector<HitFacet> facets;
  CaseAttributes(part).for_each(document, [&](const CaseAttribute& attribute) {
    if (attribute.only_possible) return;
    facets.push_back({std::string(attribute.name), std::string(attribute.value), attribute.origin,
                      attribute.probability});
  });
  std::sort(facets.begin(), facets.end(), [](const HitFacet& left, const HitFacet& right) {
    return std::tie(left.name, left.value) < std::tie(right.name, right.value);
  });
  return facets;
}

}  // namespace kizuki

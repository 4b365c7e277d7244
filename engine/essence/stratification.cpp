#include "engine/essence/stratification.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace kizuki {
namespace {

constexpr std::string_view kByOrganization = "organization";
constexpr std::array<std::string_view, 5> kProperties = {kByOrganization, "scale", "industry",
                                                         "supporter", "year"};
constexpr std::uint32_t kLeastCases = 10;
constexpr std::uint32_t kLeastHits = 3;

bool has_both_sides(const StratumCounts& stratum) {
  return stratum.inside_all > 0 && stratum.outside_all > 0;
}

/// What a case is compared within; cases without the property are compared with each other.
const std::string& stratum_of(const EssenceCase& one, std::string_view property) {
  static const std::string kNone;
  if (property == kByOrganization) return one.organization;
  const auto found = std::find_if(one.facets.begin(), one.facets.end(),
                                  [&](const FacetValue& facet) { return facet.first == property; });
  return found == one.facets.end() ? kNone : found->second;
}

}  // namespace

std::string_view stratified_check_code(StratifiedCheck check) {
  switch (check) {
    case StratifiedCheck::kHolds:
      return "holds";
    case StratifiedCheck::kVanishes:
      return "vanishes";
    case StratifiedCheck::kUntestable:
      break;
  }
  return "untestable";
}

std::optional<double> mantel_haenszel_log_ratio(const std::vector<StratumCounts>& strata) {
  double inside = 0;
  double outside = 0;
  for (const StratumCounts& stratum : strata) {
    if (!has_both_sides(stratum)) continue;
    const double all = static_cast<double>(stratum.inside_all) + stratum.outside_all;
    inside += static_cast<double>(stratum.inside) * stratum.outside_all / all;
    outside += static_cast<double>(stratum.outside) * stratum.inside_all / all;
  }
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (inside == 0 && outside == 0) return std::nullopt;
  if (outside == 0) return kInfinity;
  if (inside == 0) return -kInfinity;
  return std::log2(inside / outside);
}

StratifiedRatio check_strata(std::string by, const std::vector<StratumCounts>& strata) {
  StratifiedRatio out;
  out.by = std::move(by);
  out.log_ratio = mantel_haenszel_log_ratio(strata);
  StratumCounts all;
  StratumCounts compared;
  for (const StratumCounts& stratum : strata) {
    for (StratumCounts* sum : {&all, has_both_sides(stratum) ? &compared : nullptr}) {
      if (sum == nullptr) continue;
      sum->inside += stratum.inside;
      sum->inside_all += stratum.inside_all;
      sum->outside += stratum.outside;
      sum->outside_all += stratum.outside_all;
    }
  }
  const auto crude = mantel_haenszel_log_ratio({all});
  if (!crude || !out.log_ratio ||
      std::min(compared.inside_all, compared.outside_all) < kLeastCases ||
      compared.inside + compared.outside < kLeastHits) {
    return out;
  }
  const bool vanishes = *crude > 0 ? *out.log_ratio < *crude / 2 : *out.log_ratio > *crude / 2;
  out.check = vanishes ? StratifiedCheck::kVanishes : StratifiedCheck::kHolds;
  return out;
}

std::vector<StratifiedRatio> stratify(const KnowHowResult& result, const KnowHow& item,
                                      const std::vector<CaseSide>& sides, std::string_view except) {
  std::vector<bool> told(result.cases.size());
  for (const KnowHowEvidence& evidence : item.evidence) told[evidence.case_number] = true;
  std::vector<StratifiedRatio> out;
  for (const std::string_view property : kProperties) {
    if (property == except) continue;
    std::map<std::string_view, StratumCounts> strata;
    for (std::size_t i = 0; i < sides.size(); ++i) {
      if (sides[i] == CaseSide::kNone) continue;
      StratumCounts& stratum = strata[stratum_of(result.cases[i], property)];
      const bool inside = sides[i] == CaseSide::kInside;
      ++(inside ? stratum.inside_all : stratum.outside_all);
      if (told[i]) ++(inside ? stratum.inside : stratum.outside);
    }
    std::vector<StratumCounts> counts;
    counts.reserve(strata.size());
    for (const auto& stratum : strata) counts.push_back(stratum.second);
    out.push_back(check_strata(std::string(property), counts));
  }
  return out;
}

}  // namespace kizuki

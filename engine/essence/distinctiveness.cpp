#include "engine/essence/distinctiveness.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace kizuki {
namespace {

constexpr double kLevel = 0.05;
constexpr double kHalf = 0.5;

/// The z of which a normal variable exceeds the absolute value with probability `level`.
double two_sided_z(double level) {
  double low = 0;
  double high = 40;
  constexpr int kSteps = 80;
  for (int i = 0; i < kSteps; ++i) {
    const double middle = (low + high) / 2;
    (std::erfc(middle / std::sqrt(2.0)) > level ? low : high) = middle;
  }
  return low;
}

}  // namespace

double conservative_log_ratio(const FacetContrast& contrast, std::size_t tests) {
  const double a = contrast.inside + kHalf;
  const double n = contrast.inside_all + kHalf;
  const double b = contrast.outside + kHalf;
  const double m = contrast.outside_all + kHalf;
  const double log_ratio = std::log(a / n) - std::log(b / m);
  const double error = std::sqrt(1 / a - 1 / n + 1 / b - 1 / m);
  const double half =
      two_sided_z(kLevel / static_cast<double>(std::max<std::size_t>(tests, 1))) * error;
  const double bound =
      log_ratio > 0 ? std::max(0.0, log_ratio - half) : std::min(0.0, log_ratio + half);
  return bound / std::log(2.0);
}

std::vector<FacetContrast> contrast_facet(const KnowHowResult& result, std::string_view facet,
                                          bool all) {
  std::map<std::string, std::set<std::uint32_t>> cases_of;
  for (std::uint32_t i = 0; i < result.cases.size(); ++i) {
    if (result.original[i] != i) continue;
    for (const auto& [name, value] : result.cases[i].facets) {
      if (name == facet) cases_of[value].insert(i);
    }
  }
  std::vector<FacetContrast> out;
  for (const KnowHow& item : result.items) {
    for (const auto& [value, cases] : cases_of) {
      FacetContrast contrast;
      contrast.item = item.id;
      contrast.value = value;
      for (const KnowHowEvidence& evidence : item.evidence) {
        ++(cases.contains(evidence.case_number) ? contrast.inside : contrast.outside);
      }
      contrast.inside_all = static_cast<std::uint32_t>(cases.size());
      contrast.outside_all = result.counted_cases - contrast.inside_all;
      out.push_back(std::move(contrast));
    }
  }
  const auto enough = [](const FacetContrast& contrast) {
    return std::min(contrast.inside_all, contrast.outside_all) >= kLeastContrastCases &&
           std::max(contrast.inside, contrast.outside) >= kLeastContrastHits;
  };
  const auto tests = static_cast<std::size_t>(std::count_if(out.begin(), out.end(), enough));
  for (FacetContrast& contrast : out) {
    if (enough(contrast)) contrast.log_ratio = conservative_log_ratio(contrast, tests);
  }
  if (!all) {
    out.erase(std::remove_if(out.begin(), out.end(),
                             [](const FacetContrast& contrast) {
                               return !contrast.log_ratio || *contrast.log_ratio == 0;
                             }),
              out.end());
  }
  std::sort(out.begin(), out.end(), [](const FacetContrast& a, const FacetContrast& b) {
    const double x = std::abs(a.log_ratio.value_or(0));
    const double y = std::abs(b.log_ratio.value_or(0));
    return std::tie(y, a.item, a.value) < std::tie(x, b.item, b.value);
  });
  return out;
}

}  // namespace kizuki

#include "engine/essence/distinctiveness.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace kizuki {
namespace {

constexpr double kLevel = 0.05;
constexpr double kWidestLog = 40;  // of a ratio whose one rate is 0
constexpr int kBisections = 60;

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

std::vector<CaseSide> sides_by_value(const KnowHowResult& result, const FacetValue& value) {
  std::vector<CaseSide> sides(result.cases.size(), CaseSide::kNone);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (result.original[i] != i) continue;
    const auto& facets = result.cases[i].facets;
    sides[i] = std::find(facets.begin(), facets.end(), value) != facets.end() ? CaseSide::kInside
                                                                              : CaseSide::kOutside;
  }
  return sides;
}

/// How many cases of either side tell each item.
std::vector<FacetContrast> count_sides(const KnowHowResult& result,
                                       const std::vector<CaseSide>& sides) {
  const auto inside =
      static_cast<std::uint32_t>(std::count(sides.begin(), sides.end(), CaseSide::kInside));
  const auto outside =
      static_cast<std::uint32_t>(std::count(sides.begin(), sides.end(), CaseSide::kOutside));
  std::vector<FacetContrast> out;
  for (const KnowHow& item : result.items) {
    FacetContrast contrast;
    contrast.item = item.id;
    contrast.inside_all = inside;
    contrast.outside_all = outside;
    for (const KnowHowEvidence& evidence : item.evidence) {
      const CaseSide side = sides[evidence.case_number];
      contrast.inside += side == CaseSide::kInside ? 1U : 0U;
      contrast.outside += side == CaseSide::kOutside ? 1U : 0U;
    }
    out.push_back(std::move(contrast));
  }
  return out;
}

/// The hits have to be on the side that tells it more often: three of 40,000 say nothing of what
/// ten others should have told.
bool is_enough(const FacetContrast& contrast) {
  const std::uint64_t inside = std::uint64_t{contrast.inside} * contrast.outside_all;
  const std::uint64_t outside = std::uint64_t{contrast.outside} * contrast.inside_all;
  return std::min(contrast.inside_all, contrast.outside_all) >= kLeastContrastCases &&
         (inside >= outside ? contrast.inside : contrast.outside) >= kLeastContrastHits;
}

/// Ratios for as many comparisons as there are, and what remains of those that differ.
template <typename SidesOf>
void judge(const KnowHowResult& result, std::vector<FacetContrast>& contrasts,
           const SidesOf& sides_of, std::string_view except) {
  const auto tests =
      static_cast<std::size_t>(std::count_if(contrasts.begin(), contrasts.end(), is_enough));
  for (FacetContrast& contrast : contrasts) {
    if (!is_enough(contrast)) continue;
    contrast.log_ratio = conservative_log_ratio(contrast, tests);
    if (*contrast.log_ratio == 0) continue;
    const auto item = std::find_if(result.items.begin(), result.items.end(),
                                   [&](const KnowHow& one) { return one.id == contrast.item; });
    contrast.strata = stratify(result, *item, sides_of(contrast), except);
  }
}

/// The score statistic of the hypothesis that the ratio of the rates is `ratio`, with the rates of
/// the highest likelihood under it (Koopman 1984).
double score_of(const FacetContrast& contrast, double ratio) {
  const double x1 = contrast.inside;
  const double n1 = contrast.inside_all;
  const double x2 = contrast.outside;
  const double n2 = contrast.outside_all;
  const double a = (n1 + n2) * ratio;
  const double b = (n1 + x2) * ratio + x1 + n2;
  const double c = x1 + x2;
  // The smaller root of a p² − b p + c, without the difference of two large numbers.
  const double p2 = 2 * c / (b + std::sqrt(std::max(0.0, b * b - 4 * a * c)));
  const double p1 = std::min(1.0, ratio * p2);
  const auto part = [](double x, double n, double p) {
    const double variance = n * p * (1 - p);
    return variance > 0 ? (x - n * p) * (x - n * p) / variance : 0.0;
  };
  return part(x1, n1, p1) + part(x2, n2, p2);
}

}  // namespace

double conservative_log_ratio(const FacetContrast& contrast, std::size_t tests) {
  const double z = two_sided_z(kLevel / static_cast<double>(std::max<std::size_t>(tests, 1)));
  if (score_of(contrast, 1) <= z * z) return 0;
  const double inside = static_cast<double>(contrast.inside) * contrast.outside_all;
  const double outside = static_cast<double>(contrast.outside) * contrast.inside_all;
  const double sign = inside > outside ? 1 : -1;
  // The score falls from here towards the ratio that was seen: its bound lies where it is z².
  double low = 0;
  double high = kWidestLog;
  if (contrast.inside > 0 && contrast.outside > 0) {
    high = std::abs(std::log(inside / outside));
  }
  for (int i = 0; i < kBisections; ++i) {
    const double middle = (low + high) / 2;
    (score_of(contrast, std::exp(sign * middle)) > z * z ? low : high) = middle;
  }
  return sign * low / std::log(2.0);
}

std::vector<FacetContrast> contrast_sides(const KnowHowResult& result,
                                          const std::vector<CaseSide>& sides) {
  std::vector<FacetContrast> out = count_sides(result, sides);
  judge(
      result, out, [&](const FacetContrast&) -> const std::vector<CaseSide>& { return sides; }, "");
  return out;
}

std::vector<FacetContrast> contrast_facet(const KnowHowResult& result, std::string_view facet,
                                          bool all) {
  std::map<std::string, std::vector<CaseSide>> sides_of;
  for (std::uint32_t i = 0; i < result.cases.size(); ++i) {
    if (result.original[i] != i) continue;
    for (const auto& [name, value] : result.cases[i].facets) {
      if (name == facet) sides_of.try_emplace(value);
    }
  }
  std::vector<FacetContrast> out;
  for (auto& [value, sides] : sides_of) {
    sides = sides_by_value(result, {std::string(facet), value});
    for (FacetContrast& contrast : count_sides(result, sides)) {
      contrast.value = value;
      out.push_back(std::move(contrast));
    }
  }
  judge(
      result, out,
      [&](const FacetContrast& contrast) -> const std::vector<CaseSide>& {
        return sides_of.at(contrast.value);
      },
      facet);
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

std::vector<std::string> vanishing_strata(const FacetContrast& contrast) {
  std::vector<std::string> out;
  for (const StratifiedRatio& ratio : contrast.strata) {
    if (ratio.check == StratifiedCheck::kVanishes) out.push_back(ratio.by);
  }
  return out;
}

}  // namespace kizuki

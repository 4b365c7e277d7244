#include "engine/essence/trend.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace kizuki {
namespace {

constexpr std::size_t kYear = 4;
constexpr std::size_t kMonth = 7;
constexpr std::size_t kDay = 10;

template <typename IsNewer>
std::vector<CaseSide> sides_of(const KnowHowResult& result, const IsNewer& side_of) {
  std::vector<CaseSide> sides(result.cases.size(), CaseSide::kNone);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (result.original[i] == i) sides[i] = side_of(result.cases[i]);
  }
  return sides;
}

}  // namespace

std::string_view trend_kind_code(TrendKind kind) {
  switch (kind) {
    case TrendKind::kRising:
      return "rising";
    case TrendKind::kFading:
      return "fading";
    case TrendKind::kUnclear:
      return "unclear";
    case TrendKind::kTooFew:
      break;
  }
  return "too_few";
}

TrendKind trend_kind(const FacetContrast& contrast) {
  if (!contrast.log_ratio) return TrendKind::kTooFew;
  if (*contrast.log_ratio == 0) return TrendKind::kUnclear;
  return *contrast.log_ratio > 0 ? TrendKind::kRising : TrendKind::kFading;
}

bool is_trend_date(std::string_view date) {
  if (date.size() != kYear && date.size() != kMonth && date.size() != kDay) return false;
  for (std::size_t i = 0; i < date.size(); ++i) {
    const bool dash = i == kYear || i == kMonth;
    if (dash ? date[i] != '-' : date[i] < '0' || date[i] > '9') return false;
  }
  const auto part = [&](std::size_t at) { return (date[at] - '0') * 10 + (date[at + 1] - '0'); };
  const bool month = date.size() < kMonth || (part(kYear + 1) >= 1 && part(kYear + 1) <= 12);
  return month && (date.size() < kDay || (part(kMonth + 1) >= 1 && part(kMonth + 1) <= 31));
}

std::vector<CaseSide> sides_by_date(const KnowHowResult& result, std::string_view date) {
  return sides_of(result, [&](const EssenceCase& one) {
    if (one.date.size() < kYear) return CaseSide::kNone;
    const std::size_t length = std::min(one.date.size(), date.size());
    return std::string_view(one.date).substr(0, length) >= date.substr(0, length)
               ? CaseSide::kInside
               : CaseSide::kOutside;
  });
}

std::vector<CaseSide> sides_by_known_cases(const KnowHowResult& result,
                                           const std::vector<std::string>& known) {
  return sides_of(result, [&](const EssenceCase& one) {
    return std::binary_search(known.begin(), known.end(), one.id) ? CaseSide::kOutside
                                                                  : CaseSide::kInside;
  });
}

TrendReport find_trends(const KnowHowResult& result, const std::vector<CaseSide>& sides) {
  TrendReport out;
  out.since = static_cast<std::uint32_t>(std::count(sides.begin(), sides.end(), CaseSide::kInside));
  out.before =
      static_cast<std::uint32_t>(std::count(sides.begin(), sides.end(), CaseSide::kOutside));
  out.left_out = result.counted_cases - out.since - out.before;
  out.items = contrast_sides(result, sides);
  std::sort(out.items.begin(), out.items.end(), [](const FacetContrast& a, const FacetContrast& b) {
    const TrendKind first = trend_kind(a);
    const TrendKind second = trend_kind(b);
    const double x = std::abs(a.log_ratio.value_or(0));
    const double y = std::abs(b.log_ratio.value_or(0));
    return std::tie(first, y, a.item) < std::tie(second, x, b.item);
  });
  return out;
}

}  // namespace kizuki

#include "cli/essence_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/file.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostBytes = std::size_t{512} << 20U;
constexpr std::size_t kMostValues = 50'000'000;

/// Four decimals; what is infinite or unknown is null.
Json ratio_to_json(const std::optional<double>& ratio) {
  constexpr double kSteps = 1e4;
  if (!ratio || !std::isfinite(*ratio)) return nullptr;
  return std::round(*ratio * kSteps) / kSteps;
}

Error no_snapshot(const std::filesystem::path& file) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = "比べる元は、kizuki essence --format json で書き出したものにしてください";
  error.file = file.string();
  return error;
}

}  // namespace

EssenceComparison compare_by_date(const EssenceReport& report, const std::string& since) {
  EssenceComparison out;
  out.since = since;
  out.trend = find_trends(report.result, sides_by_date(report.result, since));
  return out;
}

Result<EssenceComparison> compare_with_snapshot(const EssenceReport& report,
                                                const std::filesystem::path& file) {
  const auto text = read_file(file, kMostBytes);
  if (!text) return text.error();
  JsonLimits limits;
  limits.text_bytes = kMostBytes;
  limits.values = kMostValues;
  auto json = parse_json(*text, limits);
  if (!json) {
    Error error = std::move(json).error();
    error.file = file.string();
    return error;
  }
  const Json* snapshot = json->find("snapshot");
  const Json* ids = snapshot == nullptr ? nullptr : snapshot->find("case_ids");
  if (ids == nullptr || !ids->is_array()) return no_snapshot(file);
  std::vector<std::string> known;
  for (const Json& id : ids->as_array()) {
    if (!id.is_string()) return no_snapshot(file);
    known.push_back(id.as_string());
  }
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  EssenceComparison out;
  out.snapshot = snapshot->string_or("id", "");
  out.same_basis = snapshot->string_or("basis", "") == report.basis;
  out.trend = find_trends(report.result, sides_by_known_cases(report.result, known));
  out.gone = known.size() - out.trend.before;
  return out;
}

Json contrast_to_json(const FacetContrast& contrast) {
  Json out;
  out.set("inside", std::uint64_t{contrast.inside});
  out.set("inside_all", std::uint64_t{contrast.inside_all});
  out.set("outside", std::uint64_t{contrast.outside});
  out.set("outside_all", std::uint64_t{contrast.outside_all});
  out.set("log_ratio", ratio_to_json(contrast.log_ratio));
  JsonArray strata;
  for (const StratifiedRatio& ratio : contrast.strata) {
    Json one;
    one.set("by", ratio.by);
    one.set("check", stratified_check_code(ratio.check));
    one.set("log_ratio", ratio_to_json(ratio.log_ratio));
    strata.push_back(std::move(one));
  }
  out.set("strata", std::move(strata));
  return out;
}

Json comparison_to_json(const EssenceComparison& comparison) {
  Json out;
  if (comparison.snapshot.empty()) {
    out.set("since", comparison.since);
  } else {
    out.set("snapshot", comparison.snapshot);
    out.set("same_basis", comparison.same_basis);
    out.set("gone", comparison.gone);
  }
  const TrendReport& trend = comparison.trend;
  out.set("older_cases", std::uint64_t{trend.before});
  out.set("newer_cases", std::uint64_t{trend.since});
  out.set("left_out", std::uint64_t{trend.left_out});
  JsonArray items;
  for (const FacetContrast& contrast : trend.items) {
    Json one;
    one.set("id", contrast.item);
    one.set("trend", trend_kind_code(trend_kind(contrast)));
    one.set("older", std::uint64_t{contrast.outside});
    one.set("newer", std::uint64_t{contrast.inside});
    const Json counted = contrast_to_json(contrast);
    one.set("log_ratio", *counted.find("log_ratio"));
    one.set("strata", *counted.find("strata"));
    items.push_back(std::move(one));
  }
  out.set("items", std::move(items));
  return out;
}

}  // namespace kizuki

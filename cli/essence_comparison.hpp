// Older cases of a run against newer ones: `--since DATE` and `--compare OLD.json`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/essence/trend.hpp"
#include "engine/essence_run/essence_report.hpp"

namespace kizuki {

/// Both sides are counted in today's run, with today's cards.
struct EssenceComparison {
  std::string since;     // the date; empty when a snapshot was given
  std::string snapshot;  // id of the older one; empty when a date was given
  /// Whether the older snapshot was made with the same analyser, model, cards and decisions; if
  /// not, its own counts differ from those that are shown of its cases.
  bool same_basis = true;
  std::uint64_t gone = 0;  // cases of the older snapshot that are not counted today
  TrendReport trend;
};

EssenceComparison compare_by_date(const EssenceReport& report, const std::string& since);

/// `file` is what `kizuki essence --format json` printed once. Errors: those of read_file and
/// parse_json, kInvalidArgument (some other JSON).
Result<EssenceComparison> compare_with_snapshot(const EssenceReport& report,
                                                const std::filesystem::path& file);

Json comparison_to_json(const EssenceComparison& comparison);

/// A difference with its strata, without the item's id.
Json contrast_to_json(const FacetContrast& contrast);

}  // namespace kizuki

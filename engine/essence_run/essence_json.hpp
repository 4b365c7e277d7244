// What a run found as JSON: the same form on the command line and over HTTP.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/essence/know_how.hpp"
#include "engine/essence_run/essence_report.hpp"

namespace kizuki {

/// What names a run, beside what it found.
struct EssenceSnapshot {
  std::string id;     // EssenceReport::snapshot
  std::string basis;  // EssenceReport::basis
  std::size_t cards = 0;
  std::uint64_t least_cases = 0;
  std::vector<CaseFilter> filters;
};

EssenceSnapshot snapshot_of(const EssenceReport& report);

/// {"id","cases","copies",…}: how much was read and counted. The ids of the cases are not in it.
Json essence_snapshot_to_json(const EssenceSnapshot& snapshot, const KnowHowResult& result,
                              const CorpusSummary& corpus);

/// {"id","label","kind","cases","organizations","expected","cautions","steps","scale","issues",
/// "evidence":[…]}. `quotes` by evidence; `cases` are those of the result.
Json essence_item_to_json(const KnowHow& item, const std::vector<Quote>& quotes,
                          const std::vector<EssenceCase>& cases);

/// [{"id","cases"},…]: cards that too few cases tell of, as KnowHowResult::thin_cards.
Json thin_cards_to_json(const std::vector<std::pair<std::string, std::uint32_t>>& cards);

}  // namespace kizuki

// What a run of the extraction found for one reach, as pages and API read it: counts and places, no
// text of a case but the labels of candidates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/essence/co_occurrence.hpp"
#include "engine/essence/distinctiveness.hpp"
#include "engine/essence_run/essence_json.hpp"
#include "engine/essence_run/essence_report.hpp"
#include "engine/essence_run/near_know_how.hpp"

namespace kizuki {

/// Evidence in a case: places of an item (KnowHowFindings::item) and in KnowHow::evidence.
struct KnowHowPlace {
  std::uint32_t item = 0;
  std::uint32_t evidence = 0;
};

/// Immutable and shared.
struct KnowHowFindings {
  KnowHowResult result;
  /// xxh3 of each sentence, by item and evidence, those of KnowHowResult::below behind the items:
  /// it is shown only where it still stands.
  std::vector<std::vector<std::uint64_t>> sentences;
  /// Evidence of the items by case id, in the order of the text.
  std::map<std::string, std::vector<KnowHowPlace>, std::less<>> by_case;
  std::vector<CoOccurrence> together;  // pairs of three cases and more
  /// What is told more often, or less, where: by facet (scale, issue, industry).
  std::vector<std::pair<std::string, FacetContrast>> contrasts;
  /// By candidate what it is near, the nearest first: places in KnowHowResult::items.
  std::map<std::uint32_t, std::vector<NearGroup>> near;
  EssenceSnapshot snapshot;
  std::shared_ptr<const CardMatcher> matcher;  // of the run: finds its cards in other texts
  CorpusSummary corpus;
  std::size_t bytes = 0;  // about

  /// Null when there is none.
  const KnowHow* find(std::string_view id) const;
  /// KnowHowResult::items, and behind them KnowHowResult::below.
  const KnowHow& item(std::size_t number) const {
    const std::size_t items = result.items.size();
    return number < items ? result.items[number] : result.below[number - items];
  }
};

/// `near`: as near_know_how says of the report.
std::shared_ptr<const KnowHowFindings> make_findings(
    EssenceReport report, std::shared_ptr<const CardMatcher> matcher = nullptr,
    std::map<std::uint32_t, std::vector<NearGroup>> near = {});

}  // namespace kizuki

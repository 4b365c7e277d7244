// The page ノウハウ: all cards by step, with their counts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "server/web/html.hpp"
#include "server/web/knowhow_parts.hpp"
#include "server/web/labels.hpp"

namespace kizuki {

/// A card as the list shows it, counted over the cases that the filters let through.
struct KnowHowRow {
  std::string id;
  std::string label;
  std::uint32_t cases = 0;
  std::uint32_t organizations = 0;
  std::uint32_t small = 0;
  std::uint32_t medium = 0;
  std::vector<std::string> issues;  // codes of the commonest
};

/// What may be chosen above the list; empty: everything.
struct KnowHowFilter {
  std::string scale;
  std::string issue;
};

struct KnowHowListView {
  /// By first typical step, 1 … 7; at 0 those without one. The most cases first.
  std::array<std::vector<KnowHowRow>, kStepCount + 1> rows;
  KnowHowFilter filter;
  std::vector<std::string> issues;  // codes to choose from
  std::uint32_t cases = 0;          // counted in all
  std::uint64_t sentences = 0;      // of evidence
  KnowHowTabs tabs;
  std::vector<KnowHowRow> thin;  // cards that too few cases tell of
  bool outdated = false;
  bool curates = false;  // the visitor may take the catalogue along, and cards in
};

/// What stands in <main>.
Html print_knowhow(const KnowHowListView& view, const Taxonomy& taxonomy);

}  // namespace kizuki

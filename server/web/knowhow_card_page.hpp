// The page of one piece of know-how.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/catalogue/catalogue_card.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/distinctiveness.hpp"
#include "engine/essence/know_how.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/app/knowhow_history.hpp"
#include "server/web/html.hpp"

namespace kizuki {

/// Another piece of know-how that the same cases tell of.
struct Companion {
  std::string id;
  std::string label;
  std::uint32_t cases = 0;
};

struct KnowHowCardView {
  CatalogueCard card;
  int step = 0;                  // that it belongs to above all; 0: none
  bool counted = false;          // enough cases tell of it: the numbers below mean something
  std::uint32_t thin_cases = 0;  // how many do otherwise
  std::uint32_t cases = 0;
  std::uint32_t organizations = 0;
  std::uint32_t cautions = 0;
  double expected_low = 0;
  double expected_high = 0;
  ValueCounts steps;
  ValueCounts scale;
  ValueCounts issues;
  ValueCounts industries;
  std::vector<std::pair<std::string, FacetContrast>> contrasts;  // with their facets
  std::vector<Companion> companions;
  std::vector<QuotedEvidence> evidence;   // of this page
  std::vector<QuotedEvidence> cautioned;  // those that tell what went wrong; on the first page
  std::size_t page = 1;
  std::size_t pages = 1;
  std::vector<ShownChange> history;  // newest first; none for who has not signed in
  bool decides = false;              // the visitor may confirm and deny sentences
  bool edits = false;                // and rename or dismiss the card
  bool outdated = false;
  std::string csrf;
  std::string_view done;  // what the form before has done: "confirm", "reject", "rename", "undo"
};

/// What stands in <main>.
Html print_knowhow_card(const KnowHowCardView& view, const Taxonomy& taxonomy);

}  // namespace kizuki

// The page of candidates: what recurs and no card explains, for people to decide on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/know_how.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/web/html.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {

/// What a candidate is near.
struct NearShown {
  std::string path;
  std::string id;
  std::string label;
  bool candidate = false;
  float times = 0;  // NearGroup
};

struct ShownCandidate {
  std::string id;
  std::string label;
  std::uint32_t cases = 0;
  std::uint32_t organizations = 0;
  ValueCounts scale;
  StepBits steps = 0;
  float cohesion = 0;
  std::vector<QuotedEvidence> evidence;  // all that may be shown
  bool decides = false;                  // the visitor may settle it
  std::optional<UndoShown> undo;         // the last decision on it, when he may take it back
  std::optional<NearShown> near;
};

/// What recurs and is no candidate yet: to be looked at, nothing is decided about it.
struct ShownBelow {
  std::string label;
  std::uint32_t cases = 0;
  std::uint32_t organizations = 0;
  StepBits steps = 0;
  float cohesion = 0;
  std::vector<QuotedEvidence> evidence;  // all of it
};

struct KnowHowCandidatesView {
  std::vector<ShownCandidate> candidates;                  // of this page
  std::vector<std::pair<std::string, std::string>> cards;  // id and label, to merge into
  std::vector<ShownBelow> below;  // on the last page, for those who have signed in
  std::uint64_t least_cases = 3;  // of a candidate
  KnowHowTabs tabs;
  std::size_t page = 1;
  std::size_t pages = 1;
  bool curates = false;  // the visitor may settle some
  bool outdated = false;
  std::string csrf;
  std::string_view done;          // "accept", "merge", "reject", "split", "undo"
  std::string rejected;           // by that, when the visitor may take it back; empty: none
  std::optional<UndoShown> undo;  // the same of what else was done
};

/// What stands in <main>.
Html print_knowhow_candidates(const KnowHowCandidatesView& view, const Taxonomy& taxonomy);

}  // namespace kizuki

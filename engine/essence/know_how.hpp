// Know-how that recurs, with what is counted of it and the sentences that say so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/essence/know_how_card.hpp"

namespace kizuki {

/// A facet value of a case, e.g. {"scale","small"}.
using FacetValue = std::pair<std::string, std::string>;

/// A case as it is counted.
struct EssenceCase {
  std::string id;
  std::string organization;        // who supported; the unit beside the case
  std::string compartment;         // the walls that it lies within
  std::string date;                // decides which of two copies is the original; may be empty
  std::uint64_t row = 0;           // for whoever reads the record again
  std::vector<FacetValue> facets;  // sorted, without doubles
  StepBits steps = 0;              // of all its sections
};

struct KnowHowEvidence {
  std::uint32_t case_number = 0;  // place in KnowHowResult::cases
  std::uint32_t section = 0;      // 0-based
  TextSpan span;                  // bytes of the section's text
  StepBits steps = 0;             // of the section
  float confidence = 0;           // that a person agrees: 0..1
  bool caution = false;           // tells what went wrong or should have been done
  bool stock_text = false;        // the same words in many cases: a form's text
  bool confirmed = false;         // a person said so
  std::uint64_t text_hash = 0;    // SentenceTraits::text_hash
};

enum class KnowHowKind : std::uint8_t { kCard, kCandidate };
/// "card", "candidate".
std::string_view know_how_kind_code(KnowHowKind kind);

/// Counts by value, e.g. cases by scale.
using ValueCounts = std::map<std::string, std::uint32_t>;

struct KnowHow {
  std::string id;
  std::string label;
  std::vector<std::string> other_labels;  // of a candidate: what else it could be called
  KnowHowKind kind = KnowHowKind::kCard;
  std::vector<KnowHowEvidence> evidence;  // best first, at most one a case
  std::uint32_t cases = 0;                // distinct, copies counted once
  std::uint32_t organizations = 0;        // distinct
  std::uint32_t cautions = 0;             // cases whose evidence is a caution
  double expected_cases = 0;              // Σ confidence
  double expected_low = 0;                // 95 % interval, the cases' errors independent
  double expected_high = 0;
  float cohesion = 0;  // of a candidate: mean similarity of its sentences
  ValueCounts steps;   // cases with evidence in a section of the step
  ValueCounts scale;
  ValueCounts issues;
  double rank = 0;  // what the order goes by
};

struct KnowHowResult {
  std::vector<EssenceCase> cases;       // by id
  std::vector<std::uint32_t> original;  // for each case the one it is a copy of, or itself
  std::vector<KnowHow> items;           // cards, then candidates, best first
  /// Cards with evidence from fewer cases than an item needs: (card id, cases).
  std::vector<std::pair<std::string, std::uint32_t>> thin_cards;
  /// With FinderSettings::most_below: groups without a card of two cases and more that are fewer
  /// than an item needs, without an id, best first: from more than one organisation, in more cases,
  /// more alike.
  std::vector<KnowHow> below;
  std::uint64_t sentences = 0;   // read
  std::uint64_t acts = 0;        // of these may tell an act
  std::uint64_t explained = 0;   // evidence of cards
  std::uint64_t discovered = 0;  // evidence of candidates
  std::uint64_t stock_sentences = 0;
  std::uint32_t dismissed = 0;      // groups that people said are no know-how
  std::uint32_t counted_cases = 0;  // without copies
};

}  // namespace kizuki

// What a person said about one sentence and one card, as a confirmation of the case: so it lies
// within the case's walls and goes when the case is erased.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/text_span.hpp"
#include "engine/library/confirmation.hpp"

namespace kizuki {

/// Confirmation::name of decisions about evidence.
inline constexpr std::string_view kCardConfirmation = "card";

/// Where a sentence stands.
struct EvidencePlace {
  std::string case_id;
  std::uint32_t section = 0;  // 0-based
  TextSpan span;              // bytes of the section's text
};

/// "CASE/SECTION/BEGIN-END". Nothing when it is no such text.
std::optional<EvidencePlace> parse_evidence_place(std::string_view text);
std::string evidence_place_text(const EvidencePlace& place);

struct EvidenceDecision {
  std::string card;
  EvidencePlace place;       // in the revision that it was said about
  std::string sentence_key;  // of the sentence: sentence_key()
  bool confirmed = true;
  std::string author;
  std::string reason;
  std::string time;
  std::uint64_t sequence = 0;  // Confirmation::sequence
  bool taken_back = false;     // no decision: one was taken back
};

/// First 16 hex digits of the SHA-256 of a sentence's bytes.
std::string sentence_key(std::string_view sentence);

/// Confirmation::value: "CARD SECTION:BEGIN-END KEY".
std::string evidence_value(const EvidenceDecision& decision);
/// Nothing when the confirmation is about something else.
std::optional<EvidenceDecision> evidence_decision_of(const Confirmation& confirmation);

}  // namespace kizuki

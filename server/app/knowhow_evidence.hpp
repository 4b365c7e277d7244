// Sentences that bear know-how, read anew for a page: what may not be shown any more is left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/result.hpp"
#include "engine/base/text_span.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/explanation/know_how_reasons.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/knowhow_findings.hpp"
#include "server/app/worker_desk.hpp"

namespace kizuki {

/// With fewer sentences that may be shown a candidate is not shown at all: its name is made of
/// their words.
inline constexpr std::size_t kLeastOfCandidate = 2;

struct QuotedEvidence {
  std::string case_id;
  std::string compartment;
  std::string title;
  std::string scale;  // code; empty when unknown
  std::string supporter;
  std::uint32_t section = 0;  // 0-based
  std::string heading;        // of the section
  TextSpan span;              // bytes of the section's text
  StepBits steps = 0;
  float confidence = 0;
  bool caution = false;
  std::optional<bool> said;   // what a person said of it by now
  bool by_person = false;     // `confidence` is a person's word, which may be taken back by now
  std::string said_by;        // of what is said by now: who,
  std::string said_on;        // when ("2024-11-02"),
  std::uint64_t said_in = 0;  // and EvidenceDecision::sequence; 0: nothing is said
  std::string before;         // the sentence in front of it, or nothing
  std::string sentence;
};

/// What stands at `places`, in their order, each case read once: nothing for a case that the reader
/// may not read now, and where the sentence does not stand any more. Errors: ReaderScope::read,
/// kTimeout (`deadline` passed).
Result<std::vector<std::optional<QuotedEvidence>>> read_places(
    const Reading& reading, const KnowHowFindings& findings,
    const std::vector<KnowHowPlace>& places, const Deadline& deadline);

/// The evidence `places` of an item (KnowHowFindings::item), in their order: of cases that the
/// reader may read now, where the sentence still stands. Errors: ReaderScope::read.
Result<std::vector<QuotedEvidence>> read_evidence(const Reading& reading,
                                                  const KnowHowFindings& findings,
                                                  std::uint32_t item,
                                                  const std::vector<std::uint32_t>& places);

/// Fills in what people said about the sentences and the card by now, in the place of what the run
/// knew of it.
void add_verdicts(const Catalogue& catalogue, std::string_view card,
                  std::vector<QuotedEvidence>& evidence);

/// A sentence of a case that bears know-how.
struct EvidenceMark {
  std::uint32_t section = 0;
  TextSpan span;
  std::string card;
  std::string label;
  std::uint32_t cases = 0;
  std::uint32_t organizations = 0;
  float confidence = 0;
  bool confirmed = false;
};

/// The marks of a case by the cards of the catalogue, in the order of the text; sentences that have
/// changed since are left out, and so are candidates, which nobody has looked at.
std::vector<EvidenceMark> marks_of_case(const KnowHowFindings& findings, const Catalogue& catalogue,
                                        const CaseBrief& brief);

/// What a supporter can ask in such a scene: the first question of each card that the marks bear,
/// in their order, each once, at most `most`.
std::vector<std::string> questions_of_marks(const std::vector<EvidenceMark>& marks,
                                            const Catalogue& catalogue, std::size_t most);

/// The cards of the catalogue that a case shows, each by its surest sentence that still stands;
/// surest first.
std::vector<ShownKnowHow> know_how_of_case(const KnowHowFindings& findings,
                                           const Catalogue& catalogue, const CaseBrief& brief);

}  // namespace kizuki

#include "server/app/knowhow_evidence.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostBefore = 300;  // bytes of the sentence in front
constexpr std::size_t kDateCharacters = 10;
constexpr const char* kTooLong = "時間内に読み終わりませんでした";

const KnowHowEvidence& evidence_at(const KnowHowFindings& findings, const KnowHowPlace& place) {
  return findings.item(place.item).evidence[place.evidence];
}

/// The sentence where it was found; nothing when the text is another by now.
std::optional<std::string_view> standing_sentence(const KnowHowFindings& findings,
                                                  const KnowHowPlace& place,
                                                  const CaseBrief& brief) {
  const KnowHowEvidence& evidence = evidence_at(findings, place);
  if (evidence.section >= brief.parts.size()) return std::nullopt;
  const std::string& text = brief.parts[evidence.section].text;
  if (evidence.span.end > text.size() || evidence.span.begin > evidence.span.end) {
    return std::nullopt;
  }
  const std::string_view sentence = evidence.span.of(text);
  if (xxh3(sentence) != findings.sentences[place.item][place.evidence]) return std::nullopt;
  return sentence;
}

/// The card that an item stands for by now; null for a candidate, and for what is no card any more.
const CatalogueCard* standing_card(const KnowHow& item, const Catalogue& catalogue) {
  if (item.kind != KnowHowKind::kCard) return nullptr;
  const CatalogueCard* card = catalogue.standing(item.id);
  return card != nullptr && card->status == CardStatus::kActive ? card : nullptr;
}

/// Calls take(item, evidence, card, sentence) for what was found in the case and still stands: card
/// and sentence, in the order of the text.
template <typename Take>
void for_each_standing(const KnowHowFindings& findings, const Catalogue& catalogue,
                       const CaseBrief& brief, const Take& take) {
  const auto found = findings.by_case.find(brief.id);
  if (found == findings.by_case.end()) return;
  for (const KnowHowPlace& place : found->second) {
    const KnowHow& item = findings.result.items[place.item];
    const CatalogueCard* card = standing_card(item, catalogue);
    if (card == nullptr) continue;
    const auto sentence = standing_sentence(findings, place, brief);
    if (sentence) take(item, item.evidence[place.evidence], card->card, *sentence);
  }
}

/// The sentence that ends in front of `begin`, in the same line.
std::string_view sentence_before(std::string_view text, std::size_t begin) {
  constexpr std::string_view kStop = "。";
  std::string_view head = text.substr(0, begin);
  head = head.substr(head.rfind('\n') + 1);
  if (!head.ends_with(kStop)) return {};
  const std::size_t stop = head.substr(0, head.size() - kStop.size()).rfind(kStop);
  if (stop != std::string_view::npos) head = head.substr(stop + kStop.size());
  return head.size() > kMostBefore ? std::string_view() : head;
}

std::string facet_of(const EssenceCase& info, std::string_view name) {
  const auto found = std::find_if(info.facets.begin(), info.facets.end(),
                                  [&](const FacetValue& facet) { return facet.first == name; });
  return found == info.facets.end() ? std::string() : found->second;
}

/// The evidence as it stands in the case; nothing when its text is another by now.
std::optional<QuotedEvidence> quoted(const KnowHowFindings& findings, const KnowHowPlace& place,
                                     const CaseBrief& brief, const std::string& compartment) {
  const auto sentence = standing_sentence(findings, place, brief);
  if (!sentence) return std::nullopt;
  const KnowHowEvidence& evidence = evidence_at(findings, place);
  const CaseBrief::Part& part = brief.parts[evidence.section];
  QuotedEvidence out;
  out.case_id = brief.id;
  out.compartment = compartment;
  out.title = brief.title;
  out.scale = facet_of(findings.result.cases[evidence.case_number], "scale");
  out.supporter = brief.supporter;
  out.section = evidence.section;
  out.heading = part.heading;
  out.span = evidence.span;
  out.steps = evidence.steps;
  out.confidence = evidence.confidence;
  out.caution = evidence.caution;
  out.by_person = evidence.confirmed;
  if (evidence.confirmed) out.said = true;
  out.sentence = *sentence;
  out.before = sentence_before(part.text, evidence.span.begin);
  return out;
}

}  // namespace

Result<std::vector<std::optional<QuotedEvidence>>> read_places(
    const Reading& reading, const KnowHowFindings& findings,
    const std::vector<KnowHowPlace>& places, const Deadline& deadline) {
  std::map<std::uint32_t, std::vector<std::size_t>> by_case;
  for (std::size_t i = 0; i < places.size(); ++i) {
    by_case[evidence_at(findings, places[i]).case_number].push_back(i);
  }
  std::vector<std::optional<QuotedEvidence>> out(places.size());
  for (const auto& [number, here] : by_case) {
    if (deadline.passed()) return Error{ErrorCode::kTimeout, kTooLong, "", 0, "", ""};
    const std::string& id = findings.result.cases[number].id;
    const auto stored = reading.scope.read(*reading.library, id);
    if (!stored && stored.error().code == ErrorCode::kNotFound) continue;
    if (!stored) return stored.error();
    const auto brief = brief_of(*stored);
    if (!brief) return brief.error();
    for (const std::size_t i : here) {
      out[i] = quoted(findings, places[i], *brief, stored->compartment);
    }
  }
  return out;
}

Result<std::vector<QuotedEvidence>> read_evidence(const Reading& reading,
                                                  const KnowHowFindings& findings,
                                                  std::uint32_t item,
                                                  const std::vector<std::uint32_t>& places) {
  std::vector<KnowHowPlace> asked;
  asked.reserve(places.size());
  for (const std::uint32_t place : places) asked.push_back({item, place});
  auto read = read_places(reading, findings, asked, Deadline());
  if (!read) return std::move(read).error();
  std::vector<QuotedEvidence> out;
  for (std::optional<QuotedEvidence>& one : *read) {
    if (one) out.push_back(std::move(*one));
  }
  return out;
}

void add_verdicts(const Catalogue& catalogue, std::string_view card,
                  std::vector<QuotedEvidence>& evidence) {
  for (QuotedEvidence& shown : evidence) shown.said.reset();
  for (const EvidenceDecision& decision : catalogue.decisions) {
    const CatalogueCard* standing = catalogue.standing(decision.card);
    if (standing == nullptr || standing->card.id != card) continue;
    for (QuotedEvidence& shown : evidence) {
      if (shown.case_id == decision.place.case_id &&
          sentence_key(shown.sentence) == decision.sentence_key) {
        shown.said = decision.confirmed;
        shown.said_by = decision.author;
        shown.said_on = decision.time.substr(0, kDateCharacters);
        shown.said_in = decision.sequence;
      }
    }
  }
}

std::vector<EvidenceMark> marks_of_case(const KnowHowFindings& findings, const Catalogue& catalogue,
                                        const CaseBrief& brief) {
  std::vector<EvidenceMark> out;
  for_each_standing(
      findings, catalogue, brief,
      [&](const KnowHow& item, const KnowHowEvidence& evidence, const KnowHowCard& card,
          std::string_view /*sentence*/) {
        // Sentences do not overlap, but one may bear two cards: the first stands for
        // both.
        if (!out.empty() && out.back().section == evidence.section &&
            evidence.span.begin < out.back().span.end) {
          return;
        }
        out.push_back({evidence.section, evidence.span, card.id, card.label, item.cases,
                       item.organizations, evidence.confidence, evidence.confirmed});
      });
  return out;
}

std::vector<std::string> questions_of_marks(const std::vector<EvidenceMark>& marks,
                                            const Catalogue& catalogue, std::size_t most) {
  std::vector<std::string> out;
  for (const EvidenceMark& mark : marks) {
    const CatalogueCard* card = catalogue.find(mark.card);
    if (card == nullptr || card->card.questions.empty() || out.size() == most) continue;
    const std::string& question = card->card.questions.front();
    if (std::find(out.begin(), out.end(), question) == out.end()) out.push_back(question);
  }
  return out;
}

std::vector<ShownKnowHow> know_how_of_case(const KnowHowFindings& findings,
                                           const Catalogue& catalogue, const CaseBrief& brief) {
  SurestKnowHow shown;
  for_each_standing(findings, catalogue, brief,
                    [&](const KnowHow& /*item*/, const KnowHowEvidence& evidence,
                        const KnowHowCard& card, std::string_view sentence) {
                      shown.add({card.id, card.label, static_cast<std::uint16_t>(evidence.section),
                                 evidence.confidence, std::string(sentence)});
                    });
  return std::move(shown).take();
}

}  // namespace kizuki

#include "engine/catalogue/evidence_decision.hpp"

#include <charconv>

#include "engine/base/hash.hpp"
#include "engine/library/card_entry.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kKeyDigits = 16;

bool read_number(std::string_view text, std::uint32_t& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size();
}

/// "BEGIN-END".
bool read_span(std::string_view text, TextSpan& span) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && read_number(text.substr(0, dash), span.begin) &&
         read_number(text.substr(dash + 1), span.end) && span.begin < span.end;
}

std::string span_text(TextSpan span) {
  return std::to_string(span.begin) + "-" + std::to_string(span.end);
}

}  // namespace

std::optional<EvidencePlace> parse_evidence_place(std::string_view text) {
  const std::size_t last = text.rfind('/');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  const std::size_t middle = text.rfind('/', last - 1);
  if (middle == std::string_view::npos || middle == 0) return std::nullopt;
  EvidencePlace place;
  place.case_id = text.substr(0, middle);
  if (!read_number(text.substr(middle + 1, last - middle - 1), place.section) ||
      !read_span(text.substr(last + 1), place.span)) {
    return std::nullopt;
  }
  return place;
}

std::string evidence_place_text(const EvidencePlace& place) {
  return place.case_id + "/" + std::to_string(place.section) + "/" + span_text(place.span);
}

std::string sentence_key(std::string_view sentence) {
  return sha256_hex(sentence).substr(0, kKeyDigits);
}

std::string evidence_value(const EvidenceDecision& decision) {
  return decision.card + " " + std::to_string(decision.place.section) + ":" +
         span_text(decision.place.span) + " " + decision.sentence_key;
}

std::optional<EvidenceDecision> evidence_decision_of(const Confirmation& confirmation) {
  if (confirmation.name != kCardConfirmation) return std::nullopt;
  const std::string_view value = confirmation.value;
  const std::size_t first = value.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : value.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  EvidenceDecision out;
  out.card = value.substr(0, first);
  const std::string_view place = value.substr(first + 1, second - first - 1);
  const std::size_t colon = place.find(':');
  out.sentence_key = value.substr(second + 1);
  if (!is_card_id(out.card) || out.sentence_key.size() != kKeyDigits ||
      colon == std::string_view::npos || !read_number(place.substr(0, colon), out.place.section) ||
      !read_span(place.substr(colon + 1), out.place.span)) {
    return std::nullopt;
  }
  out.place.case_id = confirmation.case_id;
  out.confirmed = confirmation.confirmed;
  out.author = confirmation.author;
  out.reason = confirmation.reason;
  out.time = confirmation.time;
  out.sequence = confirmation.sequence;
  out.taken_back = confirmation.taken_back;
  return out;
}

}  // namespace kizuki

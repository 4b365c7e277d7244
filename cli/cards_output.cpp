#include "cli/cards_output.hpp"

#include <array>
#include <string_view>

#include "engine/base/json.hpp"

namespace kizuki {
namespace {

std::string_view status_text(CardStatus status) {
  constexpr std::array<std::string_view, 5> kNames = {"カード", "候補", "ノウハウではない",
                                                      "まとめた", "見つからない"};
  return kNames.at(static_cast<std::size_t>(status) - 1);
}

std::string_view verdict_text(std::string_view verdict) {
  if (verdict == "confirmed") return "当たる";
  return verdict == "rejected" ? "当たらない" : "候補の文";
}

std::string_view said_code(const EvidenceDecision& said) {
  if (said.taken_back) return "taken_back";
  return said.confirmed ? "confirmed" : "rejected";
}

std::string_view said_text(const EvidenceDecision& said) {
  if (said.taken_back) return "取り消した";
  return said.confirmed ? "当たるとした" : "当たらないとした";
}

Json listed_json(const ListedCard& listed) {
  const CatalogueCard& card = *listed.card;
  Json out;
  out.set("id", card.card.id);
  out.set("label", listed.label);
  out.set("status", card_status_code(card.status));
  if (!card.merged_into.empty()) out.set("merged_into", card.merged_into);
  JsonArray compartments;
  for (const std::string& name : card.compartments) compartments.emplace_back(name);
  out.set("compartments", std::move(compartments));
  out.set("examples", std::uint64_t{card.card.examples.size()});
  out.set("counter_examples", std::uint64_t{card.card.counter_examples.size()});
  out.set("confirmed", std::uint64_t{listed.confirmed});
  out.set("rejected", std::uint64_t{listed.denied});
  out.set("members", std::uint64_t{card.members.size()});
  return out;
}

std::string listed_text(const ListedCard& listed) {
  const CatalogueCard& card = *listed.card;
  std::string out =
      card.card.id + "  " + std::string(status_text(card.status)) + "  " + listed.label;
  if (!card.merged_into.empty()) out += " → " + card.merged_into;
  if (!card.members.empty()) out += "  " + std::to_string(card.members.size()) + " 文";
  if (card.status == CardStatus::kActive) {
    out += "  例文 " + std::to_string(card.card.examples.size() + listed.confirmed) + "、反例 " +
           std::to_string(card.card.counter_examples.size() + listed.denied);
  }
  return out + "\n";
}

}  // namespace

std::string_view card_action_text(CardAction action) {
  constexpr std::array<std::string_view, 9> kNames = {
      "取り込み", "見つけた", "カードにした", "ノウハウではないとした", "まとめた", "分けた",
      "改名",     "見失った", "取り消した"};
  return kNames.at(static_cast<std::size_t>(action) - 1);
}

std::string print_cards_as_text(const std::vector<ListedCard>& cards) {
  std::string out;
  for (const ListedCard& listed : cards) out += listed_text(listed);
  return out;
}

std::string print_cards_as_json(const std::vector<ListedCard>& cards) {
  JsonArray list;
  for (const ListedCard& listed : cards) list.push_back(listed_json(listed));
  Json out;
  out.set("cards", std::move(list));
  return out.dump() + "\n";
}

std::string print_card_as_text(const ShownCard& card) {
  const KnowHowCard& said = card.listed.card->card;
  std::string out = listed_text(card.listed);
  if (!said.definition.empty()) out += "  " + said.definition + "\n";
  for (const std::string& label : card.other_labels) out += "  ほかの見出し案: " + label + "\n";
  for (const ShownEvidence& evidence : card.evidence) {
    out += "\n" + evidence_place_text(evidence.found.place) + "  " +
           std::string(verdict_text(evidence.verdict));
    if (!evidence.author.empty()) out += "（" + evidence.author + " " + evidence.time + "）";
    if (!evidence.reason.empty()) out += " " + evidence.reason;
    out += "\n  " + evidence.found.sentence + "\n";
  }
  if (!card.history.empty()) out += "\n変更の記録\n";
  for (const CardEntry& change : card.history) {
    out += "  " + change.time + "  " + change.author + "  " +
           std::string(card_action_text(change.action));
    if (!change.reason.empty()) out += "  " + change.reason;
    out += "\n";
  }
  if (!card.said.empty()) out += "\n文の決定の記録\n";
  for (const EvidenceDecision& decided : card.said) {
    out += "  " + decided.time + "  " + decided.author + "  " + evidence_place_text(decided.place) +
           " を" + std::string(said_text(decided));
    if (!decided.reason.empty()) out += "  " + decided.reason;
    out += "\n";
  }
  return out;
}

std::string print_card_as_json(const ShownCard& card) {
  Json out = listed_json(card.listed);
  out.set("card", card_to_json(card.listed.card->card));
  JsonArray labels;
  for (const std::string& label : card.other_labels) labels.emplace_back(label);
  out.set("other_labels", std::move(labels));
  JsonArray evidence;
  for (const ShownEvidence& shown : card.evidence) {
    Json one;
    one.set("case", shown.found.place.case_id);
    one.set("section", std::uint64_t{shown.found.place.section});
    one.set("begin", std::uint64_t{shown.found.place.span.begin});
    one.set("end", std::uint64_t{shown.found.place.span.end});
    one.set("sentence", shown.found.sentence);
    one.set("verdict", shown.verdict);
    if (!shown.author.empty()) {
      one.set("author", shown.author);
      one.set("reason", shown.reason);
      one.set("time", shown.time);
    }
    evidence.push_back(std::move(one));
  }
  out.set("evidence", std::move(evidence));
  JsonArray history;
  for (const CardEntry& change : card.history) {
    Json one;
    one.set("sequence", change.sequence);
    one.set("action", card_action_code(change.action));
    one.set("status", card_status_code(change.status));
    one.set("author", change.author);
    one.set("reason", change.reason);
    one.set("time", change.time);
    history.push_back(std::move(one));
  }
  out.set("history", std::move(history));
  JsonArray sentences;
  for (const EvidenceDecision& said : card.said) {
    Json one;
    one.set("sequence", said.sequence);
    one.set("case", said.place.case_id);
    one.set("section", std::uint64_t{said.place.section});
    one.set("begin", std::uint64_t{said.place.span.begin});
    one.set("end", std::uint64_t{said.place.span.end});
    one.set("verdict", said_code(said));
    one.set("author", said.author);
    one.set("reason", said.reason);
    one.set("time", said.time);
    sentences.push_back(std::move(one));
  }
  out.set("sentence_history", std::move(sentences));
  return out.dump() + "\n";
}

}  // namespace kizuki

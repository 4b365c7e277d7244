// What `kizuki cards` prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/sentence_finder.hpp"

namespace kizuki {

/// A card as it is listed.
struct ListedCard {
  const CatalogueCard* card = nullptr;
  std::string label;          // of a candidate without one what the program calls it
  std::size_t confirmed = 0;  // sentences
  std::size_t denied = 0;
};

/// A decision with its sentence, or a candidate's sentence.
struct ShownEvidence {
  FoundSentence found;
  std::string verdict;  // "confirmed", "rejected", "proposed"
  std::string author;
  std::string reason;
  std::string time;
};

struct ShownCard {
  ListedCard listed;
  std::vector<std::string> other_labels;
  std::vector<ShownEvidence> evidence;
  std::vector<CardEntry> history;      // oldest first
  std::vector<EvidenceDecision> said;  // evidence_history
};

/// What a change was, as a sentence ends: 「カードにした」.
std::string_view card_action_text(CardAction action);

std::string print_cards_as_text(const std::vector<ListedCard>& cards);
std::string print_cards_as_json(const std::vector<ListedCard>& cards);
std::string print_card_as_text(const ShownCard& card);
std::string print_card_as_json(const ShownCard& card);

}  // namespace kizuki

#include "engine/catalogue/run_knowledge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/essence/candidate_label.hpp"

namespace kizuki {
namespace {

void add_once(std::vector<std::string>& texts, std::string text) {
  if (texts.size() < kMaxCardExamples &&
      std::find(texts.begin(), texts.end(), text) == texts.end()) {
    texts.push_back(std::move(text));
  }
}

/// The candidate as the run found it. What people decided about it stays.
CatalogueCard found_candidate(const KnowHow& item, const KnowHowResult& result,
                              const CatalogueCard* known) {
  CatalogueCard out;
  if (known != nullptr) out = *known;
  out.card.id = item.id;
  out.status = CardStatus::kCandidate;
  out.confirmed_after.reset();
  std::set<std::string> compartments;
  std::vector<GroupMember> members;
  for (const KnowHowEvidence& evidence : item.evidence) {
    const EssenceCase& of_case = result.cases[evidence.case_number];
    compartments.insert(of_case.compartment);
    if (members.size() < kMaxKeptMembers) members.emplace_back(of_case.id, evidence.text_hash);
  }
  // The label of a renamed one may tell of the sentences that it had then.
  if (known != nullptr) compartments.insert(known->compartments.begin(), known->compartments.end());
  out.compartments.assign(compartments.begin(), compartments.end());
  if (!out.held) out.members = std::move(members);
  return out;
}

}  // namespace

Result<RunKnowledge> knowledge_of(const Catalogue& catalogue, SentenceFinder& reader) {
  RunKnowledge out;
  std::map<std::string, std::size_t> place_of;
  for (const CatalogueCard& entry : catalogue.cards) {
    if (entry.status == CardStatus::kActive) {
      place_of[entry.card.id] = out.cards.size();
      out.cards.push_back(entry.card);
    } else if (entry.status != CardStatus::kMerged) {
      out.groups.push_back({entry.card.id, entry.card.label, entry.status == CardStatus::kRejected,
                            entry.held, entry.members});
    }
  }
  for (const EvidenceDecision& decision : catalogue.decisions) {
    const CatalogueCard* card = catalogue.standing(decision.card);
    if (card == nullptr || card->status != CardStatus::kActive) continue;
    auto found = reader.of(decision);
    if (!found) return std::move(found).error();
    if (!*found) continue;
    KnowHowCard& learning = out.cards[place_of.at(card->card.id)];
    out.verdicts.push_back({(*found)->place.case_id, (*found)->place.section, (*found)->place.span,
                            card->card.id, decision.confirmed});
    add_once(decision.confirmed ? learning.examples : learning.counter_examples,
             std::move((*found)->sentence));
  }
  return out;
}

Result<std::vector<std::string>> labels_of_candidate(const CatalogueCard& candidate,
                                                     SentenceFinder& reader, Analyzer& analyzer) {
  std::vector<std::string> sentences;
  for (const GroupMember& member : candidate.members) {
    if (sentences.size() == kMostLabelSentences) break;
    auto found = reader.of(member);
    if (!found) return std::move(found).error();
    if (*found) sentences.push_back(std::move((*found)->sentence));
  }
  return label_candidate(sentences, analyzer);
}

Result<std::size_t> keep_candidates(Library& library, const Catalogue& catalogue,
                                    const KnowHowResult& result, std::string_view author) {
  // A candidate's name may be taken by one beyond the author's walls. It is then not kept: he must
  // not be told.
  const auto all = library.cards();
  if (!all) return all.error();
  std::set<std::string> hidden;
  for (const CardEntry& entry : *all) {
    if (catalogue.find(entry.id) == nullptr) hidden.insert(entry.id);
  }
  std::vector<CardEntry> entries;
  std::set<std::string> found;
  for (const KnowHow& item : result.items) {
    if (item.kind != KnowHowKind::kCandidate) continue;
    found.insert(item.id);
    if (hidden.contains(item.id)) continue;
    const CatalogueCard* known = catalogue.find(item.id);
    CardEntry entry =
        card_entry_of(found_candidate(item, result, known), CardAction::kFind, author, "");
    const bool same = known != nullptr && known->status == CardStatus::kCandidate &&
                      known->compartments == entry.compartments &&
                      card_entry_of(*known, CardAction::kFind, author, "").content == entry.content;
    if (!same) entries.push_back(std::move(entry));
  }
  for (const CatalogueCard& card : catalogue.cards) {
    if (card.status != CardStatus::kCandidate || card.held || found.contains(card.card.id))
      continue;
    auto history = library.card_history(card.card.id);
    if (!history) return std::move(history).error();
    // What others see more of, or less, he has not failed to find.
    if (history->empty() || history->back().author != author) continue;
    CatalogueCard gone = card;
    gone.status = CardStatus::kGone;
    entries.push_back(card_entry_of(gone, CardAction::kLose, author, ""));
  }
  if (entries.empty()) return std::size_t{0};
  LibraryWriter writer(library);
  auto written = writer.write_cards(entries);
  if (!written) return std::move(written).error();
  if (auto committed = writer.commit(); !committed) return std::move(committed).error();
  return entries.size();
}

}  // namespace kizuki

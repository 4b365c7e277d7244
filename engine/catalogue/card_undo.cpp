#include "engine/catalogue/card_undo.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "engine/catalogue/catalogue_editor.hpp"

namespace kizuki {
namespace {

Error refuse(ErrorCode code, std::string message, std::string_view about) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  error.field = about;
  return error;
}

Error nothing_to_undo(std::string_view id) {
  return refuse(ErrorCode::kInvalidArgument,
                "取り消せる決定がありません（まだ決められていないか、もう取り消されています）", id);
}

Error decided_meanwhile(std::string_view about) {
  return refuse(ErrorCode::kLocked,
                "読み取ったあとに、ほかの人が決め直しました。もう一度確かめてください", about);
}

/// The place of the newest decision that counts. A decision lies on those before it; taking back
/// lifts the newest off.
std::optional<std::size_t> newest_decision(const std::vector<CardEntry>& history) {
  std::vector<std::size_t> pile;
  for (std::size_t i = 0; i < history.size(); ++i) {
    switch (history[i].action) {
      case CardAction::kAccept:
      case CardAction::kReject:
      case CardAction::kMerge:
      case CardAction::kSplit:
      case CardAction::kRename:
        pile.push_back(i);
        break;
      case CardAction::kRestore:
        if (!pile.empty()) pile.pop_back();
        break;
      case CardAction::kImport:
        pile.clear();
        break;
      case CardAction::kFind:
      case CardAction::kLose:
        break;
    }
  }
  if (pile.empty()) return std::nullopt;
  return pile.back();
}

/// What LibraryWriter::take_back takes.
Confirmation taking_back_of(const EvidenceDecision& said, const std::string& author,
                            const std::string& reason) {
  Confirmation out;
  out.case_id = said.place.case_id;
  out.name = kCardConfirmation;
  out.value = evidence_value(said);
  out.author = author;
  out.reason = reason;
  out.sequence = said.sequence;
  return out;
}

class Planner {
 public:
  Planner(const Library& library, const Catalogue& catalogue,
          const std::vector<KnowHowCard>& shipped, const CatalogueRights& rights)
      : library_(library), catalogue_(catalogue), shipped_(shipped), rights_(rights) {}

  Result<CardUndo> plan(std::string_view id) {
    if (auto allowed = rights_.may_write(); !allowed) return allowed.error();
    if (catalogue_.find(id) == nullptr) {
      return refuse(ErrorCode::kNotFound, "そのカードはありません", id);
    }
    const auto history = library_.card_history(id);
    if (!history) return history.error();
    const auto place = newest_decision(*history);
    if (!place) return nothing_to_undo(id);
    CardUndo undo;
    undo.decision = (*history)[*place];
    auto stood = add(*history, *place, undo);
    if (!stood) return std::move(stood).error();
    if (undo.decision.action == CardAction::kMerge || undo.decision.action == CardAction::kSplit) {
      if (auto added = add_other(*place == 0, undo); !added) return added.error();
    } else if (undo.decision.action == CardAction::kAccept) {
      if (auto read = confirmed_by(undo.decision, *stood, undo.decision.id, undo); !read) {
        return read.error();
      }
    }
    return undo;
  }

 private:
  /// Puts the card of a history as it stood before its row `place` into `undo`.
  Result<CatalogueCard> add(const std::vector<CardEntry>& history, std::size_t place,
                            CardUndo& undo) {
    auto stood = before(history, place);
    if (!stood) return stood;
    if (auto allowed = rights_.may_change(history.back().compartments); !allowed) {
      return allowed.error();
    }
    if (auto allowed = rights_.may_change(stood->compartments); !allowed) return allowed.error();
    stood->sequence = history.back().sequence;
    stood->confirmed_after.reset();
    undo.before.push_back(*stood);
    return stood;
  }

  Result<CatalogueCard> before(const std::vector<CardEntry>& history, std::size_t place) const {
    if (place > 0) return catalogue_card_of(history[place - 1]);
    const CardEntry& first = history.front();
    CatalogueCard card;
    if (first.action == CardAction::kSplit) {
      const auto whole = library_.card_change(first.sequence - 1);
      if (!whole) return whole.error();
      if (!*whole) return nothing_to_undo(first.id);
      card.card.id = first.id;
      card.status = CardStatus::kMerged;
      card.merged_into = (*whole)->id;
      card.compartments = first.compartments;
      return card;
    }
    const auto found =
        std::find_if(shipped_.begin(), shipped_.end(),
                     [&](const KnowHowCard& shipped) { return shipped.id == first.id; });
    if (found == shipped_.end()) return nothing_to_undo(first.id);
    card.card = *found;
    card.compartments = {"public"};
    return card;
  }

  /// The other card of a merge or split: both rows stand side by side in the log, the one that goes
  /// on first. `first`: the row is the first of its card.
  Result<void> add_other(bool first, CardUndo& undo) {
    const CardEntry decision = undo.decision;
    const bool merge = decision.action == CardAction::kMerge;
    const bool second = merge ? decision.status == CardStatus::kMerged : first;
    const auto other = library_.card_change(second ? decision.sequence - 1 : decision.sequence + 1);
    if (!other) return other.error();
    // One that is not to be seen is not told of.
    if (!*other || (*other)->action != decision.action || catalogue_.find((*other)->id) == nullptr)
      return nothing_to_undo(decision.id);
    const auto history = library_.card_history((*other)->id);
    if (!history) return history.error();
    const auto place = newest_decision(*history);
    if (!place || (*history)[*place].sequence != (*other)->sequence) {
      return refuse(ErrorCode::kInvalidArgument,
                    (*other)->id + " があとから変えられています。先に " + (*other)->id +
                        " の決定を取り消してください",
                    decision.id);
    }
    const CatalogueCard mine = undo.before.front();
    auto stood = add(*history, *place, undo);
    if (!stood) return std::move(stood).error();
    if (!merge) return {};
    const CardEntry& part = second ? decision : **other;
    const CardEntry& whole = second ? **other : decision;
    const CatalogueCard& part_before = second ? mine : *stood;
    const bool confirms =
        part_before.status != CardStatus::kActive && whole.status == CardStatus::kActive;
    if (!confirms) return {};
    auto read = confirmed_by(part, part_before, whole.id, undo);
    if (read && undo.confirmed_for.empty()) {
      return refuse(ErrorCode::kInvalidArgument,
                    "この統合は古い版で決めたもので、取り消すための記録がありません。文を一つずつ"
                    "確かめてください",
                    decision.id);
    }
    return read;
  }

  /// What the row says about sentences that it confirmed; older rows say nothing.
  static Result<void> confirmed_by(const CardEntry& row, const CatalogueCard& candidate,
                                   const std::string& card, CardUndo& undo) {
    const auto read = catalogue_card_of(row);
    if (!read) return read.error();
    if (!read->confirmed_after) return {};
    undo.confirmed_for = card;
    undo.members = candidate.members;
    undo.confirmed_after = *read->confirmed_after;
    return {};
  }

  const Library& library_;
  const Catalogue& catalogue_;
  const std::vector<KnowHowCard>& shipped_;
  const CatalogueRights& rights_;
};

}  // namespace

Result<CardUndo> plan_card_undo(const Library& library, const Catalogue& catalogue,
                                const std::vector<KnowHowCard>& shipped,
                                const CatalogueRights& rights, std::string_view id) {
  return Planner(library, catalogue, shipped, rights).plan(id);
}

// What an editor takes back.

Result<void> CatalogueEditor::take_back(std::string_view card, const EvidencePlace& place,
                                        std::uint64_t of, const std::string& reason) {
  if (auto allowed = rights_.may_write(); !allowed) return allowed.error();
  const CatalogueCard* standing = catalogue_.standing(card);
  if (standing == nullptr) return refuse(ErrorCode::kNotFound, "そのカードはありません", card);
  auto found = reader_.at(place);
  if (!found) return std::move(found).error();
  if (!*found) {
    return refuse(ErrorCode::kNotFound, "その場所に文がありません", evidence_place_text(place));
  }
  const std::string key = sentence_key((*found)->sentence);
  // Of several (said about a card that was merged since) the last one counts in a run.
  const EvidenceDecision* counting = nullptr;
  for (const EvidenceDecision& decision : catalogue_.decisions) {
    if (decision.place.case_id != place.case_id || decision.sentence_key != key) continue;
    const CatalogueCard* about = catalogue_.standing(decision.card);
    if (about != nullptr && about->card.id == standing->card.id) counting = &decision;
  }
  if (counting == nullptr) {
    return refuse(ErrorCode::kInvalidArgument,
                  "この文の決定はありません（まだ決められていないか、もう取り消されています）",
                  card);
  }
  if (of != 0 && counting->sequence != of) {
    return decided_meanwhile(card);
  }
  LibraryWriter writer(library_);
  if (auto taken = writer.take_back(taking_back_of(*counting, author(), reason)); !taken) {
    return taken;
  }
  return writer.commit();
}

Result<std::vector<Confirmation>> CatalogueEditor::taking_back(const CardUndo& undo,
                                                               const std::string& reason) {
  std::vector<Confirmation> out;
  if (undo.confirmed_for.empty()) return out;
  std::set<std::pair<std::string, std::string>> sentences;
  for (const GroupMember& member : undo.members) {
    auto found = reader_.of(member);
    if (!found) return std::move(found).error();
    if (*found) sentences.emplace(member.first, sentence_key((*found)->sentence));
  }
  for (const EvidenceDecision& said : catalogue_.decisions) {
    const bool its_own = said.card == undo.confirmed_for && said.confirmed &&
                         said.author == undo.decision.author &&
                         said.reason == undo.decision.reason &&
                         said.sequence > undo.confirmed_after && said.time <= undo.decision.time &&
                         sentences.contains({said.place.case_id, said.sentence_key});
    if (its_own) out.push_back(taking_back_of(said, author(), reason));
  }
  return out;
}

Result<CardEntry> CatalogueEditor::undo(std::string_view id,
                                        const std::vector<KnowHowCard>& shipped, std::uint64_t of,
                                        const std::string& reason) {
  auto plan = plan_card_undo(library_, catalogue_, shipped, rights_, id);
  if (!plan) return std::move(plan).error();
  if (of != 0 && plan->decision.sequence != of) {
    return decided_meanwhile(id);
  }
  auto sentences = taking_back(*plan, reason);
  if (!sentences) return std::move(sentences).error();
  std::vector<CardEntry> entries;
  for (const CatalogueCard& card : plan->before) {
    entries.push_back(card_entry_of(card, CardAction::kRestore, author(), reason));
  }
  LibraryWriter writer(library_);
  // The sentences first, as in write(): after a crash in between the decision still stands, and the
  // same call takes back the rest.
  for (const Confirmation& sentence : *sentences) {
    auto taken = writer.take_back(sentence);
    // Decided anew since the catalogue was read, or gone with its case: one sentence less.
    const bool passed_over = !taken && (taken.error().code == ErrorCode::kNotFound ||
                                        taken.error().code == ErrorCode::kLocked);
    if (!taken && !passed_over) return std::move(taken).error();
  }
  if (auto written = writer.write_cards(entries); !written) return std::move(written).error();
  if (auto committed = writer.commit(); !committed) return std::move(committed).error();
  return std::move(plan->decision);
}

}  // namespace kizuki

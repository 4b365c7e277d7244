#include "engine/catalogue/card_undo.hpp"

#include <algorithm>
#include <optional>
#include <utility>

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

}  // namespace kizuki

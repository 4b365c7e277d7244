// People's decisions about cards and candidates, written to the library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/catalogue/card_undo.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/catalogue_rights.hpp"
#include "engine/catalogue/sentence_finder.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// What a person says when a candidate becomes a card; what is empty is taken from the candidate.
struct AcceptedCard {
  std::string label;
  std::string definition;
  std::vector<int> typical_steps;  // empty: steps of a third of its sentences and more
  /// Who may see the card: those who may read these. Empty: where its sentences come from.
  std::vector<std::string> compartments;
};

/// One person at work on one state of the catalogue; read it anew after a change. Every function
/// commits. Cards are written whole or not at all; sentences that a call confirms besides come
/// before them, so that after a crash in between the same call completes it. One a thread. Errors
/// of all: kPermissionDenied, kNotFound (no such card to be seen), kInvalidArgument, kLocked
/// (changed by somebody else meanwhile), the library's. Who may do what: CatalogueRights.
class CatalogueEditor {
 public:
  /// All must outlive the editor. `account`: nothing for the command line.
  CatalogueEditor(Library& library, const Catalogue& catalogue, SentenceFinder& reader,
                  std::optional<Account> account);

  /// "This sentence shows the card" or does not. False when that was said before.
  Result<bool> decide(std::string_view card, const EvidencePlace& place, bool confirmed,
                      const std::string& reason);
  /// Takes back what counts now of what was said about this sentence and card; what was said before
  /// it counts again. `of`: the decision that is meant (EvidenceDecision::sequence), so that nobody
  /// takes back what others decided meanwhile (kLocked); 0: whichever counts. kInvalidArgument:
  /// nothing counts.
  Result<void> take_back(std::string_view card, const EvidencePlace& place, std::uint64_t of,
                         const std::string& reason);
  /// Takes the newest decision on a card back, with what it changed besides: the other card of a
  /// merge or split, the sentences that it confirmed and nobody decided on since. `of`: the
  /// decision's row, as in take_back. The row. Errors besides: plan_card_undo.
  Result<CardEntry> undo(std::string_view id, const std::vector<KnowHowCard>& shipped,
                         std::uint64_t of, const std::string& reason);
  /// Makes a candidate a card under its id and confirms its sentences. `fallback_label` is what the
  /// program would call it.
  Result<void> accept(std::string_view id, AcceptedCard accepted, std::string_view fallback_label,
                      const std::string& reason);
  /// Says of a candidate or card that it is no know-how: a run proposes it no more.
  Result<void> dismiss(std::string_view id, const std::string& reason);
  /// Takes that back: a card stands again, a candidate is one again. kInvalidArgument for what is
  /// not rejected.
  Result<void> restore(std::string_view id, const std::string& reason);
  /// Makes `id` part of `into`. A candidate that goes into a card becomes evidence of it.
  Result<void> merge(std::string_view id, std::string_view into, const std::string& reason);
  /// Takes the sentences of these cases out of a candidate, as far as they are to be seen; some
  /// have to go and some to stay. The id of the new candidate.
  Result<std::string> split(std::string_view id, const std::vector<std::string>& cases,
                            const std::string& reason);
  Result<void> rename(std::string_view id, const std::string& label, const std::string& reason);
  /// Adds cards or replaces what they say, all or none. The number of changed ones; what says the
  /// same as before needs no right. New cards lie in `compartments`. Those of an account that does
  /// not see the whole catalogue get a name made of their own and `compartments`, the same each
  /// time: whether a name is taken behind a wall must not show. Errors about a card have its id as
  /// `field`.
  Result<std::size_t> import(const std::vector<KnowHowCard>& cards,
                             const std::vector<std::string>& compartments,
                             const std::string& reason);

 private:
  std::string author() const;
  std::string id_of_import(const std::string& id,
                           const std::vector<std::string>& compartments) const;
  /// Leaves in `members` those that go; the others.
  Result<std::vector<GroupMember>> take_out(std::vector<GroupMember>& members,
                                            const std::vector<std::string>& cases);
  /// The card as it may be changed.
  Result<CatalogueCard> editable(std::string_view id) const;
  Result<void> write(const std::vector<CardEntry>& entries,
                     const std::vector<Confirmation>& confirmations);
  /// Notes in the row of an accepted or merged candidate from where on its sentences are confirmed.
  Result<void> note_confirmed(CatalogueCard& candidate) const;
  /// What takes back the sentences that a decision confirmed, as far as they still count so.
  Result<std::vector<Confirmation>> taking_back(const CardUndo& undo, const std::string& reason);
  /// Confirmations of a candidate's sentences for `card`.
  Result<std::vector<Confirmation>> confirmations_of(const CatalogueCard& candidate,
                                                     const std::string& card,
                                                     const std::string& reason,
                                                     std::vector<FoundSentence>& found);

  Library& library_;
  const Catalogue& catalogue_;
  SentenceFinder& reader_;
  CatalogueRights rights_;
};

}  // namespace kizuki

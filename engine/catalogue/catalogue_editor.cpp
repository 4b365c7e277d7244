#include "engine/catalogue/catalogue_editor.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr int kSteps = 7;
constexpr std::size_t kTypicalShare = 3;  // a step of one in so many sentences is typical
constexpr std::size_t kMaxLabelBytes = 400;
constexpr std::size_t kImportedIdDigits = 16;  // 64 bits

Error refuse(ErrorCode code, std::string message, std::string_view about = "") {
  Error error;
  error.code = code;
  error.message = std::move(message);
  error.field = about;
  return error;
}

Result<void> check_label(const std::string& label) {
  if (!label.empty() && label.size() <= kMaxLabelBytes && is_reason(label)) return {};
  return refuse(ErrorCode::kInvalidArgument,
                "見出しは、制御文字のない " + std::to_string(kMaxLabelBytes) +
                    " バイトまでの文字列にしてください",
                "label");
}

std::vector<int> typical_steps(const std::vector<FoundSentence>& sentences) {
  std::vector<int> out;
  for (int step = 1; step <= kSteps; ++step) {
    const auto with = static_cast<std::size_t>(std::count_if(
        sentences.begin(), sentences.end(),
        [&](const FoundSentence& found) { return (found.steps & step_bits({step})) != 0; }));
    if (with > 0 && kTypicalShare * with >= sentences.size()) out.push_back(step);
  }
  return out;
}

std::vector<std::string> united(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  a.erase(std::unique(a.begin(), a.end()), a.end());
  return a;
}

void add_examples(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& text : from) {
    if (to.size() < kMaxCardExamples && std::find(to.begin(), to.end(), text) == to.end()) {
      to.push_back(text);
    }
  }
}

}  // namespace

CatalogueEditor::CatalogueEditor(Library& library, const Catalogue& catalogue,
                                 SentenceFinder& reader, std::optional<Account> account)
    : library_(library), catalogue_(catalogue), reader_(reader), rights_(std::move(account)) {}

std::string CatalogueEditor::author() const {
  return rights_.account() ? rights_.account()->name : std::string(kOperatorName);
}

Result<CatalogueCard> CatalogueEditor::editable(std::string_view id) const {
  if (auto allowed = rights_.may_write(); !allowed) return allowed.error();
  const CatalogueCard* card = catalogue_.find(id);
  if (card == nullptr) return refuse(ErrorCode::kNotFound, "そのカードはありません", id);
  if (card->status == CardStatus::kMerged) {
    // What it was made part of may lie behind a wall.
    const CatalogueCard* standing = catalogue_.standing(id);
    return refuse(ErrorCode::kInvalidArgument,
                  standing == nullptr
                      ? "このカードはほかのカードにまとめられています"
                      : "このカードは " + standing->card.id + " にまとめられています",
                  id);
  }
  if (auto allowed = rights_.may_change(card->compartments); !allowed) return allowed.error();
  CatalogueCard editable = *card;
  editable.confirmed_after.reset();
  return editable;
}

Result<void> CatalogueEditor::write(const std::vector<CardEntry>& entries,
                                    const std::vector<Confirmation>& confirmations) {
  LibraryWriter writer(library_);
  // The sentences first: when the process dies between two groups the candidate is still one, and
  // accepting it again says the same again, which writes nothing.
  for (const Confirmation& confirmation : confirmations) {
    auto confirmed = writer.confirm(confirmation);
    // Removed since the catalogue was read: one sentence less.
    if (!confirmed && confirmed.error().code != ErrorCode::kNotFound) return confirmed.error();
  }
  if (auto written = writer.write_cards(entries); !written) return written.error();
  return writer.commit();
}

Result<bool> CatalogueEditor::decide(std::string_view card, const EvidencePlace& place,
                                     bool confirmed, const std::string& reason) {
  if (auto allowed = rights_.may_write(); !allowed) return allowed.error();
  const CatalogueCard* standing = catalogue_.standing(card);
  if (standing == nullptr) return refuse(ErrorCode::kNotFound, "そのカードはありません", card);
  if (standing->status != CardStatus::kActive) {
    return refuse(ErrorCode::kInvalidArgument,
                  "候補の文は一つずつ確かめられません。先に accept でカードにするか、split で"
                  "分けてください",
                  card);
  }
  auto found = reader_.at(place);
  if (!found) return std::move(found).error();
  if (!*found) {
    return refuse(ErrorCode::kNotFound, "その場所に文がありません", evidence_place_text(place));
  }
  EvidenceDecision decision;
  decision.card = standing->card.id;
  decision.place = place;
  decision.sentence_key = sentence_key((*found)->sentence);
  Confirmation confirmation;
  confirmation.case_id = place.case_id;
  confirmation.name = kCardConfirmation;
  confirmation.value = evidence_value(decision);
  confirmation.confirmed = confirmed;
  confirmation.author = author();
  confirmation.reason = reason;
  LibraryWriter writer(library_);
  auto written = writer.confirm(confirmation);
  if (!written) return written;
  if (auto committed = writer.commit(); !committed) return committed.error();
  return written;
}

Result<void> CatalogueEditor::note_confirmed(CatalogueCard& candidate) const {
  const auto newest = library_.confirmation_sequence();
  if (!newest) return newest.error();
  candidate.confirmed_after = *newest;
  return {};
}

Result<std::vector<Confirmation>> CatalogueEditor::confirmations_of(
    const CatalogueCard& candidate, const std::string& card, const std::string& reason,
    std::vector<FoundSentence>& found) {
  std::vector<Confirmation> out;
  for (const GroupMember& member : candidate.members) {
    auto sentence = reader_.of(member);
    if (!sentence) return std::move(sentence).error();
    if (!*sentence) continue;
    EvidenceDecision decision;
    decision.card = card;
    decision.place = (*sentence)->place;
    decision.sentence_key = sentence_key((*sentence)->sentence);
    Confirmation confirmation;
    confirmation.case_id = member.first;
    confirmation.name = kCardConfirmation;
    confirmation.value = evidence_value(decision);
    confirmation.author = author();
    confirmation.reason = reason;
    out.push_back(std::move(confirmation));
    found.push_back(std::move(**sentence));
  }
  return out;
}

Result<void> CatalogueEditor::accept(std::string_view id, AcceptedCard accepted,
                                     std::string_view fallback_label, const std::string& reason) {
  auto card = editable(id);
  if (!card) return std::move(card).error();
  if (card->status == CardStatus::kActive) {
    return refuse(ErrorCode::kInvalidArgument, "もうカードになっています", id);
  }
  if (!accepted.compartments.empty()) {
    card->compartments = united({}, accepted.compartments);
    if (auto allowed = rights_.may_change(card->compartments); !allowed) return allowed;
  }
  if (!accepted.label.empty()) card->card.label = accepted.label;
  if (card->card.label.empty()) card->card.label = fallback_label;
  if (auto checked = check_label(card->card.label); !checked) return checked;
  std::vector<FoundSentence> found;
  auto confirmations = confirmations_of(*card, card->card.id, reason, found);
  if (!confirmations) return std::move(confirmations).error();
  if (auto noted = note_confirmed(*card); !noted) return noted;
  card->status = CardStatus::kActive;
  card->members.clear();
  card->held = false;
  card->card.definition = std::move(accepted.definition);
  card->card.typical_steps =
      accepted.typical_steps.empty() ? typical_steps(found) : std::move(accepted.typical_steps);
  return write({card_entry_of(*card, CardAction::kAccept, author(), reason)}, *confirmations);
}

Result<void> CatalogueEditor::dismiss(std::string_view id, const std::string& reason) {
  auto card = editable(id);
  if (!card) return std::move(card).error();
  card->status = CardStatus::kRejected;
  return write({card_entry_of(*card, CardAction::kReject, author(), reason)}, {});
}

Result<void> CatalogueEditor::restore(std::string_view id, const std::string& reason) {
  auto card = editable(id);
  if (!card) return std::move(card).error();
  if (card->status != CardStatus::kRejected) {
    return refuse(ErrorCode::kInvalidArgument, "見送ったものではありません", id);
  }
  // Candidates alone have members.
  card->status = card->members.empty() ? CardStatus::kActive : CardStatus::kCandidate;
  return write({card_entry_of(*card, CardAction::kRestore, author(), reason)}, {});
}

Result<void> CatalogueEditor::merge(std::string_view id, std::string_view into,
                                    const std::string& reason) {
  auto card = editable(id);
  if (!card) return std::move(card).error();
  auto target = editable(into);
  if (!target) return std::move(target).error();
  if (id == into) {
    return refuse(ErrorCode::kInvalidArgument, "同じカードどうしはまとめられません", id);
  }
  const bool from_card = card->status == CardStatus::kActive;
  if (from_card && target->status != CardStatus::kActive) {
    return refuse(ErrorCode::kInvalidArgument, "カードを候補にまとめることはできません", id);
  }
  std::vector<Confirmation> confirmations;
  if (from_card) {
    // What comes from behind a wall must not show to more people than before.
    target->compartments = united(target->compartments, card->compartments);
    add_examples(target->card.examples, card->card.examples);
    add_examples(target->card.counter_examples, card->card.counter_examples);
  } else if (target->status == CardStatus::kActive) {
    std::vector<FoundSentence> found;
    auto made = confirmations_of(*card, target->card.id, reason, found);
    if (!made) return std::move(made).error();
    confirmations = std::move(*made);
    if (auto noted = note_confirmed(*card); !noted) return noted;
  } else {
    target->compartments = united(target->compartments, card->compartments);
    for (const GroupMember& member : card->members) {
      const auto& known = target->members;
      if (std::find(known.begin(), known.end(), member) == known.end()) {
        target->members.push_back(member);
      }
    }
    target->held = true;
    target->status = CardStatus::kCandidate;
  }
  card->status = CardStatus::kMerged;
  card->merged_into = target->card.id;
  return write({card_entry_of(*target, CardAction::kMerge, author(), reason),
                card_entry_of(*card, CardAction::kMerge, author(), reason)},
               confirmations);
}

Result<std::vector<GroupMember>> CatalogueEditor::take_out(std::vector<GroupMember>& members,
                                                           const std::vector<std::string>& cases) {
  const std::set<std::string> wanted(cases.begin(), cases.end());
  std::vector<GroupMember> part;
  std::vector<GroupMember> rest;
  bool leaves_some = false;
  for (GroupMember& member : members) {
    // A case that is not to be seen any more stays where it is, and whether there is one shows in
    // nothing.
    auto sentence = reader_.of(member);
    if (!sentence) return std::move(sentence).error();
    const bool goes = sentence->has_value() && wanted.contains(member.first);
    leaves_some = leaves_some || (sentence->has_value() && !goes);
    (goes ? part : rest).push_back(std::move(member));
  }
  if (part.empty() || !leaves_some) {
    return refuse(ErrorCode::kInvalidArgument,
                  "分ける文は、候補の根拠の一部だけを選んでください（すべてや、根拠でない事例は"
                  "分けられません）",
                  "cases");
  }
  members = std::move(part);
  return rest;
}

Result<std::string> CatalogueEditor::split(std::string_view id,
                                           const std::vector<std::string>& cases,
                                           const std::string& reason) {
  auto card = editable(id);
  if (!card) return std::move(card).error();
  if (card->status == CardStatus::kActive) {
    return refuse(ErrorCode::kInvalidArgument,
                  "分けられるのは候補だけです。カードに合わない文は reject してください", id);
  }
  CatalogueCard part = *card;
  auto rest = take_out(part.members, cases);
  if (!rest) return std::move(rest).error();
  const auto all = library_.cards();
  if (!all) return all.error();
  std::set<std::string> taken;
  for (const CardEntry& entry : *all) taken.insert(entry.id);
  for (int n = 2; taken.contains(part.card.id); ++n) {
    part.card.id = card->card.id + "-" + std::to_string(n);
  }
  card->members = std::move(*rest);
  card->held = part.held = true;
  card->status = part.status = CardStatus::kCandidate;
  part.sequence = 0;
  part.card.label.clear();
  auto written = write({card_entry_of(*card, CardAction::kSplit, author(), reason),
                        card_entry_of(part, CardAction::kSplit, author(), reason)},
                       {});
  if (!written) return std::move(written).error();
  return part.card.id;
}

Result<void> CatalogueEditor::rename(std::string_view id, const std::string& label,
                                     const std::string& reason) {
  auto card = editable(id);
  if (!card) return std::move(card).error();
  if (auto checked = check_label(label); !checked) return checked;
  card->card.label = label;
  return write({card_entry_of(*card, CardAction::kRename, author(), reason)}, {});
}

Result<std::size_t> CatalogueEditor::import(const std::vector<KnowHowCard>& cards,
                                            const std::vector<std::string>& compartments,
                                            const std::string& reason) {
  if (auto allowed = rights_.may_change(compartments); !allowed) return allowed.error();
  std::vector<CardEntry> entries;
  for (const KnowHowCard& card : cards) {
    KnowHowCard named = card;
    named.id = id_of_import(card.id, compartments);
    const CatalogueCard* known = catalogue_.find(named.id);
    CatalogueCard entry;
    if (known != nullptr) {
      entry = *known;
      entry.confirmed_after.reset();
    } else {
      entry.compartments = united({}, compartments);
    }
    const std::string before = card_entry_of(entry, CardAction::kImport, "", "").content;
    const bool was_active = entry.status == CardStatus::kActive;
    entry.card = std::move(named);
    entry.status = CardStatus::kActive;
    entry.members.clear();
    CardEntry made = card_entry_of(entry, CardAction::kImport, author(), reason);
    if (known != nullptr && was_active && made.content == before) continue;
    // What says the same as before may stand in a file of somebody who may not change it.
    if (known != nullptr) {
      if (auto allowed = editable(known->card.id); !allowed) {
        Error error = std::move(allowed).error();
        error.message = "カード " + card.id + ": " + error.message;
        error.field = card.id;
        return error;
      }
    }
    entries.push_back(std::move(made));
  }
  const std::size_t changed = entries.size();
  if (auto written = write(entries, {}); !written) return std::move(written).error();
  return changed;
}

std::string CatalogueEditor::id_of_import(const std::string& id,
                                          const std::vector<std::string>& compartments) const {
  const bool sees_all = !rights_.account() || rights_.account()->role == Role::kOperator;
  if (sees_all || catalogue_.find(id) != nullptr) return id;
  std::string name = id;
  for (const std::string& compartment : united({}, compartments)) name += "\n" + compartment;
  return "n-" + sha256_hex(name).substr(0, kImportedIdDigits);
}

}  // namespace kizuki

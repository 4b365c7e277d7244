#include "server/app/knowhow_history.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "engine/catalogue/card_undo.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/knowhow_changes.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kDateCharacters = 10;

/// Whether both were confirmed in one go, as far as the page tells.
bool together(const ShownChange& told, const EvidenceDecision& said) {
  return !told.action && told.confirmed && said.confirmed && !told.taken_back && !said.taken_back &&
         told.author == said.author && told.reason == said.reason &&
         told.date == std::string_view(said.time).substr(0, kDateCharacters);
}

ShownChange change_of(std::string time, std::string author, std::string reason) {
  ShownChange out;
  out.date = time.substr(0, kDateCharacters);
  out.time = std::move(time);
  out.author = std::move(author);
  out.reason = std::move(reason);
  return out;
}

/// A change of a sentence with where it stands; one of several has no place of its own.
struct SaidChange {
  ShownChange change;
  EvidencePlace place;
};

std::vector<SaidChange> grouped(const std::vector<EvidenceDecision>& history,
                                const std::set<std::uint64_t>& counting) {
  std::vector<SaidChange> out;
  for (const EvidenceDecision& said : history) {
    if (!out.empty() && together(out.back().change, said)) {
      ++out.back().change.sentences;
      out.back().change.undo = 0;
      continue;
    }
    SaidChange one{change_of(said.time, said.author, said.reason), said.place};
    one.change.confirmed = said.confirmed;
    one.change.taken_back = said.taken_back;
    one.change.place = evidence_place_text(said.place);
    if (counting.contains(said.sequence)) one.change.undo = said.sequence;
    out.push_back(std::move(one));
  }
  return out;
}

/// Fills in the case; false when the visitor may not read it now.
Result<bool> name_case(Call& call, SaidChange& said) {
  const auto stored = call.reading->scope.read(*call.reading->library, said.place.case_id);
  if (!stored && stored.error().code == ErrorCode::kNotFound) return false;
  if (!stored) return stored.error();
  auto brief = brief_of(*stored);
  if (!brief) return std::move(brief).error();
  said.change.title = std::move(brief->title);
  said.change.path = "/cases/" + percent_encode(said.place.case_id) +
                     "?at=" + std::to_string(said.place.section) + ":" +
                     std::to_string(said.place.span.begin) + "-" +
                     std::to_string(said.place.span.end) + "#at";
  call.disclose("knowhow", said.place.case_id, stored->compartment);
  return true;
}

}  // namespace

Result<std::optional<CardEntry>> undoable_by(const Call& call, const KnowHowReading& knowhow,
                                             std::string_view card) {
  if (!may_curate(call.visitor)) return std::optional<CardEntry>();
  auto plan =
      plan_card_undo(*call.reading->library, *knowhow.catalogue, knowhow.tools->shipped_cards,
                     CatalogueRights(call.visitor.account()), card);
  if (plan) return std::optional<CardEntry>(std::move(plan->decision));
  const ErrorCode code = plan.error().code;
  const bool none = code == ErrorCode::kNotFound || code == ErrorCode::kInvalidArgument ||
                    code == ErrorCode::kPermissionDenied;
  if (none) return std::optional<CardEntry>();
  return std::move(plan).error();
}

Result<std::vector<ShownChange>> history_of(Call& call, const KnowHowReading& knowhow,
                                            std::string_view card, bool decides) {
  auto rows = visible_history(*call.reading, card);
  if (!rows) return std::move(rows).error();
  const auto undoable = undoable_by(call, knowhow, card);
  if (!undoable) return undoable.error();
  std::vector<ShownChange> out;
  for (CardEntry& row : *rows) {
    ShownChange change =
        change_of(std::move(row.time), std::move(row.author), std::move(row.reason));
    change.action = row.action;
    if (*undoable && (*undoable)->sequence == row.sequence) change.undo = row.sequence;
    out.push_back(std::move(change));
  }
  std::set<std::uint64_t> counting;
  if (decides) {
    for (const EvidenceDecision& said : knowhow.catalogue->decisions)
      counting.insert(said.sequence);
  }
  const auto history = evidence_history(*call.reading->library, *knowhow.catalogue, card);
  if (!history) return history.error();
  std::vector<SaidChange> said = grouped(*history, counting);
  // More of either are not told of, so no more cases are read.
  if (said.size() > kMostShownChanges) {
    said.erase(said.begin(), said.end() - static_cast<std::ptrdiff_t>(kMostShownChanges));
  }
  for (SaidChange& one : said) {
    if (one.change.sentences == 1) {
      const auto named = name_case(call, one);
      if (!named) return named.error();
      if (!*named) continue;
    }
    out.push_back(std::move(one.change));
  }
  std::stable_sort(out.begin(), out.end(), [](const ShownChange& left, const ShownChange& right) {
    return left.time < right.time;
  });
  std::reverse(out.begin(), out.end());
  if (out.size() > kMostShownChanges) out.resize(kMostShownChanges);
  return out;
}

}  // namespace kizuki

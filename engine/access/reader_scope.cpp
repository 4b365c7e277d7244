#include "engine/access/reader_scope.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/varint.hpp"
#include "engine/privacy/consent.hpp"
#include "engine/privacy/readable_case.hpp"
#include "engine/privacy/readable_compartments.hpp"

namespace kizuki {
namespace {

/// With more changes than this since the index was made, each counted case is looked up.
constexpr std::size_t kMaxLookedAtChanges = 1'000;

constexpr const char* kLocal = "local";
constexpr const char* kPublic = "public";

/// The view of an account, by its rights and not by what exists: it stays the same when cases of an
/// organisation come in that it may read.
ViewDefinition view_of_account(const Account& account) {
  if (account.role == Role::kOperator) return view_of_all();
  if (account.all_organizations) {
    return account.local ? view_of_all() : view_without({kLocal});
  }
  std::vector<std::string> names{kPublic, "members", kLocal};
  names.push_back("org:" + account.organization);
  for (const std::string& other : account.other_organizations) names.push_back("org:" + other);
  names.erase(std::remove_if(names.begin(), names.end(),
                             [&](const std::string& name) { return !may_read(account, name); }),
              names.end());
  return view_of(std::move(names));
}

}  // namespace

Result<ReaderScope> ReaderScope::of_account(const Library& library, std::string_view name) {
  auto account = library.account(name);
  if (!account) return std::move(account).error();
  // Asked of no compartment at all, this says whether the account may read anything.
  const auto allowed = readable_compartments(*account, {});
  if (!allowed) return allowed.error();
  return ReaderScope(Reach::kAccount, std::move(*account));
}

bool ReaderScope::may_read(std::string_view compartment) const {
  switch (reach_) {
    case Reach::kEverything:
      return true;
    case Reach::kAccount:
      return kizuki::may_read(*account_, compartment);
    case Reach::kPublic:
      return compartment == kPublic;
  }
  return false;
}

Result<std::vector<std::string>> ReaderScope::compartments(const Generation& generation) const {
  if (reach_ == Reach::kAccount) return readable_compartments(*account_, generation.compartments());
  std::vector<std::string> names = generation.compartments();
  names.erase(std::remove_if(names.begin(), names.end(),
                             [this](const std::string& name) { return !may_read(name); }),
              names.end());
  return names;
}

Result<Searcher> ReaderScope::open(const Searcher::Sources& sources) const {
  const auto readable = compartments(*sources.generation);
  if (!readable) return readable.error();
  return Searcher::open(sources, *readable);
}

bool ReaderScope::library_moved_on(const Library& library, const Generation& generation) const {
  const auto changes = library.changes(generation.library_sequence(), kMaxLookedAtChanges);
  if (!changes || !changes->complete) return true;
  return std::any_of(changes->cases.begin(), changes->cases.end(), [&](const CaseChange& change) {
    return !change.before.empty() && may_read(change.before);
  });
}

VisibilityGate ReaderScope::gate(std::shared_ptr<const Library> library) const {
  return [library = std::move(library), scope = *this](const std::vector<CaseAddress>& cases) {
    std::vector<std::string> ids;
    ids.reserve(cases.size());
    for (const CaseAddress& address : cases) ids.push_back(address.id);
    std::vector<bool> visible(cases.size(), false);
    const auto states = library->current_states(ids);
    if (!states) return visible;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const auto& state = (*states)[i];
      visible[i] =
          state && state->compartment == cases[i].compartment && scope.may_read(state->compartment);
    }
    return visible;
  };
}

Result<StoredCase> ReaderScope::read(const Library& library, std::string_view id) const {
  auto stored = readable_case(
      library, [this](std::string_view compartment) { return may_read(compartment); }, id);
  if (!stored) return stored;
  if (reads_without_consent() || consent_holds(stored->json, japan_date(utc_now()))) return stored;
  return no_such_readable_case(id);
}

bool ReaderScope::reads_without_consent() const {
  return reach_ == Reach::kEverything || (account_ && account_->role == Role::kOperator);
}

std::string ReaderScope::key() const {
  if (reach_ == Reach::kEverything) return "*";
  if (reach_ == Reach::kPublic) return "";
  // Everything that may_read asks of an account, sized so that names cannot run together.
  std::string key(account_->role == Role::kOperator ? "o" : "a");
  key += account_->disabled ? "d" : "e";
  key += account_->all_organizations ? "A" : "-";
  key += account_->local ? "L" : "-";
  append_sized(key, account_->organization);
  for (const std::string& other : account_->other_organizations) append_sized(key, other);
  return key;
}

Result<std::vector<ViewDefinition>> views_of_accounts(const Library& library) {
  const auto accounts = library.accounts();
  if (!accounts) return accounts.error();
  std::vector<ViewDefinition> views;
  for (const Account& account : *accounts) {
    if (!account.disabled) views.push_back(view_of_account(account));
  }
  return views;
}

}  // namespace kizuki

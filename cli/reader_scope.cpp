#include "cli/reader_scope.hpp"

#include <utility>
#include <vector>

#include "engine/privacy/readable_compartments.hpp"

namespace kizuki {

Result<ReaderScope> ReaderScope::of_account(const Library& library, std::string_view name) {
  auto account = library.account(name);
  if (!account) return std::move(account).error();
  // Asked of no compartment at all, this says whether the account may read anything.
  const auto allowed = readable_compartments(*account, {});
  if (!allowed) return allowed.error();
  return ReaderScope(std::move(*account));
}

Result<Searcher> ReaderScope::open(const Searcher::Sources& sources) const {
  if (!account_) return Searcher::open_all(sources);
  const auto readable = readable_compartments(*account_, sources.generation->compartments());
  if (!readable) return readable.error();
  return Searcher::open(sources, *readable);
}

VisibilityGate ReaderScope::gate(std::shared_ptr<const Library> library) const {
  return [library = std::move(library), account = account_](const std::vector<CaseAddress>& cases) {
    std::vector<std::string> ids;
    ids.reserve(cases.size());
    for (const CaseAddress& address : cases) ids.push_back(address.id);
    std::vector<bool> visible(cases.size(), false);
    const auto states = library->current_states(ids);
    if (!states) return visible;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const auto& state = (*states)[i];
      visible[i] = state && state->compartment == cases[i].compartment &&
                   (!account || may_read(*account, state->compartment));
    }
    return visible;
  };
}

}  // namespace kizuki

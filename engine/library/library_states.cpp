// Where cases stand now: the gate that output passes through.
#include "engine/library/library_state.hpp"
#include "engine/library/schema.hpp"

namespace kizuki {
namespace {

Result<KnownStates::State> read_state(const Database& database, const std::string& id) {
  static const std::string kSql = "SELECT c.state, " + std::string(kLogColumns) +
                                  " FROM cases AS c LEFT JOIN ingest_log AS l USING (sequence)"
                                  " WHERE c.id = ?1";
  auto query = database.statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind_text(1, id).step();
  if (!row) return row.error();
  if (!*row || query->integer(0) != static_cast<int>(CaseState::kPresent)) {
    return KnownStates::State();
  }
  const LogEntry entry = read_log_entry(*query, 1);
  if (auto checked = check_entry(database, entry, id); !checked) return checked.error();
  return KnownStates::State(
      Library::CurrentState{entry.compartment, entry.revision, hash_hex(entry.content_hash)});
}

}  // namespace

Result<void> KnownStates::begin(const Database& database) {
  const auto version = database.integer("PRAGMA data_version");
  if (!version) return version.error();
  if (version_ != *version) states_.clear();
  version_ = *version;
  return {};
}

const KnownStates::State* KnownStates::find(const std::string& id) const {
  const auto found = states_.find(id);
  return found == states_.end() ? nullptr : &found->second;
}

void KnownStates::keep(const std::string& id, const State& state) {
  if (states_.size() >= kMost) states_.clear();
  states_.emplace(id, state);
}

Result<std::vector<std::optional<Library::CurrentState>>> Library::current_states(
    const std::vector<std::string>& ids) const {
  const auto database = state_->database();
  if (!database) return database.error();
  const auto snapshot = Transaction::begin(**database, Transaction::Kind::kRead);
  if (!snapshot) return snapshot.error();
  KnownStates* const known = state_->mode == Mode::kReadOnly ? &state_->known : nullptr;
  if (known != nullptr) {
    if (auto begun = known->begin(**database); !begun) return begun.error();
  }
  std::vector<std::optional<CurrentState>> states;
  states.reserve(ids.size());
  for (const std::string& id : ids) {
    if (const auto* found = known == nullptr ? nullptr : known->find(id); found != nullptr) {
      states.push_back(*found);
      continue;
    }
    auto state = read_state(**database, id);
    if (!state) return state.error();
    if (known != nullptr) known->keep(id, *state);
    states.push_back(std::move(*state));
  }
  return states;
}

}  // namespace kizuki

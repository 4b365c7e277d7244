#include "engine/library/library.hpp"

#include <algorithm>

#include "engine/library/library_state.hpp"
#include "engine/library/schema.hpp"

namespace kizuki {

Error damaged_case(const Database& database, std::string message, std::string_view id) {
  return {ErrorCode::kCorrupt, std::move(message), database.path().string(), 0, "",
          std::string(id)};
}

Error no_such_case(std::string_view id) {
  return {ErrorCode::kNotFound, "その事例はありません", "", 0, "", std::string(id)};
}

std::string hash_hex(std::string_view bytes) {
  Sha256Digest digest{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
  return to_hex(digest);
}

Result<void> check_entry(const Database& database, const LogEntry& entry, std::string_view id) {
  if (entry.case_id == id && entry.hash == log_hash(entry)) return {};
  return damaged_case(database, "登録記録が壊れています。kizuki verify で確かめてください", id);
}

Result<StoredCase> checked_case(const Database& database, const LogEntry& entry,
                                std::string_view json) {
  if (to_bytes(sha256(json)) != entry.content_hash) {
    return damaged_case(database,
                        "事例の内容が登録したときと違います。バックアップから戻してください",
                        entry.case_id);
  }
  return StoredCase{entry.case_id,
                    entry.compartment,
                    entry.revision,
                    entry.sequence,
                    hash_hex(entry.content_hash),
                    std::string(json)};
}

Library::Library(std::unique_ptr<State> state) : state_(std::move(state)) {}
Library::~Library() = default;
Library::Library(Library&&) noexcept = default;
Library& Library::operator=(Library&&) noexcept = default;

Result<std::uint64_t> Library::sequence() const {
  const auto database = state_->database();
  if (!database) return database.error();
  return (*database)->integer("SELECT max(sequence) FROM ingest_log").transform([](auto newest) {
    return static_cast<std::uint64_t>(newest);
  });
}

Result<StoredCase> Library::get(std::string_view id) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = "SELECT c.state, r.json, " + std::string(kLogColumns) +
                                  " FROM cases AS c LEFT JOIN ingest_log AS l USING (sequence)"
                                  " LEFT JOIN revisions AS r USING (sequence) WHERE c.id = ?1";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind_text(1, id).step();
  if (!row) return row.error();
  if (!*row || query->integer(0) != static_cast<int>(CaseState::kPresent)) {
    return no_such_case(id);
  }
  const LogEntry entry = read_log_entry(*query, 2);
  if (auto checked = check_entry(**database, entry, id); !checked) return checked.error();
  return checked_case(**database, entry, query->bytes(1));
}

Result<bool> Library::knows(std::string_view id) const {
  const auto database = state_->database();
  if (!database) return database.error();
  auto query = (*database)->statement("SELECT 1 FROM cases WHERE id = ?1");
  if (!query) return query.error();
  return query->bind_text(1, id).step();
}

Result<Erasure> Library::erasure(std::string_view id) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = "SELECT t.revisions, t.scrubbed, " + std::string(kLogColumns) +
                                  " FROM cases AS c JOIN ingest_log AS l ON"
                                  " l.sequence = c.erased_through JOIN tombstones AS t ON"
                                  " t.sequence = c.erased_through WHERE c.id = ?1";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind_text(1, id).step();
  if (!row) return row.error();
  if (!*row) {
    return Error{ErrorCode::kNotFound, "その事例を消去した記録はありません", "", 0, "",
                 std::string(id)};
  }
  const LogEntry entry = read_log_entry(*query, 2);
  if (auto checked = check_entry(**database, entry, id); !checked) return checked.error();
  return Erasure{
      entry.case_id,        entry.sequence, query->number(0), hash_hex(entry.content_hash),
      hash_hex(entry.hash), entry.source,   entry.time,       query->integer(1) == 1};
}

Result<void> Library::back_up(const std::filesystem::path& to) const {
  const auto database = state_->database();
  if (!database) return database.error();
  return (*database)->copy_to(to);
}

}  // namespace kizuki

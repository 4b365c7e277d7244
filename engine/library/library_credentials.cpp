// Reading credentials.
#include <utility>

#include "engine/library/credential_rows.hpp"
#include "engine/library/library_state.hpp"

namespace kizuki {
namespace {

Error damaged_credential(const Database& database) {
  return {ErrorCode::kCorrupt,
          "サインインの記録が壊れています。kizuki verify で確かめてください",
          database.path().string(),
          0,
          "",
          ""};
}

}  // namespace

Result<std::optional<std::string>> Library::password_verifier(std::string_view name) const {
  const auto database = state_->database();
  if (!database) return database.error();
  auto query = (*database)->statement(
      "SELECT name, verifier, changed_at, seal FROM passwords WHERE name = ?1");
  if (!query) return query.error();
  const auto row = query->bind_text(1, name).step();
  if (!row) return row.error();
  if (!*row) return std::optional<std::string>();
  if (query->bytes(3) != password_seal(query->bytes(0), query->bytes(1), query->bytes(2))) {
    return damaged_credential(**database);
  }
  return std::optional<std::string>(query->bytes(1));
}

Result<bool> Library::has_passwords() const {
  const auto database = state_->database();
  if (!database) return database.error();
  return (*database)
      ->integer("SELECT EXISTS (SELECT 1 FROM passwords)")
      .transform([](std::int64_t found) { return found != 0; });
}

Result<std::optional<IssuedSecret>> Library::secret(SecretKind kind, std::string_view hash,
                                                    std::string_view now) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql =
      "SELECT " + std::string(kSecretColumns) + " FROM secrets WHERE hash = ?1";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  const auto row = query->bind_blob(1, hash).step();
  if (!row) return row.error();
  if (!*row) return std::optional<IssuedSecret>();
  auto found = read_secret(*query);
  if (!found) return damaged_credential(**database);
  if (found->kind != kind || found->expires_at <= now) return std::optional<IssuedSecret>();
  return std::optional<IssuedSecret>(std::move(*found));
}

Result<std::vector<IssuedSecret>> Library::secrets(SecretKind kind, std::string_view name) const {
  const auto database = state_->database();
  if (!database) return database.error();
  static const std::string kSql = "SELECT " + std::string(kSecretColumns) +
                                  " FROM secrets WHERE name = ?1 AND kind = ?2"
                                  " ORDER BY created_at, label, hash";
  auto query = (*database)->statement(kSql);
  if (!query) return query.error();
  query->bind_text(1, name).bind(2, static_cast<std::int64_t>(kind));
  std::vector<IssuedSecret> found;
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) return found;
    auto secret = read_secret(*query);
    if (!secret) return damaged_credential(**database);
    found.push_back(std::move(*secret));
  }
}

}  // namespace kizuki

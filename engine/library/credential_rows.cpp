#include "engine/library/credential_rows.hpp"

#include "engine/base/varint.hpp"
#include "engine/library/ingest_log.hpp"

namespace kizuki {

std::string password_seal(std::string_view name, std::string_view verifier,
                          std::string_view changed_at) {
  std::string bytes;
  append_sized(bytes, name);
  append_sized(bytes, verifier);
  append_sized(bytes, changed_at);
  return to_bytes(sha256(bytes));
}

std::string secret_seal(const IssuedSecret& secret) {
  std::string bytes;
  append_sized(bytes, secret.hash);
  append_varint(bytes, static_cast<std::uint64_t>(secret.kind));
  append_sized(bytes, secret.account);
  append_sized(bytes, secret.label);
  append_sized(bytes, secret.created_at);
  append_sized(bytes, secret.expires_at);
  return to_bytes(sha256(bytes));
}

std::optional<IssuedSecret> read_secret(const Statement& statement) {
  IssuedSecret secret;
  secret.hash = statement.bytes(0);
  secret.kind = static_cast<SecretKind>(statement.integer(1));
  secret.account = statement.bytes(2);
  secret.label = statement.bytes(3);
  secret.created_at = statement.bytes(4);
  secret.expires_at = statement.bytes(5);
  if (statement.bytes(6) != secret_seal(secret)) return std::nullopt;
  return secret;
}

}  // namespace kizuki

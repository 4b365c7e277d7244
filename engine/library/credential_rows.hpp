// Rows of credentials, each sealed by a hash over all its columns, so that a damaged one opens
// nothing. Inside engine/library only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/library/credential.hpp"
#include "engine/library/database.hpp"

namespace kizuki {

/// SHA-256 over sized name, sized verifier, sized changed_at.
std::string password_seal(std::string_view name, std::string_view verifier,
                          std::string_view changed_at);

/// SHA-256 over sized hash, varint kind, sized account, label, created_at, expires_at.
std::string secret_seal(const IssuedSecret& secret);

/// Columns for a SELECT from `secrets`, in the order of read_secret.
constexpr std::string_view kSecretColumns = "hash, kind, name, label, created_at, expires_at, seal";

/// The row that `statement` stands on; nothing when it differs from its seal.
std::optional<IssuedSecret> read_secret(const Statement& statement);

}  // namespace kizuki

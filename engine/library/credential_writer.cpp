// Writing credentials: LibraryWriter's part about them.
#include <utility>

#include "engine/library/credential_rows.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_writer_state.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kHashBytes = 32;

Error refuse(std::string_view field, std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message), "", 0, std::string(field), ""};
}

Result<void> outcome_as_result(const Result<WriteOutcome>& outcome, std::string_view name) {
  if (!outcome) return outcome.error();
  switch (*outcome) {
    case WriteOutcome::kMissing:
      return no_such_account(name);
    case WriteOutcome::kExists:
      return Error{ErrorCode::kAlreadyExists,
                   "この名前のトークンは既にあります",
                   "",
                   0,
                   std::string(name),
                   ""};
    case WriteOutcome::kTooMany:
      return Error{ErrorCode::kLimitExceeded,
                   "トークンは 1 アカウントに " + std::to_string(kMaxSecretsOfAKind) +
                       " までです。使わないものを消してください",
                   "",
                   0,
                   std::string(name),
                   ""};
    default:
      return {};
  }
}

}  // namespace

Result<void> LibraryWriter::State::drop_sessions(std::string_view name) {
  auto drop = database->statement("DELETE FROM secrets WHERE name = ?1 AND kind = ?2");
  if (!drop) return drop.error();
  return drop->bind_text(1, name).bind(2, static_cast<std::int64_t>(SecretKind::kSession)).run();
}

Result<WriteOutcome> LibraryWriter::State::set_password(std::string_view name,
                                                        std::string_view verifier) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto account = find_account(*database, name);
  if (!account) return account.error();
  if (!*account) return WriteOutcome::kMissing;
  const std::string now = clock();
  auto put = database->statement(
      "INSERT INTO passwords VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET"
      " verifier = ?2, changed_at = ?3, seal = ?4");
  if (!put) return put.error();
  put->bind_text(1, name)
      .bind_text(2, verifier)
      .bind_text(3, now)
      .bind_blob(4, password_seal(name, verifier, now));
  if (auto done = put->run(); !done) return done.error();
  if (auto dropped = drop_sessions(name); !dropped) return dropped.error();
  if (auto counted = count_change(0); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

/// Drops what has expired, and of sessions the oldest that are too many; true when there is room.
Result<bool> LibraryWriter::State::make_room(const IssuedSecret& secret) {
  auto expired = database->statement("DELETE FROM secrets WHERE name = ?1 AND expires_at <= ?2");
  if (!expired) return expired.error();
  if (auto done = expired->bind_text(1, secret.account).bind_text(2, secret.created_at).run();
      !done) {
    return done.error();
  }
  if (secret.kind == SecretKind::kSession) {
    auto oldest = database->statement(
        "DELETE FROM secrets WHERE hash IN (SELECT hash FROM secrets WHERE name = ?1 AND kind = ?2"
        " ORDER BY created_at DESC, hash LIMIT -1 OFFSET ?3)");
    if (!oldest) return oldest.error();
    oldest->bind_text(1, secret.account)
        .bind(2, static_cast<std::int64_t>(secret.kind))
        .bind(3, static_cast<std::int64_t>(kMaxSecretsOfAKind) - 1);
    if (auto done = oldest->run(); !done) return done.error();
    return true;
  }
  auto count = database->statement("SELECT count(*) FROM secrets WHERE name = ?1 AND kind = ?2");
  if (!count) return count.error();
  const auto row =
      count->bind_text(1, secret.account).bind(2, static_cast<std::int64_t>(secret.kind)).step();
  if (!row) return row.error();
  return count->number(0) < kMaxSecretsOfAKind;
}

Result<WriteOutcome> LibraryWriter::State::add_secret(const IssuedSecret& secret) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto account = find_account(*database, secret.account);
  if (!account) return account.error();
  if (!*account || (*account)->disabled) return WriteOutcome::kMissing;
  const auto room = make_room(secret);
  if (!room) return room.error();
  if (!*room) return WriteOutcome::kTooMany;
  if (secret.kind == SecretKind::kToken) {
    auto same =
        database->statement("SELECT 1 FROM secrets WHERE name = ?1 AND kind = ?2 AND label = ?3");
    if (!same) return same.error();
    const auto row = same->bind_text(1, secret.account)
                         .bind(2, static_cast<std::int64_t>(secret.kind))
                         .bind_text(3, secret.label)
                         .step();
    if (!row) return row.error();
    if (*row) return WriteOutcome::kExists;
  }
  auto insert = database->statement("INSERT INTO secrets VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!insert) return insert.error();
  insert->bind_blob(1, secret.hash)
      .bind(2, static_cast<std::int64_t>(secret.kind))
      .bind_text(3, secret.account)
      .bind_text(4, secret.label)
      .bind_text(5, secret.created_at)
      .bind_text(6, secret.expires_at)
      .bind_blob(7, secret_seal(secret));
  if (auto inserted = insert->run(); !inserted) return inserted.error();
  if (auto counted = count_change(0); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<bool> LibraryWriter::State::remove_secrets(std::string_view sql, std::string_view first,
                                                  std::string_view second) {
  if (auto begun = begin_group(); !begun) return begun.error();
  std::uint64_t removed = 0;
  {
    auto remove = database->statement(sql);
    if (!remove) return remove.error();
    remove->bind_blob(1, first);
    if (!second.empty()) remove->bind_text(1, first).bind_text(2, second);
    if (auto done = remove->run(); !done) return done.error();
    removed = database->changes();
  }
  if (removed == 0) return false;
  if (auto counted = count_change(0); !counted) return counted.error();
  return true;
}

Result<void> LibraryWriter::set_password(std::string_view name, std::string_view verifier) {
  if (verifier.empty()) return refuse("verifier", "パスワードの記録が空です");
  return outcome_as_result(state_->attempt([&] { return state_->set_password(name, verifier); }),
                           name);
}

Result<IssuedSecret> LibraryWriter::add_secret(SecretKind kind, std::string_view name,
                                               std::string_view hash, std::string_view label,
                                               std::chrono::seconds lifetime) {
  if (hash.size() != kHashBytes) return refuse("hash", "ハッシュの長さが違います");
  if (kind == SecretKind::kToken ? !is_account_name(label) : !label.empty()) {
    return refuse("label", "トークンの名前は、英数字と . _ @ - の 1～64 文字にしてください");
  }
  IssuedSecret secret;
  secret.kind = kind;
  secret.hash = hash;
  secret.account = name;
  secret.label = label;
  secret.created_at = state_->clock();
  secret.expires_at = utc_after(secret.created_at, lifetime);
  const auto written =
      outcome_as_result(state_->attempt([&] { return state_->add_secret(secret); }), name);
  if (!written) return written.error();
  return secret;
}

Result<bool> LibraryWriter::end_session(std::string_view hash) {
  return state_->attempt([&] {
    return state_->remove_secrets("DELETE FROM secrets WHERE hash = ?1 AND kind = 1", hash, "");
  });
}

Result<bool> LibraryWriter::revoke_token(std::string_view name, std::string_view label) {
  if (label.empty()) return false;
  return state_->attempt([&] {
    return state_->remove_secrets("DELETE FROM secrets WHERE name = ?1 AND label = ?2 AND kind = 2",
                                  name, label);
  });
}

}  // namespace kizuki

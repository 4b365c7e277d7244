// Writing accounts: LibraryWriter's part about them.
#include <utility>

#include "engine/library/account_log.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_writer_state.hpp"
#include "engine/library/log_tail.hpp"

namespace kizuki {
namespace {

Error account_error(ErrorCode code, std::string message, std::string_view name) {
  return {code, std::move(message), "", 0, std::string(name), ""};
}

// What every call refuses before it touches the file.
Result<Account> checked_change(const Account& account, std::string_view actor,
                               std::string_view reason) {
  if (!is_account_name(actor)) {
    return account_error(ErrorCode::kInvalidArgument,
                         "操作した人は、アカウント名か operator で指定してください", "actor");
  }
  if (!is_reason(reason)) {
    return account_error(
        ErrorCode::kInvalidArgument,
        "理由は、制御文字のない " + std::to_string(kMaxReasonBytes) + " バイトまでにしてください",
        "reason");
  }
  return checked_account(account);
}

}  // namespace

Result<void> LibraryWriter::State::append_account(const Account& account, std::string_view actor,
                                                  std::string_view reason) {
  AccountEntry entry = make_account_entry(account);
  entry.actor = actor;
  entry.reason = reason;
  entry.time = clock();
  auto tail = read_log_tail(*database, "account_log");
  if (!tail) return std::move(tail).error();
  entry.sequence = tail->sequence + 1;
  entry.previous_hash = std::move(tail->hash);
  entry.hash = account_hash(entry);
  auto insert = database->statement(
      "INSERT INTO account_log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
  if (!insert) return insert.error();
  insert->bind(1, entry.sequence)
      .bind_text(2, entry.name)
      .bind(3, entry.role)
      .bind_text(4, entry.organization)
      .bind_text(5, entry.other_organizations)
      .bind(6, entry.all_organizations)
      .bind(7, entry.local)
      .bind(8, entry.disabled)
      .bind_text(9, entry.actor)
      .bind_text(10, entry.reason)
      .bind_text(11, entry.time)
      .bind_blob(12, entry.previous_hash)
      .bind_blob(13, entry.hash);
  if (auto inserted = insert->run(); !inserted) return inserted;
  auto point = database->statement(
      "INSERT INTO accounts VALUES (?1, ?2, ?2) ON CONFLICT (name) DO UPDATE SET sequence = ?2");
  if (!point) return point.error();
  return point->bind_text(1, entry.name).bind(2, entry.sequence).run();
}

Result<WriteOutcome> LibraryWriter::State::write_account(const Account& account,
                                                         std::string_view actor,
                                                         std::string_view reason) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto stored = find_account(*database, account.name);
  if (!stored) return stored.error();
  const bool adding = account.sequence == 0;
  if (adding && *stored) return WriteOutcome::kExists;
  if (!adding && !*stored) return WriteOutcome::kMissing;
  if (!adding && (*stored)->sequence != account.sequence) return WriteOutcome::kStale;
  if (!adding && same_rights(**stored, account)) return WriteOutcome::kUnchanged;
  if (auto appended = append_account(account, actor, reason); !appended) return appended.error();
  if (account.disabled) {
    if (auto ended = drop_sessions(account.name); !ended) return ended.error();
  }
  if (auto counted = count_change(0); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<void> LibraryWriter::add_account(const Account& account, std::string_view actor,
                                        std::string_view reason) {
  auto checked = checked_change(account, actor, reason);
  if (!checked) return std::move(checked).error();
  checked->sequence = 0;
  const auto outcome =
      state_->attempt([&] { return state_->write_account(*checked, actor, reason); });
  if (!outcome) return outcome.error();
  if (*outcome == WriteOutcome::kWritten) return {};
  return account_error(ErrorCode::kAlreadyExists,
                       "この名前のアカウントは既にあります（停止したものの名前も使えません）",
                       account.name);
}

Result<bool> LibraryWriter::change_account(const Account& account, std::string_view actor,
                                           std::string_view reason) {
  auto checked = checked_change(account, actor, reason);
  if (!checked) return std::move(checked).error();
  if (checked->sequence == 0) return no_such_account(account.name);
  const auto outcome =
      state_->attempt([&] { return state_->write_account(*checked, actor, reason); });
  if (!outcome) return outcome.error();
  switch (*outcome) {
    case WriteOutcome::kWritten:
      return true;
    case WriteOutcome::kUnchanged:
      return false;
    case WriteOutcome::kStale:
      return account_error(ErrorCode::kLocked,
                           "読み取ったあとに、ほかの人がこのアカウントを変更しました",
                           account.name);
    default:
      return no_such_account(account.name);
  }
}

}  // namespace kizuki

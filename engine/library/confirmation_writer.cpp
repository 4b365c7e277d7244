// Writing confirmations: LibraryWriter's part about them.
#include <optional>
#include <utility>

#include "engine/library/confirmation_log.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_writer_state.hpp"
#include "engine/library/log_tail.hpp"

namespace kizuki {
namespace {

/// Number of the case's newest log row; nothing unless the case is present.
Result<std::optional<std::uint64_t>> present_case(const Database& database, std::string_view id) {
  auto query = database.statement("SELECT sequence FROM cases WHERE id = ?1 AND state = 1");
  if (!query) return query.error();
  const auto row = query->bind_text(1, id).step();
  if (!row) return row.error();
  if (!*row) return std::optional<std::uint64_t>();
  return std::optional<std::uint64_t>(query->number(0));
}

/// What counts now about the same case, name and value.
Result<std::optional<Confirmation>> counting(const Database& database,
                                             const Confirmation& confirmation) {
  auto current = current_confirmations(database, confirmation.case_id);
  if (!current) return std::move(current).error();
  for (Confirmation& known : *current) {
    if (known.name == confirmation.name && known.value == confirmation.value) {
      return std::optional<Confirmation>(std::move(known));
    }
  }
  return std::optional<Confirmation>();
}

Error refused(WriteOutcome outcome, const Confirmation& confirmation) {
  switch (outcome) {
    case WriteOutcome::kAuthorMissing:
      return no_such_account(confirmation.author);
    case WriteOutcome::kAuthorDisabled:
      return Error{ErrorCode::kPermissionDenied,
                   "停止中のアカウントでは確認できません",
                   "",
                   0,
                   confirmation.author,
                   ""};
    case WriteOutcome::kStale:
      return Error{ErrorCode::kLocked,
                   "読み取ったあとに、ほかの人が決め直しました。もう一度確かめてください",
                   "",
                   0,
                   "",
                   confirmation.case_id};
    default:
      return no_such_case(confirmation.case_id);
  }
}

}  // namespace

Result<WriteOutcome> LibraryWriter::State::check_author(std::string_view author) const {
  if (author == kOperatorName) return WriteOutcome::kWritten;
  const auto account = find_account(*database, author);
  if (!account) return account.error();
  if (!*account) return WriteOutcome::kAuthorMissing;
  return (*account)->disabled ? WriteOutcome::kAuthorDisabled : WriteOutcome::kWritten;
}

Result<void> LibraryWriter::State::append_confirmation(const Confirmation& confirmation,
                                                       std::uint64_t case_sequence,
                                                       std::uint64_t verdict) {
  ConfirmationEntry entry;
  entry.case_id = confirmation.case_id;
  entry.case_sequence = case_sequence;
  entry.name = confirmation.name;
  entry.verdict = verdict;
  entry.author = confirmation.author;
  entry.time = clock();
  entry.content_hash = confirmed_content_hash(confirmation.value, confirmation.reason);
  auto tail = read_log_tail(*database, "confirmations");
  if (!tail) return std::move(tail).error();
  entry.sequence = tail->sequence + 1;
  entry.previous_hash = std::move(tail->hash);
  entry.hash = confirmation_hash(entry);
  auto insert = database->statement(
      "INSERT INTO confirmations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
  if (!insert) return insert.error();
  return insert->bind(1, entry.sequence)
      .bind_text(2, entry.case_id)
      .bind(3, entry.case_sequence)
      .bind_text(4, entry.name)
      .bind(5, entry.verdict)
      .bind_text(6, entry.author)
      .bind_text(7, entry.time)
      .bind_blob(8, entry.content_hash)
      .bind_text(9, confirmation.value)
      .bind_text(10, confirmation.reason)
      .bind_blob(11, entry.previous_hash)
      .bind_blob(12, entry.hash)
      .run();
}

Result<WriteOutcome> LibraryWriter::State::write_verdict(const Confirmation& confirmation,
                                                         std::uint64_t verdict,
                                                         const JudgeVerdict& judge) {
  if (auto begun = begin_group(); !begun) return begun.error();
  const auto case_sequence = present_case(*database, confirmation.case_id);
  if (!case_sequence) return case_sequence.error();
  if (!*case_sequence) return WriteOutcome::kMissing;
  auto author = check_author(confirmation.author);
  if (!author || *author != WriteOutcome::kWritten) return author;
  const auto known = counting(*database, confirmation);
  if (!known) return known.error();
  const WriteOutcome outcome = judge(*known);
  if (outcome != WriteOutcome::kWritten) return outcome;
  auto appended = append_confirmation(confirmation, **case_sequence, verdict);
  if (!appended) return appended.error();
  const std::size_t bytes = confirmation.value.size() + confirmation.reason.size();
  if (auto counted = count_change(bytes); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<WriteOutcome> LibraryWriter::State::confirm(const Confirmation& confirmation) {
  return write_verdict(confirmation, confirmation.confirmed ? kVerdictYes : kVerdictNo,
                       [&](const std::optional<Confirmation>& known) {
                         const bool same = known && known->confirmed == confirmation.confirmed &&
                                           known->author == confirmation.author &&
                                           known->reason == confirmation.reason;
                         return same ? WriteOutcome::kUnchanged : WriteOutcome::kWritten;
                       });
}

Result<WriteOutcome> LibraryWriter::State::take_back(const Confirmation& confirmation) {
  return write_verdict(confirmation, kVerdictTakenBack,
                       [&](const std::optional<Confirmation>& known) {
                         if (!known) return WriteOutcome::kUnchanged;
                         return known->sequence == confirmation.sequence ? WriteOutcome::kWritten
                                                                         : WriteOutcome::kStale;
                       });
}

Result<bool> LibraryWriter::confirm(const Confirmation& confirmation) {
  if (auto checked = check_confirmation(confirmation); !checked) return checked.error();
  const auto outcome = state_->attempt([&] { return state_->confirm(confirmation); });
  if (!outcome) return outcome.error();
  if (*outcome == WriteOutcome::kWritten) return true;
  if (*outcome == WriteOutcome::kUnchanged) return false;
  return refused(*outcome, confirmation);
}

Result<void> LibraryWriter::take_back(const Confirmation& confirmation) {
  if (auto checked = check_confirmation(confirmation); !checked) return checked.error();
  const auto outcome = state_->attempt([&] { return state_->take_back(confirmation); });
  if (!outcome) return outcome.error();
  if (*outcome == WriteOutcome::kWritten) return {};
  if (*outcome != WriteOutcome::kUnchanged) return refused(*outcome, confirmation);
  return Error{ErrorCode::kNotFound,
               "取り消すものがありません（まだ決められていないか、もう取り消されています）",
               "",
               0,
               "",
               confirmation.case_id};
}

}  // namespace kizuki

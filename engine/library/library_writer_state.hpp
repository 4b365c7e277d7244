// What LibraryWriter hides: its connection and the group of changes under way. Included by its
// sources only.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/library/account.hpp"
#include "engine/library/card_entry.hpp"
#include "engine/library/confirmation.hpp"
#include "engine/library/database.hpp"
#include "engine/library/ingest_log.hpp"
#include "engine/library/library.hpp"
#include "engine/library/list_entry.hpp"
#include "engine/library/report_draft.hpp"
#include "engine/library/schema.hpp"

namespace kizuki {

/// What became of a change of accounts, confirmations or cards.
enum class WriteOutcome : std::uint8_t {
  kWritten,
  kUnchanged,
  kExists,
  kMissing,        // the account or case
  kAuthorMissing,  // who is named as the author is no account
  kAuthorDisabled,
  kStale,    // changed since it was read
  kTooMany,  // tokens, entries of a list
};

struct LibraryWriter::State {
  std::filesystem::path file;
  Clock clock;
  std::function<void(std::uint64_t)> acknowledge;
  std::optional<Error> broken;
  std::optional<Database> database;

  // The open group; `tail_*` is the end of the ingest log inside it.
  std::optional<Transaction> group;
  std::chrono::steady_clock::time_point group_began;
  std::uint64_t group_changes = 0;
  std::size_t group_bytes = 0;
  std::uint64_t tail_sequence = 0;
  std::string tail_hash;
  bool erased = false;  // since the last scrub

  /// Runs `work` unless the writer is broken. Any error of `work` breaks it: SQLite may have rolled
  /// back, so what the group holds is unknown, and a failed sync must not be tried again.
  template <typename Work>
  auto attempt(Work work) -> decltype(work()) {
    if (broken) return *broken;
    if (auto ready = get_ready(); !ready) return break_down(ready.error());
    auto result = work();
    if (!result) return break_down(result.error());
    // Nothing came of it (no such case, or another writer was first): let the write lock go.
    if (group && group_changes == 0) group.reset();
    return result;
  }

  // library_writer_group.cpp
  Error break_down(const Error& error);
  Result<void> get_ready();
  /// Opens a group unless one is open.
  Result<void> begin_group();
  Result<void> read_tail();
  Result<void> commit_group();
  Result<void> count_change(std::size_t bytes);

  // library_writer.cpp
  /// Appends to the log and points the case at the new row.
  Result<void> append(LogEntry entry, CaseState state, std::uint64_t erased_through);
  Result<void> insert_revision(std::string_view json);
  Result<UpsertOutcome> upsert(LogEntry entry, std::string_view json);
  /// False when there is no such case.
  Result<bool> remove(std::string_view id, std::string_view reason);
  Result<bool> erase(std::string_view id, std::string_view reason);
  Result<void> drop_content(std::string_view id);

  // account_writer.cpp
  Result<WriteOutcome> write_account(const Account& account, std::string_view actor,
                                     std::string_view reason);
  Result<void> append_account(const Account& account, std::string_view actor,
                              std::string_view reason);

  // credential_writer.cpp
  Result<void> drop_sessions(std::string_view name);
  Result<WriteOutcome> set_password(std::string_view name, std::string_view verifier);
  Result<bool> make_room(const IssuedSecret& secret);
  Result<WriteOutcome> add_secret(const IssuedSecret& secret);
  /// Runs a DELETE with one blob, or two texts, to bind; false when it found nothing.
  Result<bool> remove_secrets(std::string_view sql, std::string_view first,
                              std::string_view second);

  // confirmation_writer.cpp
  Result<WriteOutcome> confirm(const Confirmation& confirmation);
  /// kWritten when the row may follow what counts now of the same case, name and value.
  using JudgeVerdict = std::function<WriteOutcome(const std::optional<Confirmation>& counting)>;
  Result<WriteOutcome> write_verdict(const Confirmation& confirmation, std::uint64_t verdict,
                                     const JudgeVerdict& judge);
  Result<void> append_confirmation(const Confirmation& confirmation, std::uint64_t case_sequence,
                                   std::uint64_t verdict);
  Result<WriteOutcome> take_back(const Confirmation& confirmation);
  Result<WriteOutcome> check_author(std::string_view author) const;

  // list_writer.cpp
  Result<WriteOutcome> add_to_list(std::string_view account, std::string_view case_id);
  Result<WriteOutcome> remove_from_list(std::string_view account, std::string_view case_id);
  Result<WriteOutcome> note_in_list(std::string_view account, std::string_view case_id,
                                    std::string_view note);
  Result<WriteOutcome> move_in_list(std::string_view account, std::string_view case_id,
                                    ListMove move);
  Result<void> drop_note(std::string_view account, std::string_view case_id);
  Result<void> drop_notes_of_case(std::string_view case_id);

  // draft_writer.cpp
  /// Whether the draft may be written as it is given; fills in when it was made.
  Result<WriteOutcome> check_draft_change(ReportDraft& draft, bool revises);
  /// Writes row and content with the next version.
  Result<void> write_draft(ReportDraft& draft);
  Result<WriteOutcome> save_draft(ReportDraft& draft, bool revises);
  Result<WriteOutcome> publish_draft(ReportDraft& draft, LogEntry entry, std::string_view json);
  Result<void> drop_draft_of_case(std::string_view case_id);

  // card_writer.cpp
  Result<WriteOutcome> write_cards(const std::vector<CardEntry>& entries);
  Result<void> append_card(const CardEntry& card);
};

}  // namespace kizuki

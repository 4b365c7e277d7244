// Writing the catalogue of know-how: LibraryWriter's part about it.
#include <algorithm>
#include <utility>

#include "engine/library/card_log.hpp"
#include "engine/library/ingest_log.hpp"
#include "engine/library/library_state.hpp"
#include "engine/library/library_writer_state.hpp"
#include "engine/library/log_tail.hpp"

namespace kizuki {

Result<void> LibraryWriter::State::append_card(const CardEntry& card) {
  CardRow row = make_card_row(card);
  row.time = clock();
  auto tail = read_log_tail(*database, "card_log");
  if (!tail) return std::move(tail).error();
  row.sequence = tail->sequence + 1;
  row.previous_hash = std::move(tail->hash);
  row.hash = card_hash(row);
  auto insert = database->statement(
      "INSERT INTO card_log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
  if (!insert) return insert.error();
  insert->bind(1, row.sequence)
      .bind_text(2, row.card_id)
      .bind_text(3, row.compartments)
      .bind(4, row.action)
      .bind(5, row.status)
      .bind_text(6, row.author)
      .bind_text(7, row.reason)
      .bind_text(8, row.time)
      .bind_blob(9, row.content_hash)
      .bind_text(10, row.content)
      .bind_blob(11, row.previous_hash)
      .bind_blob(12, row.hash);
  if (auto inserted = insert->run(); !inserted) return inserted;
  auto point = database->statement(
      "INSERT INTO cards VALUES (?1, ?2, ?2) ON CONFLICT (id) DO UPDATE SET sequence = ?2");
  if (!point) return point.error();
  return point->bind_text(1, row.card_id).bind(2, row.sequence).run();
}

Result<WriteOutcome> LibraryWriter::State::write_cards(const std::vector<CardEntry>& entries) {
  if (auto begun = begin_group(); !begun) return begun.error();
  bool changed = false;
  std::size_t bytes = 0;
  for (const CardEntry& entry : entries) {
    auto author = check_author(entry.author);
    if (!author || *author != WriteOutcome::kWritten) return author;
    const auto stored = find_card(*database, entry.id);
    if (!stored) return stored.error();
    const std::uint64_t newest = *stored ? (*stored)->sequence : 0;
    if (newest != entry.sequence) return WriteOutcome::kStale;
    changed = changed || !*stored || (*stored)->compartments != entry.compartments ||
              (*stored)->status != entry.status || (*stored)->content != entry.content;
    bytes += entry.content.size();
  }
  if (!changed) return WriteOutcome::kUnchanged;
  for (const CardEntry& entry : entries) {
    if (auto appended = append_card(entry); !appended) return appended.error();
  }
  if (auto counted = count_change(bytes); !counted) return counted.error();
  return WriteOutcome::kWritten;
}

Result<bool> LibraryWriter::write_cards(const std::vector<CardEntry>& entries) {
  std::vector<std::string_view> ids;
  for (const CardEntry& entry : entries) {
    if (auto checked = check_card_entry(entry); !checked) return checked.error();
    ids.emplace_back(entry.id);
  }
  std::sort(ids.begin(), ids.end());
  if (std::adjacent_find(ids.begin(), ids.end()) != ids.end()) {
    return Error{
        ErrorCode::kInvalidArgument, "同じカードを一度に二度は変えられません", "", 0, "id", ""};
  }
  if (entries.empty()) return false;
  const auto outcome = state_->attempt([&] { return state_->write_cards(entries); });
  if (!outcome) return outcome.error();
  switch (*outcome) {
    case WriteOutcome::kWritten:
      return true;
    case WriteOutcome::kUnchanged:
      return false;
    case WriteOutcome::kAuthorMissing:
      return no_such_account(entries.front().author);
    case WriteOutcome::kAuthorDisabled:
      return Error{ErrorCode::kPermissionDenied,
                   "停止中のアカウントではカードを変えられません",
                   "",
                   0,
                   entries.front().author,
                   ""};
    default:
      return Error{ErrorCode::kLocked,
                   "読み取ったあとに、ほかの人がカードを変更しました。もう一度実行してください",
                   "",
                   0,
                   "",
                   ""};
  }
}

}  // namespace kizuki

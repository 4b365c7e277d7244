// Groups of changes: one transaction for up to 200 changes, 8 MiB or 50 ms.
#include <utility>

#include "engine/library/library_writer_state.hpp"
#include "engine/library/log_tail.hpp"
#include "engine/library/migration.hpp"
#include "engine/library/write_turn.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kGroupChanges = 200;
constexpr std::size_t kGroupBytes = std::size_t{8} << 20;
constexpr std::chrono::milliseconds kGroupSpan{50};

}  // namespace

Error LibraryWriter::State::break_down(const Error& error) {
  broken = error;
  group.reset();
  database.reset();
  return error;
}

Result<void> LibraryWriter::State::get_ready() {
  if (!database) {
    auto opened = Database::open(file, Database::Access::kReadWrite);
    if (!opened) return opened.error();
    database = std::move(*opened);
  }
  if (group && std::chrono::steady_clock::now() - group_began >= kGroupSpan) {
    return commit_group();
  }
  return {};
}

Result<void> LibraryWriter::State::begin_group() {
  if (group) return {};
  const auto turn = take_write_turn(file);
  if (!turn) return turn.error();
  auto begun = Transaction::begin(*database, Transaction::Kind::kWrite);
  if (!begun) return begun.error();
  group.emplace(std::move(*begun));
  group_began = std::chrono::steady_clock::now();
  group_changes = 0;
  group_bytes = 0;
  // A newer Kizuki may have migrated the file since it was opened.
  const auto age = file_age(*database, library_migrations());
  if (!age) return age.error();
  if (*age != FileAge::kCurrent) {
    return Error{ErrorCode::kCorrupt,
                 "ライブラリが入れ替わりました。もう一度実行してください",
                 file.string(),
                 0,
                 "",
                 ""};
  }
  return read_tail();
}

Result<void> LibraryWriter::State::read_tail() {
  auto tail = read_log_tail(*database, "ingest_log");
  if (!tail) return std::move(tail).error();
  tail_sequence = tail->sequence;
  tail_hash = std::move(tail->hash);
  return {};
}

Result<void> LibraryWriter::State::commit_group() {
  if (!group) return {};
  if (auto committed = group->commit(); !committed) return committed;
  group.reset();
  if (acknowledge && group_changes != 0) acknowledge(group_changes);
  return {};
}

Result<void> LibraryWriter::State::count_change(std::size_t bytes) {
  ++group_changes;
  group_bytes += bytes;
  return group_changes >= kGroupChanges || group_bytes >= kGroupBytes ? commit_group()
                                                                      : Result<void>();
}

}  // namespace kizuki

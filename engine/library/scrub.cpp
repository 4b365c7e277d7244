#include "engine/library/scrub.hpp"

#include "engine/base/file.hpp"
#include "engine/library/derived_files.hpp"
#include "engine/library/write_turn.hpp"

namespace kizuki {

Result<void> scrub_erased(const Database& database) {
  // Read before the log is emptied: an erasure that another writer commits meanwhile is its own.
  const auto newest = database.integer("SELECT max(sequence) FROM tombstones WHERE scrubbed = 0");
  if (!newest) return newest.error();
  if (*newest == 0) return {};
  // Made from what cases said, of the erased ones too; it can all be made again.
  const auto derived = derived_folder(database.path().parent_path());
  if (auto removed = remove_tree(derived); !removed) return removed;
  const auto turn = take_write_turn(database.path());
  if (!turn) return turn.error();
  if (auto truncated = database.truncate_log(); !truncated) return truncated.error();
  auto mark = database.statement(
      "UPDATE tombstones SET scrubbed = 1 WHERE scrubbed = 0 AND sequence <= ?1");
  if (!mark) return mark.error();
  return mark->bind(1, *newest).run();
}

}  // namespace kizuki

// The end of a hash chain, where the next row is tied on. Inside engine/library only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/library/database.hpp"
#include "engine/library/ingest_log.hpp"

namespace kizuki {

struct LogTail {
  std::uint64_t sequence = 0;          // of the newest row; 0: there is none
  std::string hash = log_beginning();  // what the next row takes as its previous_hash
};

/// Of a table with the columns sequence and hash. Read inside the transaction that writes the next
/// row. `table` is a name of the schema, never input. Errors: the database's.
Result<LogTail> read_log_tail(const Database& database, std::string_view table);

}  // namespace kizuki

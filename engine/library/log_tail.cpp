#include "engine/library/log_tail.hpp"

namespace kizuki {

Result<LogTail> read_log_tail(const Database& database, std::string_view table) {
  std::string sql = "SELECT sequence, hash FROM ";
  sql.append(table).append(" ORDER BY sequence DESC LIMIT 1");
  auto query = database.statement(sql);
  if (!query) return query.error();
  const auto row = query->step();
  if (!row) return row.error();
  LogTail tail;
  if (!*row) return tail;
  tail.sequence = query->number(0);
  tail.hash = query->bytes(1);
  return tail;
}

}  // namespace kizuki

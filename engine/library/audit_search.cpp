#include "engine/library/audit_search.hpp"

#include <utility>

#include "engine/library/audit_rows.hpp"
#include "engine/library/log_tail.hpp"

namespace kizuki {

Result<AuditPage> search_audit_log(const std::filesystem::path& folder, const AuditFilter& filter,
                                   std::uint64_t before, std::size_t limit) {
  AuditPage page;
  const auto database = open_audit_log_to_read(folder);
  if (!database && database.error().code == ErrorCode::kNotFound) return page;
  if (!database) return database.error();
  const auto tail = read_log_tail(*database, "records");
  if (!tail) return tail.error();
  if (before == 0 || before > tail->sequence) before = tail->sequence + 1;
  const std::uint64_t from = before > kAuditSearchSpan ? before - kAuditSearchSpan : 1;
  static const std::string kSql = "SELECT " + std::string(kAuditColumns) +
                                  " FROM records WHERE sequence >= ?1 AND sequence < ?2"
                                  " AND (?3 = '' OR account = ?3) AND (?4 = '' OR case_id = ?4)"
                                  " AND (?5 = '' OR action = ?5) ORDER BY sequence DESC LIMIT ?6";
  auto query = database->statement(kSql);
  if (!query) return query.error();
  query->bind(1, from)
      .bind(2, before)
      .bind_text(3, filter.account)
      .bind_text(4, filter.case_id)
      .bind_text(5, filter.action)
      .bind(6, static_cast<std::uint64_t>(limit));
  for (;;) {
    const auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    page.records.push_back(read_audit_record(*query));
  }
  const std::uint64_t reached = page.records.size() == limit ? page.records.back().sequence : from;
  page.next = reached > 1 ? reached : 0;
  return page;
}

}  // namespace kizuki

// Looking something up in the audit log, newest first, without reading all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/library/audit_log.hpp"

namespace kizuki {

/// Which records are wanted; an empty field wants all.
struct AuditFilter {
  std::string account;
  std::string case_id;
  std::string action;
};

struct AuditPage {
  std::vector<AuditRecord> records;  // newest first
  /// Where the search goes on: `before` of the next call. 0: there is nothing older.
  std::uint64_t next = 0;
};

/// How many records a call looks at: the log has no index, and grows with every answer.
inline constexpr std::uint64_t kAuditSearchSpan = 200'000;

/// At most `limit` records older than number `before` (0: from the newest) that fit. May find fewer
/// than there are, or none, and still say where to go on. The chain is not checked. An empty page
/// when there is no log. Errors: Database.
Result<AuditPage> search_audit_log(const std::filesystem::path& folder, const AuditFilter& filter,
                                   std::uint64_t before, std::size_t limit);

}  // namespace kizuki

// Rows of the audit log. Inside engine/library only.
#pragma once

#include <filesystem>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/library/audit_log.hpp"
#include "engine/library/database.hpp"

namespace kizuki {

/// Columns for a SELECT from `records`, in the order of read_audit_record.
constexpr std::string_view kAuditColumns =
    "sequence, time, account, action, case_id, compartment, detail, previous_hash, hash";

/// The row that the statement stands on.
AuditRecord read_audit_record(const Statement& row);

/// kNotFound when there is no log yet. Errors: Database, kCorrupt, kVersionMismatch.
Result<Database> open_audit_log_to_read(const std::filesystem::path& folder);

}  // namespace kizuki

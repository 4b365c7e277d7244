// The pages 運用: generations, users, what was looked at. For operators alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/index/generation.hpp"
#include "engine/library/account.hpp"
#include "engine/library/audit_log.hpp"
#include "server/web/html.hpp"

namespace kizuki {

struct OperateView {
  std::vector<GenerationInfo> generations;  // ascending by number
  std::uint64_t cases = 0;                  // in the current state, of all compartments
  std::size_t compartments = 0;
  bool degraded = false;  // made by another version of the analyser
};

struct AccountRow {
  Account account;
  bool has_password = false;
  std::size_t sessions = 0;  // that are good now
  std::size_t tokens = 0;
};

/// What stands in <main>.
Html print_generations(const OperateView& view);
Html print_users(const std::vector<AccountRow>& rows);
/// `records`: newest first.
Html print_audit(const std::vector<AuditRecord>& records);

}  // namespace kizuki

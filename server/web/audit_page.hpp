// The page 閲覧の記録: who saw which case when. For operators alone.
#pragma once

#include <cstdint>

#include "engine/library/audit_search.hpp"
#include "server/web/html.hpp"

namespace kizuki {

struct AuditView {
  AuditFilter filter;
  std::uint64_t before = 0;  // where the page begins; 0: with the newest
  AuditPage page;
};

/// What stands in <main>.
Html print_audit(const AuditView& view);

}  // namespace kizuki

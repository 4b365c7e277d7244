// The parts of Library::verify that are about people: accounts and confirmations.
#pragma once

#include <functional>

#include "engine/library/database.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

using ReportFinding = std::function<void(const LibraryFinding&)>;

/// The chain of the account log, and that `accounts` points at the first and the newest row of each
/// name. Errors: Database.
Result<void> verify_accounts(const Database& database, const ReportFinding& report);

/// The chain of the confirmations, their content against its hash, that exactly those of cases
/// erased since have none, and that each is about a revision of its case. Errors: Database.
Result<void> verify_confirmations(const Database& database, const ReportFinding& report);

}  // namespace kizuki

// The parts of Library::verify that are about people: accounts, credentials, confirmations,
// cards, lists and drafts.
#pragma once

#include <functional>
#include <string_view>

#include "engine/library/database.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

using ReportFinding = std::function<void(const LibraryFinding&)>;

/// The chain of the account log, and that `accounts` points at the first and the newest row of each
/// name. Errors: Database.
Result<void> verify_accounts(const Database& database, const ReportFinding& report);

/// Every password and secret against its seal, and that each is an account's. Errors: Database.
Result<void> verify_credentials(const Database& database, const ReportFinding& report);

/// The chain of the confirmations, their content against its hash, that exactly those of cases
/// erased since have none, and that each is about a revision of its case. Errors: Database.
Result<void> verify_confirmations(const Database& database, const ReportFinding& report);

/// The chain of the cards, their content against its hash, and that `cards` points at the first and
/// the newest row of each id. Errors: Database.
Result<void> verify_cards(const Database& database, const ReportFinding& report);

/// Every entry and note of people's lists against its hash, that notes are of cases on their list,
/// and that none is left of an erased case. Errors: Database.
Result<void> verify_lists(const Database& database, const ReportFinding& report);

/// Every draft and its content against their hashes, that exactly those that are not over have
/// content, and that none is left of an erased case. Errors: Database.
Result<void> verify_drafts(const Database& database, const ReportFinding& report);

/// Reports "message: name" for each row of one column that `sql` finds. Errors: Database.
Result<void> find_names(const Database& database, std::string_view sql, std::string_view message,
                        const ReportFinding& report);

}  // namespace kizuki

// The part of `kizuki user` about passwords and tokens.
#pragma once

#include <string>

#include "cli/commands.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// Writes into the audit log what the command is about to do. Errors: AuditLog.
Result<void> record_change(const UserCommand& command, std::string action, std::string detail);

/// Does kPassword, kToken, kRevoke, kTokens. Writes the change to the audit log before it is made:
/// an attempt that fails afterwards is recorded too, and no change goes unrecorded.
ExitStatus change_credentials(const UserCommand& command, Library& library, Console& console);

}  // namespace kizuki

// The part of `kizuki user` about passwords and tokens.
#pragma once

#include "cli/commands.hpp"
#include "engine/library/library.hpp"

namespace kizuki {

/// Does kPassword, kToken, kRevoke, kTokens. Writes the change to the audit log before it is made:
/// an attempt that fails afterwards is recorded too, and no change goes unrecorded.
ExitStatus change_credentials(const UserCommand& command, Library& library, Console& console);

}  // namespace kizuki

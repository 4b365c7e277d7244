// Exit statuses of the program: a contract that cron jobs rely on.
#pragma once

namespace kizuki {

enum class ExitStatus : int {
  kOk = 0,
  kFailure = 1,  // nothing, or not all that was asked for, could be done
  kUsage = 2,    // the command line is wrong
  kPartial = 3,  // done, but some records or files were refused
};

}  // namespace kizuki

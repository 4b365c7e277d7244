// What the fault shim is to do and what it did: a file that the torture program and the process
// under torture both map, so that the account outlives a kill.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace kizuki::torture {

/// Names the plan's file to the shim. Without it the shim lets every call through.
inline constexpr const char* kFaultPlanVariable = "KIZUKI_FAULT_PLAN";

/// Kinds of calls that change a file system; a set of them is the sum of their bits.
enum CallKind : std::uint32_t {
  kWriteCalls = 1,     // write, pwrite, writev, pwritev
  kSyncCalls = 2,      // fsync, fdatasync
  kRenameCalls = 4,    // rename, renameat, renameat2
  kTruncateCalls = 8,  // ftruncate, truncate, fallocate, posix_fallocate
  kCreateCalls = 16,   // open and the like, for writing
  kFolderCalls = 32,   // mkdir, mkdirat
  kRemoveCalls = 64,   // unlink, unlinkat, rmdir
  kAllCalls = 127,
};

enum class Effect : std::uint32_t {
  kCount,  // let everything through and count
  kFail,   // the call fails with `error`
  kShort,  // a write writes half; other calls go through
  kKill,   // SIGKILL to the process, before the call
  kStop,   // SIGSTOP to the process, before the call, which goes through after SIGCONT
};

/// Plain data in a mapped file. `folder` and `armed_by` end in NUL.
struct FaultPlan {
  // What to do: set before the process starts.
  std::array<char, 512> folder;   // calls on other places are let through and not counted
  std::array<char, 64> armed_by;  // counting begins when a path with this in it is opened for
                                  // writing; empty = at once
  std::uint32_t kinds;
  Effect effect;
  std::int32_t error;
  std::uint32_t sticky;  // 1: all calls from the Nth on, as on a full disk; 0: the Nth alone
  std::uint64_t nth;     // from 1

  // What happened.
  std::atomic<std::uint64_t> seen;  // calls of `kinds` since armed
  std::atomic<std::uint64_t> hits;  // calls that `effect` befell
  std::atomic<std::uint32_t> armed;
  std::atomic<std::int32_t> stopped;    // process id, before it stops
  std::atomic<std::uint32_t> switched;  // 1: a new state became current before the first hit
  std::atomic<std::uint32_t> settled;   // 1: and the folder that names it was synced before it too
  std::array<char, 32> first_call;      // the first of them: "fsync"
  std::array<char, 1024> first_path;
  std::array<char, 1024> naming_folder;  // of the state that became current last
};

}  // namespace kizuki::torture

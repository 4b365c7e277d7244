// The Nth write, sync, rename … of `kizuki index` fails, for one N after the other.
#include <cerrno>
#include <string>
#include <vector>

#include "tests/torture/fault_run.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace {

constexpr std::uint64_t kCases = 40;

/// One way to fail. `harmless`: the program must not even notice.
struct Failure {
  std::string name;
  std::uint32_t kinds;
  Effect effect;
  int error;
  bool sticky;
  bool harmless;
};

constexpr std::uint32_t kSpaceCalls = kWriteCalls | kTruncateCalls | kCreateCalls | kFolderCalls;

std::vector<Failure> failures() {
  return {
      {"write_full", kWriteCalls, Effect::kFail, ENOSPC, false, false},
      {"write_broken", kWriteCalls, Effect::kFail, EIO, false, false},
      {"write_interrupted", kWriteCalls, Effect::kFail, EINTR, false, true},
      {"write_short", kWriteCalls, Effect::kShort, 0, false, true},
      {"sync_broken", kSyncCalls, Effect::kFail, EIO, false, false},
      {"sync_full", kSyncCalls, Effect::kFail, ENOSPC, false, false},
      {"sync_broken_for_good", kSyncCalls, Effect::kFail, EIO, true, false},
      {"rename_broken", kRenameCalls, Effect::kFail, EIO, false, false},
      {"rename_full", kRenameCalls, Effect::kFail, ENOSPC, false, false},
      {"truncate_broken", kTruncateCalls, Effect::kFail, EIO, false, false},
      {"create_full", kCreateCalls, Effect::kFail, ENOSPC, false, false},
      {"create_too_many", kCreateCalls, Effect::kFail, EMFILE, false, false},
      {"folder_full", kFolderCalls, Effect::kFail, ENOSPC, false, false},
      {"remove_broken", kRemoveCalls, Effect::kFail, EIO, false, false},
      {"full_for_good", kSpaceCalls, Effect::kFail, ENOSPC, true, false},
      {"broken_for_good", kAllCalls, Effect::kFail, EIO, true, false},
  };
}

/// Whether nothing that is acknowledged depends on this sync.
bool is_idle_sync(const FaultOutcome& outcome, const std::filesystem::path& index) {
  const std::string& path = outcome.first_path;
  // The records lie synced in the write-ahead log, which is kept when it cannot be moved into the
  // file.
  if (path == (index / "library.db").string()) return true;
  // SQLite syncs the folder for each connection; Kizuki does it itself when the library is opened.
  if (path == index.string() && outcome.first_call == "fdatasync") return true;
  // A generation that cannot be removed takes space until the next run, and so does an update: the
  // highest number counts, whose name was synced when it was given.
  if (path == (index / "generations").string()) return outcome.switched;
  if (path.ends_with("/updates")) return outcome.settled;
  // What can be made again is made again.
  const std::string derived = (index / "derived").string();
  if (path == derived || path.starts_with(derived + "/")) return true;
  // The log is synced once more before it is emptied at the end; each record was when it was
  // committed.
  if (path == (index / "library.db-wal").string()) return outcome.switched;
  // Xapian's sync of a file that is written anew afterwards.
  return path.ends_with("/text/iamglass") && outcome.first_call == "fdatasync";
}

class Failer {
 public:
  Failer(const Settings& settings, Report& report)
      : settings_(settings), report_(report), points_(settings.count("points", 3)) {
    report_.promise({"crashed", "silent", "false_ack", "not_harmless"});
  }

  /// Over an index that is there and changes.
  void run_changes(const Failure& failure) {
    TempFolder folder;
    Victim victim(settings_, report_, folder.path(), kCases);
    FaultRunner faults(settings_.fault_shim, victim.index(), folder / "plan");
    victim.change_some();
    victim.check_completion("first run");
    victim.change_some();
    victim.check_completion("second run");
    victim.change_some();
    const std::uint64_t calls = count_calls(faults, failure, victim.index_command());
    for (const std::uint64_t nth : spread(calls, points_)) {
      victim.change_some();
      victim.remember();
      fail(victim, faults, failure, nth, failure.name, victim.index_command());
    }
  }

  /// In an update beside a generation, which takes the place of another; half of the points.
  void run_updates(const Failure& failure) {
    TempFolder folder;
    Victim victim(settings_, report_, folder.path(), kCases);
    FaultRunner faults(settings_.fault_shim, victim.index(), folder / "plan");
    const auto change_updated = [&] {
      victim.change_some();
      victim.check_completion("update before", victim.update_command());
      victim.confirm_some();
      victim.change_some();
    };
    victim.change_some();
    victim.check_completion("first run");
    change_updated();
    const std::uint64_t calls = count_calls(faults, failure, victim.update_command());
    for (const std::uint64_t nth : spread(calls, (points_ + 1) / 2)) {
      change_updated();
      victim.remember();
      fail(victim, faults, failure, nth, "update " + failure.name, victim.update_command());
    }
  }

  /// Over nothing at all, each time anew; half of the points.
  void run_first(const Failure& failure) {
    std::uint64_t calls = 0;
    {
      TempFolder folder;
      Victim victim(settings_, report_, folder.path(), kCases);
      FaultRunner faults(settings_.fault_shim, victim.index(), folder / "plan");
      victim.change_some();
      calls = count_calls(faults, failure, victim.index_command());
    }
    for (const std::uint64_t nth : spread(calls, (points_ + 1) / 2)) {
      TempFolder folder;
      Victim victim(settings_, report_, folder.path(), kCases);
      FaultRunner faults(settings_.fault_shim, victim.index(), folder / "plan");
      victim.change_some();
      fail(victim, faults, failure, nth, "first " + failure.name, victim.index_command());
    }
  }

 private:
  static std::uint64_t count_calls(FaultRunner& faults, const Failure& failure,
                                   const Victim::Command& command) {
    Fault counting;
    counting.kinds = failure.kinds;
    faults.run(counting, command);
    return faults.outcome().seen;
  }

  void fail(Victim& victim, FaultRunner& faults, const Failure& failure, std::uint64_t nth,
            const std::string& name, const Victim::Command& command) {
    Fault fault;
    fault.kinds = failure.kinds;
    fault.effect = failure.effect;
    fault.error = failure.error;
    fault.sticky = failure.sticky;
    fault.nth = nth;
    const auto result = faults.run(fault, command);
    const FaultOutcome outcome = faults.outcome();
    const std::string after = name + " " + std::to_string(nth) + ", " + outcome.describe();
    report_.count("runs");
    report_.count("hit", outcome.hits == 0 ? 0 : 1);
    report_.count("went_well", result.status == 0 ? 1 : 0);
    judge(failure, result, outcome, victim.index(), after);
    if (result.status == 0) victim.check_acknowledged(after);
    victim.check_promises(after);
    victim.check_completion(after);
  }

  void judge(const Failure& failure, const test::ProcessResult& result, const FaultOutcome& outcome,
             const std::filesystem::path& index, const std::string& after) {
    const std::string told =
        after + ": status " + std::to_string(result.status) + ": " + result.err;
    if (result.status > 3) report_.breach("crashed", told);
    if (result.status != 0 && result.err.find("エラー") == std::string::npos) {
      report_.breach("silent", told);
    }
    if (failure.harmless && result.status != 0) report_.breach("not_harmless", told);
    if (failure.kinds == kSyncCalls && outcome.hits > 0 && result.status != 1 &&
        !is_idle_sync(outcome, index)) {
      report_.breach("false_ack", told);
    }
  }

  const Settings& settings_;
  Report& report_;
  std::uint64_t points_;
};

}  // namespace

Report fail_nth(const Settings& settings) {
  Report report;
  Failer failer(settings, report);
  for (const Failure& failure : failures()) {
    failer.run_changes(failure);
    failer.run_updates(failure);
    failer.run_first(failure);
  }
  return report;
}

}  // namespace kizuki::torture

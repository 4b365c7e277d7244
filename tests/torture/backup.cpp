// `kizuki backup` and `kizuki restore`, killed before calls that change the disk and with calls
// that fail: what has the name of a backup is one, and the same command again completes.
#include "engine/backup/backup.hpp"

#include <cerrno>
#include <filesystem>
#include <string>

#include "engine/library/library.hpp"
#include "tests/torture/fault_run.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kCases = 40;

struct Harm {
  std::string name;
  std::uint32_t kinds;
  Effect effect;
  int error;
};

const Harm kHarms[] = {
    {"kill", kAllCalls, Effect::kKill, 0},
    {"full", kWriteCalls | kTruncateCalls | kCreateCalls | kFolderCalls, Effect::kFail, ENOSPC},
    {"sync", kSyncCalls, Effect::kFail, EIO},
    {"rename", kRenameCalls, Effect::kFail, EIO},
};

class BackupHarmer {
 public:
  BackupHarmer(const Settings& settings, Report& report)
      : report_(report),
        victim_(settings, report, folder_.path(), kCases),
        in_backups_(settings.fault_shim, folder_ / "kept", folder_ / "plan"),
        in_restored_(settings.fault_shim, folder_ / "again" / "restoring", folder_ / "plan2"),
        points_(settings.count("points", 5)) {
    report_.promise({"torn", "silent", "stuck"});
    fs::create_directories(folder_ / "kept");
    victim_.change_some();
    victim_.check_completion("first run");
    victim_.change_some();
  }

  void harm_backups(const Harm& harm) {
    const std::uint64_t calls = count_calls(in_backups_, harm, backup_to(next_target()));
    for (const std::uint64_t nth : spread(calls, points_)) {
      const fs::path target = next_target();
      const std::string what = "backup " + harm.name + " " + std::to_string(nth);
      const auto result = run(in_backups_, harm, nth, backup_to(target));
      if (fs::exists(target)) {
        expect_whole(target, what);
      } else {
        expect_told(result, harm, what);
        complete(backup_to(target), what);
        expect_whole(target, what);
      }
      if (fs::exists(target.string() + ".building")) report_.breach("stuck", what + ": leftovers");
    }
  }

  void harm_restores(const Harm& harm) {
    const fs::path source = next_target();
    complete(backup_to(source), "a backup to restore");
    fs::remove_all(again());
    const std::uint64_t calls = count_calls(in_restored_, harm, restore_from(source));
    for (const std::uint64_t nth : spread(calls, points_)) {
      fs::remove_all(again());
      const std::string what = "restore " + harm.name + " " + std::to_string(nth);
      const auto result = run(in_restored_, harm, nth, restore_from(source));
      if (!fs::exists(again() / "library.db")) {
        expect_told(result, harm, what);
        complete(restore_from(source), what);
      }
      expect_sound(again(), what);
    }
  }

 private:
  fs::path again() const { return folder_ / "again"; }
  fs::path next_target() { return folder_ / "kept" / std::to_string(++targets_); }
  Victim::Command backup_to(const fs::path& target) const {
    return victim_.command({"backup", target.string()});
  }
  Victim::Command restore_from(const fs::path& source) const {
    return {victim_.command({"restore"})[0], "restore", "--index", again().string(),
            source.string()};
  }

  static std::uint64_t count_calls(FaultRunner& faults, const Harm& harm,
                                   const Victim::Command& command) {
    Fault counting;
    counting.kinds = harm.kinds;
    faults.run(counting, command);
    return faults.outcome().seen;
  }

  test::ProcessResult run(FaultRunner& faults, const Harm& harm, std::uint64_t nth,
                          const Victim::Command& command) {
    Fault fault;
    fault.kinds = harm.kinds;
    fault.effect = harm.effect;
    fault.error = harm.error;
    fault.nth = nth;
    report_.count("runs");
    report_.count(harm.name);
    return faults.run(fault, command);
  }

  /// A command that failed says so; one that was killed cannot.
  void expect_told(const test::ProcessResult& result, const Harm& harm, const std::string& what) {
    if (harm.effect == Effect::kKill) return;
    if (result.status != 1 || result.err.find("エラー") == std::string::npos) {
      report_.breach("silent", what + ": status " + std::to_string(result.status) + result.err);
    }
  }

  void complete(const Victim::Command& command, const std::string& what) {
    const auto result = victim_.run(command);
    if (result.status != 0) report_.breach("stuck", what + ", again: " + result.err);
  }

  void expect_whole(const fs::path& backup, const std::string& what) {
    const TempFolder place;
    const auto restored = restore_backup(backup, place / "whole");
    if (!restored) {
      report_.breach("torn", what + ": " + restored.error().describe());
    } else if (restored->cases != kCases) {
      report_.breach("torn", what + ": " + std::to_string(restored->cases) + " cases");
    }
  }

  void expect_sound(const fs::path& index, const std::string& what) {
    const auto library = Library::open(index, Library::Mode::kReadOnly);
    if (!library) return report_.breach("torn", what + ": " + library.error().describe());
    const auto verified = library->verify(
        [&](const LibraryFinding& finding) { report_.breach("torn", what + finding.message); });
    if (!verified) report_.breach("torn", what + ": " + verified.error().describe());
  }

  Report& report_;
  TempFolder folder_;
  Victim victim_;
  FaultRunner in_backups_;
  FaultRunner in_restored_;
  std::uint64_t points_;
  std::uint64_t targets_ = 0;
};

}  // namespace

Report backup(const Settings& settings) {
  Report report;
  BackupHarmer harmer(settings, report);
  for (const Harm& harm : kHarms) {
    harmer.harm_backups(harm);
    harmer.harm_restores(harm);
  }
  return report;
}

}  // namespace kizuki::torture

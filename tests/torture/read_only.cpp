// An index on a disk that cannot be written: reading commands work, writing ones say why not.
#include <string>
#include <vector>

#include "tests/torture/private_mounts.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace {

constexpr std::uint64_t kCases = 50;

class ReadOnlyDisk {
 public:
  ReadOnlyDisk(const Settings& settings, Report& report)
      : report_(report), victim_(settings, report, folder_.path(), kCases) {
    report_.promise({"failed", "silent", "crashed", "written"});
    victim_.change_some();
    victim_.check_completion("first run");
    victim_.change_some();
    victim_.check_completion("second run");
    victim_.remember();
  }

  void run(std::uint64_t runs) {
    victim_.change_some();
    {
      const Mount mount = Mount::read_only(victim_.index());
      for (std::uint64_t i = 0; i < runs; ++i) {
        must_work({"search", kEverywhere});
        must_work({"search", "--format", "json", kEverywhere});
        must_work({"generations", "list"});
        must_work({"verify"});
        victim_.check_promises("on a read-only disk");
        must_fail(victim_.index_command());
        must_fail(victim_.command({"generations", "rollback"}));
        must_fail(victim_.command({"generations", "prune", "--keep", "1"}));
      }
    }
    victim_.check_promises("writable again");
    victim_.check_completion("writable again");
  }

 private:
  void must_work(const std::vector<std::string>& words) {
    const auto result = victim_.run(victim_.command(words));
    report_.count("commands");
    if (result.status != 0) report_.breach("failed", words[0] + ": " + result.err);
    if (words[0] == "search" && result.out.find(kEverywhere) == std::string::npos) {
      report_.breach("failed", "search finds nothing: " + result.out);
    }
  }

  /// Fails, and says that it is about the right to write.
  void must_fail(const Victim::Command& command) {
    const auto result = victim_.run(command);
    report_.count("commands");
    const std::string told =
        command[1] + ": status " + std::to_string(result.status) + ": " + result.err;
    if (result.status == 0) report_.breach("written", told);
    if (result.status > 3) report_.breach("crashed", told);
    const bool clear = result.err.find("エラー") != std::string::npos &&
                       (result.err.find("読み取り専用") != std::string::npos ||
                        result.err.find("Read-only") != std::string::npos);
    if (!clear) report_.breach("silent", told);
  }

  Report& report_;
  TempFolder folder_;
  Victim victim_;
};

}  // namespace

Report read_only(const Settings& settings) {
  Report report;
  if (const std::string forbidden = enter_private_mounts(); !forbidden.empty()) {
    report.skip("no private mounts here (" + forbidden + ")");
    return report;
  }
  ReadOnlyDisk(settings, report).run(settings.count("runs", 2));
  return report;
}

}  // namespace kizuki::torture

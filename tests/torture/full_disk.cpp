// Index folders on file systems in memory that are too small in every possible way: the disk fills
// up at another place of the work each time, and has space again afterwards.
#include <string>

#include "tests/torture/private_mounts.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace {

constexpr std::uint64_t kCases = 150;
constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t kPlenty = std::uint64_t{64} << 20;

/// Bytes taken on the file system that holds `folder`.
std::uint64_t space_taken(const std::filesystem::path& folder) {
  const auto space = std::filesystem::space(folder);
  return space.capacity - space.free;
}

/// The index in a folder of its own, with the source beside it on the same disk.
struct SmallDisk {
  TempFolder folder;
  Mount mount = Mount::memory(folder.path(), kPlenty);
};

class DiskFiller {
 public:
  DiskFiller(const Settings& settings, Report& report) : settings_(settings), report_(report) {
    report_.promise({"crashed", "silent"});
  }

  /// A first build on a disk of `size` bytes.
  void fill_first(std::uint64_t size) {
    SmallDisk disk;
    Victim victim(settings_, report_, disk.folder.path(), kCases);
    victim.change_some();
    disk.mount.resize(space_taken(disk.folder.path()) + size);
    run_and_recover(victim, disk, "first build in " + std::to_string(size) + " bytes");
  }

  /// Changes with `size` bytes left beside a whole index.
  void fill_more(std::uint64_t size) {
    SmallDisk disk;
    Victim victim(settings_, report_, disk.folder.path(), kCases);
    victim.change_some();
    victim.check_completion("first run");
    victim.change_some();
    victim.remember();
    disk.mount.resize(space_taken(disk.folder.path()) + size);
    run_and_recover(victim, disk, "changes with " + std::to_string(size) + " bytes left");
  }

  /// What an index of kCases takes while it is built.
  std::uint64_t measure() {
    SmallDisk disk;
    Victim victim(settings_, report_, disk.folder.path(), kCases);
    victim.change_some();
    victim.check_completion("measuring");
    return space_taken(disk.folder.path());
  }

 private:
  void run_and_recover(Victim& victim, const SmallDisk& disk, const std::string& after) {
    const auto result = victim.run(victim.index_command());
    const std::string told =
        after + ": status " + std::to_string(result.status) + ": " + result.err;
    report_.count("runs");
    report_.count("filled_up", result.status == 0 ? 0 : 1);
    if (result.status > 3) report_.breach("crashed", told);
    if (result.status != 0 && result.err.find("エラー") == std::string::npos) {
      report_.breach("silent", told);
    }
    if (result.status == 0) victim.check_acknowledged(after);
    victim.check_promises(after + ", still full");
    disk.mount.resize(kPlenty);
    victim.check_promises(after + ", with space again");
    victim.check_completion(after);
  }

  const Settings& settings_;
  Report& report_;
};

}  // namespace

Report full_disk(const Settings& settings) {
  Report report;
  if (const std::string forbidden = enter_private_mounts(); !forbidden.empty()) {
    report.skip("no private mounts here (" + forbidden + ")");
    return report;
  }
  DiskFiller filler(settings, report);
  const std::uint64_t sizes = settings.count("sizes", 4);
  const std::uint64_t whole = filler.measure();
  for (std::uint64_t i = 0; i < sizes; ++i) {
    const std::uint64_t size = kPage * (1 + i * (whole / kPage) / sizes);
    filler.fill_first(size);
    filler.fill_more(size);
  }
  return report;
}

}  // namespace kizuki::torture

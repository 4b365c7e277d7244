// Programs that harm Kizuki in every way a machine can, and check what it promises.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kizuki::torture {

/// What the command line asks for.
struct Settings {
  std::string program;      // path of kizuki
  std::string fault_shim;   // path of the library that makes system calls fail (fault_shim.hpp)
  std::string data_folder;  // dictionary, taxonomy, profiles; empty = beside the program
  std::uint64_t seed = 1;
  std::map<std::string, std::uint64_t, std::less<>> counts;  // "--runs 25" and the like

  /// The count of that name, or `otherwise` when it was not given.
  std::uint64_t count(std::string_view name, std::uint64_t otherwise) const;
};

/// What a job did and found. One a thread.
class Report {
 public:
  /// Adds to a figure that the result line shows; the first mention decides its place.
  void count(std::string_view name, std::uint64_t more = 1);
  /// A promise of kind `kind` ("lost", "corrupt") was broken: counted, and `what` goes to standard
  /// error. Kinds that never occur are shown as 0 when they were named by promise().
  void breach(std::string_view kind, const std::string& what);
  /// Names kinds of breaches in the order in which the result line shows them.
  void promise(std::initializer_list<std::string_view> kinds);
  /// The job cannot run here, and why; it counts neither as passed nor as failed.
  void skip(std::string why) { skipped_ = std::move(why); }

  bool skipped() const { return !skipped_.empty(); }
  std::uint64_t breaches() const;
  /// {"job":"kill","seed":1,"runs":25,…,"breaches":0}
  std::string line(std::string_view job, std::uint64_t seed) const;

 private:
  using Figures = std::vector<std::pair<std::string, std::uint64_t>>;
  static std::uint64_t& figure(Figures& figures, std::string_view name);

  Figures counts_;
  Figures breaches_;
  std::string skipped_;
};

/// SIGKILL in every phase of a generation's life. --runs kills a phase.
Report kill(const Settings& settings);

/// Makes the Nth write, sync, rename … of `kizuki index` fail. --points calls of each kind, spread
/// evenly (0: every one).
Report fail_nth(const Settings& settings);

/// Index on file systems of several sizes, all too small, then with space again. --sizes of them.
Report full_disk(const Settings& settings);

/// Flips single bits in every kind of file. --flips for each kind.
Report bit_flips(const Settings& settings);

/// Builders, pruners and readers at once over one index. --points stops a pair, --races.
Report two_builds(const Settings& settings);

/// Small writes, rebuilds and queries at once in one process. --writes, --queries.
Report churn(const Settings& settings);

/// Kills and fails `kizuki backup` and `kizuki restore` at their calls. --points of each kind (0:
/// every one).
Report backup(const Settings& settings);

/// Reading commands on a read-only mount.
Report read_only(const Settings& settings);

}  // namespace kizuki::torture

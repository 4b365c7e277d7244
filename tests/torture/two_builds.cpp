// Builders, pruners and readers at once over one index. One command is stopped before a call that
// changes the disk, another runs from beginning to end meanwhile, and the first goes on: so every
// order of the two is met on purpose. Between that, several start at the same moment.
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "engine/index/generation.hpp"
#include "tests/torture/fault_run.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace {

constexpr std::uint64_t kCases = 60;

/// Tells that somebody else is at work (docs/index-format.md: the build lock).
constexpr const char* kBusyWords = "ほかの処理";
constexpr const char* kNothingBefore = "戻れる前の世代がありません";

class Crowd {
 public:
  Crowd(const Settings& settings, Report& report)
      : report_(report),
        victim_(settings, report, folder_.path(), kCases),
        faults_(settings.fault_shim, victim_.index(), folder_ / "plan") {
    report_.promise({"unclear", "refused_reader", "older_published"});
    for (int i = 0; i < 2; ++i) {
      victim_.change_some();
      victim_.check_completion("beginning");
    }
  }

  /// Stops `first` at `points` places (0: everywhere) from where it opens a file named `from` for
  /// writing, and runs each of `seconds` there.
  void interleave(const Victim::Command& first, const std::string& from,
                  const std::vector<Victim::Command>& seconds, std::uint64_t points) {
    ready();
    Fault fault;
    fault.armed_by = from;
    faults_.run(fault, first);
    const std::uint64_t calls = faults_.outcome().seen;
    fault.effect = Effect::kStop;
    for (const Victim::Command& second : seconds) {
      for (const std::uint64_t nth : spread(calls, points)) {
        fault.nth = nth;
        interleave_once(first, second, fault);
      }
    }
  }

  /// All at the same moment.
  void race() {
    ready();
    std::vector<Victim::Command> commands = others();
    commands.push_back(victim_.index_command(1));
    commands.push_back(victim_.index_command(2));
    std::vector<test::ProcessResult> results(commands.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < commands.size(); ++i) {
      threads.emplace_back([&, i] { results[i] = victim_.run(commands[i]); });
    }
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < commands.size(); ++i) {
      judge(commands[i], results[i], "race: " + commands[i][1]);
    }
    report_.count("races");
    finish("race");
  }

  /// An index made from an older library must not become current.
  void publish_older() {
    const GenerationStore store(victim_.index());
    const auto current = store.open_current();
    const auto lock = store.lock_for_building();
    if (!current || !lock) return report_.breach("unopenable", "before publishing an older one");
    const auto draft = store.begin();
    if (!draft) return report_.breach("unopenable", draft.error().describe());
    Manifest manifest = (*current)->manifest();
    manifest.compartments.clear();
    manifest.library_sequence -= 1;
    const auto published = store.publish(*draft, manifest);
    if (published || victim_.current_generation() != (*current)->number()) {
      report_.breach("older_published", "a generation of an older library became current");
    }
    report_.count("older_refused", published ? 0 : 1);
  }

  Victim::Command index() const { return victim_.index_command(1); }
  Victim::Command prune() const { return victim_.command({"generations", "prune", "--keep", "1"}); }
  Victim::Command rollback() const { return victim_.command({"generations", "rollback"}); }
  std::vector<Victim::Command> others() const {
    return {index(), prune(), rollback(), victim_.command({"verify"}),
            victim_.command({"search", kEverywhere})};
  }

 private:
  /// Something to build, to prune and to go back to.
  void ready() {
    victim_.change_some();
    victim_.check_completion("getting ready");
    victim_.change_some();
    victim_.remember();
  }

  void interleave_once(const Victim::Command& first, const Victim::Command& second,
                       const Fault& fault) {
    ready();
    test::ProcessResult meanwhile;
    const auto result = faults_.run_around(fault, first, [&] { meanwhile = victim_.run(second); });
    const FaultOutcome outcome = faults_.outcome();
    const std::string after = second[1] + " " + (second[1] == "generations" ? second[2] : "") +
                              " while " + first[1] + " stood before " + outcome.describe();
    report_.count("interleaved", outcome.hits == 0 ? 0 : 1);
    judge(second, meanwhile, after + ", the one that ran");
    judge(first, result, after + ", the one that stood");
    finish(after);
  }

  void judge(const Victim::Command& command, const test::ProcessResult& result,
             const std::string& after) {
    const std::string told =
        after + ": status " + std::to_string(result.status) + ": " + result.err;
    const bool busy = result.err.find(kBusyWords) != std::string::npos;
    if (command[1] == "verify" || command[1] == "search") {
      if (result.status == 0) return;
      // SQLite's last connection closes the library alone. A process that freezes in just that
      // moment lets readers wait in vain (docs/library.md); nothing else may.
      const bool closing = faults_.outcome().first_call == "unlink" &&
                           faults_.outcome().first_path.find("/library.db-") != std::string::npos;
      if (!busy || !closing) return report_.breach("refused_reader", told);
      return report_.count("waited_for_frozen");
    }
    const bool nothing = result.err.find(kNothingBefore) != std::string::npos;
    report_.count("won", result.status == 0 ? 1 : 0);
    report_.count("gave_way", result.status == 1 && busy ? 1 : 0);
    if (result.status == 0 || (result.status == 1 && (busy || nothing))) return;
    report_.breach("unclear", told);
  }

  void finish(const std::string& after) {
    victim_.check_promises(after);
    victim_.check_verify(after);
    victim_.check_completion(after);
  }

  Report& report_;
  TempFolder folder_;
  Victim victim_;
  FaultRunner faults_;
};

}  // namespace

Report two_builds(const Settings& settings) {
  Report report;
  Crowd crowd(settings, report);
  const std::uint64_t points = settings.count("points", 3);
  crowd.interleave(crowd.index(), "/build.lock", crowd.others(), points);
  crowd.interleave(crowd.prune(), "", crowd.others(), points);
  crowd.interleave(crowd.rollback(), "", crowd.others(), points);
  // Once the new generation is current, what the build still does to old ones meets a rollback.
  crowd.interleave(crowd.index(), "/current.tmp", {crowd.rollback()}, 4 * points);
  for (std::uint64_t i = 0; i < settings.count("races", 2); ++i) crowd.race();
  crowd.publish_older();
  return report;
}

}  // namespace kizuki::torture

// SIGKILL in every phase of a generation's life. Half of the kills come before a call that changes
// the disk, chosen evenly from all that the phase makes, so that short phases are hit as surely as
// long ones; half come at a uniformly random moment, which also hits the middle of a call.
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/torture/fault_run.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kCases = 200;
constexpr std::uint64_t kKeepAll = 1000;

/// A stretch of a generation's life. A new one is a line in phases().
struct Phase {
  std::string name;
  /// Brings the victim to where `command` has something to do.
  std::function<void(Victim&)> prepare;
  std::function<Victim::Command(const Victim&)> command;
  /// The phase begins when a file whose path holds this is opened for writing; empty = at once.
  std::string begins_at;
  /// What is run afterwards, and must complete.
  std::function<Victim::Command(const Victim&)> next = [](const Victim& victim) {
    return victim.index_command();
  };
};

void run_well(const Victim& victim, const Victim::Command& command) {
  const auto result = victim.run(command);
  if (result.status != 0) throw std::runtime_error("preparing a kill failed: " + result.err);
}

void change(Victim& victim) { victim.change_some(); }

Victim::Command update_command(const Victim& victim) { return victim.update_command(); }

/// An update that takes the place of another, and what people said as well.
void change_updated(Victim& victim) {
  victim.change_some();
  run_well(victim, victim.update_command());
  victim.confirm_some();
  victim.change_some();
}

/// Three generations, so that there is something to prune and to go back to, each with an update.
void make_generations(Victim& victim) {
  for (int i = 0; i < 2; ++i) {
    victim.change_some();
    run_well(victim, victim.index_command(3));
    victim.change_some();
    run_well(victim, victim.update_command());
  }
}

std::vector<Phase> phases() {
  return {
      {"build", change, [](const Victim& victim) { return victim.index_command(); }, ""},
      {"update", change_updated, update_command, "", update_command},
      {"merge", change_updated, [](const Victim& victim) { return victim.index_command(); }, ""},
      {"switch", change, [](const Victim& victim) { return victim.index_command(kKeepAll); },
       "/manifest.json"},
      {"prune", make_generations,
       [](const Victim& victim) {
         return victim.command({"generations", "prune", "--keep", "1"});
       },
       ""},
      {"rollback", make_generations,
       [](const Victim& victim) {
         return victim.command({"generations", "rollback"});
       },
       ""},
  };
}

class Killer {
 public:
  Killer(const Settings& settings, Report& report)
      : report_(report),
        victim_(settings, report, folder_.path(), settings.count("cases", kCases)),
        faults_(settings.fault_shim, victim_.index(), folder_ / "plan") {
    victim_.change_some();
    run_well(victim_, victim_.index_command());
  }

  void run(const Phase& phase, std::uint64_t runs) {
    const Extent extent = measure(phase);
    for (std::uint64_t i = 0; i < runs; ++i) {
      phase.prepare(victim_);
      victim_.remember();
      const std::string after = phase.name + " " + std::to_string(i);
      const bool killed = i % 2 == 0 ? kill_at_call(phase, extent) : kill_at_moment(phase, extent);
      report_.count("runs");
      report_.count(phase.name + "_killed", killed ? 1 : 0);
      victim_.check_promises(after);
      victim_.check_completion(after, phase.next(victim_));
    }
  }

 private:
  /// How long the phase's command takes, in calls and in time.
  struct Extent {
    std::uint64_t calls = 0;
    std::chrono::microseconds time{0};
  };

  Extent measure(const Phase& phase) {
    Extent extent;
    phase.prepare(victim_);
    Fault counting;
    counting.armed_by = phase.begins_at;
    const auto result = faults_.run(counting, phase.command(victim_));
    extent.calls = faults_.outcome().seen;
    if (result.status != 0 || extent.calls == 0) {
      throw std::runtime_error(phase.name + " does not run: " + result.err);
    }
    run_well(victim_, victim_.index_command());
    phase.prepare(victim_);
    const auto start = Clock::now();
    run_well(victim_, phase.command(victim_));
    extent.time = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
    run_well(victim_, victim_.index_command());
    return extent;
  }

  bool kill_at_call(const Phase& phase, const Extent& extent) {
    Fault fault;
    fault.effect = Effect::kKill;
    fault.nth = 1 + victim_.random_below(extent.calls);
    fault.armed_by = phase.begins_at;
    return faults_.run(fault, phase.command(victim_)).status > 128;
  }

  bool kill_at_moment(const Phase& phase, const Extent& extent) {
    const auto limit = static_cast<std::uint64_t>(extent.time.count() * 11 / 10) + 1;
    const std::chrono::microseconds wait(victim_.random_below(limit));
    test::BackgroundProcess child(phase.command(victim_));
    std::this_thread::sleep_for(wait);
    victim_.remember();  // what a reader has seen by now is committed
    child.kill();
    return child.wait() > 128;
  }

  Report& report_;
  TempFolder folder_;
  Victim victim_;
  FaultRunner faults_;
};

}  // namespace

Report kill(const Settings& settings) {
  Report report;
  Killer killer(settings, report);
  for (const Phase& phase : phases()) killer.run(phase, settings.count("runs", 10));
  return report;
}

}  // namespace kizuki::torture

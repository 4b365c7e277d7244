// Running a program with the fault shim in front of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/process.hpp"
#include "tests/torture/fault_plan.hpp"

namespace kizuki::torture {

/// Which calls, and what befalls them.
struct Fault {
  std::uint32_t kinds = kAllCalls;
  Effect effect = Effect::kCount;
  int error = 0;  // errno for kFail
  std::uint64_t nth = 0;
  bool sticky = false;
  std::string armed_by;  // calls count once a path with this in it was opened for writing
};

/// What the shim saw.
struct FaultOutcome {
  std::uint64_t seen = 0;
  std::uint64_t hits = 0;
  bool switched = false;  // a new generation or update had become current before the first hit
  bool settled = false;   // and the folder that names it had been synced
  std::string first_call;
  std::string first_path;

  std::string describe() const { return first_call + " " + first_path; }
};

/// A plan file and the shim that reads it. One process at a time.
class FaultRunner {
 public:
  /// `folder` is the place whose calls count; the plan's file lies at `plan_file`, elsewhere.
  FaultRunner(std::string shim, const std::filesystem::path& folder,
              std::filesystem::path plan_file);
  ~FaultRunner();
  FaultRunner(const FaultRunner&) = delete;
  FaultRunner& operator=(const FaultRunner&) = delete;

  /// Runs `command` to its end under `fault`.
  test::ProcessResult run(const Fault& fault, const std::vector<std::string>& command);
  /// Runs `command` until `fault`, an Effect::kStop, befalls it, does `meanwhile`, and lets it go
  /// on to its end. Without a hit `meanwhile` runs after the end.
  test::ProcessResult run_around(const Fault& fault, const std::vector<std::string>& command,
                                 const std::function<void()>& meanwhile);
  /// Of the last run.
  FaultOutcome outcome() const;

 private:
  void set_up(const Fault& fault);
  test::ProcessResult execute(const std::vector<std::string>& command) const;

  std::string shim_;
  std::filesystem::path folder_;
  std::filesystem::path plan_file_;
  FaultPlan* plan_ = nullptr;
};

/// Numbers from 1 to `count`, ascending: all when `points` is 0 or not less, else so many spread
/// evenly, the last among them, or the one in the middle.
std::vector<std::uint64_t> spread(std::uint64_t count, std::uint64_t points);

}  // namespace kizuki::torture

#include <chrono>
#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "engine/index/compartment_reader.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/torture/torture.hpp"

namespace kizuki::torture {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kCases = 400;

/// Text of version `version` of case `number`; every version differs.
std::string case_line(std::uint64_t number, std::uint64_t version) {
  std::string text;
  for (std::uint64_t i = 0; i <= number % 7; ++i) {
    text += "社長は第" + std::to_string(version) + "版の話を続け、支援者は答えを言わずに聴いた。";
  }
  return R"({"id":"case-)" + std::to_string(number) + R"(","title":"事例)" +
         std::to_string(number) + R"(","text":")" + text + "\"}\n";
}

class KillIndex {
 public:
  explicit KillIndex(const Settings& settings) : settings_(settings), random_(settings.seed) {}

  Report run() {
    change_some();
    if (test::run_process(arguments()).status != 0) {
      report_.incomplete = 1;
      return report_;
    }
    const auto full = measure_full_run();
    for (report_.runs = 0; report_.runs < settings_.runs; ++report_.runs) {
      change_some();
      kill_once(full);
      check_after_kill();
      check_completion();
    }
    return report_;
  }

 private:
  std::vector<std::string> arguments() const {
    return {settings_.program, "index",  "--index", index(), "--profile",
            "plain",           "--keep", "2",       source()};
  }
  std::string index() const { return (folder_.path() / "index").string(); }
  std::string source() const { return (folder_.path() / "cases.jsonl").string(); }

  /// A new version of a random third of the cases (all at first).
  void change_some() {
    std::string lines;
    for (std::uint64_t i = 0; i < kCases; ++i) {
      if (versions_[i] == 0 || random_() % 3 == 0) ++versions_[i];
      lines += case_line(i, versions_[i]);
    }
    folder_.write("cases.jsonl", lines);
  }

  std::chrono::microseconds measure_full_run() {
    change_some();
    const auto start = Clock::now();
    test::run_process(arguments());
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  }

  void kill_once(std::chrono::microseconds full) {
    const auto wait =
        std::chrono::microseconds(random_() % static_cast<std::uint64_t>(full.count() * 11 / 10));
    test::BackgroundProcess child(arguments());
    std::this_thread::sleep_for(wait);
    remember_committed();
    child.kill();
    if (child.wait() > 128) ++report_.killed_before_end;
  }

  /// What the library shows now is committed, so it must outlive the kill.
  void remember_committed() {
    committed_.clear();
    const auto library = Library::open(index(), Library::Mode::kReadOnly);
    if (!library) return;
    const auto sequence = library->sequence();
    if (!sequence) return;
    sequence_ = *sequence;
    (void)library
        ->for_each_case(sequence_,
                        [&](const StoredCase& stored) {
                          committed_[stored.id] = stored.revision;
                          return true;
                        })
        .has_value();
  }

  void check_after_kill() {
    const auto library = Library::open(index(), Library::Mode::kReadOnly);
    if (!library) {
      breach(report_.unopenable, library.error().describe());
      return;
    }
    if (library->sequence().value_or(0) < sequence_) breach(report_.lost, "sequence went back");
    for (const auto& [id, revision] : committed_) {
      const auto stored = library->get(id);
      if (!stored || stored->revision < revision) breach(report_.lost, id);
    }
    const auto verified = library->verify(
        [&](const LibraryFinding& finding) { breach(report_.corrupt, finding.message); });
    if (!verified) breach(report_.corrupt, verified.error().describe());

    const GenerationStore store(index());
    const auto generation = store.open_current();
    if (!generation) {
      breach(report_.unopenable, generation.error().describe());
      return;
    }
    const auto reader = (*generation)->open_compartment("local");
    if (!reader || reader->case_count() != kCases || !reader->analysis(kCases)) {
      breach(report_.unopenable, "the current generation does not answer");
    }
  }

  void check_completion() {
    const auto result = test::run_process(arguments());
    if (result.status != 0) {
      breach(report_.incomplete, result.err);
      return;
    }
    const GenerationStore store(index());
    const auto verified = store.verify(
        [&](const GenerationFinding& finding) { breach(report_.corrupt, finding.message); });
    if (!verified) breach(report_.corrupt, verified.error().describe());
    const auto library = Library::open(index(), Library::Mode::kReadOnly);
    const auto generation = store.open_current();
    if (!library || !generation ||
        (*generation)->manifest().library_sequence != library->sequence().value_or(0)) {
      breach(report_.incomplete, "the index is behind the library");
      return;
    }
    const auto count = library->count_cases(library->sequence().value_or(0));
    if (count.value_or(0) != kCases) breach(report_.lost, "cases are missing at the end");
  }

  void breach(std::uint64_t& counter, const std::string& what) {
    ++counter;
    std::fprintf(stderr, "run %llu: %s\n", static_cast<unsigned long long>(report_.runs),
                 what.c_str());
  }

  const Settings& settings_;
  TempFolder folder_;
  std::mt19937_64 random_;
  std::map<std::uint64_t, std::uint64_t> versions_;
  std::map<std::string, std::uint64_t> committed_;
  std::uint64_t sequence_ = 0;
  Report report_;
};

}  // namespace

Report kill_index(const Settings& settings) { return KillIndex(settings).run(); }

}  // namespace kizuki::torture

// kizuki_torture JOB --program PATH [--shim PATH] [--data FOLDER] [--seed S] [--COUNT N]...: prints
// one JSON line. Exit status: 0 all promises held, 1 a breach, 2 usage, 77 cannot run here.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "tests/torture/torture.hpp"

namespace {

constexpr int kBreachStatus = 1;
constexpr int kUsageStatus = 2;
constexpr int kSkippedStatus = 77;  // SKIP_RETURN_CODE of CMake's tests

using Job = std::function<kizuki::torture::Report(const kizuki::torture::Settings&)>;

const std::map<std::string, Job>& jobs() {
  using namespace kizuki::torture;
  static const std::map<std::string, Job> kJobs = {
      {"kill", kill},           {"fail-nth", fail_nth},     {"full-disk", full_disk},
      {"bit-flips", bit_flips}, {"two-builds", two_builds}, {"churn", churn},
      {"read-only", read_only}, {"backup", backup},
  };
  return kJobs;
}

int usage() {
  std::fprintf(stderr,
               "usage: kizuki_torture JOB --program PATH [--shim PATH] [--data FOLDER] [--seed S] "
               "[--COUNT N]...\njobs:");
  for (const auto& [name, job] : jobs()) std::fprintf(stderr, " %s", name.c_str());
  std::fprintf(stderr, "\n");
  return kUsageStatus;
}

/// False when an argument is not understood.
bool read_arguments(int argc, char** argv, kizuki::torture::Settings& settings) {
  for (int i = 2; i < argc; i += 2) {
    const std::string name = argv[i];
    if (i + 1 == argc || !name.starts_with("--")) return false;
    const std::string value = argv[i + 1];
    if (name == "--program") {
      settings.program = value;
    } else if (name == "--shim") {
      settings.fault_shim = value;
    } else if (name == "--data") {
      settings.data_folder = value;
    } else {
      char* end = nullptr;
      const std::uint64_t number = std::strtoull(value.c_str(), &end, 10);
      if (value.empty() || *end != '\0') return false;
      (name == "--seed" ? settings.seed : settings.counts[name.substr(2)]) = number;
    }
  }
  return !settings.program.empty();
}

}  // namespace

int main(int argc, char** argv) {
  kizuki::torture::Settings settings;
  const auto job = argc > 1 ? jobs().find(argv[1]) : jobs().end();
  if (job == jobs().end() || !read_arguments(argc, argv, settings)) return usage();
  const auto report = job->second(settings);
  std::fputs(report.line(job->first, settings.seed).c_str(), stdout);
  if (report.skipped()) return kSkippedStatus;
  return report.breaches() == 0 ? 0 : kBreachStatus;
}

// kizuki_torture JOB --program PATH [--runs N] [--seed S]: prints one JSON line; exit 1 on a
// breach.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "tests/torture/torture.hpp"

int main(int argc, char** argv) {
  using namespace kizuki::torture;
  const std::map<std::string, std::function<Report(const Settings&)>> jobs = {
      {"kill-index", kill_index},
  };
  Settings settings;
  const auto job = argc > 1 ? jobs.find(argv[1]) : jobs.end();
  if (job == jobs.end()) {
    std::fprintf(stderr, "usage: kizuki_torture JOB --program PATH [--runs N] [--seed S]\njobs:");
    for (const auto& [name, function] : jobs) std::fprintf(stderr, " %s", name.c_str());
    std::fprintf(stderr, "\n");
    return 2;
  }
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--program") settings.program = argv[i + 1];
    if (name == "--runs") settings.runs = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--seed") settings.seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  const Report report = job->second(settings);
  std::printf(
      "{\"job\":\"%s\",\"seed\":%llu,\"runs\":%llu,\"killed\":%llu,\"lost\":%llu,"
      "\"unopenable\":%llu,\"corrupt\":%llu,\"incomplete\":%llu}\n",
      job->first.c_str(), static_cast<unsigned long long>(settings.seed),
      static_cast<unsigned long long>(report.runs),
      static_cast<unsigned long long>(report.killed_before_end),
      static_cast<unsigned long long>(report.lost),
      static_cast<unsigned long long>(report.unopenable),
      static_cast<unsigned long long>(report.corrupt),
      static_cast<unsigned long long>(report.incomplete));
  return report.breaches() == 0 ? 0 : 1;
}

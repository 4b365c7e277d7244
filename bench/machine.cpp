#include "bench/machine.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sys/utsname.h>
#include <unistd.h>

#include <sched.h>

#include "engine/base/clock.hpp"

namespace kizuki {
namespace {

// The value of the first "key<separator>value" line of a file, without quotes; empty when missing.
std::string setting(const char* file, std::string_view key, char separator) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t at = line.find(separator);
    if (at == std::string::npos) continue;
    const std::size_t begin = line.find_first_not_of(" \t\"", at + 1);
    if (begin == std::string::npos) continue;
    return line.substr(begin, line.find_last_not_of(" \t\"") + 1 - begin);
  }
  return {};
}

std::string or_unknown(std::string_view text) {
  return std::string(text.empty() ? "unknown" : text);
}

unsigned usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 0;
  return static_cast<unsigned>(CPU_COUNT(&set));
}

std::uint64_t physical_memory() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGE_SIZE);
  if (pages <= 0 || page_bytes <= 0) return 0;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page_bytes);
}

std::string kernel() {
  utsname names{};
  if (uname(&names) != 0) return "unknown";
  return std::string(names.sysname)
      .append(" ")
      .append(names.release)
      .append(" ")
      .append(names.machine);
}

std::string build_kind() {
  std::string kind = KIZUKI_BUILD_TYPE;
  if (kind.empty()) kind = "no build type";
  const std::string_view sanitizers = KIZUKI_SANITIZERS;
  if (!sanitizers.empty()) kind.append(" with sanitizers ").append(sanitizers);
  return kind;
}

std::string compiler_name() {
#if defined(__clang__)
  return "Clang " __clang_version__;
#else
  return "GCC " __VERSION__;
#endif
}

std::string quoted(std::string_view word) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./=:,@%+";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(word);
  }
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out += '\'';
}

}  // namespace

Machine this_machine() {
  Machine machine;
  machine.processor = or_unknown(setting("/proc/cpuinfo", "model name", ':'));
  machine.cores = usable_cores();
  machine.memory_bytes = physical_memory();
  std::array<double, 1> load{};
  if (getloadavg(load.data(), 1) == 1) machine.load = load[0];
  machine.system = or_unknown(setting("/etc/os-release", "PRETTY_NAME", '='));
  machine.system.append(", ").append(kernel());
  machine.compiler = compiler_name();
  machine.build_type = build_kind();
  return machine;
}

std::string command_line(int argc, const char* const* argv) {
  std::string line;
  for (int i = 0; i < argc; ++i) {
    if (i > 0) line += ' ';
    line += quoted(argv[i]);
  }
  return line;
}

std::string describe_run(const Machine& machine, std::string_view revision, std::string_view corpus,
                         std::string_view command) {
  std::array<char, 96> sizes{};
  std::snprintf(sizes.data(), sizes.size(), "%u cores, %.1f GiB of memory, load %.1f",
                machine.cores, static_cast<double>(machine.memory_bytes) / (1 << 30), machine.load);
  std::string out;
  const auto line = [&](std::string_view name, std::string_view value) {
    out.append("- ").append(name).append(": ").append(or_unknown(value)).append("\n");
  };
  line("date", utc_now());
  line("machine", std::string(machine.processor).append(", ").append(sizes.data()));
  line("system", machine.system);
  line("build", std::string(machine.build_type).append(", ").append(machine.compiler));
  line("revision", revision);
  line("corpus", corpus);
  line("command", std::string("`").append(command).append("`"));
  return out;
}

}  // namespace kizuki

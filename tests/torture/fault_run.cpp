#include "tests/torture/fault_run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <new>
#include <stdexcept>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace kizuki::torture {
namespace {

template <std::size_t kSize>
void copy_text(const std::string& from, std::array<char, kSize>& to) {
  if (from.size() >= kSize) throw std::invalid_argument("too long for a fault plan: " + from);
  std::copy(from.begin(), from.end(), to.begin());
}

}  // namespace

FaultRunner::FaultRunner(std::string shim, const std::filesystem::path& folder,
                         std::filesystem::path plan_file)
    : shim_(std::move(shim)), folder_(folder), plan_file_(std::move(plan_file)) {
  const int descriptor = ::open(plan_file_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0 || ::ftruncate(descriptor, sizeof(FaultPlan)) != 0) {
    throw std::runtime_error("fault plan " + plan_file_.string());
  }
  void* data =
      ::mmap(nullptr, sizeof(FaultPlan), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  ::close(descriptor);
  if (data == MAP_FAILED) throw std::runtime_error("fault plan " + plan_file_.string());
  plan_ = static_cast<FaultPlan*>(data);
}

FaultRunner::~FaultRunner() { ::munmap(plan_, sizeof(FaultPlan)); }

void FaultRunner::set_up(const Fault& fault) {
  new (plan_) FaultPlan{};
  copy_text(folder_.string(), plan_->folder);
  copy_text(fault.armed_by, plan_->armed_by);
  plan_->kinds = fault.kinds;
  plan_->effect = fault.effect;
  plan_->error = fault.error;
  plan_->sticky = fault.sticky ? 1 : 0;
  plan_->nth = fault.nth;
}

test::ProcessResult FaultRunner::execute(const std::vector<std::string>& command) const {
  // ASan wants to be the first library and says no more than that; the shim is content before it.
  std::vector<std::string> arguments = {
      "/usr/bin/env", "ASAN_OPTIONS=verify_asan_link_order=0", "LD_PRELOAD=" + shim_,
      std::string(kFaultPlanVariable) + "=" + plan_file_.string()};
  arguments.insert(arguments.end(), command.begin(), command.end());
  return test::run_process(arguments);
}

test::ProcessResult FaultRunner::run(const Fault& fault, const std::vector<std::string>& command) {
  set_up(fault);
  return execute(command);
}

namespace {

/// Stopped by a signal: state T in /proc (proc(5)), which stands behind the name in brackets.
bool stands(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  return name_end != std::string::npos && name_end + 2 < line.size() && line[name_end + 2] == 'T';
}

}  // namespace

test::ProcessResult FaultRunner::run_around(const Fault& fault,
                                            const std::vector<std::string>& command,
                                            const std::function<void()>& meanwhile) {
  set_up(fault);
  std::atomic<bool> ended = false;
  test::ProcessResult result;
  std::thread runner([&] {
    result = execute(command);
    ended = true;
  });
  while (plan_->stopped == 0 && !ended) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  meanwhile();
  // Looked at until the end, because the process says that it stops before it does. Only a process
  // that stands is told to go on: the leak checker holds its process by ptrace when it ends, and a
  // stream of signals would keep it there.
  while (!ended) {
    const pid_t process = plan_->stopped;
    if (process != 0 && stands(process)) ::kill(process, SIGCONT);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  runner.join();
  return result;
}

FaultOutcome FaultRunner::outcome() const {
  return {plan_->seen,
          plan_->hits,
          plan_->switched != 0,
          plan_->settled != 0,
          plan_->first_call.data(),
          plan_->first_path.data()};
}

std::vector<std::uint64_t> spread(std::uint64_t count, std::uint64_t points) {
  std::vector<std::uint64_t> numbers;
  const std::uint64_t taken = points == 0 ? count : std::min(points, count);
  for (std::uint64_t i = 0; i < taken; ++i) numbers.push_back(1 + i * count / taken);
  // The last call of a kind is often the one that matters: the rename that switches.
  if (numbers.size() > 1) numbers.back() = count;
  if (numbers.size() == 1) numbers.back() = (count + 1) / 2;
  return numbers;
}

}  // namespace kizuki::torture

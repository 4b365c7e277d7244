#include "bench/server/served_index.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <spawn.h>

#include "bench/resource_usage.hpp"
#include "bench/server/http_load.hpp"

extern char** environ;  // POSIX declares it nowhere

namespace kizuki {
namespace {

constexpr double kPatienceSeconds = 60;

/// A port that was free a moment ago; 0 when there is none.
std::uint16_t free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT: as the system takes it
  const bool bound = ::bind(descriptor, generic, sizeof address) == 0 &&
                     ::getsockname(descriptor, generic, &size) == 0;
  ::close(descriptor);
  return bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

Result<pid_t> spawn(std::vector<std::string> words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
  }
  pid_t pid = 0;
  const int problem =
      ::posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (problem != 0) return system_error(problem, "プログラムを起動できません", words[0]);
  return pid;
}

/// One answer to a search that finds something in any corpus of cases.
bool answers(std::uint16_t port) {
  HttpLoad one;
  one.port = port;
  one.requests = {http_request("/api/v1/search", R"({"text":"社長","limit":10})")};
  one.connections = 1;
  one.seconds = 1e-3;
  const auto result = run_http_load(one);
  return result && !result->answer_ms.empty();
}

}  // namespace

Result<ServedIndex> ServedIndex::start(const std::string& program,
                                       const std::filesystem::path& index,
                                       const std::filesystem::path& config) {
  const std::uint16_t port = free_port();
  const double begin = wall_seconds();
  std::vector<std::string> words{program,
                                 "serve",
                                 "--index",
                                 index,
                                 "--public",
                                 "--listen",
                                 "127.0.0.1:" + std::to_string(port)};
  if (!config.empty()) words.insert(words.end(), {"--config", config});
  const auto pid = spawn(std::move(words));
  if (!pid) return pid.error();
  ServedIndex served(*pid, port);
  while (!answers(port)) {
    if (wall_seconds() - begin > kPatienceSeconds) {
      Error error;
      error.code = ErrorCode::kTimeout;
      error.message = "サーバーが一分たっても応えません。";
      return error;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  served.first_answer_ms_ = (wall_seconds() - begin) * 1e3;
  return served;
}

ServedIndex::ServedIndex(ServedIndex&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      port_(other.port_),
      first_answer_ms_(other.first_answer_ms_) {}

ServedIndex::~ServedIndex() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGTERM);
  int status = 0;
  ::waitpid(pid_, &status, 0);
}

double ServedIndex::cpu_seconds() const {
  std::ifstream stream("/proc/" + std::to_string(pid_) + "/stat");
  const std::string line{std::istreambuf_iterator<char>(stream), {}};
  // Behind the name in brackets: state is the 3rd field, utime and stime are the 14th and 15th.
  std::istringstream fields(line.substr(std::min(line.rfind(')') + 1, line.size())));
  std::string field;
  for (int i = 3; i < 14; ++i) fields >> field;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::uint64_t ServedIndex::own_memory_bytes() const {
  std::ifstream stream("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8)) * 1024;
  }
  return 0;
}

}  // namespace kizuki

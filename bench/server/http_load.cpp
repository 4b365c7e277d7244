#include "bench/server/http_load.hpp"

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <optional>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <utility>

#include "bench/resource_usage.hpp"
#include "bench/server/socket.hpp"

namespace kizuki {
namespace {

constexpr double kGraceSeconds = 1;  // for answers that are on their way when the load ends
constexpr int kEventsAtOnce = 64;

/// Gaps between arrivals of a Poisson process, by splitmix64 (Steele, Lea, Flood 2014).
class Arrivals {
 public:
  Arrivals(double rate, std::uint64_t seed) : rate_(rate), state_(seed) {}
  double next_gap() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    mixed ^= mixed >> 31U;
    const double unit = (static_cast<double>(mixed >> 11U) + 0.5) * 0x1.0p-53;
    return -std::log(unit) / rate_;
  }

 private:
  double rate_;
  std::uint64_t state_;
};

/// An answer while it arrives.
class AnswerReader {
 public:
  void clear() { bytes_.clear(); }
  void append(std::string_view bytes) { bytes_.append(bytes); }

  /// Whole once head and body are there.
  bool whole() {
    if (body_ == 0) {
      const std::size_t end = bytes_.find("\r\n\r\n");
      if (end == std::string::npos) return false;
      body_ = end + 4;
      length_ = content_length();
    }
    return bytes_.size() >= body_ + length_;
  }
  int status() const { return std::atoi(bytes_.c_str() + 9); }  // NOLINT: "HTTP/1.1 200"
  std::string_view body() const { return std::string_view(bytes_).substr(body_, length_); }
  void drop() {
    bytes_.erase(0, body_ + length_);
    body_ = 0;
    length_ = 0;
  }

 private:
  std::size_t content_length() const {
    const std::size_t at = bytes_.find("\r\nContent-Length: ");
    if (at == std::string::npos || at > body_) return 0;
    constexpr std::size_t kName = 18;
    return std::strtoul(bytes_.c_str() + at + kName, nullptr, 10);
  }

  std::string bytes_;
  std::size_t body_ = 0;
  std::size_t length_ = 0;
};

struct Connection {
  LoopbackSocket socket;
  AnswerReader answer;
  double due = 0;           // of the request that is under way
  std::string_view unsent;  // of that request
  bool busy = false;
};

class Run {
 public:
  Run(const HttpLoad& load, HttpBodyCheck accepts)
      : load_(load), accepts_(accepts), arrivals_(load.rate, load.seed) {}
  ~Run() {
    if (poll_ >= 0) ::close(poll_);
    if (timer_ >= 0) ::close(timer_);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Result<HttpLoadResult> run() {
    poll_ = ::epoll_create1(EPOLL_CLOEXEC);
    timer_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (poll_ < 0 || timer_ < 0) return system_error(errno, "epoll を使えません", "");
    watch(timer_, kTimer, EPOLLIN);
    connections_.resize(load_.connections);
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      if (!open(i)) return system_error(errno, "サーバーにつながりません", "");
    }
    const double cpu = thread_cpu_seconds();
    begin_ = wall_seconds();
    end_ = begin_ + load_.seconds;
    next_due_ = begin_;
    if (load_.rate > 0) next_due_ += arrivals_.next_gap();
    loop();
    result_.client_cpu_seconds = thread_cpu_seconds() - cpu;
    result_.seconds = std::max(last_answer_ - begin_, 1e-9);
    for (const Connection& connection : connections_) {
      if (connection.busy) ++result_.unanswered;
    }
    result_.unanswered += waiting_.size();
    return std::move(result_);
  }

 private:
  static constexpr std::uint64_t kTimer = ~std::uint64_t{0};

  void watch(int descriptor, std::uint64_t name, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.u64 = name;
    ::epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event);
  }

  bool open(std::size_t place) {
    Connection& connection = connections_[place];
    connection = {};
    connection.socket = LoopbackSocket(load_.port, false);
    if (!connection.socket.is_open()) return false;
    watch(connection.socket.descriptor(), place, EPOLLIN | EPOLLOUT | EPOLLET);
    return true;
  }

  void loop() {
    std::array<epoll_event, kEventsAtOnce> events{};
    for (double now = begin_; now < end_ + kGraceSeconds; now = wall_seconds()) {
      send_what_is_due(now);
      if (now >= end_ && idle()) return;
      set_timer(now < end_ && load_.rate > 0 ? next_due_ : end_ + kGraceSeconds);
      const int ready = ::epoll_wait(poll_, events.data(), kEventsAtOnce, 100);
      for (int i = 0; i < ready; ++i) {
        const epoll_event& event = events.at(static_cast<std::size_t>(i));
        if (event.data.u64 == kTimer) {
          std::uint64_t fired = 0;
          [[maybe_unused]] const ssize_t got = ::read(timer_, &fired, sizeof fired);
        } else {
          serve(connections_[event.data.u64], event.data.u64);
        }
      }
    }
  }

  bool idle() const {
    if (!waiting_.empty()) return false;
    for (const Connection& connection : connections_) {
      if (connection.busy) return false;
    }
    return true;
  }

  void set_timer(double at) const {
    itimerspec when{};
    const double left = std::max(at - wall_seconds(), 1e-6);
    when.it_value.tv_sec = static_cast<time_t>(left);
    when.it_value.tv_nsec =
        static_cast<long>((left - static_cast<double>(when.it_value.tv_sec)) * 1e9);
    if (when.it_value.tv_sec == 0 && when.it_value.tv_nsec == 0) when.it_value.tv_nsec = 1;
    ::timerfd_settime(timer_, 0, &when, nullptr);
  }

  void send_what_is_due(double now) {
    if (load_.rate > 0) {
      for (; next_due_ <= now && next_due_ < end_; next_due_ += arrivals_.next_gap()) {
        waiting_.push_back(next_due_);
      }
    }
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      Connection& connection = connections_[i];
      if (connection.busy) continue;
      if (load_.rate > 0) {
        if (waiting_.empty()) return;
        start(connection, waiting_.front(), i);
        waiting_.pop_front();
      } else if (now < end_) {
        start(connection, now, i);
      }
    }
  }

  void start(Connection& connection, double due, std::size_t place) {
    if (!connection.socket.is_open() && !open(place)) {
      ++result_.failed;
      return;
    }
    connection.due = due;
    connection.busy = true;
    connection.unsent = load_.requests[sent_++ % load_.requests.size()];
    push(connection);
  }

  static void push(Connection& connection) {
    while (!connection.unsent.empty()) {
      const ssize_t sent = ::send(connection.socket.descriptor(), connection.unsent.data(),
                                  connection.unsent.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // goes on when the socket is writable, or is seen to be closed
      connection.unsent.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void serve(Connection& connection, std::size_t place) {
    push(connection);
    for (;;) {
      const ssize_t got = ::recv(connection.socket.descriptor(), buffer_.data(), buffer_.size(), 0);
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (got <= 0) return lose(connection, place);
      connection.answer.append({buffer_.data(), static_cast<std::size_t>(got)});
      if (!connection.answer.whole()) continue;
      take(connection);
      // In a closed loop the next request goes out at once.
      if (load_.rate <= 0 && last_answer_ < end_) start(connection, last_answer_, place);
    }
  }

  void take(Connection& connection) {
    last_answer_ = wall_seconds();
    const bool good = connection.answer.status() == 200 &&
                      (accepts_ == nullptr || accepts_(connection.answer.body()));
    if (good) {
      result_.answer_ms.push_back((last_answer_ - connection.due) * 1e3);
    } else {
      ++result_.failed;
    }
    connection.answer.drop();
    connection.busy = false;
  }

  void lose(Connection& connection, std::size_t place) {
    if (connection.busy) ++result_.failed;
    if (!open(place)) connection.socket.close();
  }

  const HttpLoad& load_;
  HttpBodyCheck accepts_;
  Arrivals arrivals_;
  HttpLoadResult result_;
  int poll_ = -1;
  int timer_ = -1;
  std::vector<Connection> connections_;
  std::deque<double> waiting_;  // due times of requests that found no free connection
  std::array<char, 65536> buffer_{};
  std::size_t sent_ = 0;
  double begin_ = 0;
  double end_ = 0;
  double next_due_ = 0;
  double last_answer_ = 0;
};

}  // namespace

Result<HttpLoadResult> run_http_load(const HttpLoad& load, HttpBodyCheck accepts) {
  if (load.requests.empty() || load.connections == 0 || load.seconds <= 0) {
    Error error;
    error.code = ErrorCode::kInvalidArgument;
    error.message = "送る要求、接続の数、秒数のどれかが指定されていません。";
    return error;
  }
  return Run(load, accepts).run();
}

std::string http_request(std::string_view target, std::string_view body,
                         std::string_view more_headers) {
  std::string request(body.empty() ? "GET " : "POST ");
  request.append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(more_headers);
  if (!body.empty()) {
    request.append("Content-Type: application/json\r\nContent-Length: ")
        .append(std::to_string(body.size()))
        .append("\r\n");
  }
  return request.append("\r\n").append(body);
}

}  // namespace kizuki

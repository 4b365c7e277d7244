// Holds off whoever tries passwords.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kizuki {

/// Counts failures by account name. After kFree in a row a name has to wait: one minute, then twice
/// as long after each further failure, at most kLongest. The number of names is bounded: the one
/// that failed least lately is forgotten first, and filling the table costs a password's hash a
/// name. Whether an account exists makes no difference. Thread-safe.
class Lockout {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr unsigned kFree = 5;
  static constexpr std::chrono::seconds kFirst{60};
  static constexpr std::chrono::seconds kLongest{900};
  static constexpr std::size_t kMaxNames = 10'000;

  /// How long `name` still has to wait; zero: it may try.
  std::chrono::seconds wait(std::string_view name, Time now) const;
  void failed(std::string_view name, Time now);
  void succeeded(std::string_view name);
  std::size_t names() const;

 private:
  struct Failures {
    unsigned count = 0;
    Time until;
    std::list<std::string>::iterator place;
  };

  mutable std::mutex mutex_;
  std::list<std::string> order_;  // failed last: in front
  std::unordered_map<std::string, Failures> by_name_;
};

}  // namespace kizuki

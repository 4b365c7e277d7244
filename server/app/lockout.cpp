#include "server/app/lockout.hpp"

#include <algorithm>

namespace kizuki {

std::chrono::seconds Lockout::wait(std::string_view name, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_name_.find(std::string(name));
  if (found == by_name_.end() || found->second.until <= now) return std::chrono::seconds(0);
  return std::chrono::ceil<std::chrono::seconds>(found->second.until - now);
}

void Lockout::failed(std::string_view name, Time now) {
  const std::lock_guard lock(mutex_);
  const auto [found, added] = by_name_.try_emplace(std::string(name));
  Failures& failures = found->second;
  if (added) {
    order_.emplace_front(name);
    failures.place = order_.begin();
  } else {
    order_.splice(order_.begin(), order_, failures.place);
  }
  ++failures.count;
  if (failures.count >= kFree) {
    const unsigned doublings = std::min(failures.count - kFree, 10U);
    failures.until = now + std::min(kFirst * (1U << doublings), kLongest);
  }
  if (by_name_.size() > kMaxNames) {
    by_name_.erase(order_.back());
    order_.pop_back();
  }
}

void Lockout::succeeded(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = by_name_.find(std::string(name));
  if (found == by_name_.end()) return;
  order_.erase(found->second.place);
  by_name_.erase(found);
}

std::size_t Lockout::names() const {
  const std::lock_guard lock(mutex_);
  return by_name_.size();
}

}  // namespace kizuki

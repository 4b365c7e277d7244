#include "server/app/hit_trails.hpp"

#include <utility>

#include "engine/privacy/secret.hpp"

namespace kizuki {
namespace {

/// A single one must not push out all others.
constexpr std::size_t kLargestShare = 8;

std::size_t size_of(const std::string& text) { return sizeof(std::string) + text.size(); }

}  // namespace

std::size_t size_in_memory(const HitTrail& trail) {
  std::size_t bytes = sizeof(HitTrail) + trail.request.text.size();
  for (const ChosenFilter& filter : trail.request.filters) {
    bytes += size_of(filter.name) + size_of(filter.value);
  }
  for (const std::string& reading : trail.request.disbelieved) bytes += size_of(reading);
  for (const std::string& id : trail.ids) bytes += size_of(id);
  return bytes;
}

Result<std::string> HitTrails::keep(HitTrail trail, std::string_view session,
                                    Clock::time_point now) {
  auto token = make_secret();
  if (!token) return token;
  Entry entry;
  entry.bytes = sizeof(Entry) + size_in_memory(trail) + 2 * token->size() + session.size();
  if (entry.bytes > limits_.bytes / kLargestShare) return std::string();
  entry.token = *token;
  entry.session = session;
  entry.trail = std::make_shared<const HitTrail>(std::move(trail));
  entry.used = now;
  const std::lock_guard lock(mutex_);
  drop_old(now);
  bytes_ += entry.bytes;
  entries_.push_front(std::move(entry));
  by_token_.emplace(entries_.front().token, entries_.begin());
  while (entries_.size() > limits_.trails || bytes_ > limits_.bytes) {
    drop(std::prev(entries_.end()));
  }
  return token;
}

std::shared_ptr<const HitTrail> HitTrails::find(std::string_view token, std::string_view session,
                                                Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  drop_old(now);
  const auto found = by_token_.find(token);
  if (found == by_token_.end() || !same_secret(found->second->session, session)) return nullptr;
  found->second->used = now;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->trail;
}

std::size_t HitTrails::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

std::size_t HitTrails::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

void HitTrails::drop(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes;
  by_token_.erase(entry->token);
  entries_.erase(entry);
}

/// The last used stand in front, so that the old ones are the last.
void HitTrails::drop_old(Clock::time_point now) {
  while (!entries_.empty() && now - entries_.back().used > limits_.age) {
    drop(std::prev(entries_.end()));
  }
}

}  // namespace kizuki

// The searches that people come from: kept for a while, so that a case can lead to the next hit and
// back to all of them without what was typed in an address.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.hpp"
#include "server/app/search_request.hpp"

namespace kizuki {

/// A page of hits as somebody saw it.
struct HitTrail {
  SearchRequest request;
  std::vector<std::string> ids;  // of the hits on the page, in their order; the first is hit
                                 // number request.offset + 1
  std::uint64_t total = 0;
  bool total_is_estimate = false;
};

/// About how much memory a trail takes, in bytes.
std::size_t size_in_memory(const HitTrail& trail);

/// How much is kept: the trails last used, as far as they fit.
struct HitTrailLimits {
  std::size_t trails = 4'096;
  std::size_t bytes = std::size_t{8} << 20;
  std::chrono::seconds age = std::chrono::minutes(30);  // without use
};

/// Trails by tokens that nobody can guess. A token opens its trail to the visitor that it was made
/// for alone; of a visitor without a session the token is all there is. What a trail holds are ids:
/// whether their cases may be shown is asked anew. Thread-safe; ends with the server.
class HitTrails {
 public:
  using Clock = std::chrono::steady_clock;

  explicit HitTrails(HitTrailLimits limits = {}) : limits_(limits) {}

  /// Keeps a trail for the visitor of `session` (Visitor::session); its token, or nothing for one
  /// that takes more than an eighth of all memory. Errors: make_secret.
  Result<std::string> keep(HitTrail trail, std::string_view session, Clock::time_point now);
  /// The trail of a token; null when there is none, it has ended, or is another visitor's.
  std::shared_ptr<const HitTrail> find(std::string_view token, std::string_view session,
                                       Clock::time_point now);

  std::size_t size() const;
  std::size_t bytes() const;

 private:
  struct Entry {
    std::string token;
    std::string session;
    std::shared_ptr<const HitTrail> trail;
    std::size_t bytes = 0;
    Clock::time_point used;
  };

  void drop(std::list<Entry>::iterator entry);
  void drop_old(Clock::time_point now);

  const HitTrailLimits limits_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // last used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_token_;
  std::size_t bytes_ = 0;
};

}  // namespace kizuki

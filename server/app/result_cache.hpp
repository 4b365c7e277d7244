// Results of searches that were asked a moment ago: the next page, a facet taken off again, the
// back button and a colleague's same question need no second search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/index/generation.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/query/search_advice.hpp"

namespace kizuki {

/// What a search gave; of the two what was asked for.
struct KeptResult {
  HitList hits;
  SearchAdvice advice;
};

/// About how much memory a result takes, in bytes.
std::size_t size_in_memory(const KeptResult& result);

/// Keeps the results last used, as far as they fit. A result is what the index says: whether a case
/// may be shown is asked of the library for each answer anew, from the cache or not. Only digests
/// of the questions are kept, and nothing outlives the state of index and library it was found in.
/// Thread-safe.
class ResultCache {
 public:
  /// What a result depends on besides its question. Two results of equal states and questions are
  /// equal.
  struct State {
    std::weak_ptr<const Generation> generation;  // weak, so that an old one can be removed
    std::uint64_t library_sequence = 0;
    std::uint64_t card_sequence = 0;
  };
  struct Counts {
    std::uint64_t found = 0;
    std::uint64_t missed = 0;
    std::size_t results = 0;
    std::size_t bytes = 0;
  };

  /// 0: keeps nothing.
  explicit ResultCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// `question`: everything else that the result depends on, whose reach it is among it. Null: not
  /// kept. A state other than the last one empties the cache.
  std::shared_ptr<const KeptResult> find(const State& state, std::string_view question);
  /// Keeps a result, unless the state has changed meanwhile or it is larger than an eighth of the
  /// whole.
  void keep(const State& state, std::string_view question, KeptResult result);
  /// Empties the cache when it is of another generation.
  void drop_stale(const std::shared_ptr<const Generation>& current);

  Counts counts() const;

 private:
  struct Entry {
    std::string digest;
    std::shared_ptr<const KeptResult> result;
    std::size_t bytes = 0;
  };

  bool is_current(const State& state) const;
  void clear();

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  State state_;
  std::list<Entry> entries_;  // last used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_digest_;
  std::size_t bytes_ = 0;
  std::uint64_t found_ = 0;
  std::uint64_t missed_ = 0;
};

}  // namespace kizuki

// What a reader could try next when a search found little.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/query/relaxation.hpp"

namespace kizuki {

struct Relaxation {
  RelaxedQuery relaxed;
  std::uint64_t total = 0;  // above 0
  bool total_is_estimate = false;
};

/// 「もしかして」: one word of the query replaced by one that more cases have. Japanese has no
/// spaces: of a longer text it may be a run of nouns that no case has as it stands
/// (後経者が決まらない → 後継者が決まらない).
struct Suggestion {
  std::string query;  // the whole query as it would be typed, without filters given beside it
  std::string from;
  std::string to;
  std::uint64_t total = 0;  // more than the query as typed, where a whole word is replaced
  bool total_is_estimate = false;
};

struct SearchAdvice {
  std::vector<Relaxation> relaxations;  // most cases first, without the words last
  std::optional<Suggestion> suggestion;
};

}  // namespace kizuki

// What the text index cannot decide about a candidate: phrases, and whether it may be shown.
// Inside engine/query only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/base/result.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {

/// Accepts candidates one page after the other and remembers its verdicts, so that a larger page
/// that begins with the same candidates costs only what is new. One a query; refers to everything
/// it was made from.
class CandidateFilter {
 public:
  struct Sources {
    const std::vector<IndexPart>* parts = nullptr;
    const QueryPlan* plan = nullptr;
    const VisibilityGate* is_visible = nullptr;
    Deadline deadline;
  };
  explicit CandidateFilter(const Sources& sources);

  /// Those of `candidates` that pass, in their order; stops when `wanted` have passed or the
  /// deadline has. Errors: kCorrupt (analysis store).
  Result<std::vector<Candidate>> accept(const std::vector<Candidate>& candidates,
                                        std::size_t wanted);

  /// True when a candidate can fail at all.
  bool is_selective() const { return checks_order_ || gated(); }
  /// The text index cannot say which cases match.
  bool checks_order() const { return checks_order_; }
  bool stopped_by_deadline() const { return stopped_; }
  /// Of all candidates looked at so far: how many, and how many passed.
  std::uint64_t looked_at() const { return verdicts_.size(); }
  std::uint64_t passed() const { return passed_; }

 private:
  using Key = std::pair<std::uint32_t, std::uint32_t>;  // part, document

  bool gated() const { return static_cast<bool>(*sources_.is_visible); }
  void ask_gate(const std::vector<Candidate>& candidates, std::size_t begin, std::size_t end);
  Result<bool> judge(const Candidate& candidate);

  Sources sources_;
  bool checks_order_;
  bool stopped_ = false;
  std::uint64_t passed_ = 0;
  std::map<Key, bool> visible_;
  std::map<Key, bool> verdicts_;
};

}  // namespace kizuki

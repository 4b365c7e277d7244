// The text indexes of the opened parts as one: candidates, statistics and counts.
// Inside engine/query only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/text_index_query.hpp"

namespace kizuki {

/// A case by its place: number of the part among those opened, document in it.
struct Candidate {
  std::uint32_t part = 0;
  std::uint32_t document = 0;
  double score = 0.0;
};

struct CandidatePage {
  std::vector<Candidate> candidates;
  bool complete = false;  // there are no others
  /// About how many there are in all; given by FirstStage::first.
  std::uint64_t estimate = 0;
};

struct MatchCount {
  std::uint64_t cases = 0;
  bool is_estimate = false;
};

/// One a thread; refers to the parts, which must live as long. All statistics are those of all
/// opened parts together, superseded cases among them; these are never candidates. Candidates are
/// the matches of to_text_index_query. Errors of all calls: those of guard_xapian.
class FirstStage {
 public:
  /// `saturation`: k1 of BM25 over the stored frequencies, in their units (k1·Q).
  static Result<FirstStage> open(const std::vector<IndexPart>& parts, double saturation);
  ~FirstStage();
  FirstStage(FirstStage&&) noexcept;
  FirstStage& operator=(FirstStage&&) noexcept;

  std::uint64_t case_count() const;
  Result<std::uint64_t> document_frequency(const PlanTerm& term) const;
  /// The words of all opened parts with the number of cases that have them, ascending by bytes.
  /// Words that only superseded cases have are among them.
  Result<void> for_each_word(
      const std::function<void(std::string_view word, std::uint64_t cases)>& take) const;

  /// The `count` best, score descending; equal scores by document, then part. `exact`: no
  /// candidate is passed over to save time (text_index_query.hpp).
  Result<CandidatePage> best(const CandidateQuery& query, std::size_t count, bool exact) const;
  /// The first `count` of each part by document, score 0, parts one after the other.
  Result<CandidatePage> first(const CandidateQuery& query, std::size_t count) const;
  /// How many candidates there are; exact when at most `limit`.
  Result<MatchCount> count(const CandidateQuery& query, std::size_t limit) const;

 private:
  struct State;
  explicit FirstStage(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki

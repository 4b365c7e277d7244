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
#include "engine/index/document_set.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/candidate_query.hpp"
#include "engine/query/query_plan.hpp"

namespace kizuki {

/// A case by its place: number of the part among those opened, document in it.
struct Candidate {
  std::uint32_t part = 0;
  std::uint32_t document = 0;
  double score = 0.0;
};

struct CandidatePage {
  std::vector<Candidate> candidates;
  bool complete = false;    // there are no others
  std::uint64_t total = 0;  // how many there are in all; of FirstStage::first, perhaps a guess
};

/// All candidates of a query, or the most part of them.
struct CandidateSets {
  std::vector<DocumentSet> parts;  // by number of the part
  std::uint64_t found = 0;
  /// As many as there are, or, when posting lists were left out, about as many as there are.
  std::uint64_t total = 0;
  bool complete = true;
};

/// One a thread; refers to the parts, which must live as long. All statistics are those of all
/// opened parts together, superseded cases among them; these are never candidates. Candidates are
/// all cases of the query and, where its condition needs the order of terms, others that have the
/// terms. Errors of all calls: those of guard_xapian.
class FirstStage {
 public:
  /// No bound to the postings that are looked at.
  static constexpr std::uint64_t kAllPostings = UINT64_MAX;

  /// `saturation`: k1 of BM25 over the stored frequencies, in their units (k1·Q).
  FirstStage(const std::vector<IndexPart>& parts, double saturation);
  ~FirstStage();
  FirstStage(FirstStage&&) noexcept;
  FirstStage& operator=(FirstStage&&) noexcept;

  std::uint64_t case_count() const;
  Result<std::uint64_t> document_frequency(const PlanTerm& term) const;
  /// The words of all opened parts with the number of cases that have them, ascending by bytes.
  /// Words that only superseded cases have are among them.
  Result<void> for_each_word(
      const std::function<void(std::string_view word, std::uint64_t cases)>& take) const;

  /// The `count` best, score descending; equal scores by document, then part. The score is BM25
  /// without lengths (they lie in the frequencies) over the terms, each with its weight, and the
  /// scores of the groups.
  Result<CandidatePage> best(const CandidateQuery& query, std::size_t count) const;
  /// The first `count` of each part by document, score 0, parts one after the other.
  /// `most_postings`: as for all.
  Result<CandidatePage> first(const CandidateQuery& query, std::size_t count,
                              std::uint64_t most_postings) const;
  /// Each of them. Of what is required the shortest lists are read, as many as have
  /// `most_postings` together, at least one; which these are depends on the query and the index
  /// alone.
  Result<CandidateSets> all(const CandidateQuery& query, std::uint64_t most_postings) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kizuki

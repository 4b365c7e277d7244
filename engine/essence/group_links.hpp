// Similarities between sentences and between groups of sentences, for average-link agglomeration.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/average_link.hpp"
#include "engine/essence/discovery_sentence.hpp"

namespace kizuki {

/// Places of sentences.
using SentenceGroup = std::vector<std::uint32_t>;

/// Sentences with their vectors, and how their similarity counts: the cosine, times
/// 1 + `step_factor` where they share a step; never two of one case. Immutable.
class SentenceLinks {
 public:
  /// `sentences` and `vectors` must outlive it.
  SentenceLinks(std::span<const DiscoverySentence> sentences, std::span<const SparseVector> vectors,
                float step_factor)
      : sentences_(sentences), vectors_(vectors), step_factor_(step_factor) {}

  /// The similarity of each two of `places`; kNeverLink within a case.
  LinkMatrix of_sentences(std::span<const std::uint32_t> places) const;

  /// The mean similarity of each two of `groups`, exact; kNeverLink where they have a case in
  /// common.
  LinkMatrix of_groups(std::span<const SentenceGroup* const> groups) const;

  /// Adds each of `rest` to the one of `groups` that it is most like on average, when that is
  /// `least` at least and the group has no sentence of its case. The means are those of the groups
  /// as they are given; `rest` is taken in its order, whatever the number of threads.
  void explain(std::span<const std::uint32_t> rest, float least, std::size_t threads,
               std::span<SentenceGroup> groups) const;

 private:
  struct Posting {
    std::uint32_t feature;
    std::uint32_t group;
    float value;
    StepBits steps;
  };

  /// The sums of each group's vectors, by their steps; ascending by feature and group.
  std::vector<Posting> postings_of(std::span<const SentenceGroup* const> groups) const;
  float factor(StepBits one, StepBits other) const {
    return (one & other) != 0 ? 1.0F + step_factor_ : 1.0F;
  }

  std::span<const DiscoverySentence> sentences_;
  std::span<const SparseVector> vectors_;
  float step_factor_;
};

}  // namespace kizuki

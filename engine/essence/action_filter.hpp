// Does a sentence tell what somebody did, as know-how does, or a state, a result, a profile?
#pragma once

#include <cstddef>
#include <vector>

#include "engine/essence/feature_table.hpp"
#include "engine/essence/know_how_card.hpp"

namespace kizuki {

inline constexpr std::size_t kEssenceSteps = 7;

/// Weights of the filter: logistic regression over the rows of a feature table and the steps of the
/// section. It sees neither the length of a sentence nor its place: real reports do not keep to
/// either. Immutable and shared by all threads.
struct ActionFilter {
  std::vector<float> weights;  // table.size() + kEssenceSteps
  float bias = 0;

  float log_odds(const SparseVector& row) const;
};

/// The vector that the filter looks at: rows of the table, then a place for each step. One a
/// thread.
class ActionFeatures {
 public:
  explicit ActionFeatures(const FeatureTable& table) : table_(&table), vectorizer_(table) {}

  void make(const SentenceTraits& sentence, StepBits steps, SparseVector& out);

 private:
  const FeatureTable* table_;
  SentenceVectorizer vectorizer_;
};

}  // namespace kizuki

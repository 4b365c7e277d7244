// Which features a model knows, how rare they are, and sentences as vectors over them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/essence/sentence_traits.hpp"
#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {

/// Known features with their rarity, numbered by row. Immutable and shared by all threads.
class FeatureTable {
 public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  FeatureTable() = default;
  /// `keys` ascend and are distinct; `counts` are the sentences that bear each, of `sentences`.
  FeatureTable(std::vector<FeatureKey> keys, std::vector<std::uint32_t> counts,
               std::uint32_t sentences);

  std::size_t size() const { return keys_.size(); }
  const std::vector<FeatureKey>& keys() const { return keys_; }
  const std::vector<std::uint32_t>& counts() const { return counts_; }
  std::uint32_t sentences() const { return sentences_; }
  /// Row of a feature, or kUnknown. Constant time.
  std::uint32_t row(FeatureKey key) const;
  /// ln((n + 1) / (df + .5)).
  float idf(std::uint32_t row) const { return idf_[row]; }

 private:
  std::vector<FeatureKey> keys_;
  std::vector<std::uint32_t> counts_;
  std::uint32_t sentences_ = 0;
  std::vector<float> idf_;
  std::vector<std::uint32_t> slots_;  // open addressing, a power of two, at most half full
};

/// Counts sentences by feature.
class FeatureCounter {
 public:
  /// Counts each feature of the sentence once. `views`: bits of the views that count.
  void add(const SentenceTraits& sentence, unsigned views);
  /// Features of at least `least` sentences; those of kFlag always.
  FeatureTable table(std::uint32_t least);

 private:
  void fold();

  std::vector<FeatureKey> pending_;  // a feature once a sentence
  std::vector<FeatureKey> keys_;     // ascending, with counts_
  std::vector<std::uint32_t> counts_;
  std::vector<FeatureKey> scratch_;
  std::uint32_t sentences_ = 0;
};

/// Share of each view in a vector; 0 leaves it out.
struct FeatureWeights {
  std::array<float, kFeatureViews> weight{};

  float of(FeatureView view) const { return weight[static_cast<std::size_t>(view)]; }
};

/// Makes unit vectors: (1 + ln tf) · idf, each view normalised by itself and weighted, then all
/// together. Views of presence (kTail, kFlag) count 1 a feature instead of idf. One a thread; keeps
/// scratch memory.
class SentenceVectorizer {
 public:
  explicit SentenceVectorizer(const FeatureTable& table);  // must outlive this

  /// Replaces `out` by the sentence's vector, rows ascending.
  void make(const SentenceTraits& sentence, const FeatureWeights& weights, SparseVector& out);

 private:
  void add_view(const std::vector<FeatureKey>& keys, bool by_rarity, float weight,
                SparseVector& out);

  const FeatureTable* table_;
  std::vector<std::uint32_t> rows_;
};

/// Σ a·b over rows that both have.
float dot(const SparseVector& a, const SparseVector& b);

}  // namespace kizuki

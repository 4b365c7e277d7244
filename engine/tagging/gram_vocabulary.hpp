// The grams that a model knows, and texts as vectors over them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/tagging/gram.hpp"

namespace kizuki {

/// One coordinate of a sparse vector.
struct GramFeature {
  std::uint32_t index = 0;
  float value = 0;

  friend bool operator==(const GramFeature&, const GramFeature&) = default;
};
/// Indices ascend, each once.
using SparseVector = std::vector<GramFeature>;

/// Known grams with their weight (idf), numbered by row. Immutable and shared by all threads.
class GramVocabulary {
 public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  GramVocabulary() = default;
  /// `keys` ascend and are distinct; `idf` has as many entries.
  GramVocabulary(std::vector<GramKey> keys, std::vector<float> idf);

  std::size_t size() const { return keys_.size(); }
  const std::vector<GramKey>& keys() const { return keys_; }
  const std::vector<float>& idf() const { return idf_; }
  /// Row of a gram, or kUnknown. Constant time.
  std::uint32_t row(GramKey key) const;
  /// What a row counts by: its idf, 0 at least, and its kind.
  struct RowWeight {
    float idf = 0;
    GramKind kind = GramKind::kBigram;
  };
  const RowWeight& weight(std::uint32_t row) const { return weights_[row]; }
  /// Asks the memory for what row(key) will read.
  void prefetch(GramKey key) const;

 private:
  /// Half of the key's hash tells nearly all other grams off without a look at their keys, so that
  /// the slots stay small enough for the processor's caches.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t row = kUnknown;
  };
  std::vector<GramKey> keys_;
  std::vector<float> idf_;
  std::vector<RowWeight> weights_;
  std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
};

/// Collects grams with how many sentences bear them and makes the table of the frequent ones.
class GramCounter {
 public:
  /// Counts each gram of the sentence once.
  void add(std::span<const Gram> sentence);
  /// Grams of at least `least` sentences; idf = ln((n + 1) / (df + .5)), n sentences.
  GramVocabulary table(std::uint32_t least) const;

 private:
  std::vector<GramKey> keys_;  // a gram once a sentence
  std::vector<GramKey> scratch_;
  std::size_t sentences_ = 0;
};

/// Share of each kind of gram in a vector.
struct GramViews {
  std::array<float, kGramKinds> weight{1.0F, 0.7F, 0.5F};
};

/// A known gram at its place in a sentence.
struct KnownGram {
  std::uint32_t row = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Makes unit vectors: (1 + ln tf) · idf, each kind of gram normalised by itself and weighted, then
/// all together. One a thread; keeps scratch memory of one float a row.
class GramVectorizer {
 public:
  explicit GramVectorizer(const GramVocabulary& table);  // must outlive this

  /// Replaces `known` by the grams of `grams` that the table has.
  void look_up(std::span<const Gram> grams, std::vector<KnownGram>& known) const;
  /// Adds the grams of a sentence to the text at hand, `times` times.
  void add(std::span<const KnownGram> grams, float times = 1.0F);
  /// Replaces `out` by the text's vector and starts a new text.
  void finish(const GramViews& views, SparseVector& out);
  /// The same in the order of first occurrence instead of rows, for a single multiplication: to
  /// sort costs more than the rest.
  void finish_unsorted(const GramViews& views, SparseVector& out);

 private:
  void sort_touched();

  const GramVocabulary* table_;
  std::vector<float> counts_;  // a row; zero but for those in touched_
  std::vector<std::uint32_t> touched_;
  std::vector<GramKind> kinds_;       // of touched_
  std::vector<std::uint64_t> marks_;  // a bit a row; zero but in sort_touched
};

}  // namespace kizuki

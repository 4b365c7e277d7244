// Sets of documents of one part, as bits.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kizuki {

/// A set of the documents 1 … n. All documents given must be in that range, and sets that are
/// combined of one n.
class DocumentSet {
 public:
  DocumentSet() = default;
  explicit DocumentSet(std::uint32_t documents)
      : documents_(documents), words_(std::size_t{documents} / kBits + 1) {}
  static DocumentSet all(std::uint32_t documents);

  void add(std::uint32_t document) { words_[document / kBits] |= bit(document); }
  void remove(std::uint32_t document) { words_[document / kBits] &= ~bit(document); }
  bool contains(std::uint32_t document) const {
    return (words_[document / kBits] & bit(document)) != 0;
  }
  std::uint32_t size() const;
  /// How many documents both have.
  std::uint32_t count_common(const DocumentSet& other) const;
  bool empty() const;
  void clear();

  DocumentSet& operator|=(const DocumentSet& other);
  DocumentSet& operator&=(const DocumentSet& other);
  DocumentSet& operator-=(const DocumentSet& other);
  /// All documents that are not in it.
  DocumentSet complement() const;

  /// Ascending. `take(document)` returns false to stop.
  template <typename Take>
  void for_each(Take&& take) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        const auto offset = static_cast<std::uint32_t>(std::countr_zero(rest));
        if (!take(static_cast<std::uint32_t>(i) * kBits + offset)) return;
      }
    }
  }

 private:
  static constexpr std::uint32_t kBits = 64;
  static std::uint64_t bit(std::uint32_t document) {
    return std::uint64_t{1} << (document % kBits);
  }

  std::uint32_t documents_ = 0;
  std::vector<std::uint64_t> words_ = std::vector<std::uint64_t>(1);
};

}  // namespace kizuki

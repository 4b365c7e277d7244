// Where the bytes of a normalised text came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// Maps offsets in a normalised text back to its original. Only the changed stretches are kept: for
/// most Japanese text these are few. Immutable once filled; shared by cursors.
///
/// Borders map to borders: an offset inside a change (a character that became several, or several
/// that became one) belongs to the whole original stretch. What vanished (variation selectors,
/// joiners) belongs to the text before it.
class OffsetMap {
 public:
  /// A stretch of the original that became something else. Empty `normalized`: it vanished.
  struct Change {
    TextSpan normalized;
    TextSpan original;
  };

  void clear() { changes_.clear(); }
  /// Changes are added in order and do not overlap.
  void add(const Change& change) { changes_.push_back(change); }

  /// The original bytes that became the normalised bytes `normalized`.
  TextSpan original(TextSpan normalized) const;

  const std::vector<Change>& changes() const { return changes_; }
  std::size_t memory_bytes() const { return changes_.capacity() * sizeof(Change); }
  void release_memory() { std::vector<Change>().swap(changes_); }

 private:
  friend class OffsetCursor;
  std::vector<Change> changes_;
};

/// Maps spans in (nearly) ascending order; constant time a step then. One a thread; the map must
/// outlive it.
class OffsetCursor {
 public:
  explicit OffsetCursor(const OffsetMap& map) : changes_(&map.changes_) {}

  TextSpan original(TextSpan normalized) {
    return changes_->empty() ? normalized : original_of_changed(normalized);
  }

 private:
  TextSpan original_of_changed(TextSpan normalized);
  /// Number of changes that begin at or before `offset`.
  std::size_t seek(std::uint32_t offset);

  const std::vector<OffsetMap::Change>* changes_;
  std::size_t passed_ = 0;
};

}  // namespace kizuki

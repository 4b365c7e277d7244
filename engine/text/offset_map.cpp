#include "engine/text/offset_map.hpp"

#include <algorithm>

namespace kizuki {
namespace {

enum class Side { kBegin, kEnd };

/// `last` is the last change that begins at or before `offset`.
std::uint32_t map_behind(const OffsetMap::Change& last, std::uint32_t offset, Side side) {
  if (offset >= last.normalized.end) return last.original.end + (offset - last.normalized.end);
  if (offset == last.normalized.begin) return last.original.begin;
  return side == Side::kBegin ? last.original.begin : last.original.end;
}

}  // namespace

TextSpan OffsetMap::original(TextSpan normalized) const {
  return OffsetCursor(*this).original(normalized);
}

std::size_t OffsetCursor::seek(std::uint32_t offset) {
  const auto& changes = *changes_;
  const auto begins_by = [&](std::size_t i) { return changes[i].normalized.begin <= offset; };
  // A few steps from the last place, then a search: near places are the rule.
  for (int step = 0; step < 8; ++step) {
    if (passed_ < changes.size() && begins_by(passed_)) {
      ++passed_;
    } else if (passed_ > 0 && !begins_by(passed_ - 1)) {
      --passed_;
    } else {
      return passed_;
    }
  }
  const auto found = std::upper_bound(
      changes.begin(), changes.end(), offset,
      [](std::uint32_t value, const auto& change) { return value < change.normalized.begin; });
  passed_ = static_cast<std::size_t>(found - changes.begin());
  return passed_;
}

TextSpan OffsetCursor::original_of_changed(TextSpan normalized) {
  const auto map = [&](std::uint32_t offset, Side side) {
    const std::size_t count = seek(offset);
    return count == 0 ? offset : map_behind((*changes_)[count - 1], offset, side);
  };
  const std::uint32_t begin = map(normalized.begin, Side::kBegin);
  return {begin, map(normalized.end, Side::kEnd)};
}

}  // namespace kizuki

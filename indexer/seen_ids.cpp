#include "indexer/seen_ids.hpp"

#include <cstring>
#include <utility>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kFirstSlots = 1024;  // a power of two, as every later size

std::uint64_t hash_of(std::string_view id) {
  const Sha256Digest digest = sha256(id);
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

}  // namespace

SeenIds::Slot& SeenIds::slot_of(std::vector<Slot>& slots, std::uint64_t hash) const {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  while (slots[at].line != 0 && slots[at].hash != hash) at = (at + 1) & mask;
  return slots[at];
}

void SeenIds::grow() {
  std::vector<Slot> larger(slots_.empty() ? kFirstSlots : slots_.size() * 2);
  for (const Slot& slot : slots_) {
    if (slot.line != 0) slot_of(larger, slot.hash) = slot;
  }
  slots_ = std::move(larger);
}

std::uint64_t SeenIds::first_line(std::string_view id, std::uint64_t line) {
  if (slots_.empty() || (size_ + 1) * 10 > slots_.size() * 7) grow();
  const std::uint64_t hash = hash_of(id);
  Slot& slot = slot_of(slots_, hash);
  if (slot.line != 0) return slot.line;
  slot = {hash, line};
  ++size_;
  return 0;
}

}  // namespace kizuki

#include "engine/index/term_numbers.hpp"

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kFirstSlots = 256;

}  // namespace

TermNumbers::TermNumbers() : slots_(kFirstSlots, 0) {}

std::uint32_t TermNumbers::number_of(std::string_view term) {
  std::size_t slot = slot_of(term);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  if (2 * (terms_.size() + 1) > slots_.size()) {
    grow();
    slot = slot_of(term);
  }
  terms_.emplace_back(term);
  slots_[slot] = static_cast<std::uint32_t>(terms_.size());
  return slots_[slot] - 1;
}

void TermNumbers::grow() {
  slots_.assign(2 * slots_.size(), 0);
  for (std::size_t number = 0; number < terms_.size(); ++number) {
    slots_[slot_of(terms_[number])] = static_cast<std::uint32_t>(number + 1);
  }
}

std::size_t TermNumbers::slot_of(std::string_view term) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(xxh3(term)) & mask;
  while (slots_[slot] != 0 && terms_[slots_[slot] - 1] != term) slot = (slot + 1) & mask;
  return slot;
}

}  // namespace kizuki

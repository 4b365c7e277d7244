#include "engine/query/gram_query.hpp"

#include <algorithm>
#include <bit>

namespace kizuki {

GramQuery::GramQuery(const std::vector<Gram>& grams, double average) : average_(average) {
  const std::size_t size = std::bit_ceil(4 * grams.size() + 2);
  shift_ = static_cast<unsigned>(64 - std::countr_zero(size));
  slots_.resize(size);
  counts_.resize(grams.size());
  for (const Gram& gram : grams) {
    slots_[slot_of(gram.gram)] = {gram.gram, static_cast<std::uint32_t>(values_.size())};
    values_.push_back(gram.value);
  }
}

/// Where the gram stands, or the free slot where it would. Most grams of a text are not asked for
/// and meet a free slot at once.
std::size_t GramQuery::slot_of(CharacterGram gram) const {
  auto at = static_cast<std::size_t>((gram * 0x9E3779B97F4A7C15U) >> shift_);
  while (slots_[at].gram != 0 && slots_[at].gram != gram) at = (at + 1) & (slots_.size() - 1);
  return at;
}

double GramQuery::score(const std::vector<CharacterGram>& grams) {
  if (empty()) return 0.0;
  std::fill(counts_.begin(), counts_.end(), 0U);
  for (const CharacterGram gram : grams) {
    const Slot& slot = slots_[slot_of(gram)];
    if (slot.gram != 0) ++counts_[slot.number];
  }
  const double length = static_cast<double>(grams.size()) / average_;
  const double norm = 0.5 + 0.5 * std::max(0.5, length);
  double sum = 0.0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const auto count = static_cast<double>(counts_[i]);
    sum += values_[i] * count / (count + norm);
  }
  return sum;
}

}  // namespace kizuki

#include "engine/query/gram_query.hpp"

#include <algorithm>
#include <bit>

namespace kizuki {

GramQuery::GramQuery(const std::vector<Gram>& grams, double average, double saturation)
    : average_(average), saturation_(saturation) {
  const std::size_t size = std::bit_ceil(4 * grams.size() + 2);
  shift_ = static_cast<unsigned>(64 - std::countr_zero(size));
  slots_.resize(size);
  counts_.resize(grams.size());
  for (const Gram& gram : grams) {
    slots_[slot_of(gram.gram)] = {gram.gram, static_cast<std::uint32_t>(values_.size())};
    values_.push_back(gram.value);
    for (const std::uint64_t c : {gram.gram >> 32, gram.gram & 0xFFFFFFFF}) {
      if (c < kTabled) characters_[c / 64] |= std::uint64_t{1} << (c % 64);
    }
  }
}

/// Where the gram stands, or the free slot where it would. Most grams of a text are not asked for
/// and meet a free slot at once.
std::size_t GramQuery::slot_of(CharacterGram gram) const {
  auto at = static_cast<std::size_t>((gram * 0x9E3779B97F4A7C15U) >> shift_);
  while (slots_[at].gram != 0 && slots_[at].gram != gram) at = (at + 1) & (slots_.size() - 1);
  return at;
}

void GramQuery::begin() {
  size_ = 0;
  found_.clear();
}

void GramQuery::find(CharacterGram gram) {
  if (empty()) return;
  const Slot& slot = slots_[slot_of(gram)];
  if (slot.gram != 0) found_.push_back({size_, slot.number});
}

void GramQuery::cut(std::size_t size) {
  size_ = size;
  while (!found_.empty() && found_.back().place >= size) found_.pop_back();
}

double GramQuery::score(GramRange part, double average) {
  counted_.clear();
  auto at =
      std::lower_bound(found_.begin(), found_.end(), part.begin,
                       [](const Found& each, std::size_t place) { return each.place < place; });
  for (; at != found_.end() && at->place < part.end; ++at) {
    if (counts_[at->number] == 0) counted_.push_back(at->number);
    ++counts_[at->number];
  }
  std::sort(counted_.begin(), counted_.end());
  const double length = static_cast<double>(part.size()) / average;
  const double norm = saturation_ * (0.5 + 0.5 * std::max(0.5, length));
  double sum = 0.0;
  for (const std::uint32_t number : counted_) {
    const auto count = static_cast<double>(counts_[number]);
    sum += values_[number] * count / (count + norm);
    counts_[number] = 0;
  }
  return sum;
}

}  // namespace kizuki

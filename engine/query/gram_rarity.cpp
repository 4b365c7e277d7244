#include "engine/query/gram_rarity.hpp"

#include <cmath>

#include "engine/index/gram_profile.hpp"

namespace kizuki {

GramRarity::GramRarity(const std::vector<IndexPart>& parts) : parts_(parts) {
  for (const IndexPart& part : parts) {
    const GramTotals& totals = part.reader.grams().totals();
    totals_.cases += totals.cases;
    totals_.pairs += totals.pairs;
    totals_.kanji += totals.kanji;
  }
}

std::uint64_t GramRarity::frequency(CharacterGram gram) const {
  const std::uint32_t bucket = gram_bucket(gram);
  std::uint64_t sum = 0;
  for (const IndexPart& part : parts_) sum += part.reader.gram_frequencies().of(bucket);
  return sum;
}

double GramRarity::idf(CharacterGram gram) const {
  const auto all = static_cast<double>(totals_.cases);
  const auto having = static_cast<double>(frequency(gram));
  return std::log(1.0 + (all - having + 0.5) / (having + 0.5));
}

}  // namespace kizuki

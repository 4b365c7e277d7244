#include "engine/query/pool_pairs.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "engine/index/record_texts.hpp"

namespace kizuki {
namespace {

Result<PairSet> pairs_of(const IndexPart& part, std::uint32_t document) {
  const auto record = part.reader.record_streams(document);
  if (!record) return record.error();
  std::vector<std::string_view> texts;
  if (auto read = read_record_texts(*record, texts); !read) {
    return std::move(read).error().with_id(std::string(part.reader.case_id(document)));
  }
  CharacterGrams grams;
  for (const std::string_view text : texts) grams.add(text);
  PairSet set = grams.pairs();
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

}  // namespace

bool nearly_same(const PairSet& left, const PairSet& right, double share) {
  const auto small = static_cast<double>(std::min(left.size(), right.size()));
  const auto large = static_cast<double>(std::max(left.size(), right.size()));
  // Sets of too different sizes need not be compared.
  if (small == 0.0 || small < share * large) return false;
  std::size_t shared = 0;
  for_each_shared(left, right, [&](CharacterGram) { ++shared; });
  const auto both = static_cast<double>(shared);
  return both >= share * (small + large - both);
}

Result<PoolPairs> PoolPairs::read(const std::vector<IndexPart>& parts,
                                  const std::vector<Candidate>& pool) {
  PoolPairs pairs;
  for (const Candidate& candidate : pool) {
    auto set = pairs_of(parts[candidate.part], candidate.document);
    if (!set) return std::move(set).error();
    pairs.sets_[{candidate.part, candidate.document}] = std::move(*set);
  }
  return pairs;
}

const PairSet& PoolPairs::of(const Candidate& candidate) const {
  return sets_.at({candidate.part, candidate.document});
}

}  // namespace kizuki

#include "engine/query/near_duplicates.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "engine/index/record_texts.hpp"
#include "engine/text/character_grams.hpp"

namespace kizuki {
namespace {

using GramSet = std::vector<CharacterGram>;  // ascending, distinct

Result<GramSet> grams_of(const IndexPart& part, std::uint32_t document) {
  const auto record = part.reader.record_streams(document);
  if (!record) return record.error();
  std::vector<std::string_view> texts;
  if (auto read = read_record_texts(*record, texts); !read) {
    return std::move(read).error().with_id(std::string(part.reader.case_id(document)));
  }
  CharacterGrams grams;
  for (const std::string_view text : texts) grams.add(text);
  GramSet set = grams.pairs();
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

/// Whether the Jaccard coefficient reaches `share`. Sets of too different sizes are not compared.
bool alike(const GramSet& left, const GramSet& right, double share) {
  const auto small = static_cast<double>(std::min(left.size(), right.size()));
  const auto large = static_cast<double>(std::max(left.size(), right.size()));
  if (small == 0.0 || small < share * large) return false;
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    if (left[i] == right[j]) {
      ++shared;
      ++i;
      ++j;
    } else if (left[i] < right[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  const auto both = static_cast<double>(shared);
  return both >= share * (small + large - both);
}

}  // namespace

Result<std::vector<FoldedCase>> fold_near_duplicates(const std::vector<IndexPart>& parts,
                                                     std::vector<Candidate>& pool, double share) {
  std::vector<FoldedCase> folded;
  std::vector<Candidate> kept;
  std::vector<GramSet> sets;  // of those kept
  for (const Candidate& candidate : pool) {
    auto grams = grams_of(parts[candidate.part], candidate.document);
    if (!grams) return std::move(grams).error();
    const auto twin = std::find_if(sets.begin(), sets.end(),
                                   [&](const GramSet& set) { return alike(set, *grams, share); });
    if (twin == sets.end()) {
      kept.push_back(candidate);
      sets.push_back(std::move(*grams));
      continue;
    }
    const Candidate& stays = kept[static_cast<std::size_t>(twin - sets.begin())];
    folded.push_back({stays.part, stays.document, candidate});
  }
  pool = std::move(kept);
  return folded;
}

}  // namespace kizuki

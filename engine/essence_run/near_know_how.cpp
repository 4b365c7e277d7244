#include "engine/essence_run/near_know_how.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {

Result<std::map<std::uint32_t, std::vector<NearGroup>>> near_know_how(const EssenceReport& report,
                                                                      CaseSentenceReader& reader,
                                                                      std::size_t most) {
  const auto& items = report.result.items;
  std::vector<std::uint32_t> candidates;
  std::vector<DiscoverySentence> sentences;
  std::vector<SentenceGroup> groups(items.size());
  SentenceTraits traits;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].kind == KnowHowKind::kCandidate) candidates.push_back(i);
    const std::size_t compared = std::min(items[i].evidence.size(), kMostComparedSentences);
    for (std::size_t j = 0; j < compared; ++j) {
      const KnowHowEvidence& evidence = items[i].evidence[j];
      if (auto read = reader.read(report.quotes[i][j].sentence, traits); !read) {
        return std::move(read).error();
      }
      groups[i].push_back(static_cast<std::uint32_t>(sentences.size()));
      sentences.push_back(
          {evidence.case_number, evidence.steps, evidence.text_hash, discovery_features(traits)});
    }
  }
  const auto near = near_groups(sentences, groups, candidates, most);
  std::map<std::uint32_t, std::vector<NearGroup>> out;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!near[i].empty()) out.emplace(candidates[i], near[i]);
  }
  return out;
}

}  // namespace kizuki

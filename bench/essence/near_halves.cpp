#include "bench/essence/near_halves.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/essence/near_groups.hpp"
#include "engine/essence/training/essence_trainer.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLeastCases = 4;
constexpr std::size_t kMostNear = 3;

using SentencesByCase = std::map<std::uint32_t, std::vector<std::string>>;

/// By know-how.
std::map<std::string, SentencesByCase> marked_sentences_of(const EvaluationSetup& setup,
                                                           const ChosenStyles& chosen) {
  std::map<std::string, SentencesByCase> out;
  for (std::uint32_t number = 0; number < setup.cases.size(); ++number) {
    const MarkedCase& one = setup.cases[number];
    if (!chosen(style_of_sample(one.record.id))) continue;
    for (const KnowHowMark& mark : one.marks) {
      if (mark.know_how == "OTHER") continue;
      out[mark.know_how][number].push_back(mark.sentence);
    }
  }
  return out;
}

}  // namespace

Result<NearHalves> near_halves(const EvaluationSetup& setup, const ChosenStyles& chosen) {
  CaseSentenceReader reader(setup.analyzer);
  std::vector<DiscoverySentence> sentences;
  std::vector<SentenceGroup> groups;  // two for each know-how, one behind the other
  SentenceTraits traits;
  for (const auto& [know_how, cases] : marked_sentences_of(setup, chosen)) {
    if (cases.size() < kLeastCases) continue;
    groups.resize(groups.size() + 2);
    std::size_t half = groups.size() - 2;
    for (const auto& [number, marked] : cases) {
      for (const std::string& sentence : marked) {
        if (auto read = reader.read(sentence, traits); !read) return std::move(read).error();
        groups[half].push_back(static_cast<std::uint32_t>(sentences.size()));
        sentences.push_back({number, 0, xxh3(sentence), discovery_features(traits)});
      }
      half ^= 1U;
    }
  }
  std::vector<std::uint32_t> asked(groups.size());
  std::iota(asked.begin(), asked.end(), 0U);
  const auto near = near_groups(sentences, groups, asked, kMostNear);
  NearHalves out;
  out.halves = groups.size();
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    const std::uint32_t other = i ^ 1U;
    out.told += near[i].empty() ? 0 : 1;
    out.first += !near[i].empty() && near[i].front().group == other ? 1 : 0;
    out.near += std::any_of(near[i].begin(), near[i].end(),
                            [&](const NearGroup& group) { return group.group == other; })
                    ? 1
                    : 0;
  }
  return out;
}

}  // namespace kizuki

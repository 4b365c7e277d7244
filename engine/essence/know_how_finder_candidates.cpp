// The second half of a run: know-how that no card has yet.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/parallel_for.hpp"
#include "engine/essence/candidate_label.hpp"
#include "engine/essence/know_how_counts.hpp"
#include "engine/essence/know_how_finder.hpp"

namespace kizuki {
namespace {

/// A proposal is never more than half sure.
constexpr float kMostOfAProposal = 0.5F;

/// How well each sentence sits in its group, 1 at best; 0 without one.
std::vector<float> shares_of(const std::vector<DiscoveredGroup>& groups, std::size_t sentences) {
  std::vector<float> shares(sentences);
  for (const DiscoveredGroup& group : groups) {
    const float best = group.centrality.front();
    for (std::size_t m = 0; m < group.members.size(); ++m) {
      shares[group.members[m]] =
          best > 0 ? std::clamp(group.centrality[m] / best, 0.0F, 1.0F) : 0.0F;
    }
  }
  return shares;
}

/// The first of `base`, `base`-2, `base`-3, … that is not among `ids`, and is from then on.
std::string take_free_id(const std::string& base, std::set<std::string>& ids) {
  std::string id = base;
  for (std::size_t n = 2; !ids.insert(id).second; ++n) id = base + "-" + std::to_string(n);
  return id;
}

}  // namespace

Result<void> KnowHowFinder::discover(const ReadCases& read) {
  std::vector<Place> places;
  const std::vector<DiscoverySentence> sentences = take_open_sentences(places);
  DiscoverySettings discovery = settings_.discovery;
  discovery.least_cases = settings_.least_cases;
  if (matcher_->cards().size() < kFullCatalogue) discovery.left_over_share = kLeftOverShare;
  discovery.threads = settings_.threads;
  std::vector<DiscoveredGroup> below;
  const std::vector<DiscoveredGroup> found =
      discover_groups(sentences, discovery, settings_.most_below > 0 ? &below : nullptr);
  std::vector<SettledGroup> settled = settle(found, places);
  std::vector<bool> in_candidates(places.size());
  for (const SettledGroup& group : settled) {
    for (const std::uint32_t member : group.members) in_candidates[member] = true;
  }
  drop_beyond_most(settled);
  if (auto added = add_candidates(read, found, settled, places); !added) return added;
  return keep_below(read, below, places, in_candidates);
}

std::vector<DiscoverySentence> KnowHowFinder::take_open_sentences(std::vector<Place>& places) {
  std::vector<DiscoverySentence> sentences;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (result_.original[i] != i) continue;
    auto& of_case = entries_[i].scan.sentences;
    for (std::uint32_t s = 0; s < of_case.size(); ++s) {
      ScannedSentence& sentence = of_case[s];
      if (sentence.features.empty() || taken_[i][s] || is_stock(sentence)) continue;
      places.push_back({i, s});
      sentences.push_back({i, sentence.steps, order_of({i, s}), std::move(sentence.features)});
    }
  }
  return sentences;
}

GroupMember KnowHowFinder::member_at(Place place) const {
  return {entries_[place.case_number].info.id, at(place).text_hash};
}

std::vector<SettledGroup> KnowHowFinder::settle(const std::vector<DiscoveredGroup>& found,
                                                const std::vector<Place>& places) {
  std::vector<std::vector<std::uint32_t>> groups;
  groups.reserve(found.size());
  for (const DiscoveredGroup& group : found) groups.push_back(group.members);
  std::vector<GroupMember> members;
  members.reserve(places.size());
  for (const Place place : places) members.push_back(member_at(place));
  return settle_groups(groups, members, settings_.known_groups, result_.dismissed);
}

void KnowHowFinder::drop_beyond_most(std::vector<SettledGroup>& groups) const {
  std::size_t kept = 0;
  const auto is_too_many = [&](const SettledGroup& group) {
    const KnownGroup* known = group.known;
    const bool decided = known != nullptr && (known->held || !known->label.empty());
    return kept++ >= settings_.most_candidates && !decided;
  };
  groups.erase(std::remove_if(groups.begin(), groups.end(), is_too_many), groups.end());
}

Result<void> KnowHowFinder::add_candidates(const ReadCases& read,
                                           const std::vector<DiscoveredGroup>& found,
                                           const std::vector<SettledGroup>& groups,
                                           const std::vector<Place>& places) {
  std::vector<std::vector<Place>> to_name;
  to_name.reserve(groups.size());
  for (const SettledGroup& group : groups) {
    auto& of_group = to_name.emplace_back();
    for (const std::uint32_t member : group.members) of_group.push_back(places[member]);
  }
  auto labels = name_groups(read, to_name);
  if (!labels) return std::move(labels).error();
  const std::vector<float> shares = shares_of(found, places.size());
  std::set<std::string> ids;
  for (const KnownGroup& known : settings_.known_groups) ids.insert(known.id);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const SettledGroup& group = groups[g];
    KnowHow item;
    item.kind = KnowHowKind::kCandidate;
    item.cohesion = found[group.from].cohesion;
    for (const std::uint32_t member : group.members) {
      item.evidence.push_back(evidence_of(places[member], kMostOfAProposal * shares[member]));
    }
    count_evidence(item, result_.cases);
    item.rank = item.cases;
    std::vector<std::string>& named = (*labels)[g];
    // Never empty: the sentences are those that were grouped.
    if (!named.empty()) item.label = named.front();
    if (named.size() > 1) item.other_labels.assign(named.begin() + 1, named.end());
    if (group.known != nullptr) {
      item.id = group.known->id;
      if (!group.known->label.empty()) item.label = group.known->label;
    } else {
      const std::uint64_t first_text = at(to_name[g].front()).text_hash;
      item.id = take_free_id(candidate_id(item, result_.cases, first_text), ids);
    }
    result_.discovered += item.evidence.size();
    result_.items.push_back(std::move(item));
  }
  return {};
}

bool KnowHowFinder::is_dismissed(const std::vector<GroupMember>& members) const {
  return std::any_of(
      settings_.known_groups.begin(), settings_.known_groups.end(), [&](const KnownGroup& known) {
        return known.dismissed &&
               std::all_of(members.begin(), members.end(), [&](const GroupMember& member) {
                 return std::find(known.members.begin(), known.members.end(), member) !=
                        known.members.end();
               });
      });
}

Result<void> KnowHowFinder::keep_below(const ReadCases& read,
                                       const std::vector<DiscoveredGroup>& groups,
                                       const std::vector<Place>& places,
                                       const std::vector<bool>& settled) {
  std::vector<std::pair<KnowHow, std::vector<Place>>> kept;
  for (const DiscoveredGroup& group : groups) {
    std::vector<Place> here;
    std::vector<GroupMember> members;
    bool free = true;
    for (const std::uint32_t member : group.members) {
      free = free && !settled[member];
      here.push_back(places[member]);
      members.push_back(member_at(places[member]));
    }
    if (!free || is_dismissed(members)) continue;
    KnowHow item;
    item.kind = KnowHowKind::kCandidate;
    item.cohesion = group.cohesion;
    for (const Place place : here) item.evidence.push_back(evidence_of(place, kMostOfAProposal));
    count_evidence(item, result_.cases);
    item.rank = item.cases;
    kept.emplace_back(std::move(item), std::move(here));
  }
  // The groups came in a fixed order, which decides between equals.
  std::stable_sort(kept.begin(), kept.end(), [](const auto& left, const auto& right) {
    const auto value = [](const KnowHow& item) {
      return std::tuple(item.organizations > 1, item.cases, item.cohesion);
    };
    return value(left.first) > value(right.first);
  });
  if (kept.size() > settings_.most_below) kept.resize(settings_.most_below);
  std::vector<std::vector<Place>> to_name;
  to_name.reserve(kept.size());
  for (const auto& [item, here] : kept) to_name.push_back(here);
  auto labels = name_groups(read, to_name);
  if (!labels) return std::move(labels).error();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!(*labels)[i].empty()) kept[i].first.label = std::move((*labels)[i].front());
    result_.below.push_back(std::move(kept[i].first));
  }
  return {};
}

Result<std::vector<std::vector<std::string>>> KnowHowFinder::name_groups(
    const ReadCases& read, const std::vector<std::vector<Place>>& groups) const {
  std::vector<std::vector<std::string>> sentences(groups.size());
  std::map<std::uint32_t, std::vector<std::pair<std::size_t, std::size_t>>> wanted;  // by case
  for (std::size_t g = 0; g < groups.size(); ++g) {
    sentences[g].resize(std::min(groups[g].size(), kMostLabelSentences));
    for (std::size_t i = 0; i < sentences[g].size(); ++i) {
      wanted[groups[g][i].case_number].emplace_back(g, i);
    }
  }
  std::vector<const EssenceCase*> cases;
  std::vector<const std::vector<std::pair<std::size_t, std::size_t>>*> places;
  for (const auto& [number, here] : wanted) {
    cases.push_back(&entries_[number].info);
    places.push_back(&here);
  }
  auto done = read(cases, [&](std::size_t asked, const CaseRecord& record) {
    for (const auto& [g, i] : *places[asked]) {
      const ScannedSentence& sentence = at(groups[g][i]);
      if (sentence.section >= record.sections.size()) continue;
      const std::string& text = record.sections[sentence.section].text;
      if (sentence.span.end <= text.size()) sentences[g][i] = sentence.span.of(text);
    }
  });
  if (!done) return std::move(done).error();
  std::vector<std::vector<std::string>> labels(groups.size());
  std::vector<std::optional<Error>> errors(groups.size());
  std::vector<std::unique_ptr<Analyzer>> analyzers(std::max<std::size_t>(settings_.threads, 1));
  parallel_for(groups.size(), settings_.threads, [&](std::size_t g, std::size_t worker) {
    auto& analyzer = analyzers[worker];
    if (!analyzer) analyzer = std::make_unique<Analyzer>(analyzer_);
    auto& of_group = sentences[g];
    of_group.erase(std::remove(of_group.begin(), of_group.end(), std::string()), of_group.end());
    auto made = label_candidate(of_group, *analyzer);
    if (made) {
      labels[g] = std::move(*made);
    } else {
      errors[g] = std::move(made).error();
    }
  });
  for (std::optional<Error>& error : errors) {
    if (error) return std::move(*error);
  }
  return labels;
}

}  // namespace kizuki

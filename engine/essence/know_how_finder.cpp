#include "engine/essence/know_how_finder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/parallel_for.hpp"
#include "engine/essence/candidate_label.hpp"
#include "engine/essence/know_how_counts.hpp"

namespace kizuki {

ReadCases one_by_one(std::function<Result<CaseRecord>(const EssenceCase&)> read) {
  return [read = std::move(read)](const std::vector<const EssenceCase*>& cases,
                                  const TakeRecord& take) -> Result<void> {
    for (std::size_t i = 0; i < cases.size(); ++i) {
      auto record = read(*cases[i]);
      if (!record) return std::move(record).error();
      take(i, *record);
    }
    return {};
  };
}

KnowHowFinder::KnowHowFinder(std::shared_ptr<const CardMatcher> matcher,
                             std::shared_ptr<const AnalyzerModel> analyzer,
                             const FinderSettings& settings)
    : matcher_(std::move(matcher)),
      sentence_matcher_(matcher_),
      scanner_(analyzer, matcher_, false),
      analyzer_(std::move(analyzer)),
      settings_(settings) {}

void KnowHowFinder::add(EssenceCase info, ScannedCase scan) {
  entries_.push_back({std::move(info), std::move(scan)});
}

std::uint64_t KnowHowFinder::order_of(Place place) const {
  const ScannedSentence& sentence = at(place);
  const std::string key = entries_[place.case_number].info.id + "\t" +
                          std::to_string(sentence.section) + "\t" +
                          std::to_string(sentence.span.begin);
  return xxh3(key, sentence.text_hash);
}

bool KnowHowFinder::is_stock(const ScannedSentence& sentence) const {
  return std::binary_search(stock_texts_.begin(), stock_texts_.end(), sentence.text_hash);
}

KnowHowEvidence KnowHowFinder::evidence_of(Place place, float confidence) const {
  const ScannedSentence& sentence = at(place);
  KnowHowEvidence evidence;
  evidence.case_number = place.case_number;
  evidence.section = sentence.section;
  evidence.span = sentence.span;
  evidence.steps = sentence.steps;
  evidence.confidence = confidence;
  evidence.caution = sentence.caution;
  evidence.stock_text = is_stock(sentence);
  evidence.text_hash = sentence.text_hash;
  return evidence;
}

Result<void> KnowHowFinder::find_copies(const ReadCases& read) {
  std::vector<ShingleSketch> sketches;
  std::vector<std::uint32_t> order(entries_.size());
  std::iota(order.begin(), order.end(), 0U);
  for (const Entry& entry : entries_) sketches.push_back(entry.scan.sketch);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(entries_[a].info.date, a) < std::tie(entries_[b].info.date, b);
  });
  Result<void> failure;
  std::map<std::uint32_t, std::vector<std::uint64_t>> known;
  constexpr std::size_t kMostKnown = 256;
  const auto shingles = [&](std::uint32_t number) -> const std::vector<std::uint64_t>& {
    if (known.size() > kMostKnown) known.clear();
    auto& out = known[number];
    if (!out.empty() || !failure) return out;
    auto done = read({&entries_[number].info}, [&](std::size_t, const CaseRecord& record) {
      auto made = scanner_.shingles(record);
      if (made) {
        out = std::move(*made);
      } else {
        failure = std::move(made).error();
      }
    });
    if (!done) failure = std::move(done).error();
    return out;
  };
  result_.original = find_duplicates(sketches, order, [&](std::uint32_t first, std::uint32_t copy) {
    if (!failure) return false;
    // A copy: the second call may forget what the first one returned.
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
    const std::vector<std::uint64_t> one = shingles(first);
    return jaccard(one, shingles(copy)) >= kDuplicateShare;
  });
  return failure;
}

void KnowHowFinder::find_stock_texts() {
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint64_t> of_case;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (result_.original[i] != i) continue;
    of_case.clear();
    for (const ScannedSentence& sentence : entries_[i].scan.sentences) {
      of_case.push_back(sentence.text_hash);
    }
    std::sort(of_case.begin(), of_case.end());
    of_case.erase(std::unique(of_case.begin(), of_case.end()), of_case.end());
    hashes.insert(hashes.end(), of_case.begin(), of_case.end());
  }
  std::sort(hashes.begin(), hashes.end());
  for (std::size_t i = 0; i < hashes.size();) {
    std::size_t end = i;
    while (end < hashes.size() && hashes[end] == hashes[i]) ++end;
    if (end - i >= settings_.stock_text_cases) stock_texts_.push_back(hashes[i]);
    i = end;
  }
}

void KnowHowFinder::read_verdicts() {
  std::map<std::string_view, std::uint32_t> cases;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) cases[entries_[i].info.id] = i;
  std::map<std::string_view, std::uint32_t> cards;
  for (std::uint32_t i = 0; i < matcher_->cards().size(); ++i) cards[matcher_->cards()[i].id] = i;
  for (const SentenceVerdict& verdict : settings_.verdicts) {
    const auto of_case = cases.find(verdict.case_id);
    const auto card = cards.find(verdict.card);
    if (of_case == cases.end() || card == cards.end()) continue;
    verdicts_[{of_case->second, verdict.section, verdict.span.begin}][card->second] =
        verdict.confirmed;
  }
}

/// The same number for cases of the same organisation.
std::vector<std::uint32_t> KnowHowFinder::number_organizations() const {
  std::unordered_map<std::string_view, std::uint32_t> known;
  std::vector<std::uint32_t> out;
  out.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    const auto next = static_cast<std::uint32_t>(known.size());
    out.push_back(known.emplace(entry.info.organization, next).first->second);
  }
  return out;
}

void KnowHowFinder::assign_cards() {
  constexpr float kConfirmedScore = 1e3F;  // before all that is guessed
  struct Candidate {
    float score;
    std::uint64_t order;
    Place place;
    std::uint32_t card;
  };
  const float accept = matcher_->accept_score();
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (result_.original[i] != i) continue;
    const auto& sentences = entries_[i].scan.sentences;
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
      const auto said = verdicts_.find({i, sentences[s].section, sentences[s].span.begin});
      if (sentences[s].matches.empty() && said == verdicts_.end()) continue;
      const std::uint64_t order = order_of({i, s});
      for (const CardMatch& match : sentences[s].matches) {
        if (match.score < accept) continue;
        if (said != verdicts_.end() && said->second.contains(match.card)) continue;
        candidates.push_back({match.score, order, {i, s}, match.card});
      }
      if (said == verdicts_.end()) continue;
      for (const auto& [card, confirmed] : said->second) {
        if (confirmed) candidates.push_back({kConfirmedScore, order, {i, s}, card});
      }
    }
  }
  // One order over all, never case by case: who comes first must not depend on the input.
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(b.score, a.order, a.card) < std::tie(a.score, b.order, b.card);
  });
  const auto& cards = matcher_->cards();
  std::vector<KnowHow> items(cards.size());
  std::vector<std::vector<KnowHowEvidence>> evidence(cards.size());
  std::vector<std::vector<Place>> places(cards.size());
  std::vector<bool> told(entries_.size() * cards.size());                   // by case and card
  std::set<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>> stock;  // once an organisation
  const std::vector<std::uint32_t> organizations = number_organizations();
  for (const Candidate& candidate : candidates) {
    const Place place = candidate.place;
    if (taken_[place.case_number][place.sentence]) continue;
    const std::size_t telling = place.case_number * cards.size() + candidate.card;
    if (told[telling]) continue;
    const ScannedSentence& sentence = at(place);
    const std::uint32_t organization = organizations[place.case_number];
    if (is_stock(sentence) &&
        !stock.insert({sentence.text_hash, organization, candidate.card}).second) {
      continue;
    }
    told[telling] = true;
    taken_[place.case_number][place.sentence] = true;
    const bool confirmed = candidate.score == kConfirmedScore;
    evidence[candidate.card].push_back(
        evidence_of(place, confirmed ? 1.0F : sentence_matcher_.confidence(candidate.score)));
    evidence[candidate.card].back().confirmed = confirmed;
    places[candidate.card].push_back(place);
  }
  grow_assigned(places, evidence);
  for (std::size_t card = 0; card < cards.size(); ++card) {
    KnowHow& item = items[card];
    item.evidence = std::move(evidence[card]);
    if (item.evidence.size() < settings_.least_cases) {
      for (const Place place : places[card]) taken_[place.case_number][place.sentence] = false;
      result_.thin_cards.emplace_back(cards[card].id,
                                      static_cast<std::uint32_t>(item.evidence.size()));
      continue;
    }
    item.id = cards[card].id;
    item.label = cards[card].label;
    item.kind = KnowHowKind::kCard;
    result_.explained += item.evidence.size();
    count_evidence(item, result_.cases);
    item.rank = std::log2(1.0 + item.cases) * item.expected_cases / item.cases;
    result_.items.push_back(std::move(item));
  }
  std::sort(result_.thin_cards.begin(), result_.thin_cards.end());
  std::sort(result_.items.begin(), result_.items.end(), [](const KnowHow& a, const KnowHow& b) {
    return a.rank != b.rank ? a.rank > b.rank : a.id < b.id;
  });
}

Result<void> KnowHowFinder::discover(const ReadCases& read) {
  std::vector<Place> places;
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
  DiscoverySettings discovery = settings_.discovery;
  discovery.least_cases = settings_.least_cases;
  if (matcher_->cards().size() < kFullCatalogue) discovery.left_over_share = kLeftOverShare;
  discovery.threads = settings_.threads;
  std::vector<DiscoveredGroup> below;
  const std::vector<DiscoveredGroup> found =
      discover_groups(sentences, discovery, settings_.most_below > 0 ? &below : nullptr);
  std::vector<std::vector<std::uint32_t>> groups;
  std::vector<float> share(sentences.size());  // how well it sits in its group, 1 at best
  for (const DiscoveredGroup& group : found) {
    groups.push_back(group.members);
    for (std::size_t m = 0; m < group.members.size(); ++m) {
      const float best = group.centrality.front();
      share[group.members[m]] =
          best > 0 ? std::clamp(group.centrality[m] / best, 0.0F, 1.0F) : 0.0F;
    }
  }
  std::vector<GroupMember> members;
  members.reserve(places.size());
  for (const Place place : places) {
    members.emplace_back(entries_[place.case_number].info.id, at(place).text_hash);
  }
  std::vector<SettledGroup> settled =
      settle_groups(groups, members, settings_.known_groups, result_.dismissed);
  std::vector<bool> in_candidates(places.size());
  for (const SettledGroup& group : settled) {
    for (const std::uint32_t member : group.members) in_candidates[member] = true;
  }
  std::size_t kept = 0;
  settled.erase(std::remove_if(settled.begin(), settled.end(),
                               [&](const SettledGroup& group) {
                                 const KnownGroup* known = group.known;
                                 const bool decided =
                                     known != nullptr && (known->held || !known->label.empty());
                                 return kept++ >= settings_.most_candidates && !decided;
                               }),
                settled.end());
  std::vector<std::vector<Place>> to_name;
  for (const SettledGroup& group : settled) {
    auto& of_group = to_name.emplace_back();
    for (const std::uint32_t member : group.members) of_group.push_back(places[member]);
  }
  auto labels = name_groups(read, to_name);
  if (!labels) return std::move(labels).error();
  std::set<std::string> ids;
  for (const KnownGroup& known : settings_.known_groups) ids.insert(known.id);
  for (std::size_t g = 0; g < settled.size(); ++g) {
    const SettledGroup& group = settled[g];
    KnowHow item;
    item.kind = KnowHowKind::kCandidate;
    item.cohesion = found[group.from].cohesion;
    for (const std::uint32_t member : group.members) {
      // A proposal is never more than half sure.
      item.evidence.push_back(evidence_of(places[member], 0.5F * share[member]));
    }
    count_evidence(item, result_.cases);
    item.rank = item.cases;
    std::vector<std::string>& named = (*labels)[g];
    // Never empty: the sentences are those that were grouped.
    if (!named.empty()) item.label = named.front();
    if (named.size() > 1) item.other_labels.assign(named.begin() + 1, named.end());
    item.id = candidate_id(item, result_.cases, at(to_name[g].front()).text_hash);
    if (group.known != nullptr) {
      item.id = group.known->id;
      if (!group.known->label.empty()) item.label = group.known->label;
    } else {
      const std::string base = item.id;
      for (std::size_t n = 2; !ids.insert(item.id).second; ++n) {
        item.id = base + "-" + std::to_string(n);
      }
    }
    result_.discovered += item.evidence.size();
    result_.items.push_back(std::move(item));
  }
  return keep_below(read, below, places, in_candidates);
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
      members.emplace_back(entries_[places[member].case_number].info.id,
                           at(places[member]).text_hash);
    }
    if (!free || is_dismissed(members)) continue;
    KnowHow item;
    item.kind = KnowHowKind::kCandidate;
    item.cohesion = group.cohesion;
    for (const Place place : here) item.evidence.push_back(evidence_of(place, 0.5F));
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

Result<KnowHowResult> KnowHowFinder::find(const ReadCases& read) {
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.info.id < b.info.id; });
  if (auto copies = find_copies(read); !copies) return std::move(copies).error();
  find_stock_texts();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    result_.cases.push_back(entry.info);
    taken_.emplace_back(entry.scan.sentences.size());
    if (result_.original[i] != i) continue;
    ++result_.counted_cases;
    result_.sentences += entry.scan.sentence_count;
    for (const ScannedSentence& sentence : entry.scan.sentences) {
      result_.acts += sentence.action >= kLeastAction || !sentence.features.empty() ? 1U : 0U;
      result_.stock_sentences += is_stock(sentence) ? 1U : 0U;
    }
  }
  read_verdicts();
  assign_cards();
  if (settings_.discover) {
    if (auto found = discover(read); !found) return std::move(found).error();
  }
  return std::move(result_);
}

}  // namespace kizuki

#include "engine/essence/know_how_finder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/essence/candidate_label.hpp"
#include "engine/essence/know_how_counts.hpp"

namespace kizuki {
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

Result<void> KnowHowFinder::find_copies(const ReadCase& read) {
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
    auto record = read(entries_[number].info);
    if (!record) {
      failure = std::move(record).error();
      return out;
    }
    auto made = scanner_.shingles(*record);
    if (made) {
      out = std::move(*made);
    } else {
      failure = std::move(made).error();
    }
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

void KnowHowFinder::assign_cards() {
  constexpr float kConfirmedScore = 1e3F;  // before all that is guessed
  struct Candidate {
    float score;
    std::uint64_t order;
    Place place;
    std::uint32_t card;
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (result_.original[i] != i) continue;
    const auto& sentences = entries_[i].scan.sentences;
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
      const auto said = verdicts_.find({i, sentences[s].section, sentences[s].span.begin});
      for (const CardMatch& match : sentences[s].matches) {
        if (said != verdicts_.end() && said->second.contains(match.card)) continue;
        candidates.push_back({match.score, order_of({i, s}), {i, s}, match.card});
      }
      if (said == verdicts_.end()) continue;
      for (const auto& [card, confirmed] : said->second) {
        if (confirmed) candidates.push_back({kConfirmedScore, order_of({i, s}), {i, s}, card});
      }
    }
  }
  // One order over all, never case by case: who comes first must not depend on the input.
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(b.score, a.order, a.card) < std::tie(a.score, b.order, b.card);
  });
  const auto& cards = matcher_->cards();
  std::vector<KnowHow> items(cards.size());
  std::vector<std::vector<Place>> places(cards.size());
  std::set<std::pair<std::uint32_t, std::uint32_t>> told;                 // case, card
  std::set<std::tuple<std::string, std::uint64_t, std::uint32_t>> stock;  // once an organisation
  for (const Candidate& candidate : candidates) {
    const Place place = candidate.place;
    if (taken_[place.case_number][place.sentence]) continue;
    if (told.contains({place.case_number, candidate.card})) continue;
    const ScannedSentence& sentence = at(place);
    if (is_stock(sentence) && !stock
                                   .insert({entries_[place.case_number].info.organization,
                                            sentence.text_hash, candidate.card})
                                   .second) {
      continue;
    }
    told.insert({place.case_number, candidate.card});
    taken_[place.case_number][place.sentence] = true;
    const bool confirmed = candidate.score == kConfirmedScore;
    items[candidate.card].evidence.push_back(
        evidence_of(place, confirmed ? 1.0F : sentence_matcher_.confidence(candidate.score)));
    items[candidate.card].evidence.back().confirmed = confirmed;
    places[candidate.card].push_back(place);
  }
  for (std::size_t card = 0; card < cards.size(); ++card) {
    KnowHow& item = items[card];
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

Result<void> KnowHowFinder::discover(const ReadCase& read) {
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
  std::set<std::string> ids;
  const std::vector<DiscoveredGroup> found = discover_groups(sentences, discovery);
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
  for (const KnownGroup& known : settings_.known_groups) ids.insert(known.id);
  for (const SettledGroup& group :
       settle_groups(groups, members, settings_.known_groups, result_.dismissed)) {
    KnowHow item;
    item.kind = KnowHowKind::kCandidate;
    item.cohesion = found[group.from].cohesion;
    std::vector<Place> of_item;
    for (const std::uint32_t member : group.members) {
      of_item.push_back(places[member]);
      // A proposal is never more than half sure.
      item.evidence.push_back(evidence_of(places[member], 0.5F * share[member]));
    }
    count_evidence(item, result_.cases);
    item.rank = item.cases;
    if (auto named = name_candidate(read, item, of_item); !named) return named;
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
  return {};
}

Result<void> KnowHowFinder::name_candidate(const ReadCase& read, KnowHow& item,
                                           const std::vector<Place>& places) {
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < std::min(places.size(), kMostLabelSentences); ++i) {
    auto record = read(entries_[places[i].case_number].info);
    if (!record) return std::move(record).error();
    const ScannedSentence& sentence = at(places[i]);
    if (sentence.section >= record->sections.size()) continue;
    const std::string& text = record->sections[sentence.section].text;
    if (sentence.span.end <= text.size()) sentences.emplace_back(sentence.span.of(text));
  }
  auto labels = label_candidate(sentences, analyzer_);
  if (!labels) return std::move(labels).error();
  item.label = labels->empty() ? "（名前のない候補）" : labels->front();
  if (labels->size() > 1) item.other_labels.assign(labels->begin() + 1, labels->end());
  item.id = candidate_id(item, result_.cases, at(places.front()).text_hash);
  return {};
}

Result<KnowHowResult> KnowHowFinder::find(const ReadCase& read) {
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
      result_.acts += sentence.action >= kLeastAction ? 1U : 0U;
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

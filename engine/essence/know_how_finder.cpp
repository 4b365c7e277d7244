#include "engine/essence/know_how_finder.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/base/hash.hpp"
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

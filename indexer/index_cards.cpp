#include "indexer/index_cards.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "engine/base/clock.hpp"
#include "engine/base/hash.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/essence/case_cards.hpp"
#include "engine/library/stored_record.hpp"
#include "engine/privacy/consent.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kPublic = "public";
/// Less likely ones are not claimed.
constexpr float kLeastLikely = 0.5F;
/// Of the matchers that a run learns, which stay in memory until it ends (some 5 MB each). The next
/// run opens these and keeps as many more.
constexpr std::size_t kMostKept = 8;

std::string fingerprint_of(const std::vector<KnowHowCard>& cards,
                           const std::vector<SentenceVerdict>& verdicts) {
  std::vector<std::string> lines;
  lines.reserve(cards.size() + verdicts.size());
  for (const KnowHowCard& card : cards) lines.push_back(card_to_json(card).dump_canonical());
  for (const SentenceVerdict& said : verdicts) {
    lines.push_back(said.case_id + "\t" + std::to_string(said.section) + "\t" +
                    std::to_string(said.span.begin) + "\t" + said.card +
                    (said.confirmed ? "\tyes" : "\tno"));
  }
  std::sort(lines.begin(), lines.end());
  std::string named;
  for (const std::string& line : lines) named += line + "\n";
  return sha256_hex(named);
}

/// The compartments that people said something in, or where a card of people's comes from.
Result<std::set<std::string>> decided_compartments(const Library& library) {
  std::set<std::string> out;
  const auto entries = library.cards();
  if (!entries) return entries.error();
  for (const CardEntry& entry : *entries) {
    // What a run has found and nobody has decided on is matched nowhere.
    if (entry.status == CardStatus::kCandidate || entry.status == CardStatus::kGone) continue;
    out.insert(entry.compartments.begin(), entry.compartments.end());
  }
  std::set<std::string> cases;
  const auto listed = library.for_each_confirmation(0, [&](const Confirmation& said) {
    if (said.name == kCardConfirmation) cases.insert(said.case_id);
    return true;
  });
  if (!listed) return listed.error();
  const auto states = library.current_states({cases.begin(), cases.end()});
  if (!states) return states.error();
  for (const auto& state : *states) {
    if (state) out.insert(state->compartment);
  }
  return out;
}

}  // namespace

Result<std::shared_ptr<const IndexCards>> IndexCards::load(const Library& library,
                                                           const CaseCodec& codec,
                                                           Sources sources) {
  std::shared_ptr<IndexCards> made(new IndexCards(std::move(sources)));
  const std::string shipped = fingerprint_of(made->sources_.shipped, {});
  made->shipped_fingerprint_ =
      sha256_hex(std::to_string(made->sources_.model->fingerprint()) + "\n" + shipped);
  const auto decided = decided_compartments(library);
  if (!decided) return decided.error();
  for (const std::string& compartment : *decided) {
    auto known = made->read(library, codec, compartment);
    if (!known) return std::move(known).error();
    made->own_[compartment] = std::move(*known);
  }
  if (const auto found = made->own_.find(std::string(kPublic)); found != made->own_.end()) {
    made->shared_ = found->second;
  } else {
    made->shared_ = {made->sources_.shipped, {}, shipped};
  }
  if (made->shared_.fingerprint == shipped) made->shared_.fingerprint.clear();
  for (auto at = made->own_.begin(); at != made->own_.end();) {
    if (at->second.fingerprint == shipped) at->second.fingerprint.clear();
    at = at->second.fingerprint == made->shared_.fingerprint ? made->own_.erase(at) : std::next(at);
  }
  return std::shared_ptr<const IndexCards>(std::move(made));
}

Result<IndexCards::Knowledge> IndexCards::read(const Library& library, const CaseCodec& codec,
                                               const std::string& compartment) const {
  const auto catalogue = read_catalogue(
      library, [&](std::string_view name) { return name == kPublic || name == compartment; },
      sources_.shipped);
  if (!catalogue) return catalogue.error();
  // Nobody but operators learns from a case whose company's consent has run out.
  const std::string today = japan_date(utc_now());
  SentenceFinder finder(sources_.analyzer,
                        [&](const std::string& id) -> Result<std::optional<CaseRecord>> {
                          const auto stored = library.get(id);
                          if (!stored && stored.error().code == ErrorCode::kNotFound) {
                            return std::optional<CaseRecord>();
                          }
                          if (!stored) return stored.error();
                          if (!consent_holds(stored->json, today))
                            return std::optional<CaseRecord>();
                          auto record = decode_stored(*stored, codec);
                          if (!record) return std::move(record).error();
                          return std::optional<CaseRecord>(std::move(*record));
                        });
  auto knowledge = knowledge_of(*catalogue, finder);
  if (!knowledge) return std::move(knowledge).error();
  Knowledge out{std::move(knowledge->cards), std::move(knowledge->verdicts), ""};
  std::stable_sort(out.verdicts.begin(), out.verdicts.end(),
                   [](const auto& a, const auto& b) { return a.case_id < b.case_id; });
  out.fingerprint = fingerprint_of(out.cards, out.verdicts);
  return out;
}

const IndexCards::Knowledge& IndexCards::knowledge(const std::string& compartment) const {
  const auto found = own_.find(compartment);
  return found == own_.end() ? shared_ : found->second;
}

std::string IndexCards::fingerprint(const std::string& compartment) const {
  return knowledge(compartment).fingerprint;
}

std::span<const SentenceVerdict> IndexCards::verdicts(const std::string& compartment,
                                                      std::string_view case_id) const {
  const std::vector<SentenceVerdict>& all = knowledge(compartment).verdicts;
  const auto begin = std::lower_bound(
      all.begin(), all.end(), case_id,
      [](const SentenceVerdict& said, std::string_view id) { return said.case_id < id; });
  auto end = begin;
  while (end != all.end() && end->case_id == case_id) ++end;
  return {begin, end};
}

Result<std::shared_ptr<const CardMatcher>> IndexCards::matcher(
    const std::string& compartment) const {
  const std::lock_guard lock(mutex_);
  const bool own = own_.find(compartment) != own_.end();
  if (!own && shared_matcher_) return shared_matcher_;
  if (own && own_matcher_.second && own_matcher_.first == compartment) return own_matcher_.second;
  auto made = open_or_learn(own ? compartment : std::string(kPublic));
  if (!made) return made;
  if (own) {
    own_matcher_ = {compartment, *made};
  } else {
    shared_matcher_ = *made;
  }
  return made;
}

KeptMatcher IndexCards::place_of(const std::string& compartment) const {
  return {sources_.library_folder,
          scope_of_examples(knowledge(compartment).cards, sources_.shipped, compartment),
          sources_.model, sources_.analyzer, sources_.shipped};
}

/// The caller holds the lock.
Result<std::shared_ptr<const CardMatcher>> IndexCards::open_or_learn(
    const std::string& compartment) const {
  const std::vector<KnowHowCard>& cards = knowledge(compartment).cards;
  const bool keeps = !sources_.library_folder.empty();
  if (keeps) {
    if (auto kept = open_kept_matcher(place_of(compartment), cards)) return kept;
  }
  CaseSentenceReader reader(sources_.analyzer);
  auto learned = CardMatcher::train(sources_.model, cards, reader);
  if (learned && keeps && learned_.size() < kMostKept) learned_[compartment] = *learned;
  return learned;
}

Result<void> IndexCards::keep(const Library& library) const {
  if (sources_.library_folder.empty()) return {};
  const std::lock_guard lock(mutex_);
  std::set<std::string> scopes = {std::string(kPublic)};
  for (const auto& [compartment, known] : own_) scopes.insert(compartment);
  auto done = forget_other_matchers(sources_.library_folder, scopes);
  for (const auto& [compartment, matcher] : learned_) {
    if (!done) return done;
    std::vector<std::string> cases;
    for (const SentenceVerdict& said : knowledge(compartment).verdicts) {
      if (cases.empty() || cases.back() != said.case_id) cases.push_back(said.case_id);
    }
    done = keep_matcher(library, place_of(compartment), *matcher, cases);
  }
  learned_.clear();
  return done;
}

Result<void> CardAnnotator::add(const CaseRecord& record, const std::vector<StepBits>& steps,
                                SectionAnalyses& known, std::vector<Annotation>& annotations) {
  if (!may_show_cards(record)) return {};
  if (!scanner_) {
    auto learned = cards_.matcher(compartment_);
    if (!learned) return std::move(learned).error();
    matcher_ = std::move(*learned);
    scanner_.emplace(cards_.analyzer(), matcher_, false);
    sentences_.emplace(matcher_);
  }
  if (auto scanned = scanner_->scan(record, steps, scan_, &known); !scanned) return scanned;
  const std::vector<KnowHowCard>& cards = matcher_->cards();
  const auto said = cards_.verdicts(compartment_, record.id);
  std::map<std::string, float> likely;  // by card
  for (const CaseCard& shown : cards_of_case(scan_, record.id, cards, said)) {
    likely[cards[shown.card].id] = sentences_->confidence(shown.score);
  }
  for (const SentenceVerdict& verdict : said) {
    if (verdict.confirmed) likely[verdict.card] = 1.0F;
  }
  for (const auto& [card, probability] : likely) {
    if (probability < kLeastLikely) continue;
    annotations.push_back(
        {std::string(kKnowHowAttribute), card, score_of_probability(probability)});
  }
  return {};
}

}  // namespace kizuki

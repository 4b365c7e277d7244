#include "engine/essence/card_matcher.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kizuki {
namespace {

float sigmoid(float value) { return 1.0F / (1.0F + std::exp(-value)); }

float nearest(const SparseVector& sentence, const std::vector<SparseVector>& others) {
  float best = 0;
  for (const SparseVector& other : others) best = std::max(best, dot(sentence, other));
  return best;
}

Result<void> read_sentences(const std::vector<std::string>& sentences, CaseSentenceReader& reader,
                            SentenceVectorizer& vectorizer, std::vector<SparseVector>& out) {
  SentenceTraits traits;
  for (const std::string& sentence : sentences) {
    if (auto read = reader.read(sentence, traits); !read) return read;
    vectorizer.make(traits, kMatchViews, out.emplace_back());
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const CardMatcher>> CardMatcher::train(
    std::shared_ptr<const EssenceModel> model, std::vector<KnowHowCard> cards,
    CaseSentenceReader& reader, std::size_t threads) {
  auto matcher = std::make_shared<CardMatcher>();
  matcher->model_ = std::move(model);
  matcher->cards_ = std::move(cards);
  SentenceVectorizer vectorizer(matcher->model_->table);
  for (const KnowHowCard& card : matcher->cards_) {
    auto examples =
        read_sentences(card.examples, reader, vectorizer, matcher->examples_.emplace_back());
    if (!examples) return std::move(examples).error().with_id(card.id);
  }
  if (auto read = matcher->read_counter_examples(reader); !read) return std::move(read).error();
  matcher->scorer_ = train_card_scorer(matcher->cards_, matcher->examples_,
                                       matcher->model_->table.size(), threads);
  return std::shared_ptr<const CardMatcher>(std::move(matcher));
}

Result<void> CardMatcher::read_counter_examples(CaseSentenceReader& reader) {
  SentenceVectorizer vectorizer(model_->table);
  for (const KnowHowCard& card : cards_) {
    auto read =
        read_sentences(card.counter_examples, reader, vectorizer, counter_examples_.emplace_back());
    if (!read) return std::move(read).error().with_id(card.id);
  }
  return {};
}

float CardMatcher::accept_score() const {
  // Between fewer cards than four a margin says nothing of how many there are.
  constexpr std::size_t kFewest = 4;
  const std::size_t cards = std::clamp(cards_.size(), kFewest, kFullCatalogue);
  return kAcceptScore + std::log(static_cast<float>(kFullCatalogue) / static_cast<float>(cards));
}

SentenceMatcher::SentenceMatcher(std::shared_ptr<const CardMatcher> matcher)
    : matcher_(std::move(matcher)),
      action_features_(matcher_->model().table),
      vectorizer_(matcher_->model().table),
      odds_(matcher_->cards().size()) {}

float SentenceMatcher::action(const SentenceTraits& traits, StepBits steps) {
  action_features_.make(traits, steps, vector_);
  return matcher_->model().filter.log_odds(vector_);
}

void SentenceMatcher::vector(const SentenceTraits& traits, SparseVector& out) {
  vectorizer_.make(traits, kMatchViews, out);
}

bool SentenceMatcher::vetoed(const SparseVector& vector, std::size_t card) const {
  const auto& counters = matcher_->counter_examples_[card];
  if (counters.empty()) return false;
  const float counter = nearest(vector, counters);
  return counter >= kVetoSimilarity && counter > nearest(vector, matcher_->examples_[card]);
}

void SentenceMatcher::match(const SentenceTraits& traits, StepBits steps, float action,
                            std::vector<CardMatch>& out) {
  if (!odds_.empty()) vector(traits, vector_);
  match(vector_, steps, action, out);
}

void SentenceMatcher::match(const SparseVector& vector, StepBits steps, float action,
                            std::vector<CardMatch>& out, float width) {
  out.clear();
  if (odds_.empty()) return;
  matcher_->scorer_.score(vector, steps, odds_);
  // With one card alone there is no margin: its own odds, against none at all, stand in for it.
  float best = -kFitShift;
  float second = -kFitShift;
  if (odds_.size() > 1) {
    best = second = -INFINITY;
    for (const float odds : odds_) {
      second = std::max(second, std::min(odds, best));
      best = std::max(best, odds);
    }
  }
  const float least = matcher_->accept_score() - width;
  const float acts = kActionShare * std::min(action, kActionCap);
  for (std::size_t card = 0; card < odds_.size(); ++card) {
    const float margin = odds_[card] - (odds_[card] == best ? second : best);
    const float score = margin + acts + kFitShare * (odds_[card] + kFitShift);
    if (score < least || vetoed(vector, card)) continue;
    out.push_back({static_cast<std::uint32_t>(card), score});
  }
  std::sort(out.begin(), out.end(), [](const CardMatch& a, const CardMatch& b) {
    return a.score != b.score ? a.score > b.score : a.card < b.card;
  });
}

float SentenceMatcher::confidence(float score) const {
  return matcher_->model().confidence.apply(sigmoid(score));
}

}  // namespace kizuki

#include "engine/essence/card_matcher.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

float sigmoid(float value) { return 1.0F / (1.0F + std::exp(-value)); }

/// The highest cosine of the sentence with one of `others`. A sum over the other's features, where
/// the sentence has none of them 0 is added: the same as dot(), without looking for what is common.
float nearest(const TextValues& sentence, const std::vector<SparseVector>& others) {
  float best = 0;
  for (const SparseVector& other : others) {
    float sum = 0;
    for (const GramFeature& feature : other) sum += sentence.value(feature.index) * feature.value;
    best = std::max(best, sum);
  }
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
  if (auto read = matcher->read_counter_examples(reader, {}); !read) return std::move(read).error();
  matcher->scorer_ = train_card_scorer(matcher->cards_, matcher->examples_,
                                       matcher->model_->table.size(), threads);
  return std::shared_ptr<const CardMatcher>(std::move(matcher));
}

Result<void> CardMatcher::read_counter_examples(CaseSentenceReader& reader,
                                                const KnownVectors& known) {
  SentenceVectorizer vectorizer(model_->table);
  SentenceTraits traits;
  for (const KnowHowCard& card : cards_) {
    std::vector<SparseVector>& vectors = counter_examples_.emplace_back();
    for (const std::string& sentence : card.counter_examples) {
      if (const auto found = known.find(xxh3(sentence)); found != known.end()) {
        vectors.push_back(found->second);
        continue;
      }
      if (auto read = reader.read(sentence, traits); !read) {
        return std::move(read).error().with_id(card.id);
      }
      vectorizer.make(traits, kMatchViews, vectors.emplace_back());
    }
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
      values_(matcher_->model().table.size()),
      odds_(matcher_->cards().size()) {}

float SentenceMatcher::action(const SentenceTraits& traits, StepBits steps) {
  action_features_.make(traits, steps, vector_);
  return matcher_->model().filter.log_odds(vector_);
}

void SentenceMatcher::vector(const SentenceTraits& traits, SparseVector& out) {
  vectorizer_.make(traits, kMatchViews, out);
}

bool SentenceMatcher::vetoed(std::size_t card) const {
  const float counter = nearest(values_, matcher_->counter_examples_[card]);
  return counter >= kVetoSimilarity && counter > nearest(values_, matcher_->examples_[card]);
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
  bool spread = false;  // values_ are this sentence's
  const float acts = kActionShare * std::min(action, kActionCap);
  for (std::size_t card = 0; card < odds_.size(); ++card) {
    const float margin = odds_[card] - (odds_[card] == best ? second : best);
    const float score = margin + acts + kFitShare * (odds_[card] + kFitShift);
    if (score < least) continue;
    if (!matcher_->counter_examples_[card].empty()) {
      if (!spread) values_.assign(vector);
      spread = true;
      if (vetoed(card)) continue;
    }
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

// Which know-how card does a sentence show, if any?
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/card_scorer.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/essence/essence_model.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/tagging/gram_weights.hpp"

namespace kizuki {

/// How a match is scored: margin to the best other card + kActionShare · min(filter, kActionCap) +
/// kFitShare · (the card's own log odds + kFitShift), accepted from kAcceptScore on.
///
/// The margin transfers between styles of writing, which the filter alone does not; the card's own
/// odds keep sentences out that show know-how without a card. Chosen on the shipped cases with each
/// style held out from the filter, with all cards and with a quarter of them removed
/// (bench/results, DATE-essence.md).
inline constexpr float kActionShare = 0.4F;
inline constexpr float kActionCap = 1.5F;
inline constexpr float kFitShare = 0.5F;
inline constexpr float kFitShift = 2.0F;
inline constexpr float kAcceptScore = 0.5F;
/// … by a catalogue of so many cards. A smaller one leaves more know-how without a card, whose
/// sentences then go to the nearest one: the log odds that a sentence's know-how has a card at all
/// fall by ln(kFullCatalogue / cards), and so many more are asked for. Cards removed at random
/// (half, a quarter, three quarters) are assigned best at just that, in both kinds of samples.
inline constexpr std::size_t kFullCatalogue = 30;
/// Scores of so much less than acceptance leave it open (card_growth.hpp).
inline constexpr float kPossibleWidth = 0.5F;
/// A counter-example vetoes from this cosine on: it has to be nearly the same sentence. To veto by
/// the nearer of examples and counter-examples costs .04 to .06 of B-cubed F1.
inline constexpr float kVetoSimilarity = 0.6F;

struct CardMatch {
  std::uint32_t card = 0;  // place in the catalogue
  float score = 0;
};

/// The cards with what was learned from their examples. Immutable, shared by all threads.
class CardMatcher {
 public:
  /// Learns from the examples, in less than a second for 30 cards with 28 each; the same cards in
  /// any order give the same scores. `reader` cuts the examples into words. Errors: the analyser's.
  static Result<std::shared_ptr<const CardMatcher>> train(std::shared_ptr<const EssenceModel> model,
                                                          std::vector<KnowHowCard> cards,
                                                          CaseSentenceReader& reader,
                                                          std::size_t threads = 1);

  /// SHA-256, in hex, of all that learned() depends on: this code's version, the model, the
  /// analyser (its fingerprint), ids and examples of the cards. The order of the cards, their
  /// words, typical steps and counter-examples are no part of it.
  static std::string learning_key(const EssenceModel& model, std::string_view analyzer,
                                  std::span<const KnowHowCard> cards);
  /// What was learned from the examples, for restore(): hashed features and weights, no sentence.
  /// With them the vectors of those counter-examples that are `shipped` cards' too, so that nobody
  /// has to read these sentences again; what people denied is no part of it.
  std::string learned(std::span<const KnowHowCard> shipped = {}) const;
  /// The matcher that train() makes, to the bit, from what a matcher of the same learning_key has
  /// learned; a tenth of the time. Counter-examples that it does not know are read. Errors:
  /// kCorrupt (the bytes are none of these cards), the analyser's.
  static Result<std::shared_ptr<const CardMatcher>> restore(
      std::string_view learned, std::shared_ptr<const EssenceModel> model,
      std::vector<KnowHowCard> cards, CaseSentenceReader& reader);

  const std::vector<KnowHowCard>& cards() const { return cards_; }
  const EssenceModel& model() const { return *model_; }
  /// From this score on a match is accepted: kAcceptScore, more with few cards.
  float accept_score() const;

 private:
  /// Vectors of sentences, by the hash of the text.
  using KnownVectors = std::unordered_map<std::uint64_t, SparseVector>;
  Result<void> read_counter_examples(CaseSentenceReader& reader, const KnownVectors& known);

  friend class SentenceMatcher;
  std::shared_ptr<const EssenceModel> model_;
  std::vector<KnowHowCard> cards_;
  CardScorer scorer_;
  std::vector<std::vector<SparseVector>> examples_;
  std::vector<std::vector<SparseVector>> counter_examples_;
};

/// Applies a CardMatcher. One a thread; keeps scratch memory.
class SentenceMatcher {
 public:
  explicit SentenceMatcher(std::shared_ptr<const CardMatcher> matcher);

  /// Log odds that the sentence tells an act.
  float action(const SentenceTraits& traits, StepBits steps);

  /// Replaces `out` by the vector that cards are scored with: it does not depend on them.
  void vector(const SentenceTraits& traits, SparseVector& out);

  /// Replaces `out` by the accepted cards, best first: nearly always one or none; with `width`
  /// those too that lack so much at most. A card is vetoed when one of its counter-examples is
  /// nearly the sentence, and more like it than each example.
  void match(const SparseVector& vector, StepBits steps, float action, std::vector<CardMatch>& out,
             float width = 0);
  void match(const SentenceTraits& traits, StepBits steps, float action,
             std::vector<CardMatch>& out);

  /// The probability that a person agrees with a match of this score.
  float confidence(float score) const;

 private:
  /// Of the sentence at hand: the one that values_ was assigned.
  bool vetoed(std::size_t card) const;

  std::shared_ptr<const CardMatcher> matcher_;
  ActionFeatures action_features_;
  SentenceVectorizer vectorizer_;
  SparseVector vector_;
  TextValues values_;
  std::vector<float> odds_;
};

}  // namespace kizuki

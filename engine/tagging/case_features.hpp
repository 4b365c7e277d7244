// What the tagger reads out of every sentence of a case: grams, cue words, know-how cards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/tagging/case_text.hpp"
#include "engine/tagging/gram_vocabulary.hpp"
#include "engine/tagging/tag_lexicon.hpp"
#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {

/// Scores sentences against know-how cards: one-vs-rest logistic regression over their examples.
struct CardModel {
  std::vector<std::string> ids;
  std::vector<std::string> labels;
  WeightMatrix weights;  // a column a card, over the gram table
  std::vector<float> biases;
};

struct CueHit {
  std::uint32_t phrase = 0;
  std::uint32_t begin = 0;  // characters of the sentence
  std::uint32_t end = 0;
  bool denied = false;
};

struct SentenceFeatures {
  std::vector<KnownGram> grams;
  std::vector<CueHit> cues;
  /// How well each card fits, 0..1 (not a probability); empty for sentences outside of sections.
  std::vector<float> cards;
};

struct CaseFeatures {
  CaseText text;
  std::vector<SentenceFeatures> sentences;  // by passage of text; may be longer

  std::span<const SentenceFeatures> of(const CaseField& field) const {
    return std::span(sentences).subspan(field.first_passage,
                                        field.end_passage - field.first_passage);
  }
};

/// Fills CaseFeatures. One a thread; table, lexicon and model must outlive it.
class CaseFeatureReader {
 public:
  CaseFeatureReader(const GramVocabulary& grams, const TagLexicon& lexicon, const CardModel& cards);

  /// Errors: those of CaseTextReader.
  Result<void> read(const CaseRecord& record, CaseFeatures& out);
  /// Unit vectors over the same grams, for what needs them.
  GramVectorizer& vectorizer() { return vectorizer_; }

 private:
  void read_sentence(std::u32string_view sentence, SentenceFeatures& out);
  void score_cards(SentenceFeatures& out);

  const TagLexicon* lexicon_;
  const CardModel* cards_;
  CaseTextReader reader_;
  GramVectorizer vectorizer_;
  std::vector<Gram> grams_;
  std::vector<PhraseHit> hits_;
  SparseVector vector_;
};

/// The vector of a sentence that cards are scored with (knowhow recipe: 2-grams 1, 3-grams .7,
/// words .7, each normalised).
inline constexpr GramViews kCardViews{{1.0F, 0.7F, 0.7F}};

}  // namespace kizuki

// A section as the step model sees it.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/tagging/case_features.hpp"

namespace kizuki {

/// Vectors of one section.
struct StepFeatures {
  SparseVector text;     // over the gram table
  SparseVector heading;  // over the table of heading grams
  std::vector<float> dense;
};

/// Number of dense features with `cards` cards: cues of each step, all and denied ones; how well
/// each card fits the section's best sentence, and those of the neighbours; place in the case;
/// who acts and speaks.
std::size_t step_dense_size(std::size_t cards);

/// Place of a card's fit among the dense features, and the value that stands there.
std::size_t step_card_feature(std::size_t card);
float step_card_value(float fit);

/// Makes StepFeatures. One a thread.
class StepFeatureBuilder {
 public:
  /// Both must outlive this; the vectorizers are used as scratch.
  StepFeatureBuilder(const TagLexicon& lexicon, std::size_t cards, GramVectorizer& text,
                     const GramVocabulary& headings);

  void build(const CaseFeatures& features, std::size_t section, StepFeatures& out);

 private:
  void add_cues(std::span<const SentenceFeatures> sentences, std::span<float> out) const;
  void add_heading(std::u32string_view heading, StepFeatures& out);

  const TagLexicon* lexicon_;
  std::size_t cards_;
  GramVectorizer* text_;
  GramVectorizer headings_;
  std::vector<Gram> grams_;
  std::vector<KnownGram> known_;
  std::vector<PhraseHit> voices_;
};

/// A heading with marks at both ends, so that grams tell whole headings from parts, and all its
/// sentences in one.
std::u32string marked_heading(const CaseText& text, std::size_t section);

}  // namespace kizuki

// A record as a facet of its text sees it.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/tagging/case_text.hpp"
#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {

struct FacetSentence {
  std::size_t field = 0;    // of FacetText::text
  std::size_t passage = 0;  // of FacetText::text
  std::vector<Gram> grams;
};

/// Sentences of the sections' texts and of the outcome. Titles, headings and the company are left
/// out: a profile may put the very value that is to be read there.
struct FacetText {
  CaseText text;
  std::vector<FacetSentence> sentences;
  /// Two words of the record each, in whatever sentences: crane and fell, crane and crushed. Of the
  /// first 200 distinct words; without a place (begin = end = 0).
  std::vector<Gram> pairs;
};

/// Makes FacetTexts. One a thread; keeps scratch memory. Linear time but for the pairs.
class FacetTextReader {
 public:
  /// Replaces `out`. Errors: those of CaseTextReader.
  Result<void> read(const CaseRecord& record, FacetText& out);

 private:
  void collect_pairs(FacetText& out);

  CaseTextReader reader_;
  std::vector<GramKey> words_;
};

/// Replaces `out` by the vector of the whole text over the vectorizer's grams.
void build_facet_vector(const FacetText& text, GramVectorizer& vectorizer, SparseVector& out);

}  // namespace kizuki

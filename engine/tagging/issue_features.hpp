// A pair of case and issue as the shared issue model sees it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/tagging/case_features.hpp"

namespace kizuki {

/// Parts of a case that say what it is about, each with its own weight for cue words.
enum class CasePart : std::uint8_t { kTitle, kBusiness, kHeadings, kOpening, kRest, kOutcome };
inline constexpr std::size_t kCaseParts = 6;

/// The vector of a whole case: title twice, opening once, the rest half (over the gram table).
void build_issue_text(const CaseFeatures& features, GramVectorizer& vectorizer, SparseVector& out);

/// Where the phrases of each issue were found: phrase number → hits by part, for the phrases that
/// occur, ascending.
struct IssueCounts {
  struct Entry {
    std::uint32_t phrase = 0;
    std::array<float, kCaseParts> hits{};  // at most 2 each
  };
  std::vector<Entry> entries;
};
void count_issue_phrases(const CaseFeatures& features, const TagLexicon& lexicon, IssueCounts& out);

/// Part of the case that a field belongs to.
CasePart part_of(const CaseField& field);

/// The features of all issues of a case. Weights are shared by the issues, which is what carries
/// those with few examples; only an offset and each phrase's own correction are particular.
class IssueFeatureBuilder {
 public:
  /// `phrase_idf` by phrase of the lexicon. All must outlive this.
  IssueFeatureBuilder(const TagLexicon& lexicon, const std::vector<float>& phrase_idf,
                      const std::vector<float>& log_priors);

  /// Number of features.
  std::size_t size() const;
  /// `out` gets a vector an issue. `text_odds` are the log odds of the gram model by issue.
  void build(const IssueCounts& counts, const std::vector<float>& text_odds,
             std::vector<SparseVector>& out) const;

 private:
  const TagLexicon* lexicon_;
  const std::vector<float>* phrase_idf_;
  const std::vector<float>* log_priors_;
};

/// What one unit of the gram model's log odds weighs in a pair, given the weights of the pairs.
float issue_odds_weight(const std::vector<float>& weights);

/// What one hit of a phrase in a part of the case weighs, about.
float issue_phrase_weight(const std::vector<float>& weights, const TagLexicon& lexicon,
                          const std::vector<float>& phrase_idf, std::uint32_t phrase,
                          CasePart part);

}  // namespace kizuki

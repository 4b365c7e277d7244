// Why a tag was given: the sentences that weigh most for it, and what in them does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/tagging/case_predictor.hpp"
#include "engine/tagging/case_tags.hpp"
#include "engine/tagging/gram_weights.hpp"

namespace kizuki {

/// At most this many sentences a tag.
inline constexpr std::size_t kEvidenceSentences = 2;

/// Path of a field in the record: "title", "company.business", "sections[2].heading",
/// "sections[2].text", "outcome".
std::string field_path(const CaseField& field);

/// Finds the evidence. One a thread: it keeps scratch memory. The model must outlive it.
class EvidenceReader {
 public:
  explicit EvidenceReader(const TagModel& model);

  /// Sentences of section `section` (its heading is one) that speak for step `step` (0-based), by
  /// their share in the model's log odds: grams, cue words, the best match of know-how cards. When
  /// nothing in the section speaks for it (its neighbours do), the section's strongest sentence is
  /// named with that reason. Empty only for a section without text.
  std::vector<TagEvidence> of_step(const CasePrediction& prediction, std::size_t section,
                                   std::size_t step);
  /// Sentences of the case that speak for issue number `issue`: stems, cue words, grams.
  std::vector<TagEvidence> of_issue(const CasePrediction& prediction, std::size_t issue);
  /// Sentences of the sections with cue words of wall number `wall` (0-based).
  std::vector<TagEvidence> of_wall(const CaseFeatures& features, std::size_t wall) const;
  /// By name of the lexicon: sentences of the sections that name a tool, or name a partner and
  /// tell of being handed over to it. Names that stand within a longer one are not meant.
  std::vector<std::vector<TagEvidence>> of_names(const CaseFeatures& features) const;

 private:
  const TagModel* model_;
  TextValues values_;
};

}  // namespace kizuki

// Makes a tag model from tagged cases and know-how cards.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/tag_model.hpp"
#include "engine/tagging/training/training_set.hpp"

namespace kizuki {

struct TagTrainingOptions {
  std::string sources;    // named in the model
  std::size_t folds = 5;  // parts for predictions on unseen cases
};

/// Learns everything. The order of `cases` changes nothing (they are taken by id, which must be
/// distinct); neither do threads, of which there is one. Errors: kInvalidArgument (no case, no
/// card), those of the text reader.
Result<TagModel> train_tags(const TagLexicon& lexicon, std::span<const TrainingCard> cards,
                            std::span<const CaseRecord> cases, const TagTrainingOptions& options);

}  // namespace kizuki

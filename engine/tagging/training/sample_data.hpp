// The project's own tagged cases and cards, from its data folder.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/tag_lexicon.hpp"
#include "engine/tagging/training/tag_trainer.hpp"
#include "engine/tagging/training/training_set.hpp"

namespace kizuki {

struct SampleData {
  TagLexicon lexicon;
  std::vector<TrainingCard> cards;
  std::vector<CaseRecord> cases;  // cases.jsonl, then reports.jsonl
};

/// Reads cues, taxonomy, schema, cards, cases and reports below `data_folder` of the source tree.
/// Errors: kNotFound, kCorrupt, kInvalidRecord.
Result<SampleData> load_sample_data(const std::filesystem::path& data_folder);

/// The model that is shipped: all sample cases, with their sources named.
Result<TagModel> train_shipped_tags(const SampleData& sample);

}  // namespace kizuki

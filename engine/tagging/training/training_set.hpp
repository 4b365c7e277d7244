// What the tagger learns from.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/tagging/step_decoder.hpp"

namespace kizuki {

/// A know-how card with what its authors wrote for it.
struct TrainingCard {
  std::string id;
  std::string label;
  std::vector<int> typical_steps;
  std::vector<std::string> examples;
};

/// Reads cards.jsonl. Errors: kNotFound, kCorrupt with file and line.
Result<std::vector<TrainingCard>> load_training_cards(const std::filesystem::path& file);

/// Reads a JSON Lines file of cases; every record must be valid. Errors: kNotFound, kInvalidRecord
/// with file and line.
Result<std::vector<CaseRecord>> load_training_cases(const std::filesystem::path& file,
                                                    const CaseCodec& codec);

/// The given tags of a case.
StepSet given_steps(const Section& section);
std::vector<bool> given_issues(const CaseRecord& record, const std::vector<std::string>& codes);

}  // namespace kizuki

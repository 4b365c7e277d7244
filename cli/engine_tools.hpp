// The parts of the engine that several commands load.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/profile.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/tagging/tag_model.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// What reading and checking records needs.
struct RecordTools {
  std::filesystem::path data_folder;
  std::shared_ptr<const Taxonomy> taxonomy;
  CaseCodec codec;
  Profile profile;
};
Result<RecordTools> load_record_tools(std::string_view profile_name);

Result<std::shared_ptr<const Taxonomy>> load_taxonomy(const std::filesystem::path& data_folder);
/// The analyser for what lies in the folder `index`, which tells what the dictionary hashes to when
/// an index was built there (kept_dictionary_hash.hpp).
Result<std::shared_ptr<const AnalyzerModel>> load_analyzer(const std::filesystem::path& data_folder,
                                                           const std::filesystem::path& index);

Result<std::shared_ptr<const TagModel>> load_tag_model(const std::filesystem::path& data_folder);

/// "kizuki 0.1.0".
std::string_view program_name();

}  // namespace kizuki

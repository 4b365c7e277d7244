#include "cli/engine_tools.hpp"

#include <utility>

#include "cli/data_folder.hpp"
#include "cli/kept_dictionary_hash.hpp"

namespace kizuki {

Result<std::shared_ptr<const Taxonomy>> load_taxonomy(const std::filesystem::path& data_folder) {
  return Taxonomy::load(data_folder / "taxonomy");
}

Result<std::shared_ptr<const AnalyzerModel>> load_analyzer(const std::filesystem::path& data_folder,
                                                           const std::filesystem::path& index) {
  DictionaryHash dictionary = read_dictionary_hash(index);
  return AnalyzerModel::load(AnalyzerFiles::under(data_folder), &dictionary);
}

Result<RecordTools> load_record_tools(std::string_view profile_name) {
  auto folder = find_data_folder();
  if (!folder) return std::move(folder).error();
  auto taxonomy = load_taxonomy(*folder);
  if (!taxonomy) return std::move(taxonomy).error();
  auto codec = CaseCodec::load(*folder / "schema" / "case.schema.json", *taxonomy);
  if (!codec) return std::move(codec).error();
  auto profile = Profile::load(*folder / "profiles", profile_name);
  if (!profile) return std::move(profile).error();
  return RecordTools{std::move(*folder), std::move(*taxonomy), std::move(*codec),
                     std::move(*profile)};
}

Result<std::shared_ptr<const TagModel>> load_tag_model(const std::filesystem::path& data_folder) {
  return TagModel::load(data_folder / "models" / "tags.kztm");
}

std::string_view program_name() { return "kizuki " KIZUKI_VERSION; }

}  // namespace kizuki

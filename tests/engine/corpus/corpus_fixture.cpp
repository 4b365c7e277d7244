#include "tests/engine/corpus/corpus_fixture.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

#include <stdlib.h>

#include "tests/support/paths.hpp"

namespace kizuki::test {

std::filesystem::path data_folder() { return test::built_data(); }
std::filesystem::path source_folder() {
  return std::filesystem::path(test::source_path()) / "data";
}

std::shared_ptr<const Taxonomy> taxonomy() {
  static const auto kTaxonomy = [] {
    auto loaded = Taxonomy::load(data_folder() / "taxonomy");
    if (!loaded) throw std::runtime_error(loaded.error().describe());
    return *loaded;
  }();
  return kTaxonomy;
}

const CaseCodec& codec() {
  static const CaseCodec kCodec = [] {
    auto loaded = CaseCodec::load(data_folder() / "schema" / "case.schema.json", taxonomy());
    if (!loaded) throw std::runtime_error(loaded.error().describe());
    return *std::move(loaded);
  }();
  return kCodec;
}

Json json_of(std::string_view text) {
  auto parsed = parse_json(text);
  if (!parsed) throw std::runtime_error(parsed.error().describe() + " in " + std::string(text));
  return *std::move(parsed);
}

Json case_with(std::string_view members) {
  Json base = json_of(R"({"id":"c-1","title":"題","sections":[{"heading":"見出し","text":"文"}]})");
  const Json extra = json_of(std::string("{").append(members).append("}"));
  for (const auto& [key, value] : extra.as_object()) base.set(key, value);
  return base;
}

TemporaryFile::TemporaryFile(std::string_view name, std::string_view text) {
  std::string folder = (std::filesystem::temp_directory_path() / "kizuki_corpus_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = std::filesystem::path(folder) / name;
  std::ofstream(path_, std::ios::binary) << text;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove_all(folder(), ignored);
}

}  // namespace kizuki::test

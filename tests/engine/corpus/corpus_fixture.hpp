// What the corpus tests share: the real taxonomy, schema and profiles, and short ways to use them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/taxonomy.hpp"

namespace kizuki::test {

std::filesystem::path data_folder();    // assembled run-time data
std::filesystem::path source_folder();  // data/ of the source tree

std::shared_ptr<const Taxonomy> taxonomy();
const CaseCodec& codec();

/// Parses text that must be JSON.
Json json_of(std::string_view text);

/// The record with `members` (JSON without its outer braces) after a valid id, title and section.
Json case_with(std::string_view members);

/// Writes `text` to a file of its own that goes away with the object.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view name, std::string_view text);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path folder() const { return path_.parent_path(); }

 private:
  std::filesystem::path path_;
};

}  // namespace kizuki::test

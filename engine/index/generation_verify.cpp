#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/generation_layout.hpp"
#include "engine/index/postings.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

/// Checks one generation and reports what is wrong with it.
class GenerationChecker {
 public:
  GenerationChecker(std::string name, const Generation& generation,
                    const std::function<void(const GenerationFinding&)>& report)
      : name_(std::move(name)), generation_(generation), report_(report) {}

  std::uint64_t check() {
    std::uint64_t checked = 1;  // the manifest, by opening the generation
    for (const ManifestFile& file : generation_.manifest().files) {
      check_file(file);
      ++checked;
    }
    find_strangers();
    for (const ManifestCompartment& compartment : generation_.manifest().compartments) {
      check_compartment(compartment);
    }
    return checked;
  }

 private:
  void found(std::string_view path, std::string message) const {
    std::string file(kGenerationsFolder);
    file.append("/").append(name_).append("/").append(path);
    report_({generation_.number(), std::move(file), std::move(message)});
  }

  void check_file(const ManifestFile& file) const {
    const fs::path path = generation_.folder() / file.path;
    std::error_code failure;
    const std::uint64_t bytes = fs::file_size(path, failure);
    if (failure) return found(file.path, "ファイルがないか、読めません");
    if (bytes != file.bytes) return found(file.path, "大きさが目録と合いません");
    const auto sha256 = sha256_file_hex(path);
    if (!sha256) return found(file.path, sha256.error().message);
    if (*sha256 != file.sha256) found(file.path, "内容が目録のハッシュと合いません");
  }

  void find_strangers() const {
    const auto& files = generation_.manifest().files;
    std::error_code failure;
    fs::recursive_directory_iterator entry(generation_.folder(), failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
      if (entry->is_directory(failure)) continue;
      const std::string path =
          entry->path().lexically_relative(generation_.folder()).generic_string();
      if (path == kManifestFile || path == kGenerationLockFile) continue;
      const auto listed = std::lower_bound(
          files.begin(), files.end(), path,
          [](const ManifestFile& file, const std::string& wanted) { return file.path < wanted; });
      if (listed == files.end() || listed->path != path) found(path, "目録にないファイルです");
    }
    if (failure) found("", "フォルダーを読めません");
  }

  /// Beyond the hashes: what was written is what a reader understands.
  void check_compartment(const ManifestCompartment& compartment) const {
    const auto reader = generation_.open_compartment(compartment.name);
    if (!reader) return found(compartment.folder, reader.error().message);
    std::uint64_t text_bytes = 0;
    for (std::uint32_t document = 1; document <= reader->case_count(); ++document) {
      const auto analysis = reader->analysis(document);
      if (!analysis) return found(compartment.folder, analysis.error().message);
      if (count_words(*analysis) != reader->case_words(document)) {
        return found(compartment.folder, "事例の語数が解析結果と合いません: " + analysis->id);
      }
      for (const AnalyzedField& field : analysis->fields) text_bytes += field.text.size();
    }
    if (text_bytes != compartment.text_bytes) {
      found(compartment.folder, "本文の大きさが目録と合いません");
    }
  }

  std::string name_;
  const Generation& generation_;
  const std::function<void(const GenerationFinding&)>& report_;
};

bool is_there(const fs::path& folder) {
  std::error_code failure;
  return fs::exists(folder, failure);
}

}  // namespace

Result<std::uint64_t> GenerationStore::verify(
    const std::function<void(const GenerationFinding&)>& report) const {
  const auto numbers = find_generations(folder_);
  if (!numbers) return numbers.error();
  std::uint64_t checked = 0;
  for (const std::uint64_t number : *numbers) {
    const std::string name = generation_name(number);
    const auto generation = open(number);
    if (generation) {
      checked += GenerationChecker(name, **generation, report).check();
    } else if (is_there(generation_folder(folder_, number))) {  // else pruned meanwhile
      std::string file(kGenerationsFolder);
      file.append("/").append(name).append("/").append(kManifestFile);
      report({number, std::move(file), generation.error().message});
    }
  }
  if (const auto current = read_current(folder_); current) {
    ++checked;
    if (!is_there(generation_folder(folder_, *current))) {
      report({*current, std::string(kCurrentFile), "今の世代のフォルダーがありません"});
    }
  } else if (current.error().code != ErrorCode::kNotFound) {
    report({0, std::string(kCurrentFile), current.error().message});
  }
  return checked;
}

}  // namespace kizuki

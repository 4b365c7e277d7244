#include <algorithm>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/index/attribute_table.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/draft_files.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/generation_layout.hpp"
#include "engine/index/gram_table.hpp"
#include "engine/index/index_part.hpp"
#include "engine/index/postings.hpp"

namespace kizuki {
namespace fs = std::filesystem;
namespace {

using Report = std::function<void(const GenerationFinding&)>;
using Kind = GenerationFinding::Kind;

/// What it means that a generation cannot be opened.
Kind kind_of(const Error& error, bool is_current) {
  if (error.code != ErrorCode::kVersionMismatch) return Kind::kDamage;
  return is_current ? Kind::kOtherFormat : Kind::kOutOfUse;
}

/// Compares the files below one folder with the list of its manifest.
class FileChecker {
 public:
  /// `name`: the folder relative to the index folder, for reports.
  FileChecker(std::uint64_t generation, std::string name, fs::path folder,
              const std::vector<ManifestFile>& files, const Report& report)
      : generation_(generation),
        name_(std::move(name)),
        folder_(std::move(folder)),
        files_(files),
        report_(report) {}

  std::uint64_t check() const {
    for (const ManifestFile& file : files_) check_file(file);
    find_strangers();
    return files_.size() + 1;  // the manifest, by opening it
  }

  /// After check(): a listed file is missing or not as listed.
  bool has_damage() const { return has_damage_; }

  void found(std::string_view path, std::string message) const {
    report_({Kind::kDamage, generation_, std::string(name_).append("/").append(path),
             std::move(message)});
  }

 private:
  void check_file(const ManifestFile& file) const {
    const fs::path path = folder_ / file.path;
    std::error_code failure;
    const std::uint64_t bytes = fs::file_size(path, failure);
    if (failure) return damaged(file.path, "ファイルがないか、読めません");
    if (bytes != file.bytes) return damaged(file.path, "大きさが目録と合いません");
    const auto sha256 = sha256_file_hex(path);
    if (!sha256) return damaged(file.path, sha256.error().message);
    if (*sha256 != file.sha256) damaged(file.path, "内容が目録のハッシュと合いません");
  }

  void damaged(std::string_view path, std::string message) const {
    has_damage_ = true;
    found(path, std::move(message));
  }

  void find_strangers() const {
    std::error_code failure;
    fs::recursive_directory_iterator entry(folder_, failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
      const std::string path = entry->path().lexically_relative(folder_).generic_string();
      const bool is_folder = entry->is_directory(failure);
      if (is_unlisted(path) && is_folder) entry.disable_recursion_pending();
      if (is_folder || is_unlisted(path)) continue;
      const auto listed = std::lower_bound(
          files_.begin(), files_.end(), path,
          [](const ManifestFile& file, const std::string& wanted) { return file.path < wanted; });
      if (listed == files_.end() || listed->path != path) found(path, "目録にないファイルです");
    }
    if (failure) found("", "フォルダーを読めません");
  }

  std::uint64_t generation_;
  std::string name_;
  fs::path folder_;
  const std::vector<ManifestFile>& files_;
  const Report& report_;
  mutable bool has_damage_ = false;
};

/// In the order of the table, which is theirs.
std::vector<Facet> facets_in_table(const CompartmentReader& reader, std::uint32_t document) {
  std::vector<Facet> facets;
  reader.facets().for_each_value(document, [&](std::uint32_t number, AttributeScore) {
    const auto value = reader.facets().value(number);
    facets.push_back({std::string(value.name), std::string(value.value)});
  });
  return facets;
}

/// Checks one generation with its newest update.
class GenerationChecker {
 public:
  GenerationChecker(const std::string& name, const Generation& generation, const Report& report)
      : name_(std::string(kGenerationsFolder).append("/").append(name)),
        generation_(generation),
        files_(generation.number(), name_, generation.folder(), generation.manifest().files,
               report),
        report_(report) {}

  std::uint64_t check() const {
    std::uint64_t checked = files_.check();
    if (const UpdateManifest* update = generation_.update()) {
      const fs::path folder = update_folder(generation_.folder(), update->update);
      const std::string name =
          name_ + "/" + folder.lexically_relative(generation_.folder()).generic_string();
      const FileChecker files(generation_.number(), name, folder, update->files, report_);
      checked += files.check();
      if (files.has_damage()) return checked;
    }
    // Xapian trusts its files, so a damaged one may crash whoever opens it.
    if (files_.has_damage()) return checked;
    for (const std::string& compartment : generation_.compartments()) check_part(compartment);
    for (const ManifestView& view : generation_.manifest().views) check_part(view.name);
    return checked;
  }

 private:
  /// Beyond the hashes: what was written is what a reader understands.
  void check_part(const std::string& name) const {
    const auto parts = generation_.open_parts(name);
    if (!parts) return files_.found(name, parts.error().message);
    const ManifestCompartment* built = generation_.manifest().find_compartment(name);
    const bool is_view = generation_.manifest().find_view(name) != nullptr;
    for (const IndexPart& part : *parts) {
      const auto text_bytes = check_cases(part.reader, name);
      if (!text_bytes || is_view) continue;
      const bool is_update = built == nullptr || &part != &parts->front();
      const std::uint64_t listed =
          is_update ? generation_.update()->find_part(name)->text_bytes : built->text_bytes;
      if (*text_bytes != listed) files_.found(name, "本文の大きさが目録と合いません");
    }
  }

  /// Bytes of all texts; nothing when a finding was reported.
  std::optional<std::uint64_t> check_cases(const CompartmentReader& reader,
                                           const std::string& name) const {
    std::uint64_t text_bytes = 0;
    GramTableWriter grams;
    for (std::uint32_t document = 1; document <= reader.case_count(); ++document) {
      const auto analysis = reader.analysis(document);
      if (!analysis) {
        files_.found(name, analysis.error().message);
        return std::nullopt;
      }
      if (count_words(*analysis) != reader.case_words(document)) {
        files_.found(name, "事例の語数が解析結果と合いません: " + analysis->id);
        return std::nullopt;
      }
      grams.add(gram_profile_of(*analysis));
      if (facets_in_table(reader, document) != analysis->facets) {
        files_.found(name, "属性の表が解析結果と合いません: " + analysis->id);
        return std::nullopt;
      }
      for (const AnalyzedField& field : analysis->fields) text_bytes += field.text.size();
    }
    if (grams.encode() != reader.grams().bytes()) {
      files_.found(name, "文字の出現数の表が解析結果と合いません");
    }
    return text_bytes;
  }

  std::string name_;
  const Generation& generation_;
  FileChecker files_;
  const Report& report_;
};

bool is_there(const fs::path& folder) {
  std::error_code failure;
  return fs::exists(folder, failure);
}

}  // namespace

Result<std::uint64_t> GenerationStore::verify(const Report& report) const {
  const auto numbers = find_generations(folder_);
  if (!numbers) return numbers.error();
  std::uint64_t checked = 0;
  const auto current = read_current(folder_);
  for (const std::uint64_t number : *numbers) {
    const std::string name = generation_name(number);
    const auto generation = open(number);
    if (generation) {
      checked += GenerationChecker(name, **generation, report).check();
    } else if (is_there(generation_folder(folder_, number))) {  // else pruned meanwhile
      std::string file(kGenerationsFolder);
      file.append("/").append(name).append("/").append(kManifestFile);
      const bool is_current = current && *current == number;
      report({kind_of(generation.error(), is_current), number, std::move(file),
              generation.error().message});
    }
  }
  if (current) {
    ++checked;
    if (!is_there(generation_folder(folder_, *current))) {
      report(
          {Kind::kDamage, *current, std::string(kCurrentFile), "今の世代のフォルダーがありません"});
    }
  } else if (current.error().code != ErrorCode::kNotFound) {
    report({Kind::kDamage, 0, std::string(kCurrentFile), current.error().message});
  }
  return checked;
}

}  // namespace kizuki

#include "indexer/source_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>

namespace kizuki {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 9> kEndings = {".jsonl", ".ndjson", ".json", ".csv", ".tsv",
                                                      ".xlsx",  ".xlsm",   ".docx", ".pdf"};

bool is_source(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

/// Also what spreadsheet programs leave beside a workbook while it is open ("~$cases.xlsx").
bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.front() == '.' || name.rfind("~$", 0) == 0;
}

}  // namespace

Result<std::vector<fs::path>> source_files(const fs::path& path) {
  std::error_code failure;
  if (!fs::exists(path, failure)) {
    const int number = failure ? failure.value() : ENOENT;
    return system_error(number, "取り込むファイルを開けません", path.string());
  }
  if (!fs::is_directory(path, failure)) return std::vector<fs::path>{path};

  std::vector<fs::path> files;
  fs::recursive_directory_iterator entry(path, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    if (is_hidden(entry->path())) {
      if (entry->is_directory(failure)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file(failure) && is_source(entry->path())) files.push_back(entry->path());
  }
  if (failure) return system_error(failure.value(), "フォルダーを読めません", path.string());
  if (files.empty()) {
    Error error;
    error.code = ErrorCode::kNotFound;
    error.message =
        "フォルダーに取り込めるファイルがありません（.jsonl .json .csv .tsv .xlsx .docx .pdf）";
    error.file = path.string();
    return error;
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace kizuki

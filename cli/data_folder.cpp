#include "cli/data_folder.hpp"

#include <cstdlib>
#include <string>

namespace kizuki {
namespace fs = std::filesystem;

Result<fs::path> find_data_folder() {
  std::error_code failure;
  const char* given = std::getenv("KIZUKI_DATA");  // NOLINT(concurrency-mt-unsafe): at start only
  if (given != nullptr && *given != '\0') {
    if (fs::is_directory(given, failure)) return fs::path(given);
    Error error;
    error.code = ErrorCode::kNotFound;
    error.message = "環境変数 KIZUKI_DATA のフォルダーがありません";
    error.file = given;
    return error;
  }
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  const fs::path beside = program.parent_path().parent_path() / "share" / "kizuki";
  if (fs::is_directory(beside, failure)) return beside;
  Error error;
  error.code = ErrorCode::kNotFound;
  error.message = "辞書などのデータがありません（環境変数 KIZUKI_DATA で場所を指定できます）";
  error.file = beside.string();
  return error;
}

}  // namespace kizuki

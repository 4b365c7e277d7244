// What can change a result of the analysis, in one line.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/result.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// Version of the rules in this folder and of analyze_case; raised with every change that changes
/// sentences, tokens or terms of any text, or which texts of a record are analysed.
inline constexpr int kAnalysisVersion = 2;

/// What the files of the system dictionary (50 MB) hashed to when they were last read. Whoever
/// keeps it between runs spares their reading, the longest part of the start of a program.
struct DictionaryHash {
  /// Which files these were and that nobody has touched them since: device, number, size and the
  /// times of the last change of each. Empty: nothing is known, as of files that were changed so
  /// shortly before that another change might show the same time.
  std::string files;
  std::uint64_t hash = 0;

  friend bool operator==(const DictionaryHash&, const DictionaryHash&) = default;
};

/// "kizuki-text/2 mecab/0.996 icu/72.1 unicode/15.0 system/<hash> user/<hash> parts/<hash>
/// stop/<hash>", hashes XXH3 of the contents as 16 hex digits. Reads all files, those of the system
/// dictionary only when they are not the ones that `dictionary` knows, which knows them then; null:
/// always. Errors: kNotFound, kPermissionDenied, kIo.
Result<std::string> analysis_fingerprint(const AnalyzerFiles& files,
                                         DictionaryHash* dictionary = nullptr);

}  // namespace kizuki

// What can change a result of the analysis, in one line.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

/// Version of the rules in this folder and of analyze_case; raised with every change that changes
/// sentences, tokens or terms of any text, or which texts of a record are analysed.
inline constexpr int kAnalysisVersion = 2;

/// "kizuki-text/2 mecab/0.996 icu/72.1 unicode/15.0 system/<hash> user/<hash> parts/<hash>
/// stop/<hash>", hashes XXH3 of the contents as 16 hex digits. Reads all files (50 MB). Errors:
/// kNotFound, kPermissionDenied, kIo.
Result<std::string> analysis_fingerprint(const AnalyzerFiles& files);

}  // namespace kizuki

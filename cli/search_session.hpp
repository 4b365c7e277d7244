// An index opened for searching, as the commands that search have it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/library/library.hpp"
#include "engine/query/query_ast.hpp"
#include "engine/query/searcher.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

struct SearchSession {
  std::vector<QueryNode> filters;
  VisibilityGate gate;
  bool gate_counts = true;
  std::shared_ptr<const Taxonomy> taxonomy;
  std::optional<Searcher> searcher;  // has a value
  std::shared_ptr<const Library> library;
  std::shared_ptr<const ReaderScope> scope;
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::filesystem::path data_folder;
  std::filesystem::path index;

  /// The current state of the index in `index` with the rights of the account `as` (none: the
  /// operator's) and the filters "field=value". Says on `console` when the index is degraded.
  /// Errors: parse_filter, those of the library, the index and the data folder.
  static Result<SearchSession> open(const std::filesystem::path& index,
                                    const std::optional<std::string>& as,
                                    const std::vector<std::string>& filters, Console& console);
};

}  // namespace kizuki

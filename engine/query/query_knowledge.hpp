// What reading a query needs beside the analyser and the taxonomy.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/base/result.hpp"
#include "engine/query/issue_vocabulary.hpp"
#include "engine/query/synonym_table.hpp"
#include "engine/text/reading_table.hpp"

namespace kizuki {

struct TagModel;

/// Tables of the data folder; each may be null, then the query is read without it. Immutable and
/// shared.
struct QueryKnowledge {
  std::shared_ptr<const SynonymTable> synonyms;
  std::shared_ptr<const ReadingTable> readings;
  std::shared_ptr<const IssueVocabulary> issues;
  std::shared_ptr<const TagModel> tags;  // the shared one, which learned from shipped data alone

  /// All of them from a data folder ("share/kizuki"). Errors: those of their load.
  static Result<std::shared_ptr<const QueryKnowledge>> load(
      const std::filesystem::path& data_folder);
};

}  // namespace kizuki

// Runs: what a search engine answered to a set of queries, in the form of the TREC workshops.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// One answer: a document at a rank.
struct RunEntry {
  std::string document;
  std::int64_t rank = 0;  // as in the file; usually from 1
  double score = 0;       // for people; the order is that of the ranks

  friend bool operator==(const RunEntry&, const RunEntry&) = default;
};

/// Answers by query. Immutable once read.
class Run {
 public:
  /// Reads "query Q0 document rank score tag", an answer a line, columns separated by blanks or
  /// tabs; the second and the sixth column are not looked at. Answers may come in any order: they
  /// are sorted by rank, ties by the bytes of the document's id. `name` is for messages.
  /// Errors: kInvalidArgument with `file`, and `line` where there is one: too few columns, a rank
  /// or a score that is no number, a document listed twice for one query.
  static Result<Run> parse(std::string_view text, std::string_view name);
  /// parse of a file of at most 1 GiB. Errors: also those of read_file.
  static Result<Run> load(const std::filesystem::path& path);

  /// Appends an answer. Answers to one query are given best first and name a document once.
  void add(std::string_view query, RunEntry entry);

  /// Queries with an answer, in the order of their first.
  const std::vector<std::string>& queries() const { return queries_; }
  /// Answers to `query`, best first; empty when there is none.
  const std::vector<RunEntry>& entries(std::string_view query) const;

  /// The run in the form that parse reads, queries in their order, scores in the shortest form that
  /// reads back the same. `tag` names the system: no blanks, not empty.
  std::string print(std::string_view tag) const;

 private:
  Result<void> sort_ranks(std::string_view name);

  std::vector<std::string> queries_;
  std::map<std::string, std::vector<RunEntry>, std::less<>> entries_;
};

}  // namespace kizuki

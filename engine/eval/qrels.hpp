// Relevance judgments: which documents answer which query, and how well.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

/// The judged documents of one query with their grades; 0 = judged, not relevant.
using Grades = std::map<std::string, int, std::less<>>;

/// The judgments of a test collection. Immutable and shared.
class Qrels {
 public:
  /// Highest grade that parse accepts: gains 2^grade - 1 stay far from the limits of a double.
  static constexpr int kMaxGrade = 30;

  /// Reads "query TAB document TAB grade", a judgment a line; further columns are ignored, the last
  /// of several judgments of one pair holds. `name` is for messages.
  /// Errors: kInvalidArgument with `file` and `line`.
  static Result<Qrels> parse(std::string_view text, std::string_view name);
  /// parse of a file of at most 256 MiB. Errors: also those of read_file.
  static Result<Qrels> load(const std::filesystem::path& path);

  /// Judged queries in the order of their first judgment.
  const std::vector<std::string>& queries() const { return queries_; }
  /// The grades of `query`; empty when it was never judged.
  const Grades& grades(std::string_view query) const;

 private:
  std::vector<std::string> queries_;
  std::map<std::string, Grades, std::less<>> grades_;
};

/// Number of documents with a grade of 1 or more.
std::size_t relevant_count(const Grades& grades);

}  // namespace kizuki

// The queries of a judged set.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

struct SetQuery {
  std::string id;
  std::string kind;  // keywords, a question, notes, …; empty when not told
  std::string text;
};

/// Reads {"id", "text", "kind"?} a line, in order. `name` is for messages.
/// Errors: kInvalidRecord with file and line (no JSON object, no id, no text).
Result<std::vector<SetQuery>> parse_queries(std::string_view text, std::string_view name);

/// The same for a file of at most 256 MiB. Errors: also those of read_file.
Result<std::vector<SetQuery>> load_queries(const std::filesystem::path& path);

/// Places of the queries of one kind, ascending.
struct QueryKind {
  std::string kind;
  std::vector<std::size_t> places;
};

/// Kinds in the order of their first query; queries without one are in none.
std::vector<QueryKind> group_by_kind(std::span<const SetQuery> queries);

}  // namespace kizuki

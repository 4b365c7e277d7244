#include "indexer/source/csv_header.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/source/outer_space.hpp"

namespace kizuki {
std::optional<char> csv_separator(std::string_view text, bool whole) {
  bool quoted = false;
  bool complete = whole;
  bool has_tab = false;
  bool has_semicolon = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ',') return ',';
    if (c == '\n' || c == '\r') {
      complete = true;
      break;
    }
    has_tab = has_tab || c == '\t';
    has_semicolon = has_semicolon || c == ';';
  }
  if (!complete) return std::nullopt;
  return has_tab ? '\t' : has_semicolon ? ';' : ',';
}

std::vector<std::string> csv_column_names(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = std::string(without_outer_space(cell));
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  // Names that stand in the file are taken first, so that no made-up name pushes one aside.
  std::set<std::string> taken(cells.begin(), cells.end());
  std::set<std::string> seen;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool was_empty = cells[i].empty();
    const std::string name = was_empty ? "列" + std::to_string(i + 1) : cells[i];
    std::string unique = name;
    const bool repeated = was_empty ? taken.count(name) != 0 : !seen.insert(name).second;
    for (int n = 2; repeated && (unique == name || taken.count(unique) != 0); ++n) {
      unique = name + "#" + std::to_string(n);
    }
    taken.insert(unique);
    cells[i] = std::move(unique);
  }
  return cells;
}

}  // namespace kizuki

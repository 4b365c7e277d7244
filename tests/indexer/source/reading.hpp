// Reading a whole source in a test.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "indexer/source/record_source.hpp"

namespace kizuki {

/// An item in a form that a test can compare: the record as compact JSON, or the error.
struct ReadItem {
  std::uint64_t line = 0;
  std::string json;   // empty for a refused record
  std::string error;  // its message

  bool refused() const { return json.empty(); }
  friend bool operator==(const ReadItem&, const ReadItem&) = default;
};

// NOLINTNEXTLINE(readability-identifier-naming): the name that GoogleTest calls
inline void PrintTo(const ReadItem& item, std::ostream* out) {
  *out << item.line << ": " << item.json << item.error.substr(0, 300);
}

/// All items of `bytes` under the file name `name`. An error of the source itself becomes a last
/// item on line 0.
inline std::vector<ReadItem> read_source(std::string bytes, const std::string& name,
                                         const SourceOptions& options = {}) {
  std::vector<ReadItem> items;
  auto source = open_source(memory_bytes(std::move(bytes)), name, options);
  if (!source) return {{0, "", source.error().message}};
  for (;;) {
    auto item = (*source)->next();
    if (!item) {
      items.push_back({0, "", item.error().message});
      return items;
    }
    if (!*item) return items;
    if (const auto* record = std::get_if<Json>(&(*item)->content)) {
      items.push_back({(*item)->line, record->dump(), ""});
    } else {
      items.push_back({(*item)->line, "", std::get<Error>((*item)->content).message});
    }
  }
}

/// read_source must not depend on where one read of the file ends and the next begins.
inline std::vector<std::size_t> read_sizes() { return {1, 2, 3, 7, 64, std::size_t{64} << 10}; }

}  // namespace kizuki

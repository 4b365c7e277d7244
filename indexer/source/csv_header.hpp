// The first row of a CSV file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// The separator of a CSV text by its first row: comma when one stands outside quotes, else tab,
/// else semicolon, else comma. Nothing when `text`, the start of the file, does not tell yet; never
/// so when it is the `whole` of what may be looked at.
std::optional<char> csv_separator(std::string_view text, bool whole);

/// Unique, non-empty column names of a first row: white space around a name goes, empty names at
/// the end are dropped, others become "列N" (N 1-based), and a repeated one "name#2", "name#3"...
std::vector<std::string> csv_column_names(std::vector<std::string> cells);

}  // namespace kizuki

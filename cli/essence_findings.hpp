// What the report found by comparing cases, as tables that every format prints.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/essence_document.hpp"
#include "engine/essence/cross_table.hpp"

namespace kizuki {

struct FindingCell {
  std::string text;
  std::optional<double> number;  // for a workbook, where it may be shown
  std::string item;              // KnowHow::id that it leads to
};

/// A table without rows says `empty`.
struct FindingTable {
  std::string anchor;  // in HTML; empty of a table that belongs to the one before
  std::string title;
  std::string note;
  std::vector<std::string> columns;
  std::vector<std::vector<FindingCell>> rows;
  std::string empty;
};

/// The facets that know-how is compared by.
inline constexpr std::string_view kContrastFacets[] = {"scale", "issue", "industry", "supporter",
                                                       "year"};

/// What the companies came with (rows) against what was found behind it (columns), by distinct
/// case; nothing when no record names both.
std::optional<CrossTable> issue_change_table(const KnowHowResult& result);

/// Issues stated and essential, what is told more often where, what rises and fades.
std::vector<FindingTable> finding_tables(const EssenceReport& report, const Taxonomy& taxonomy,
                                         const DocumentOptions& options);

}  // namespace kizuki

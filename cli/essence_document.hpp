// The report of `kizuki essence` for people: one self-contained HTML page, Markdown, or a workbook.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/essence_comparison.hpp"
#include "cli/essence_report.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/essence/distinctiveness.hpp"

namespace kizuki {

/// How a report is made for readers.
struct DocumentOptions {
  /// For publication: counts below kLeastPublished are not shown, nor the ids and titles of cases.
  bool publish = false;
  /// Of --since or --compare; null without.
  const EssenceComparison* comparison = nullptr;
};

inline constexpr std::uint32_t kLeastPublished = 3;

/// A table of counts: a row an item, a column a value.
struct CountTable {
  std::string title;
  std::string note;
  std::vector<std::string> columns;
  struct Row {
    std::string item;   // KnowHow::id
    std::string label;  // of the item
    std::vector<std::uint32_t> counts;
  };
  std::vector<Row> rows;
  std::vector<std::uint32_t> totals;  // counted cases of each column
};

/// Know-how by step, scale and issue, for the first `most` items.
std::vector<CountTable> count_tables(const EssenceReport& report, const Taxonomy& taxonomy,
                                     std::size_t most = 60);

/// "3", or "3未満" where it must not be shown.
std::string shown_count(std::uint32_t count, const DocumentOptions& options);

/// Japanese name of a facet's value: 小規模, 事業承継・後継者, 製造業, ③….
std::string value_label(std::string_view facet, const std::string& value, const Taxonomy& taxonomy);

/// The style sheet, without anything from elsewhere.
std::string_view essence_style();

/// The co-occurrence network: an SVG whose circles lead to the items, and the same as a table.
std::string print_essence_network(const EssenceReport& report);

/// Quotes have to be anonymised already. Valid HTML5 without scripts and without anything from
/// elsewhere; prints on A4.
std::string print_essence_html(const EssenceReport& report, const Taxonomy& taxonomy,
                               const DocumentOptions& options);
std::string print_essence_markdown(const EssenceReport& report, const Taxonomy& taxonomy,
                                   const DocumentOptions& options);
/// The bytes of an XLSX file, a sheet a table. Errors: those of workbook_bytes.
Result<std::string> print_essence_workbook(const EssenceReport& report, const Taxonomy& taxonomy,
                                           const DocumentOptions& options);

}  // namespace kizuki

#include <algorithm>
#include <cmath>
#include <string>

#include "cli/essence_document.hpp"
#include "cli/essence_findings.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownQuotes = 3;

/// Nothing in it is taken for Markdown or HTML.
std::string plain(std::string_view text) {
  constexpr std::string_view kSigns = "\\`*_{}[]<>()#+!|~&";
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      out += ' ';
      continue;
    }
    if (kSigns.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string counts_line(const ValueCounts& counts, std::string_view facet, const Taxonomy& taxonomy,
                        const DocumentOptions& options) {
  std::string out;
  for (const auto& [value, number] : counts) {
    out += (out.empty() ? "" : "、") + plain(value_label(facet, value, taxonomy)) + " " +
           shown_count(number, options);
  }
  return out.empty() ? "–" : out;
}

std::string findings(const EssenceReport& report, const Taxonomy& taxonomy,
                     const DocumentOptions& options) {
  std::string out;
  for (const FindingTable& table : finding_tables(report, taxonomy, options)) {
    out += "## " + plain(table.title) + "\n\n";
    if (!table.note.empty()) out += plain(table.note) + "\n\n";
    if (table.rows.empty()) {
      out += plain(table.empty) + "\n\n";
      continue;
    }
    out += "|";
    for (const std::string& column : table.columns) out += " " + plain(column) + " |";
    out += "\n|";
    for (std::size_t i = 0; i < table.columns.size(); ++i) out += "---|";
    out += "\n";
    for (const auto& row : table.rows) {
      out += "|";
      for (const FindingCell& cell : row) out += " " + plain(cell.text) + " |";
      out += "\n";
    }
    out += "\n";
  }
  return out;
}

}  // namespace

std::string print_essence_markdown(const EssenceReport& report, const Taxonomy& taxonomy,
                                   const DocumentOptions& options) {
  const KnowHowResult& result = report.result;
  std::string out = "# ノウハウ報告\n\n";
  out += std::to_string(result.counted_cases) + " 事例（写しを除く）、" +
         std::to_string(result.sentences) +
         " 文。「候補」は似た文のまとまりで、人がまだ確かめて"
         "いない。数は事例の数で、効果の大きさではない。\n\n";
  for (std::size_t i = 0; i < result.items.size(); ++i) {
    const KnowHow& item = result.items[i];
    const bool card = item.kind == KnowHowKind::kCard;
    out +=
        "## " + plain(item.label) + "（" + (card ? plain(item.id) : std::string("候補")) + "）\n\n";
    out += "- 事例 " + shown_count(item.cases, options) + "、組織 " +
           shown_count(item.organizations, options) + "\n";
    out += "- ステップ: " + counts_line(item.steps, "step", taxonomy, options) + "\n";
    out += "- 規模: " + counts_line(item.scale, "scale", taxonomy, options) + "\n";
    out += "- 課題: " + counts_line(item.issues, "issue", taxonomy, options) + "\n\n";
    for (std::size_t e = 0; e < std::min(item.evidence.size(), kShownQuotes); ++e) {
      out += "> " + plain(report.quotes[i][e].sentence);
      if (!options.publish) {
        out += "（" + plain(result.cases[item.evidence[e].case_number].id) + "）";
      }
      out += "\n\n";
    }
  }
  out += findings(report, taxonomy, options);
  for (const CountTable& table : count_tables(report, taxonomy)) {
    out += "## " + plain(table.title) + "\n\n|  |";
    for (const std::string& column : table.columns) out += " " + plain(column) + " |";
    out += "\n|---|";
    for (std::size_t i = 0; i < table.columns.size(); ++i) out += "---:|";
    out += "\n";
    for (const CountTable::Row& row : table.rows) {
      out += "| " + plain(row.label) + " |";
      for (const std::uint32_t number : row.counts)
        out += " " + shown_count(number, options) + " |";
      out += "\n";
    }
    out += "\n";
  }
  out += "範囲の識別子: " + report.snapshot + "\n";
  return out;
}

}  // namespace kizuki

#include <string>
#include <utility>
#include <vector>

#include "cli/essence_findings.hpp"
#include "cli/essence_html.hpp"
#include "cli/html_text.hpp"

namespace kizuki {
namespace {

class TablesPart {
 public:
  explicit TablesPart(const EssenceHtmlContext& context) : context_(context) {}

  std::string print_findings() {
    findings();
    return std::move(out_);
  }
  std::string print_tables() {
    tables();
    return std::move(out_);
  }

 private:
  void findings() {
    for (const FindingTable& table :
         finding_tables(context_.report, context_.taxonomy, context_.options)) {
      out_ += table.anchor.empty()
                  ? "<h3>" + html_text(table.title) + "</h3>\n"
                  : "<h2 id=\"" + table.anchor + "\">" + html_text(table.title) + "</h2>\n";
      if (!table.note.empty()) out_ += "<p class=\"note\">" + html_text(table.note) + "</p>\n";
      if (table.rows.empty()) {
        out_ += "<p>" + html_text(table.empty) + "</p>\n";
        continue;
      }
      rows(table);
    }
  }

  void rows(const FindingTable& table) {
    out_ += "<div class=\"scroll\"><table><thead><tr>";
    for (const std::string& column : table.columns) out_ += "<th>" + html_text(column) + "</th>";
    out_ += "</tr></thead><tbody>";
    for (const auto& row : table.rows) {
      out_ += "<tr>";
      for (const FindingCell& cell : row) {
        const std::string text = html_text(cell.text);
        out_ += cell.number && *cell.number == 0 ? "<td class=\"zero\">" : "<td>";
        out_ += cell.item.empty() ? text
                                  : "<a href=\"#i-" + html_text(cell.item) + "\">" + text + "</a>";
        out_ += "</td>";
      }
      out_ += "</tr>";
    }
    out_ += "</tbody></table></div>\n";
  }

  void tables() {
    out_ += "<h2 id=\"tables\">一覧表</h2>\n";
    for (const CountTable& table : count_tables(context_.report, context_.taxonomy)) {
      out_ += "<h3>" + html_text(table.title) + "</h3><p class=\"note\">" + html_text(table.note) +
              "</p><div class=\"scroll\"><table><thead><tr><th></th>";
      for (const std::string& column : table.columns) out_ += "<th>" + html_text(column) + "</th>";
      out_ += "</tr></thead><tbody>";
      for (const CountTable::Row& row : table.rows) {
        out_ += "<tr><td><a href=\"#i-" + html_text(row.item) + "\">" + html_text(row.label) +
                "</a></td>";
        for (const std::uint32_t number : row.counts) {
          if (number == 0) {
            out_ += "<td class=\"zero\">0</td>";
          } else {
            out_ += "<td><a href=\"#e-" + html_text(row.item) + "\">" + context_.count(number) +
                    "</a></td>";
          }
        }
        out_ += "</tr>";
      }
      out_ += "<tr><th>事例</th>";
      for (const std::uint32_t total : table.totals)
        out_ += "<th>" + context_.count(total) + "</th>";
      out_ += "</tr></tbody></table></div>\n";
    }
  }

  const EssenceHtmlContext& context_;
  std::string out_;
};

}  // namespace

std::string print_html_findings(const EssenceHtmlContext& context) {
  return TablesPart(context).print_findings();
}

std::string print_html_tables(const EssenceHtmlContext& context) {
  return TablesPart(context).print_tables();
}

}  // namespace kizuki

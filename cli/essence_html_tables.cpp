#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/essence_html.hpp"
#include "cli/html_text.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownContrasts = 20;

class TablesPart {
 public:
  explicit TablesPart(const EssenceHtmlContext& context) : context_(context) {}

  std::string print_contrasts() {
    contrasts();
    return std::move(out_);
  }
  std::string print_tables() {
    tables();
    return std::move(out_);
  }
  std::string print_issue_change() {
    issue_change();
    return std::move(out_);
  }

 private:
  void contrasts() {
    out_ +=
        "<h2 id=\"contrasts\">どこに多く書かれているか</h2>\n<p class=\"note\">ほかと比べて明らかに"
        "多い、または少ないもの。「控えめな比」は、95%区間のうち1に近いほうの端（比べた数だけ"
        "厳しくしてある）。事例が10件に満たない区分と、3件に満たないノウハウは「標本不足」として"
        "比べない。書かれた数の違いであって、効果の違いではない。</p>\n";
    bool any = false;
    for (const auto& [facet, name] :
         {std::pair{"scale", "規模"}, std::pair{"issue", "課題"}, std::pair{"industry", "業種"},
          std::pair{"supporter", "支援者"}, std::pair{"year", "年"}}) {
      auto found = contrast_facet(context_.report.result, facet);
      if (context_.options.publish) {
        found.erase(std::remove_if(found.begin(), found.end(),
                                   [](const FacetContrast& contrast) {
                                     return std::min(contrast.inside, contrast.outside) <
                                            kLeastPublished;
                                   }),
                    found.end());
      }
      if (found.empty()) continue;
      any = true;
      out_ += "<div class=\"scroll\"><table><thead><tr><th>ノウハウ</th><th>" + std::string(name) +
              "</th><th>この区分</th><th>ほか</th><th>控えめな比</th></tr></thead><tbody>";
      for (std::size_t i = 0; i < std::min(found.size(), kShownContrasts); ++i) {
        const FacetContrast& contrast = found[i];
        const KnowHow* item = context_.find(contrast.item);
        if (item == nullptr) continue;
        out_ += "<tr><td><a href=\"#i-" + html_text(item->id) + "\">" + html_text(item->label) +
                "</a></td><td>" + html_text(value_label(facet, contrast.value, context_.taxonomy)) +
                "</td><td>" + context_.count(contrast.inside) + " / " +
                std::to_string(contrast.inside_all) + "</td><td>" +
                context_.count(contrast.outside) + " / " + std::to_string(contrast.outside_all) +
                "</td><td>" + decimal_text(std::exp2(contrast.log_ratio.value_or(0))) +
                " 倍</td></tr>";
      }
      out_ += "</tbody></table></div>\n";
    }
    if (!any) {
      out_ += "<p>明らかな違いは見つからなかった（標本が足りないことを含む）。</p>\n";
    }
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

  /// What the company came with, against what was found behind it.
  void issue_change() {
    std::map<std::pair<std::string, std::string>, std::uint32_t> changes;
    for (std::size_t i = 0; i < context_.report.result.cases.size(); ++i) {
      if (context_.report.result.original[i] != i) continue;
      for (const auto& [stated_name, stated] : context_.report.result.cases[i].facets) {
        if (stated_name != "stated_issue") continue;
        for (const auto& [essential_name, essential] : context_.report.result.cases[i].facets) {
          if (essential_name == "essential_issue") ++changes[{stated, essential}];
        }
      }
    }
    if (changes.empty()) return;
    std::vector<std::pair<std::uint32_t, std::pair<std::string, std::string>>> sorted;
    sorted.reserve(changes.size());
    for (const auto& [pair, number] : changes) sorted.emplace_back(number, pair);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    out_ +=
        "<h2 id=\"issues\">相談の課題から本質的な課題へ</h2>\n<div class=\"scroll\"><table><thead>"
        "<tr><th>はじめの相談</th><th>本質的な課題</th><th>事例</th></tr></thead><tbody>";
    for (const auto& [number, pair] : sorted) {
      out_ += "<tr><td>" + html_text(value_label("issue", pair.first, context_.taxonomy)) +
              "</td><td>" + html_text(value_label("issue", pair.second, context_.taxonomy)) +
              "</td><td>" + context_.count(number) + "</td></tr>";
    }
    out_ += "</tbody></table></div>\n";
  }

  const EssenceHtmlContext& context_;
  std::string out_;
};

}  // namespace

std::string print_html_contrasts(const EssenceHtmlContext& context) {
  return TablesPart(context).print_contrasts();
}

std::string print_html_tables(const EssenceHtmlContext& context) {
  return TablesPart(context).print_tables();
}

std::string print_html_issue_change(const EssenceHtmlContext& context) {
  return TablesPart(context).print_issue_change();
}

}  // namespace kizuki

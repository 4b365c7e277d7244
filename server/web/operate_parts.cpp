#include "server/web/operate_parts.hpp"

#include <array>

namespace kizuki {
namespace {

struct Tab {
  std::string_view path;
  std::string_view label;
};
constexpr std::array<Tab, 3> kTabs{
    {{"/operate", "世代と作業"}, {"/operate/users", "利用者"}, {"/operate/audit", "閲覧の記録"}}};

/// In front of the heading of a column of numbers.
constexpr char kNumber = '#';

}  // namespace

void print_operate_head(std::string_view path, std::string_view summary, Html& out) {
  out << R"(<div class="page__head"><h1>運用</h1><p>)" << summary << R"(</p></div>
<nav class="tabs" aria-label="運用の種類">)";
  for (const Tab& tab : kTabs) {
    out << "<a href=\"" << tab.path << "\"";
    if (tab.path == path) out << R"( aria-current="page")";
    out << ">" << tab.label << "</a>";
  }
  out << "</nav>\n";
}

void begin_operate_table(std::string_view caption, const std::vector<std::string_view>& columns,
                         Html& out) {
  out << R"(<div class="cardtab" tabindex="0" role="region" aria-label=")" << caption
      << R"(の表"><table><caption class="vh">)" << caption << "</caption><thead><tr>";
  for (const std::string_view column : columns) {
    const bool number = column.starts_with(kNumber);
    out << R"(<th scope="col")";
    if (number) out << R"( class="n")";
    out << ">" << column.substr(number ? 1 : 0) << "</th>";
  }
  out << "</tr></thead><tbody>\n";
}

void end_operate_table(Html& out) { out << "</tbody></table></div>\n"; }

std::string shown_time(std::string_view time) {
  std::string out(time.substr(0, 19));
  if (out.size() == 19) out[10] = ' ';
  return out;
}

void print_problem(std::string_view problem, Html& out) {
  if (problem.empty()) return;
  out << R"(<div class="note note--bad" role="alert"><strong>受け付けませんでした</strong>)"
      << problem << "</div>\n";
}

}  // namespace kizuki

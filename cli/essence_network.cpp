// The co-occurrence network of the report as SVG.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "cli/essence_document.hpp"
#include "cli/html_text.hpp"
#include "engine/essence/co_occurrence.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostPairs = 40;
constexpr std::uint32_t kLeastCommon = 3;
constexpr double kWidth = 960;
constexpr double kHeight = 640;
constexpr DrawingRoom kRoom{{kWidth, kHeight}, {130, 40}, {200, 46}};
constexpr std::size_t kLabelCharacters = 14;

std::string number(double value) { return std::to_string(static_cast<long>(std::lround(value))); }

}  // namespace

std::string print_essence_network(const EssenceReport& report) {
  const KnowHowResult& result = report.result;
  std::vector<CoOccurrence> pairs = co_occurrences(result, kLeastCommon, kMostPairs);
  if (pairs.empty()) return "<p class=\"note\">3事例以上でともに書かれた組はない。</p>\n";
  std::map<std::uint32_t, std::uint32_t> nodes;  // item → node
  for (const CoOccurrence& pair : pairs) {
    nodes.emplace(pair.first, 0);
    nodes.emplace(pair.second, 0);
  }
  std::vector<std::uint32_t> items;
  for (auto& [item, node] : nodes) {
    node = static_cast<std::uint32_t>(items.size());
    items.push_back(item);
  }
  std::vector<CoOccurrence> edges = pairs;
  for (CoOccurrence& edge : edges) {
    edge.first = nodes[edge.first];
    edge.second = nodes[edge.second];
  }
  const std::vector<Point> places = lay_out_in(kRoom, items.size(), edges);
  std::string out = "<div class=\"scroll\"><svg class=\"network\" viewBox=\"0 0 " + number(kWidth) +
                    " " + number(kHeight) +
                    "\" role=\"img\" aria-label=\"同じ事例に書かれたノウハウのつながり\">";
  for (const CoOccurrence& edge : edges) {
    const Point& a = places[edge.first];
    const Point& b = places[edge.second];
    out += "<line x1=\"" + number(a.x) + "\" y1=\"" + number(a.y) + "\" x2=\"" + number(b.x) +
           "\" y2=\"" + number(b.y) + "\" stroke-width=\"" +
           std::to_string(std::clamp<int>(static_cast<int>(edge.cases) - 1, 1, 6)) + "\"><title>" +
           html_text(result.items[items[edge.first]].label + " と " +
                     result.items[items[edge.second]].label) +
           "（" + std::to_string(edge.cases) + "事例）</title></line>";
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const KnowHow& item = result.items[items[i]];
    const double radius = 4 + 2 * std::sqrt(static_cast<double>(item.cases));
    out += "<a href=\"#i-" + html_text(item.id) + "\"><circle" +
           (item.kind == KnowHowKind::kCandidate ? std::string(" class=\"cand\"") : "") + " cx=\"" +
           number(places[i].x) + "\" cy=\"" + number(places[i].y) + "\" r=\"" +
           number(std::min(radius, 24.0)) + "\"><title>" + html_text(item.label) + "（" +
           std::to_string(item.cases) + "事例）</title></circle><text x=\"" + number(places[i].x) +
           "\" y=\"" + number(places[i].y + std::min(radius, 24.0) + 14) + "\">" +
           html_text(short_label(item.label, kLabelCharacters)) + "</text></a>";
  }
  out +=
      "</svg></div>\n<details><summary>つながりを表で見る</summary><div class=\"scroll\"><table>"
      "<thead><tr><th>ノウハウ</th><th>ノウハウ</th><th>ともに書かれた事例</th></tr></"
      "thead><tbody>";
  for (const CoOccurrence& pair : pairs) {
    out += "<tr>";
    for (const std::uint32_t item : {pair.first, pair.second}) {
      out += "<td><a href=\"#i-" + html_text(result.items[item].id) + "\">" +
             html_text(result.items[item].label) + "</a></td>";
    }
    out += "<td>" + std::to_string(pair.cases) + "</td></tr>";
  }
  return out + "</tbody></table></div></details>\n";
}

}  // namespace kizuki

#include "server/web/knowhow_network.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/essence/co_occurrence.hpp"

namespace kizuki {
namespace {

constexpr long kWidth = 800;
constexpr long kHeight = 620;
constexpr DrawingRoom kRoom{{kWidth, kHeight}, {96, 34}, {168, 54}};
constexpr std::size_t kLabelCharacters = 12;
constexpr double kLeastRadius = 11;
constexpr double kMostRadius = 18;
constexpr long kThinnestLink = 2;
constexpr long kWidestLink = 7;

std::vector<Point> places_of(const KnowHowNetwork& network) {
  std::vector<CoOccurrence> pairs;
  for (const KnowHowNetwork::Link& link : network.links) {
    CoOccurrence pair;
    pair.first = static_cast<std::uint32_t>(link.first);
    pair.second = static_cast<std::uint32_t>(link.second);
    pair.cases = link.cases;
    pairs.push_back(pair);
  }
  return lay_out_in(kRoom, network.nodes.size(), pairs);
}

class Drawing {
 public:
  explicit Drawing(const KnowHowNetwork& network) : network_(network), places_(places_of(network)) {
    for (const KnowHowNetwork::Link& link : network.links) most_ = std::max(most_, link.cases);
    for (const KnowHowNetwork::Link& link : network.links) least_ = std::min(least_, link.cases);
  }

  Html print() {
    out_
        << R"(<figure class="scroll" tabindex="0" role="group" aria-label="つながりの図"><svg class="net" viewBox="0 0 )"
        << kWidth << " " << kHeight
        << R"(" role="img" aria-labelledby="nt"><title id="nt">同じ事例に一緒に出るノウハウのつながり。値は表</title>)";
    for (const KnowHowNetwork::Link& link : network_.links) print_link(link);
    for (std::size_t i = 0; i < network_.nodes.size(); ++i) print_circle(i);
    // Names last, so that no line runs over one.
    for (std::size_t i = 0; i < network_.nodes.size(); ++i) print_name(i);
    out_ << "</svg></figure>\n";
    return std::move(out_);
  }

 private:
  static long rounded(double value) { return std::lround(value); }

  void print_link(const KnowHowNetwork::Link& link) {
    const Point& from = places_.at(link.first);
    const Point& to = places_.at(link.second);
    const long width = most_ == least_ ? kThinnestLink
                                       : kThinnestLink + static_cast<long>(link.cases - least_) *
                                                             (kWidestLink - kThinnestLink) /
                                                             static_cast<long>(most_ - least_);
    out_ << "<line x1=\"" << rounded(from.x) << "\" y1=\"" << rounded(from.y) << "\" x2=\""
         << rounded(to.x) << "\" y2=\"" << rounded(to.y) << "\" stroke-width=\"" << width << "\"/>";
  }

  long radius(std::size_t node) const {
    const double cases = network_.nodes.at(node).cases;
    return rounded(std::min(kMostRadius, kLeastRadius + std::sqrt(cases)));
  }

  void print_circle(std::size_t node) {
    const KnowHowNetwork::Node& one = network_.nodes.at(node);
    const long x = rounded(places_.at(node).x);
    const long y = rounded(places_.at(node).y);
    out_ << "<g class=\"s" << one.step << "\"><circle cx=\"" << x << "\" cy=\"" << y << "\" r=\""
         << radius(node) << "\"/>";
    if (one.step > 0) {
      out_ << "<text class=\"nn\" x=\"" << x << "\" y=\"" << y + 5 << R"(" text-anchor="middle">)"
           << one.step << "</text>";
    }
    out_ << "</g>";
  }

  void print_name(std::size_t node) {
    const Point& place = places_.at(node);
    out_ << "<text x=\"" << rounded(place.x) << "\" y=\"" << rounded(place.y) + radius(node) + 14
         << R"(" text-anchor="middle">)"
         << short_label(network_.nodes.at(node).label, kLabelCharacters) << "</text>";
  }

  const KnowHowNetwork& network_;
  std::vector<Point> places_;
  std::uint32_t most_ = 0;
  std::uint32_t least_ = UINT32_MAX;
  Html out_;
};

}  // namespace

Html print_knowhow_network(const KnowHowNetwork& network) { return Drawing(network).print(); }

}  // namespace kizuki

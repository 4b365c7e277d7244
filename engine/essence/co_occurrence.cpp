#include "engine/essence/co_occurrence.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <tuple>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr int kSteps = 200;
constexpr double kFirstStep = 0.1;
constexpr double kGravity = 1.5;  // towards the middle
constexpr double kLeastDistance = 1e-4;

std::vector<std::vector<std::uint32_t>> cases_by_item(const KnowHowResult& result) {
  std::vector<std::vector<std::uint32_t>> out;
  for (const KnowHow& item : result.items) {
    auto& cases = out.emplace_back();
    for (const KnowHowEvidence& evidence : item.evidence) cases.push_back(evidence.case_number);
    std::sort(cases.begin(), cases.end());
    cases.erase(std::unique(cases.begin(), cases.end()), cases.end());
  }
  return out;
}

double distance(const Point& a, const Point& b) {
  return std::max(std::hypot(a.x - b.x, a.y - b.y), kLeastDistance);
}

/// Stretches the places over the unit square.
void fit(std::vector<Point>& points) {
  Point low{1e9, 1e9};
  Point high{-1e9, -1e9};
  for (const Point& point : points) {
    low = {std::min(low.x, point.x), std::min(low.y, point.y)};
    high = {std::max(high.x, point.x), std::max(high.y, point.y)};
  }
  for (Point& point : points) {
    point.x = high.x > low.x ? (point.x - low.x) / (high.x - low.x) : 0.5;
    point.y = high.y > low.y ? (point.y - low.y) / (high.y - low.y) : 0.5;
  }
}

}  // namespace

std::vector<CoOccurrence> co_occurrences(const KnowHowResult& result, std::uint32_t least,
                                         std::size_t most) {
  const auto cases = cases_by_item(result);
  std::vector<CoOccurrence> out;
  std::vector<std::uint32_t> common;
  for (std::uint32_t a = 0; a < cases.size(); ++a) {
    for (std::uint32_t b = a + 1; b < cases.size(); ++b) {
      common.clear();
      std::set_intersection(cases[a].begin(), cases[a].end(), cases[b].begin(), cases[b].end(),
                            std::back_inserter(common));
      const double expected = static_cast<double>(cases[a].size()) *
                              static_cast<double>(cases[b].size()) /
                              std::max(1.0, static_cast<double>(result.counted_cases));
      if (common.size() < least || static_cast<double>(common.size()) <= expected) continue;
      const std::size_t either = cases[a].size() + cases[b].size() - common.size();
      out.push_back({a, b, static_cast<std::uint32_t>(common.size()),
                     static_cast<double>(common.size()) / static_cast<double>(either)});
    }
  }
  std::sort(out.begin(), out.end(), [](const CoOccurrence& a, const CoOccurrence& b) {
    return std::tie(b.jaccard, b.cases, a.first, a.second) <
           std::tie(a.jaccard, a.cases, b.first, b.second);
  });
  if (out.size() > most) out.resize(most);
  return out;
}

std::vector<Point> lay_out(std::size_t nodes, const std::vector<CoOccurrence>& pairs) {
  std::vector<Point> points(nodes);
  for (std::size_t i = 0; i < nodes; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(nodes);
    points[i] = {std::cos(angle) / 2, std::sin(angle) / 2};
  }
  const double ideal = 1 / std::sqrt(std::max(1.0, static_cast<double>(nodes)));
  for (int step = 0; step < kSteps; ++step) {
    std::vector<Point> moves(nodes);
    const auto push = [&](std::size_t a, std::size_t b, double force) {
      const double length = distance(points[a], points[b]);
      const double x = (points[a].x - points[b].x) / length * force;
      const double y = (points[a].y - points[b].y) / length * force;
      moves[a] = {moves[a].x + x, moves[a].y + y};
      moves[b] = {moves[b].x - x, moves[b].y - y};
    };
    for (std::size_t a = 0; a < nodes; ++a) {
      for (std::size_t b = a + 1; b < nodes; ++b) {
        push(a, b, ideal * ideal / distance(points[a], points[b]));
      }
    }
    for (const CoOccurrence& pair : pairs) {
      const double length = distance(points[pair.first], points[pair.second]);
      push(pair.first, pair.second, -length * length / ideal);
    }
    for (std::size_t i = 0; i < nodes; ++i) {
      moves[i] = {moves[i].x - kGravity * points[i].x, moves[i].y - kGravity * points[i].y};
    }
    const double reach = kFirstStep * (1 - static_cast<double>(step) / kSteps);
    for (std::size_t i = 0; i < nodes; ++i) {
      const double length = std::max(std::hypot(moves[i].x, moves[i].y), kLeastDistance);
      const double share = std::min(length, reach) / length;
      points[i] = {points[i].x + moves[i].x * share, points[i].y + moves[i].y * share};
    }
  }
  fit(points);
  return points;
}

void move_apart(std::vector<Point>& places, const PlaceRules& rules) {
  constexpr int kRounds = 300;
  constexpr double kTouching = 0.5;
  for (int round = 0; round < kRounds; ++round) {
    bool moved = false;
    for (std::size_t a = 0; a < places.size(); ++a) {
      for (std::size_t b = a + 1; b < places.size(); ++b) {
        const double x = rules.apart.x - std::abs(places[a].x - places[b].x);
        const double y = rules.apart.y - std::abs(places[a].y - places[b].y);
        if (x <= kTouching || y <= kTouching) continue;
        moved = true;
        const bool sideways = x / rules.apart.x < y / rules.apart.y;
        double& first = sideways ? places[a].x : places[a].y;
        double& second = sideways ? places[b].x : places[b].y;
        const double half = (sideways ? x : y) / 4;
        const double sign = first <= second ? -1 : 1;
        first += sign * half;
        second -= sign * half;
      }
    }
    for (Point& place : places) {
      place = {std::clamp(place.x, rules.least.x, rules.most.x),
               std::clamp(place.y, rules.least.y, rules.most.y)};
    }
    if (!moved) return;
  }
}

std::vector<Point> lay_out_in(const DrawingRoom& room, std::size_t nodes,
                              const std::vector<CoOccurrence>& pairs) {
  std::vector<Point> places = lay_out(nodes, pairs);
  for (Point& place : places) {
    place = {room.margin.x + place.x * (room.size.x - 2 * room.margin.x),
             room.margin.y + place.y * (room.size.y - 2 * room.margin.y)};
  }
  move_apart(places,
             {room.apart, room.margin, {room.size.x - room.margin.x, room.size.y - room.margin.y}});
  return places;
}

std::string short_label(const std::string& label, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < characters && at < label.size(); ++i) utf8_next(label, at);
  return at < label.size() ? label.substr(0, at) + "…" : label;
}

}  // namespace kizuki

// Which know-how is told in the same cases, as a network with places to draw it at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/essence/know_how.hpp"

namespace kizuki {

/// Two items told together more often than chance would have it.
struct CoOccurrence {
  std::uint32_t first = 0;  // places in KnowHowResult::items, first < second
  std::uint32_t second = 0;
  std::uint32_t cases = 0;  // that tell both
  double jaccard = 0;       // of the cases of either
};

/// Pairs of at least `least` common cases and more of them than independence expects
/// (n1 · n2 / counted cases), the highest Jaccard first, at most `most`.
std::vector<CoOccurrence> co_occurrences(const KnowHowResult& result, std::uint32_t least,
                                         std::size_t most);

struct Point {
  double x = 0;  // 0..1
  double y = 0;
};

/// Places of `nodes` on the unit square: from a circle, a fixed number of steps of springs along
/// the pairs and repulsion between all, a pull to the middle (Fruchterman & Reingold 1991). The
/// same input gives the same places. nodes² · 200 steps: for a few dozens.
std::vector<Point> lay_out(std::size_t nodes, const std::vector<CoOccurrence>& pairs);

/// How a drawing keeps its places.
struct PlaceRules {
  Point apart;  // two are free of each other when they are so far apart in x, or in y
  Point least;  // none lies beyond these
  Point most;
};

/// Moves places with their labels off one another, as little as it takes; in at most 300 rounds,
/// after which some may still touch.
void move_apart(std::vector<Point>& places, const PlaceRules& rules);

/// A drawing in its own units.
struct DrawingRoom {
  Point size;
  Point margin;  // half of a label
  Point apart;   // as PlaceRules::apart
};

/// The places of lay_out spread over the drawing, moved apart.
std::vector<Point> lay_out_in(const DrawingRoom& room, std::size_t nodes,
                              const std::vector<CoOccurrence>& pairs);

/// As much of a label as a drawing has room for: its first `characters`, and … when there are more.
/// `label` must be valid UTF-8.
std::string short_label(const std::string& label, std::size_t characters);

}  // namespace kizuki

// Know-how that is told in the same cases, drawn as a network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/web/html.hpp"

namespace kizuki {

struct KnowHowNetwork {
  struct Node {
    std::string id;  // of the card
    std::string label;
    int step = 0;  // its main one, 1 … 7; 0: none
    std::uint32_t cases = 0;
  };
  struct Link {
    std::size_t first = 0;  // places in nodes
    std::size_t second = 0;
    std::uint32_t cases = 0;  // that tell both
  };
  std::vector<Node> nodes;
  std::vector<Link> links;  // the most cases first
};

/// The figure alone, an image to screen readers: its values belong into a table beside it. The same
/// network gives the same bytes. nodes² · 500 steps: for a few dozens.
Html print_knowhow_network(const KnowHowNetwork& network);

}  // namespace kizuki

// The page where curators take the catalogue of know-how along as a file, and take one in.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "server/web/html.hpp"

namespace kizuki {

struct KnowHowCatalogueView {
  std::size_t cards = 0;                                    // that the file would have
  std::vector<std::pair<std::string, std::string>> places;  // value and name: who sees new cards
  std::string csrf;
  std::string problem;  // why the file was refused
  std::string notice;   // what was done
};

/// What stands in <main>.
Html print_knowhow_catalogue(const KnowHowCatalogueView& view);

}  // namespace kizuki

#include "indexer/source/outer_space.hpp"

#include <algorithm>
#include <array>

namespace kizuki {
namespace {

constexpr std::array<std::string_view, 6> kSpaces = {" ", "\t", "\r", "\n", "\u00A0", "\u3000"};

}  // namespace

std::string_view without_outer_space(std::string_view text) {
  const auto take = [&](auto&& stands, auto&& remove) {
    const auto space = std::find_if(kSpaces.begin(), kSpaces.end(), stands);
    if (space == kSpaces.end()) return false;
    remove(space->size());
    return true;
  };
  while (take([&](std::string_view space) { return text.starts_with(space); },
              [&](std::size_t size) { text.remove_prefix(size); })) {
  }
  while (take([&](std::string_view space) { return text.ends_with(space); },
              [&](std::size_t size) { text.remove_suffix(size); })) {
  }
  return text;
}

}  // namespace kizuki

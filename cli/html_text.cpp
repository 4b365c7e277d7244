#include "cli/html_text.hpp"

#include <cmath>
#include <cstdlib>

namespace kizuki {

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string decimal_text(double value) {
  const auto tenths = static_cast<long>(std::lround(value * 10));
  return std::to_string(tenths / 10) + "." + std::to_string(std::abs(tenths % 10));
}

std::string percent_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "0%";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  return std::to_string(std::lround(share)) + "%";
}

}  // namespace kizuki

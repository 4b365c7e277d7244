#include "server/web/html.hpp"

#include <algorithm>

namespace kizuki {

void Html::append_text(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        out_.push_back(c);
    }
  }
}

Html marked_text(std::string_view text, const std::vector<TextSpan>& marks) {
  Html out;
  std::size_t at = 0;
  for (const TextSpan mark : marks) {
    out << text.substr(at, mark.begin - at) << "<mark>" << mark.of(text) << "</mark>";
    at = mark.end;
  }
  out << text.substr(at);
  return out;
}

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace kizuki

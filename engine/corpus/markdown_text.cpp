#include "engine/corpus/markdown_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace kizuki {
namespace {

// The end of a link or tag is looked for up to the next opening bracket and within these bounds:
// without them a text of "[[[[…" would be read once for each bracket.
constexpr std::size_t kLabelBytes = 1000;
constexpr std::size_t kUrlBytes = 2000;
constexpr std::size_t kTagBytes = 200;

constexpr std::string_view kEscapable = "\\`*_{}[]()#+-.!<>|~";

struct Link {
  std::string_view label;
  std::size_t size;
};

// "[label](url)" at the start of `text`.
std::optional<Link> link_at(std::string_view text) {
  if (text.empty() || text[0] != '[') return std::nullopt;
  const std::size_t close = text.substr(0, kLabelBytes).find_first_of("[]\n", 1);
  if (close == std::string_view::npos || text[close] != ']') return std::nullopt;
  if (text.substr(close, 2) != "](") return std::nullopt;
  const std::size_t end = text.substr(0, close + kUrlBytes).find_first_of(")[\n", close + 2);
  if (end == std::string_view::npos || text[end] != ')') return std::nullopt;
  return Link{text.substr(1, close - 1), end + 1};
}

// Size of "<tag …>" at the start of `text`, 0 when there is none.
std::size_t tag_at(std::string_view text) {
  if (text.size() < 3 || text[0] != '<') return 0;
  const char first = text[1] == '/' ? text[2] : text[1];
  if (!((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))) return 0;
  const std::size_t end = text.substr(0, kTagBytes).find_first_of("<>", 1);
  return end == std::string_view::npos || text[end] != '>' ? 0 : end + 1;
}

bool is_line_break(std::string_view tag) {
  return tag.size() >= 4 && (tag[1] == 'b' || tag[1] == 'B') && (tag[2] == 'r' || tag[2] == 'R');
}

// Size of "### " at the start of a line, 0 when there is none.
std::size_t heading_at(std::string_view text) {
  const std::size_t marks = std::min(text.find_first_not_of('#'), text.size());
  if (marks == 0 || marks > 6 || marks == text.size()) return 0;
  return text[marks] == ' ' ? marks + 1 : 0;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::string read() {
    while (!rest_.empty()) step();
    return std::move(out_);
  }

 private:
  void skip(std::size_t size) { rest_.remove_prefix(size); }

  void end_line() {
    const std::size_t size = out_.size();
    if (size >= 2 && out_[size - 1] == '\n' && out_[size - 2] == '\n') return;
    out_ += '\n';
  }

  void step() {
    const bool line_start = out_.empty() || out_.back() == '\n';
    const std::size_t heading = line_start ? heading_at(rest_) : 0;
    if (heading != 0) return skip(heading);
    switch (rest_[0]) {
      case '\r':
        return skip(1);
      case '\n':
        end_line();
        return skip(1);
      case '\\':
        return escape();
      case '*':
      case '_':
      case '`':
      case '~':
        return marks();
      case '<':
        return tag();
      case '!':
      case '[':
        return link();
      default:
        take(1);
    }
  }

  void take(std::size_t size) {
    out_ += rest_.substr(0, size);
    skip(size);
  }

  void escape() {
    if (rest_.size() > 1 && kEscapable.find(rest_[1]) != std::string_view::npos) skip(1);
    take(1);
  }

  // "**", "__", "~~" and "```" are marks; a single one stays: it is a bullet, a product of numbers
  // or part of a name more often than emphasis.
  void marks() {
    const std::size_t run = std::min(rest_.find_first_not_of(rest_[0]), rest_.size());
    if (run == 1 || run > 3) return take(run);
    skip(run);
  }

  void tag() {
    const std::size_t size = tag_at(rest_);
    if (size == 0) return take(1);
    if (is_line_break(rest_.substr(0, size))) end_line();
    skip(size);
  }

  void link() {
    const std::size_t bang = rest_[0] == '!' ? 1 : 0;
    const auto found = link_at(rest_.substr(bang));
    if (!found) return take(1);
    out_ += found->label;
    skip(bang + found->size);
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string markdown_to_text(std::string_view text) { return Reader(text).read(); }

}  // namespace kizuki

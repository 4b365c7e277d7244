#include "indexer/source/json_lines_source.hpp"

#include <string_view>

namespace kizuki {
namespace {

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = line.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

Result<std::optional<SourceItem>> JsonLinesSource::next_item() {
  for (;;) {
    const std::uint64_t line = window_.line();
    bool cut = false;
    const auto more = read_line(cut);
    if (!more) return more.error();
    if (!*more) {
      if (any_) return std::optional<SourceItem>();
      any_ = true;
      return std::optional(empty_file());
    }
    const std::string_view text = trimmed(window_.marked());
    if (!cut && text.empty()) continue;
    any_ = true;
    if (cut || text.size() > record_bytes_) return std::optional(too_long(line));
    return std::optional(record_of_json(line, text));
  }
}

/// Moves the window behind the next line, which is marked unless it was `cut` off for its length.
Result<bool> JsonLinesSource::read_line(bool& cut) {
  window_.mark();
  bool any = false;
  for (;;) {
    const std::string_view text = window_.unread();
    const std::size_t end = text.find('\n');
    const bool complete = end != std::string_view::npos;
    any = any || !text.empty();
    window_.advance(complete ? end + 1 : text.size());
    // White space around the value may take a line over the limit; far over, it is cut.
    if (window_.marked().size() > 2 * record_bytes_) {
      cut = true;
      window_.release();
    }
    if (complete) return true;
    const auto more = window_.fill();
    if (!more) return more.error();
    if (!*more) return any;
  }
}

}  // namespace kizuki

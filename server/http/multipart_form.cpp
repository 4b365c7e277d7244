// multipart/form-data (RFC 7578), as browsers send a form with a file.
#include <algorithm>
#include <cctype>
#include <utility>

#include "engine/base/utf8.hpp"
#include "server/http/request_target.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr std::string_view kLineBreak = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kMaxBoundary = 70;  // RFC 2046
constexpr std::size_t kMaxPartHead = 4'096;

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return out;
}

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Cuts what stands before `sign` off the front of `text`; all of it when there is none.
std::string_view cut(std::string_view& text, std::string_view sign) {
  const std::size_t end = std::min(text.find(sign), text.size());
  const std::string_view front = text.substr(0, end);
  text.remove_prefix(std::min(end + sign.size(), text.size()));
  return front;
}

/// The value of a parameter of a header, behind its first ";". Nothing when there is none, or it is
/// written as no browser does: signs that would have to be escaped are.
std::optional<std::string_view> parameter(std::string_view header, std::string_view name) {
  cut(header, ";");
  while (!header.empty()) {
    header = without_spaces(header);
    const std::size_t equals = header.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string key = lower_case(header.substr(0, equals));
    header.remove_prefix(equals + 1);
    std::string_view value;
    if (header.starts_with('"')) {
      header.remove_prefix(1);
      const std::size_t end = header.find('"');
      if (end == std::string_view::npos) return std::nullopt;
      value = header.substr(0, end);
      header.remove_prefix(end + 1);
      cut(header, ";");
    } else {
      value = without_spaces(cut(header, ";"));
    }
    if (key == name) return value;
  }
  return std::nullopt;
}

struct PartHead {
  std::string_view name;
  bool file = false;
};

std::optional<PartHead> parse_part_head(std::string_view head) {
  while (!head.empty()) {
    std::string_view line = cut(head, kLineBreak);
    const std::string name = lower_case(cut(line, ":"));
    if (name != "content-disposition") continue;
    line = without_spaces(line);
    if (!lower_case(line).starts_with("form-data")) return std::nullopt;
    const auto field = parameter(line, "name");
    if (!field || field->empty()) return std::nullopt;
    return PartHead{*field, parameter(line, "filename").has_value()};
  }
  return std::nullopt;
}

bool is_text(std::string_view text) {
  return utf8_is_valid(text) && text.find('\0') == std::string_view::npos;
}

}  // namespace

std::optional<FormFields> FormFields::parse_multipart(std::string_view content_type,
                                                      std::string_view body) {
  if (!lower_case(content_type).starts_with(kType)) return std::nullopt;
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kMaxBoundary) return std::nullopt;
  const std::string first = "--" + std::string(*boundary);
  const std::string next = std::string(kLineBreak) + first;
  if (!body.starts_with(first)) return std::nullopt;
  body.remove_prefix(first.size());
  FormFields form;
  while (!body.starts_with("--")) {
    if (!body.starts_with(kLineBreak) || form.fields_.size() == kMaxFields) return std::nullopt;
    const std::size_t head_end = body.find(kHeadEnd);
    if (head_end == std::string_view::npos || head_end > kMaxPartHead) return std::nullopt;
    const std::string_view lines = body.substr(0, head_end);
    const auto head = parse_part_head(lines.substr(std::min(kLineBreak.size(), lines.size())));
    body.remove_prefix(head_end + kHeadEnd.size());
    const std::size_t end = body.find(next);
    if (!head || end == std::string_view::npos) return std::nullopt;
    const std::string_view value = body.substr(0, end);
    body.remove_prefix(end + next.size());
    if (!is_text(head->name) || (!head->file && !is_text(value))) return std::nullopt;
    form.fields_.emplace_back(head->name, value);
  }
  return form;
}

}  // namespace kizuki

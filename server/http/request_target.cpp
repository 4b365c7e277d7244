#include "server/http/request_target.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool has_dot_segment(std::string_view path) {
  std::size_t begin = 1;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment == "." || segment == "..") return true;
    begin = end + 1;
  }
  return false;
}

bool has_encoded_slash(std::string_view path) {
  for (std::size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    const std::string_view code = path.substr(at, 3);
    if (code == "%2F" || code == "%2f") return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 15U]);
    }
  }
  return out;
}

std::optional<RequestTarget> parse_request_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return std::nullopt;
  for (const char c : target) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F) {
      return std::nullopt;
    }
  }
  const std::size_t mark = target.find('?');
  const std::string_view raw = target.substr(0, mark);
  auto path = percent_decode(raw, false);
  if (!path || has_encoded_slash(raw) || !utf8_is_valid(*path) || has_dot_segment(*path) ||
      std::any_of(path->begin(), path->end(), is_control) ||
      path->find('\\') != std::string::npos) {
    return std::nullopt;
  }
  RequestTarget parsed;
  parsed.path = std::move(*path);
  if (mark != std::string_view::npos) parsed.query = target.substr(mark + 1);
  return parsed;
}

std::optional<FormFields> FormFields::parse(std::string_view text) {
  FormFields form;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (field.empty()) continue;
    if (form.fields_.size() == kMaxFields) return std::nullopt;
    const std::size_t equals = std::min(field.find('='), field.size());
    auto name = percent_decode(field.substr(0, equals), true);
    auto value = percent_decode(field.substr(std::min(equals + 1, field.size())), true);
    if (!name || !value) return std::nullopt;
    for (const std::string* part : {&*name, &*value}) {
      if (!utf8_is_valid(*part) || part->find('\0') != std::string::npos) return std::nullopt;
    }
    form.fields_.emplace_back(std::move(*name), std::move(*value));
  }
  return form;
}

std::string_view FormFields::value(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string_view> FormFields::values(std::string_view name) const {
  std::vector<std::string_view> found;
  for (const auto& [key, value] : fields_) {
    if (key == name) found.emplace_back(value);
  }
  return found;
}

bool FormFields::has(std::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(),
                     [&](const auto& field) { return field.first == name; });
}

}  // namespace kizuki

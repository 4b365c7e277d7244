#include "engine/base/json.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>

namespace kizuki {
namespace {

/// Whether a byte stands for itself in a JSON string.
constexpr std::array<bool, 256> make_plain_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0; byte < plain.size(); ++byte) {
    plain[byte] = byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
  }
  return plain;
}
constexpr std::array<bool, 256> kPlainBytes = make_plain_bytes();

void append_escaped(std::string& out, char c) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
  }
}

/// Runs of plain bytes are copied whole: nearly all text is one.
void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && kPlainBytes[static_cast<unsigned char>(text[end])]) ++end;
    out.append(text.substr(at, end - at));
    if (end < text.size()) append_escaped(out, text[end++]);
    at = end;
  }
  out += '"';
}

void append_double(std::string& out, double value) {
  if (!std::isfinite(value)) {  // JSON has no word for it
    out += "null";
    return;
  }
  char buffer[32];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, value);
  const std::string_view digits(buffer, static_cast<std::size_t>(written.ptr - buffer));
  out += digits;
  if (digits.find_first_of(".en") == std::string_view::npos) out += ".0";  // stays a double
}

enum class Layout { kCompact, kPretty, kCanonical };

void append_value(std::string& out, const Json& json, Layout layout, std::size_t level) {
  const auto line = [&](std::size_t depth) {
    if (layout != Layout::kPretty) return;
    out += '\n';
    out.append(2 * depth, ' ');
  };
  if (json.is_null()) {
    out += "null";
  } else if (json.is_bool()) {
    out += json.as_bool() ? "true" : "false";
  } else if (json.is_int()) {
    out += std::to_string(json.as_int());
  } else if (json.is_number()) {
    append_double(out, json.as_double());
  } else if (json.is_string()) {
    append_string(out, json.as_string());
  } else if (json.is_array()) {
    out += '[';
    bool first = true;
    for (const Json& item : json.as_array()) {
      if (!first) out += ',';
      first = false;
      line(level + 1);
      append_value(out, item, layout, level + 1);
    }
    if (!first) line(level);
    out += ']';
  } else {
    out += '{';
    bool first = true;
    const auto append_member = [&](const std::pair<std::string, Json>& member) {
      if (!first) out += ',';
      first = false;
      line(level + 1);
      append_string(out, member.first);
      out += layout == Layout::kPretty ? ": " : ":";
      append_value(out, member.second, layout, level + 1);
    };
    if (layout == Layout::kCanonical) {
      std::vector<const std::pair<std::string, Json>*> members;
      for (const auto& member : json.as_object()) members.push_back(&member);
      std::stable_sort(members.begin(), members.end(),
                       [](const auto* a, const auto* b) { return a->first < b->first; });
      for (const auto* member : members) append_member(*member);
    } else {
      for (const auto& member : json.as_object()) append_member(member);
    }
    if (!first) line(level);
    out += '}';
  }
}

std::string dump_as(const Json& json, Layout layout) {
  std::string out;
  append_value(out, json, layout, 0);
  return out;
}

}  // namespace

Json::Json(std::uint64_t value) {
  if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    value_ = static_cast<std::int64_t>(value);
  } else {
    value_ = static_cast<double>(value);
  }
}

bool Json::as_bool() const { return assert(is_bool()), *std::get_if<bool>(&value_); }
std::int64_t Json::as_int() const { return assert(is_int()), *std::get_if<std::int64_t>(&value_); }
double Json::as_double() const {
  assert(is_number());
  return is_int() ? static_cast<double>(as_int()) : *std::get_if<double>(&value_);
}
const std::string& Json::as_string() const {
  return assert(is_string()), *std::get_if<std::string>(&value_);
}
std::string& Json::as_string() { return assert(is_string()), *std::get_if<std::string>(&value_); }
const JsonArray& Json::as_array() const {
  return assert(is_array()), *std::get_if<JsonArray>(&value_);
}
JsonArray& Json::as_array() { return assert(is_array()), *std::get_if<JsonArray>(&value_); }
const JsonObject& Json::as_object() const {
  return assert(is_object()), *std::get_if<JsonObject>(&value_);
}
JsonObject& Json::as_object() { return assert(is_object()), *std::get_if<JsonObject>(&value_); }

const Json* Json::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const auto& [name, value] : as_object()) {
    if (name == key) return &value;
  }
  return nullptr;
}

Json* Json::find(std::string_view key) { return const_cast<Json*>(std::as_const(*this).find(key)); }

std::string_view Json::string_or(std::string_view key, std::string_view fallback) const {
  const Json* value = find(key);
  return value != nullptr && value->is_string() ? std::string_view(value->as_string()) : fallback;
}

std::int64_t Json::int_or(std::string_view key, std::int64_t fallback) const {
  const Json* value = find(key);
  return value != nullptr && value->is_int() ? value->as_int() : fallback;
}

void Json::set(std::string_view key, Json value) {
  if (is_null()) value_ = JsonObject{};
  if (Json* existing = find(key); existing != nullptr) {
    *existing = std::move(value);
  } else {
    as_object().emplace_back(std::string(key), std::move(value));
  }
}

void Json::push_back(Json value) {
  if (is_null()) value_ = JsonArray{};
  as_array().push_back(std::move(value));
}

std::string Json::dump() const { return dump_as(*this, Layout::kCompact); }
std::string Json::dump_pretty() const { return dump_as(*this, Layout::kPretty); }
std::string Json::dump_canonical() const { return dump_as(*this, Layout::kCanonical); }

}  // namespace kizuki

// JSON values, read with limits and written the same way every time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"

namespace kizuki {

class Json;
using JsonArray = std::vector<Json>;
/// Members in the order of the text; keys are unique in anything parse_json returns.
using JsonObject = std::vector<std::pair<std::string, Json>>;

/// A JSON value. Values first: copies are deep. Integers that fit 64 bits stay integers.
class Json {
 public:
  Json() : value_(nullptr) {}
  Json(std::nullptr_t) : value_(nullptr) {}                // NOLINT: implicit, as all below
  Json(bool value) : value_(value) {}                      // NOLINT
  Json(int value) : value_(std::int64_t{value}) {}         // NOLINT
  Json(std::int64_t value) : value_(value) {}              // NOLINT
  Json(std::uint64_t value);                               // NOLINT: above 2^63-1 it is a double
  Json(double value) : value_(value) {}                    // NOLINT
  Json(const char* value) : value_(std::string(value)) {}  // NOLINT
  Json(std::string value) : value_(std::move(value)) {}    // NOLINT
  Json(std::string_view value) : value_(std::string(value)) {}  // NOLINT
  Json(JsonArray value) : value_(std::move(value)) {}           // NOLINT
  Json(JsonObject value) : value_(std::move(value)) {}          // NOLINT

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_int() const { return std::holds_alternative<std::int64_t>(value_); }
  bool is_number() const { return is_int() || std::holds_alternative<double>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<JsonArray>(value_); }
  bool is_object() const { return std::holds_alternative<JsonObject>(value_); }

  // Each asserts that the value is of its kind; as_double also takes integers.
  bool as_bool() const;
  std::int64_t as_int() const;
  double as_double() const;
  const std::string& as_string() const;
  std::string& as_string();
  const JsonArray& as_array() const;
  JsonArray& as_array();
  const JsonObject& as_object() const;
  JsonObject& as_object();

  /// The member `key` of an object, null when there is none or this is no object.
  const Json* find(std::string_view key) const;
  Json* find(std::string_view key);
  /// The string member `key`, or `fallback` when it is missing or no string.
  std::string_view string_or(std::string_view key, std::string_view fallback) const;
  /// The integer member `key`, or `fallback`.
  std::int64_t int_or(std::string_view key, std::int64_t fallback) const;
  /// Replaces or appends the member `key`; a null value becomes an object first.
  void set(std::string_view key, Json value);
  /// Appends to an array; a null value becomes an array first.
  void push_back(Json value);

  /// Compact text, members in their order, strings in UTF-8 with only what must be escaped
  /// escaped; doubles in their shortest form that reads back the same.
  std::string dump() const;
  /// As dump, with two spaces a level and a line a member.
  std::string dump_pretty() const;
  /// As dump, members sorted by the bytes of their key: the same bytes for the same content, so
  /// its hash names the content.
  std::string dump_canonical() const;

  friend bool operator==(const Json&, const Json&) = default;

 private:
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, JsonArray, JsonObject>
      value_;
};

/// Bounds on what parse_json accepts.
struct JsonLimits {
  std::size_t text_bytes = std::size_t{1} << 20;
  std::size_t depth = 32;        // nesting of arrays and objects; writing one recurses
  std::size_t values = 100'000;  // values of all kinds in one text
};

/// Reads one JSON value that fills `text` but for white space (RFC 8259). Refused beyond the
/// grammar: invalid UTF-8 or lone surrogates, duplicate keys, NUL characters (also \u0000),
/// numbers that a double would turn into infinity or zero, an object of more than 1,000 members,
/// anything over `limits`. Integers beyond 64 bits become doubles, -0 becomes 0.
/// Errors: kInvalidRecord, kInvalidEncoding or kLimitExceeded, `line` = 1-based line inside `text`,
/// `field` = path of a duplicate key, e.g. "sections[1].text".
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace kizuki

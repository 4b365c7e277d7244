#include "engine/corpus/schema_shape.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

enum Kind : unsigned {
  kNull = 1,
  kBool = 2,
  kInteger = 4,
  kFraction = 8,
  kText = 16,
  kArray = 32,
  kObject = 64
};

constexpr auto kTypes = std::to_array<std::pair<std::string_view, unsigned>>({
    {"null", kNull},
    {"boolean", kBool},
    {"integer", kInteger},
    {"number", kInteger | kFraction},
    {"string", kText},
    {"array", kArray},
    {"object", kObject},
});

constexpr auto kAnnotations = std::to_array<std::string_view>(
    {"$schema", "$id", "title", "description", "default", "examples", "x-message"});

Kind kind_of(const Json& value) {
  if (value.is_null()) return kNull;
  if (value.is_bool()) return kBool;
  if (value.is_int()) return kInteger;
  if (value.is_number()) return kFraction;
  if (value.is_string()) return kText;
  return value.is_array() ? kArray : kObject;
}

unsigned kinds_named(const Json& name) {
  for (const auto& type : kTypes) {
    if (name.is_string() && name.as_string() == type.first) return type.second;
  }
  return 0;
}

}  // namespace

std::optional<SchemaShape> SchemaShape::compile(const Json& schema) {
  if (!schema.is_object()) return std::nullopt;
  SchemaShape shape;
  for (const auto& [keyword, value] : schema.as_object()) {
    if (!shape.read_keyword(keyword, value)) return std::nullopt;
  }
  return shape;
}

bool SchemaShape::read_keyword(const std::string& keyword, const Json& value) {
  const auto compile_to = [&value](std::shared_ptr<const SchemaShape>& target) {
    auto inner = compile(value);
    if (inner) target = std::make_shared<const SchemaShape>(*std::move(inner));
    return inner.has_value();
  };
  if (std::find(kAnnotations.begin(), kAnnotations.end(), keyword) != kAnnotations.end())
    return true;
  if (keyword == "type") return read_type(value);
  if (keyword == "properties") return read_properties(value);
  if (keyword == "items") return compile_to(items_);
  if (keyword == "additionalProperties") return value == Json(true) || compile_to(others_);
  if (keyword == "enum" && value.is_array()) {
    choices_ = value.as_array();
    return !choices_.empty();
  }
  if (keyword == "required" && value.is_array()) {
    for (const Json& name : value.as_array()) required_.push_back(name.as_string());
    return true;
  }
  if (keyword == "pattern" && value.is_string()) {
    pattern_.emplace(value.as_string());
    return true;
  }
  return read_bound(keyword, value);
}

bool SchemaShape::read_type(const Json& value) {
  kinds_ = 0;
  if (!value.is_array()) return (kinds_ = kinds_named(value)) != 0;
  for (const Json& name : value.as_array()) {
    if (kinds_named(name) == 0) return false;
    kinds_ |= kinds_named(name);
  }
  return true;
}

bool SchemaShape::read_properties(const Json& value) {
  if (!value.is_object()) return false;
  for (const auto& [name, schema] : value.as_object()) {
    auto inner = compile(schema);
    if (!inner) return false;
    properties_.emplace_back(name, *std::move(inner));
  }
  return true;
}

bool SchemaShape::read_bound(const std::string& keyword, const Json& value) {
  if (!value.is_int()) return false;
  const std::int64_t bound = value.as_int();
  if (keyword == "minimum") {
    least_ = bound;
  } else if (keyword == "maximum") {
    most_ = bound;
  } else if (bound < 0) {
    return false;
  } else if (keyword == "minLength") {
    least_length_ = static_cast<std::uint64_t>(bound);
  } else if (keyword == "maxLength") {
    most_length_ = static_cast<std::uint64_t>(bound);
  } else if (keyword == "minItems") {
    least_items_ = static_cast<std::uint64_t>(bound);
  } else if (keyword == "maxItems") {
    most_items_ = static_cast<std::uint64_t>(bound);
  } else {
    return false;
  }
  return true;
}

bool SchemaShape::accepts(const Json& value) const {
  const Kind kind = kind_of(value);
  if ((kinds_ & kind) == 0) return false;
  if (!choices_.empty() && std::find(choices_.begin(), choices_.end(), value) == choices_.end()) {
    return false;
  }
  switch (kind) {
    case kInteger:
      return least_ <= value.as_int() && value.as_int() <= most_;
    case kFraction:
      return static_cast<double>(least_) <= value.as_double() &&
             value.as_double() <= static_cast<double>(most_);
    case kText:
      return accepts_string(value.as_string());
    case kArray:
      return accepts_array(value.as_array());
    case kObject:
      return accepts_object(value.as_object());
    default:
      return true;
  }
}

bool SchemaShape::accepts_string(const std::string& text) const {
  if (least_length_ > 0 || most_length_ < text.size()) {  // code points are at most bytes
    const std::size_t length = utf8_length(text);
    if (length < least_length_ || length > most_length_) return false;
  }
  return !pattern_ || std::regex_search(text, *pattern_);
}

bool SchemaShape::accepts_array(const JsonArray& items) const {
  if (items.size() < least_items_ || items.size() > most_items_) return false;
  return items_ == nullptr || std::all_of(items.begin(), items.end(), [this](const Json& item) {
           return items_->accepts(item);
         });
}

bool SchemaShape::accepts_object(const JsonObject& members) const {
  std::size_t found = 0;
  for (const auto& [name, value] : members) {
    if (value.is_null()) continue;
    const auto is_name = [&key = name](const auto& one) { return one.first == key; };
    const auto known = std::find_if(properties_.begin(), properties_.end(), is_name);
    if (known != properties_.end() ? !known->second.accepts(value)
                                   : others_ != nullptr && !others_->accepts(value)) {
      return false;
    }
    if (std::find(required_.begin(), required_.end(), name) != required_.end()) ++found;
  }
  return found == required_.size();
}

}  // namespace kizuki

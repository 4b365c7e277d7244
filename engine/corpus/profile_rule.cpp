#include "engine/corpus/profile_rule.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/utf8.hpp"
#include "engine/base/varint.hpp"
#include "engine/corpus/excerpt.hpp"
#include "engine/corpus/markdown_text.hpp"
#include "engine/corpus/value_conversion.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kHashDigits = 16;
constexpr std::size_t kShownBytes = 60;

Error misfit(std::string_view column, std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidRecord;
  error.field = column;
  error.message = std::move(message);
  return error;
}

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_string() && value.as_string().empty()) ||
         (value.is_array() && value.as_array().empty()) ||
         (value.is_object() && value.as_object().empty());
}

Result<Json> apply_path(const ProfileRule& rule, const Json& value) {
  Json parsed;
  const Json* root = &value;
  if (value.is_string()) {
    auto json = parse_json(value.as_string());
    if (!json) return misfit(rule.column, "列の中の " + json.error().message);
    parsed = *std::move(json);
    root = &parsed;
  }
  const std::vector<const Json*> found = rule.path->find(*root);
  if (!rule.path->is_list()) return found.empty() ? Json() : *found.front();
  JsonArray list;
  for (const Json* one : found) {
    if (!is_empty(*one)) list.push_back(*one);
  }
  return Json(std::move(list));
}

Result<Json> column_value(const ProfileRule& rule, const SourceColumns& columns) {
  Json value = columns.get(rule.column);
  if (value.is_null() || !rule.path) return value;
  return apply_path(rule, value);
}

Json template_value(const ProfileRule& rule, const SourceColumns& columns) {
  std::string out;
  bool any = false;
  for (const ProfileRule::Piece& piece : rule.pieces) {
    if (!piece.is_column) {
      out += piece.text;
      continue;
    }
    const std::string text = text_of_value(columns.get(piece.text));
    any = any || !text.empty();
    out += text;
  }
  return any ? Json(std::move(out)) : Json();
}

Result<Json> parts_value(const ProfileRule& rule, const SourceColumns& columns) {
  std::string out;
  for (const ProfileRule::Part& part : rule.parts) {
    auto value = apply_rule(part.rule, columns);
    if (!value) return value;
    const std::string text = text_of_value(*value);
    if (text.empty()) continue;
    if (!out.empty()) out += rule.separator;
    out.append(part.label).append(text);
  }
  return out.empty() ? Json() : Json(std::move(out));
}

Result<Json> first_value(const ProfileRule& rule, const SourceColumns& columns) {
  for (const ProfileRule& alternative : rule.alternatives) {
    auto value = apply_rule(alternative, columns);
    if (!value || !value->is_null()) return value;
  }
  return Json();
}

// Each column goes in with its length, so that "ab"+"c" and "a"+"bc" differ.
Json hash_value(const ProfileRule& rule, const SourceColumns& columns) {
  std::string bytes;
  for (const std::string& column : rule.hash_columns) {
    append_sized(bytes, text_of_value(columns.get(column)));
  }
  return Json(sha256_hex(bytes).substr(0, kHashDigits));
}

Result<Json> origin_value(const ProfileRule& rule, const SourceColumns& columns) {
  switch (rule.origin) {
    case ProfileRule::Origin::kColumn:
      return column_value(rule, columns);
    case ProfileRule::Origin::kValue:
      return rule.value;
    case ProfileRule::Origin::kTemplate:
      return template_value(rule, columns);
    case ProfileRule::Origin::kParts:
      return parts_value(rule, columns);
    case ProfileRule::Origin::kFirst:
      return first_value(rule, columns);
    case ProfileRule::Origin::kHash:
      break;
  }
  return hash_value(rule, columns);
}

JsonArray split_text(std::string_view text, const std::vector<std::string>& separators) {
  JsonArray out;
  const auto add = [&out](std::string_view piece) {
    piece = trim_space(piece);
    if (!piece.empty()) out.emplace_back(piece);
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto found = std::find_if(separators.begin(), separators.end(), [&](const auto& one) {
      return text.substr(at, one.size()) == one;
    });
    if (found == separators.end()) {
      ++at;
      continue;
    }
    add(text.substr(begin, at - begin));
    begin = at += found->size();
  }
  add(text.substr(begin));
  return out;
}

Result<Json> convert(const ProfileRule& rule, Json value) {
  using Conversion = ProfileRule::Conversion;
  if (rule.conversion == Conversion::kNone || is_empty(value)) return value;
  const std::string text = text_of_value(value);
  const std::string shown(utf8_prefix(text, kShownBytes));
  if (rule.conversion == Conversion::kMarkdown) {
    return Json(std::string(trim_space(markdown_to_text(text))));
  }
  if (rule.conversion == Conversion::kInteger) {
    if (value.is_int()) return value;
    if (const auto number = parse_count(text)) return Json(*number);
    return misfit(rule.column, "一つの数として読めません: " + shown);
  }
  const auto date = parse_date(text);
  if (!date) return misfit(rule.column, "日付として読めません: " + shown);
  if (rule.conversion == Conversion::kMonth) return Json(date->substr(0, 7));
  if (rule.conversion != Conversion::kYear) return Json(*date);
  return Json(*parse_count(date->substr(0, 4)));
}

Result<Json> map_word(const ProfileRule& rule, Json value) {
  if (rule.map.empty()) return value;
  const std::string word = text_of_value(value);
  const auto found = std::find_if(rule.map.begin(), rule.map.end(),
                                  [&](const auto& entry) { return entry.first == word; });
  if (found != rule.map.end()) return found->second;
  if (rule.unmapped == ProfileRule::Unmapped::kKeep) return value;
  if (rule.unmapped == ProfileRule::Unmapped::kDrop) return Json();
  return misfit(rule.column, "対応表にない値です: " + std::string(utf8_prefix(word, kShownBytes)));
}

Result<Json> change_one(const ProfileRule& rule, Json value) {
  return convert(rule, std::move(value)).and_then([&rule](Json&& converted) {
    return map_word(rule, std::move(converted));
  });
}

/// change_one of every element, without empty ones and doubles; a list that a map gives is opened.
Result<Json> change_each(const ProfileRule& rule, JsonArray items) {
  JsonArray out;
  const auto add = [&out](Json item) {
    if (!is_empty(item) && std::find(out.begin(), out.end(), item) == out.end()) {
      out.push_back(std::move(item));
    }
  };
  for (Json& item : items) {
    auto changed = change_one(rule, std::move(item));
    if (!changed) return changed;
    if (changed->is_array()) {
      for (Json& inner : changed->as_array()) add(std::move(inner));
    } else {
      add(*std::move(changed));
    }
  }
  return Json(std::move(out));
}

}  // namespace

void SourceColumns::add_computed(std::string name, Json value) {
  computed_.emplace_back(std::move(name), std::move(value));
}

Json SourceColumns::cleaned(const Json& value) const {
  if (!value.is_string()) return is_empty(value) ? Json() : value;
  const std::string_view text = trim_space(value.as_string());
  const bool counts_as_empty = text.empty() || std::find(empty_words_.begin(), empty_words_.end(),
                                                         text) != empty_words_.end();
  return counts_as_empty ? Json() : Json(text);
}

Json SourceColumns::get(std::string_view name) const {
  for (const auto& [computed, value] : computed_) {
    if (computed == name) return value;
  }
  const Json* value = source_.find(name);
  return value == nullptr ? Json() : cleaned(*value);
}

std::string text_of_value(const Json& value, std::string_view separator) {
  if (value.is_string()) return value.as_string();
  if (value.is_number() || value.is_bool()) return value.dump();
  std::string out;
  if (!value.is_array()) return out;
  for (const Json& item : value.as_array()) {
    const std::string text = item.is_array() ? std::string() : text_of_value(item);
    if (text.empty()) continue;
    if (!out.empty()) out += separator;
    out += text;
  }
  return out;
}

Result<Json> apply_rule(const ProfileRule& rule, const SourceColumns& columns) {
  auto origin = origin_value(rule, columns);
  if (!origin || is_empty(*origin)) return origin ? Result<Json>(Json()) : origin;
  Json value = *std::move(origin);
  if (!rule.split.empty()) value = split_text(text_of_value(value), rule.split);
  auto changed = value.is_array() ? change_each(rule, std::move(value.as_array()))
                                  : change_one(rule, std::move(value));
  if (!changed) return changed;
  value = *std::move(changed);
  if (rule.only_if_single && value.is_array()) {
    value = value.as_array().size() == 1 ? Json(value.as_array().front()) : Json();
  }
  if (rule.join) value = text_of_value(value, *rule.join);
  if (rule.max_characters != 0)
    value = excerpt_of(text_of_value(value), rule.max_characters).shown();
  if (is_empty(value)) return Json();
  if (!rule.prefix.empty()) value = rule.prefix + text_of_value(value);
  return value;
}

}  // namespace kizuki

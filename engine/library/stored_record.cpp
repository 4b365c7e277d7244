#include "engine/library/stored_record.hpp"

#include <utility>

#include "engine/base/json.hpp"

namespace kizuki {
namespace {

/// A text's own bytes; empty when there is no text.
std::string take_text(Json& object, std::string_view key) {
  Json* const value = object.find(key);
  return value != nullptr && value->is_string() ? std::move(value->as_string()) : std::string();
}

}  // namespace

Result<CaseRecord> decode_stored(const StoredCase& stored, const CaseCodec& codec) {
  const auto json = parse_json(stored.json, {.text_bytes = stored.json.size()});
  if (!json) return Error(json.error()).with_id(stored.id);
  auto decoded = codec.decode(*json);
  if (!decoded) return std::move(decoded).error().with_id(stored.id);
  return std::move(decoded->record);
}

Result<CaseRecord> decode_stored_texts(const StoredCase& stored) {
  auto json = parse_json(stored.json, {.text_bytes = stored.json.size()});
  if (!json) return std::move(json).error().with_id(stored.id);
  CaseRecord record;
  record.id = stored.id;
  record.title = take_text(*json, "title");
  Json* const sections = json->find("sections");
  if (sections == nullptr || !sections->is_array()) return record;
  for (Json& section : sections->as_array()) {
    Section& out = record.sections.emplace_back();
    out.heading = take_text(section, "heading");
    out.text = take_text(section, "text");
  }
  return record;
}

}  // namespace kizuki

#include "engine/library/stored_record.hpp"

#include <utility>

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"

namespace kizuki {
namespace {

/// A text's own bytes; empty when there is no text.
std::string take_text(Json& object, std::string_view key) {
  Json* const value = object.find(key);
  return value != nullptr && value->is_string() ? std::move(value->as_string()) : std::string();
}

}  // namespace

EncodedCase encode_case(const CaseRecord& record) {
  std::string json = to_json(record).dump_canonical();
  std::string content_hash = to_bytes(sha256(json));
  return {record.id, std::move(json), std::move(content_hash), compartment_of(record)};
}

LogEntry log_entry_of(const EncodedCase& record, std::string_view source) {
  LogEntry entry;
  entry.case_id = record.id;
  entry.content_hash = record.content_hash;
  entry.compartment = record.compartment;
  entry.source = source;
  return entry;
}

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

#include "engine/library/stored_record.hpp"

#include <utility>

#include "engine/base/json.hpp"

namespace kizuki {

Result<CaseRecord> decode_stored(const StoredCase& stored, const CaseCodec& codec) {
  const auto json = parse_json(stored.json, {.text_bytes = stored.json.size()});
  if (!json) return Error(json.error()).with_id(stored.id);
  auto decoded = codec.decode(*json);
  if (!decoded) return std::move(decoded).error().with_id(stored.id);
  return std::move(decoded->record);
}

}  // namespace kizuki

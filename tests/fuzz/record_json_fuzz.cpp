// Bytes → JSON → record. Beyond not crashing: the quick check and valijson agree, a refusal says
// where or what, and an accepted record survives the way to JSON and back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/case_schema.hpp"
#include "engine/corpus/record_limits.hpp"
#include "tests/support/paths.hpp"

namespace {

using kizuki::CaseCodec;
using kizuki::CaseSchema;
using kizuki::Json;

void require(bool holds) {
  if (!holds) std::abort();
}

const std::string kSchema = (kizuki::test::built_data() / "schema/case.schema.json").string();

const CaseCodec& codec() {
  static const CaseCodec kCodec = [] {
    auto taxonomy = kizuki::Taxonomy::load(kizuki::test::built_data() / "taxonomy");
    require(taxonomy.has_value());
    auto loaded = CaseCodec::load(kSchema, *taxonomy);
    require(loaded.has_value());
    return *std::move(loaded);
  }();
  return kCodec;
}

const CaseSchema& schema() {
  static const CaseSchema kLoaded = [] {
    auto loaded = CaseSchema::load(kSchema);
    require(loaded.has_value());
    return *std::move(loaded);
  }();
  return kLoaded;
}

void check_record(const Json& value) {
  const auto decoded = codec().decode(value);
  if (!decoded) {
    require(!decoded.error().message.empty());
    return;
  }
  const kizuki::CaseRecord& record = decoded->record;
  require(kizuki::is_case_id(record.id));
  const Json json = kizuki::to_json(record);
  const auto again = codec().decode(json);
  require(again.has_value() && again->record == record);
  const auto reread = kizuki::parse_json(json.dump());
  require(reread.has_value() && *reread == json);
  require(kizuki::content_hash(again->record) == kizuki::content_hash(record));
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = kizuki::parse_json(text);
  if (!value) return 0;
  const bool quick = !schema().find_departure(*value).has_value();
  const bool slow = !schema().find_departure_slowly(*value).has_value();
  require(quick == slow);
  check_record(*value);
  return 0;
}

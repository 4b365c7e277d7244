// The one place that knows valijson (compiled with VALIJSON_USE_EXCEPTIONS, see CMakeLists.txt).
// RapidJSON's own SchemaValidator is draft-04 and silently accepts const, numeric exclusiveMinimum,
// if/then and format.
//
// valijson builds the path of every value that it looks at, which costs tens of microseconds a
// record, more than reading the JSON; so SchemaShape accepts what is plainly right and valijson
// judges the rest. It lists the innermost error of the first failing branch first, and that is the
// one told.
#include "engine/corpus/case_schema.hpp"

#include <charconv>
#include <exception>
#include <utility>

#include <valijson/adapters/rapidjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "engine/base/file.hpp"
#include "engine/base/utf8.hpp"
#include "engine/corpus/schema_shape.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kSchemaBytes = std::size_t{1} << 20;
constexpr std::size_t kPoolBytes = std::size_t{16} << 10;
constexpr std::size_t kShownCharacters = 20;

using Pool = rapidjson::MemoryPoolAllocator<>;

rapidjson::Value view_of(const std::string& text) {
  return rapidjson::Value(
      rapidjson::StringRef(text.data(), static_cast<rapidjson::SizeType>(text.size())));
}

// Texts are referred to, not copied; `json` must outlive the value.
rapidjson::Value to_rapidjson(const Json& json, Pool& pool) {
  if (json.is_string()) return view_of(json.as_string());
  if (json.is_bool()) return rapidjson::Value(json.as_bool());
  if (json.is_int()) return rapidjson::Value(json.as_int());
  if (json.is_number()) return rapidjson::Value(json.as_double());
  if (json.is_array()) {
    rapidjson::Value array(rapidjson::kArrayType);
    array.Reserve(static_cast<rapidjson::SizeType>(json.as_array().size()), pool);
    for (const Json& item : json.as_array()) array.PushBack(to_rapidjson(item, pool), pool);
    return array;
  }
  rapidjson::Value object;
  if (!json.is_object()) return object;
  object.SetObject();
  for (const auto& member : json.as_object()) {
    if (member.second.is_null()) continue;
    object.AddMember(view_of(member.first), to_rapidjson(member.second, pool), pool);
  }
  return object;
}

std::string shown(const Json& value) {
  if (value.is_array()) return "[…]";
  if (value.is_object()) return "{…}";
  if (!value.is_string()) return value.dump();
  const std::string& text = value.as_string();
  if (text.empty()) return "空の文字列";
  std::size_t end = 0;
  for (std::size_t i = 0; i < kShownCharacters && end < text.size(); ++i) utf8_next(text, end);
  return "\"" + text.substr(0, end) + (end < text.size() ? "…\"" : "\"");
}

/// A value, the subschema that speaks of it, and its path: walked down together.
struct Place {
  const Json* value;
  const Json* schema;
  std::string path;
};

void enter_member(Place& place, const std::string& name) {
  if (!place.path.empty()) place.path += '.';
  place.path += name;
  place.value = place.value != nullptr ? place.value->find(name) : nullptr;
  if (place.schema == nullptr) return;
  const Json* properties = place.schema->find("properties");
  const Json* named = properties != nullptr ? properties->find(name) : nullptr;
  place.schema = named != nullptr ? named : place.schema->find("additionalProperties");
}

void enter_element(Place& place, std::size_t index) {
  place.path += "[" + std::to_string(index) + "]";
  const JsonArray& elements = place.value->as_array();
  place.value = index < elements.size() ? &elements[index] : nullptr;
  if (place.schema != nullptr) place.schema = place.schema->find("items");
}

// valijson's context: "<root>", then "[name]" or "[index]".
Place find_place(const Json& record, const Json& schema, const std::vector<std::string>& context) {
  Place place{&record, &schema, ""};
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string name = context[i].substr(1, context[i].size() - 2);
    if (place.value != nullptr && place.value->is_array()) {
      std::size_t index = 0;
      std::from_chars(name.data(), name.data() + name.size(), index);
      enter_element(place, index);
    } else {
      enter_member(place, name);
    }
  }
  return place;
}

std::string message_of(const Json* schema) {
  const std::string_view text =
      schema != nullptr ? schema->string_or("x-message", "") : std::string_view();
  return std::string(text.empty() ? "この項目の形を直してください" : text);
}

/// The name of a member that `place` must have and has not; null when none is missing.
const std::string* missing_member(const Place& place) {
  if (place.value == nullptr || !place.value->is_object() || place.schema == nullptr)
    return nullptr;
  const Json* required = place.schema->find("required");
  if (required == nullptr || !required->is_array()) return nullptr;
  for (const Json& name : required->as_array()) {
    const Json* member = place.value->find(name.as_string());
    if (member == nullptr || member->is_null()) return &name.as_string();
  }
  return nullptr;
}

Error departure_at(Place place) {
  Error error;
  error.code = ErrorCode::kInvalidRecord;
  if (const std::string* name = missing_member(place)) {
    enter_member(place, *name);
    error.message = "必要な項目がありません。" + message_of(place.schema);
  } else {
    error.message = message_of(place.schema);
    if (place.value != nullptr) error.message += "（今の値: " + shown(*place.value) + "）";
  }
  error.field = std::move(place.path);
  return error;
}

Error schema_error(const std::filesystem::path& file, std::string message) {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = std::move(message);
  error.file = file.string();
  return error;
}

void collect_unknown(const Json& value, const Json& schema, const std::string& path,
                     std::size_t limit, std::vector<std::string>& out) {
  if (value.is_array()) {
    const Json* items = schema.find("items");
    if (items == nullptr) return;
    for (std::size_t i = 0; i < value.as_array().size(); ++i) {
      const Json& item = value.as_array()[i];
      if (!item.is_object() && !item.is_array()) continue;
      collect_unknown(item, *items, path + "[" + std::to_string(i) + "]", limit, out);
    }
    return;
  }
  const Json* properties = schema.find("properties");
  const bool open = schema.find("additionalProperties") != nullptr;
  if (!value.is_object() || properties == nullptr) return;
  for (const auto& member : value.as_object()) {
    if (out.size() >= limit) return;
    const Json* known = properties->find(member.first);
    const bool nested = member.second.is_object() || member.second.is_array();
    if (known != nullptr && !nested) continue;
    if (known == nullptr && open) continue;
    const std::string inner = path.empty() ? member.first : path + "." + member.first;
    if (known == nullptr) {
      out.push_back(inner);
    } else {
      collect_unknown(member.second, *known, inner, limit, out);
    }
  }
}

}  // namespace

struct CaseSchema::State {
  Json text;
  std::optional<SchemaShape> shape;
  valijson::Schema compiled;
};

CaseSchema::CaseSchema(std::unique_ptr<State> state) : state_(std::move(state)) {}
CaseSchema::~CaseSchema() = default;
CaseSchema::CaseSchema(CaseSchema&&) noexcept = default;
CaseSchema& CaseSchema::operator=(CaseSchema&&) noexcept = default;

Result<CaseSchema> CaseSchema::load(const std::filesystem::path& file) {
  auto bytes = read_file(file, kSchemaBytes);
  if (!bytes) return std::move(bytes).error();
  auto json = parse_json(*bytes);
  if (!json) {
    return schema_error(file, json.error().message).with_line(json.error().line);
  }
  auto state = std::make_unique<State>();
  state->text = *std::move(json);
  const Json* properties = state->text.find("properties");
  if (properties == nullptr || !properties->is_object()) {
    return schema_error(file, "JSON Schema として読めません: properties がありません");
  }
  try {
    Pool pool;
    const rapidjson::Value document = to_rapidjson(state->text, pool);
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::RapidJsonAdapter(document), state->compiled);
    state->shape = SchemaShape::compile(state->text);
  } catch (const std::exception& failure) {
    return schema_error(file, std::string("JSON Schema として読めません: ") + failure.what());
  }
  return CaseSchema(std::move(state));
}

std::optional<Error> CaseSchema::find_departure(const Json& record) const {
  if (state_->shape && state_->shape->accepts(record)) return std::nullopt;
  return find_departure_slowly(record);
}

std::optional<Error> CaseSchema::find_departure_slowly(const Json& record) const {
  // Keeps the compiled patterns, so it is kept too; not to be shared between threads.
  thread_local valijson::Validator validator(valijson::Validator::kStrongTypes);
  char buffer[kPoolBytes];
  Pool pool(buffer, sizeof buffer);
  try {
    const rapidjson::Value document = to_rapidjson(record, pool);
    const valijson::adapters::RapidJsonAdapter adapter(document);
    valijson::ValidationResults results;
    if (validator.validate(state_->compiled, adapter, &results)) return std::nullopt;
    valijson::ValidationResults::Error first;
    if (!results.popError(first)) first.context = {"<root>"};
    return departure_at(find_place(record, state_->text, first.context));
  } catch (const std::exception&) {  // its asserts, as exceptions
    return departure_at({&record, &state_->text, ""});
  }
}

std::vector<std::string> CaseSchema::unknown_members(const Json& record, std::size_t limit) const {
  std::vector<std::string> out;
  collect_unknown(record, state_->text, "", limit, out);
  return out;
}

bool CaseSchema::knows(std::string_view member) const {
  return state_->text.find("properties")->find(member) != nullptr;
}

std::string CaseSchema::message_for(std::string_view member) const {
  return message_of(state_->text.find("properties")->find(member));
}

}  // namespace kizuki

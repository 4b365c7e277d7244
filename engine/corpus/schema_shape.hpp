// A quick yes to records that fit the schema.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"

namespace kizuki {

/// The part of a draft-07 schema that our records need, laid out for speed: a record is checked in
/// a few microseconds where valijson, which builds the path of every value it looks at, takes tens.
/// It accepts what valijson accepts (a property test holds both equal); what it does not accept
/// goes to valijson, which has the last word. Immutable and shared by all threads.
class SchemaShape {
 public:
  /// Nothing when `schema` uses a keyword that is not covered here.
  static std::optional<SchemaShape> compile(const Json& schema);

  /// True when `value` fits. An object's member whose value is null counts as missing.
  bool accepts(const Json& value) const;

 private:
  using Members = std::vector<std::pair<std::string, SchemaShape>>;

  bool read_keyword(const std::string& keyword, const Json& value);
  bool read_type(const Json& value);
  bool read_properties(const Json& value);
  bool read_bound(const std::string& keyword, const Json& value);
  bool accepts_string(const std::string& text) const;
  bool accepts_array(const JsonArray& items) const;
  bool accepts_object(const JsonObject& members) const;

  unsigned kinds_ = ~0u;  // bit set of Kind
  std::vector<Json> choices_;
  std::vector<std::string> required_;
  Members properties_;
  std::shared_ptr<const SchemaShape> others_;  // additionalProperties; null: any
  std::shared_ptr<const SchemaShape> items_;   // null: any
  std::optional<std::regex> pattern_;
  std::int64_t least_ = INT64_MIN;
  std::int64_t most_ = INT64_MAX;
  std::uint64_t least_length_ = 0;
  std::uint64_t most_length_ = UINT64_MAX;
  std::uint64_t least_items_ = 0;
  std::uint64_t most_items_ = UINT64_MAX;
};

}  // namespace kizuki

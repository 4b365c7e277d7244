// How one value of a case is made from the columns of a source record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/json_path.hpp"

namespace kizuki {

/// A rule of a profile (docs/profiles.md): where the value comes from, then what is done to it, in
/// the order of the members below. An empty result is null.
struct ProfileRule {
  enum class Origin : std::uint8_t { kColumn, kValue, kTemplate, kParts, kFirst, kHash };
  enum class Conversion : std::uint8_t { kNone, kInteger, kDate, kMonth, kYear, kMarkdown };
  enum class Unmapped : std::uint8_t { kKeep, kDrop, kRefuse };

  /// A piece of a template: literal text, or the column to put in.
  struct Piece {
    std::string text;
    bool is_column = false;
  };
  struct Part;

  Origin origin = Origin::kValue;
  std::string column;
  Json value;
  std::vector<Piece> pieces;
  std::vector<Part> parts;
  std::string separator;
  std::vector<ProfileRule> alternatives;
  std::vector<std::string> hash_columns;

  std::optional<JsonPath> path;
  std::vector<std::string> split;
  Conversion conversion = Conversion::kNone;
  std::vector<std::pair<std::string, Json>> map;
  Unmapped unmapped = Unmapped::kKeep;
  bool only_if_single = false;
  std::optional<std::string> join;
  std::size_t max_characters = 0;  // 0: no bound
  std::string prefix;
};

/// One labelled piece of a joined text; it falls away when its rule gives nothing.
struct ProfileRule::Part {
  std::string label;
  ProfileRule rule;
};

/// The columns that rules see: computed ones first, then the source's own, with cells that count as
/// empty gone and white space taken off. Refers to `source` and `empty_words`, which must outlive
/// it.
class SourceColumns {
 public:
  SourceColumns(const Json& source, const std::vector<std::string>& empty_words)
      : source_(source), empty_words_(empty_words) {}

  void add_computed(std::string name, Json value);
  /// Null when there is no such column or it is empty.
  Json get(std::string_view name) const;

 private:
  Json cleaned(const Json& value) const;

  const Json& source_;
  const std::vector<std::string>& empty_words_;
  std::vector<std::pair<std::string, Json>> computed_;
};

/// The value that `rule` makes; null for nothing. Errors: kInvalidRecord, `field` = the column
/// whose content does not fit.
Result<Json> apply_rule(const ProfileRule& rule, const SourceColumns& columns);

/// A value as text: strings as they are, numbers and booleans in JSON's words, lists joined by
/// `separator`, everything else empty.
std::string text_of_value(const Json& value, std::string_view separator = "、");

}  // namespace kizuki

// Annotations: what is said about a case beyond its record. Tags that a model read from the text
// (predicted) and what people said of them (confirmed) lie in attribute tables of their own beside
// the facets, which hold what the record gives.
#pragma once

#include <string>
#include <string_view>

#include "engine/index/attribute_table.hpp"

namespace kizuki {

/// One entry of such a table. Value type.
struct Annotation {
  std::string name;  // with its kind in front, see below
  std::string value;
  AttributeScore score = kCertain;
  friend bool operator==(const Annotation&, const Annotation&) = default;
};

// The first character of a name in the tables of annotations says what kind it is. None of them can
// begin the name of a facet.
inline constexpr char kPossiblePrefix = '~';   // predicted, yet less likely than not to be given
inline constexpr char kConfirmedPrefix = '+';  // a person said yes
inline constexpr char kDeniedPrefix = '-';     // a person said no

/// "issue" and '~' make "~issue".
inline std::string annotation_name(char prefix, std::string_view name) {
  return std::string(1, prefix).append(name);
}

/// Probability 0 … 1 as it is stored: 1 … 254, never kCertain; 0 (not stored) below 1/508.
AttributeScore score_of_probability(float probability);
/// The other way round; kCertain is 1.
float probability_of_score(AttributeScore score);

}  // namespace kizuki

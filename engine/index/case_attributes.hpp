// The attributes that cases of a part have, whoever says so: record, model or person.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/index/annotation.hpp"
#include "engine/index/index_part.hpp"

namespace kizuki {

/// Who says that a case has an attribute. A person's word counts most: what he denied is gone,
/// whether it was given or predicted.
enum class AttributeOrigin : std::uint8_t { kGiven, kConfirmed, kPredicted };

/// Views into the part's tables.
struct CaseAttribute {
  std::string_view name;
  std::string_view value;
  AttributeOrigin origin = AttributeOrigin::kGiven;
  float probability = 1;  // below 1 only when predicted
  /// Predicted, but less likely than not to be given by a person: it counts in ranking, the case
  /// does not have it.
  bool only_possible = false;
};

/// Reads the facets, predicted tags and confirmations of one part as one. Cheap to make; one a
/// thread; refers to the part.
class CaseAttributes {
 public:
  explicit CaseAttributes(const IndexPart& part) : part_(part) {}

  /// Each attribute of the case once: given ones first, then confirmed, then predicted, each
  /// ascending by name and value. Costs the attributes of this case.
  template <typename Take>
  void for_each(std::uint32_t document, Take&& take) const;

  /// Documents that have `name` = `value` beyond those whose record says so: predicted or
  /// confirmed and not denied, ascending.
  std::vector<std::uint32_t> added(std::string_view name, std::string_view value) const;
  /// Documents of which a person denied it, ascending.
  std::vector<std::uint32_t> denied(std::string_view name, std::string_view value) const;

 private:
  struct Verdict {
    char prefix;
    AttributeTable::Value about;  // without the prefix
  };
  std::vector<Verdict> verdicts(std::uint32_t document) const;
  bool has_facet(std::uint32_t document, const AttributeTable::Value& value) const;

  const IndexPart& part_;
};

template <typename Take>
void CaseAttributes::for_each(std::uint32_t document, Take&& take) const {
  const std::vector<Verdict> verdicts = this->verdicts(document);
  const auto said = [&](char prefix, const AttributeTable::Value& value) {
    return std::any_of(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) {
      return verdict.prefix == prefix && verdict.about.name == value.name &&
             verdict.about.value == value.value;
    });
  };
  const AttributeTable& facets = part_.reader.facets();
  facets.for_each_value(document, [&](std::uint32_t number, AttributeScore) {
    const auto value = facets.value(number);
    if (said(kDeniedPrefix, value)) return;
    const auto origin =
        said(kConfirmedPrefix, value) ? AttributeOrigin::kConfirmed : AttributeOrigin::kGiven;
    take(CaseAttribute{value.name, value.value, origin, 1.0F, false});
  });
  for (const Verdict& verdict : verdicts) {
    if (verdict.prefix != kConfirmedPrefix) continue;
    if (has_facet(document, verdict.about)) continue;  // taken above
    take(CaseAttribute{verdict.about.name, verdict.about.value, AttributeOrigin::kConfirmed, 1.0F,
                       false});
  }
  const AttributeTable& predicted = part_.reader.predicted();
  predicted.for_each_value(document, [&](std::uint32_t number, AttributeScore score) {
    auto value = predicted.value(number);
    const bool possible = !value.name.empty() && value.name.front() == kPossiblePrefix;
    if (possible) value.name.remove_prefix(1);
    if (said(kConfirmedPrefix, value) || said(kDeniedPrefix, value)) return;
    take(CaseAttribute{value.name, value.value, AttributeOrigin::kPredicted,
                       probability_of_score(score), possible});
  });
}

}  // namespace kizuki

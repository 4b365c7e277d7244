// The attributes that a query can filter by, and the names people may give them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kizuki {

/// In the order in which a plan lists them.
enum class FilterField : std::uint8_t {
  kIssue,
  kScale,
  kStep,
  kIndustry,
  kPrefecture,
  kSupporter,
  kYear,
  kOrganization,
  kTool,
  kStatedIssue,
  kEssentialIssue,
  kBridge,
  kKnowHow,
  kId,
  kOther,  // a facet that a profile names, e.g. "agent"; only filters given beside a query
};

/// Of those with a name of their own.
inline constexpr std::size_t kFilterFieldCount = 14;

/// Name of the facet in the index: "issue", "scale", … "id" (the case id, which is no facet but is
/// filtered by in the same way). Not for kOther, as the next.
std::string_view filter_field_name(FilterField field);

/// Japanese name, the first of those accepted in a query: 課題, 規模, ….
std::string_view filter_field_label(FilterField field);

/// The field that `name` means, in English or Japanese, any width and case; nothing when unknown.
std::optional<FilterField> find_filter_field(std::string_view name);

/// True when `name` can be that of a facet: 1 to 32 of a–z, 0–9 and _, a letter first.
bool may_name_facet(std::string_view name);

}  // namespace kizuki

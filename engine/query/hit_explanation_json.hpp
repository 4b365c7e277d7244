// Why a hit was found, as JSON.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/query/hit_list.hpp"

namespace kizuki {

/// {"score":{"words","characters","attributes"},"places":[…],"know_how":[…],"differs":[…]}, see
/// docs/query-syntax.md, "Why a case was found".
Json explanation_as_json(const HitExplanation& explanation,
                         const std::vector<AttributeReason>& reasons);

/// "title", "business", "heading", "body", "outcome".
std::string_view field_code(FieldKind kind);

/// Whether both have the attribute and share no value.
bool differs(const AttributeReason& reason);

}  // namespace kizuki

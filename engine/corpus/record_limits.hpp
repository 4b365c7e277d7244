// What a record may weigh, and the rules of its names.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

inline constexpr std::size_t kMaxRecordBytes = std::size_t{1} << 20;  // as compact JSON
inline constexpr std::size_t kMaxTextBytes = std::size_t{256} << 10;  // any one string
inline constexpr std::size_t kMaxSections = 200;
inline constexpr std::size_t kMaxRecordDepth = 32;  // nesting of arrays and objects
inline constexpr std::size_t kMaxNameCharacters = 100;

/// The first breach of the limits above, or of text being UTF-8 without NUL, with the path of the
/// string at fault: kLimitExceeded, kInvalidEncoding or kInvalidRecord. Nothing when all is well.
/// One pass over the value, no copies.
std::optional<Error> find_limit_breach(const Json& record);

/// 1–64 of A-Za-z0-9._- and neither "." nor "..", so that an id is safe as a file name.
bool is_case_id(std::string_view text);

/// 1–100 characters without control characters and without white space at either end.
bool is_organization_name(std::string_view text);

}  // namespace kizuki

// Size class of a company by the SME Basic Act.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/corpus/case_record.hpp"

namespace kizuki {

/// A scale and the sentence that says how it follows.
struct ScaleEstimate {
  Scale scale = Scale::kUnknown;
  std::string reason;  // Japanese, shown to users
};

/// Small, medium or large by the Small and Medium-sized Enterprise Basic Act, article 2, and the
/// orders of related acts (rubber products, software and data processing, inns; lodging and
/// amusement count as small up to 20). `industry` is a JSIC division letter or a 2- to 4-digit code
/// (Rev. 13 and 14 agree here); anything else leaves every industry possible.
///
/// What is given often fits several industry groups (the letter "I" is wholesale or retail trade).
/// The answer is then given only when all of them agree: with at most 5 employees every industry is
/// small; at 30 both trades are medium; at 80 wholesale is medium and retail is not known without
/// the capital, so the answer is kUnknown. Employees are regular ones, at least 0.
ScaleEstimate compute_scale(std::string_view industry, std::optional<std::int64_t> employees,
                            std::optional<std::int64_t> capital_yen);

}  // namespace kizuki

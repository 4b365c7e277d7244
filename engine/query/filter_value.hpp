// A filter's value as typed → the values that stand in the index.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/query/filter_field.hpp"

namespace kizuki {

/// The facet values that `typed` means, one or more; a case matches with any of them.
/// - issue, industry: code, label, or a part of the label (事業承継 of 事業承継・後継者);
///   industry also by numeric JSIC code, which finds cases that bear this very code;
/// - scale: small, medium, large, unknown, or 小規模, 中規模, 大企業, 不明 with 事業者 or 企業
/// behind;
/// - step: 1 to 7, ① to ⑦, ステップ4, the label or a part of it;
/// - year: 2021, 2021年, 2019-2021 (at most 50 years);
/// - prefecture: name, also without 都, 府, 県, or a region (東北) for all of its prefectures;
/// - all others: as typed, which any value may be.
/// Any width and, for codes, any case. Errors: kInvalidQuery, says what can be given.
Result<std::vector<std::string>> resolve_filter_value(FilterField field, std::string_view typed,
                                                      const Taxonomy& taxonomy);

}  // namespace kizuki

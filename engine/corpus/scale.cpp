// The industry groups follow the SME Agency's table of the groups of article 2 in terms of the
// Japan Standard Industrial Classification (since its revision 13). Codes here are three digits; a
// shorter code or a letter stands for the range of the codes below it.
#include "engine/corpus/scale.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace kizuki {
namespace {

struct SizeLimits {
  std::string_view name;
  std::int64_t small_employees;
  std::int64_t capital_yen;
  std::string_view capital_text;
  std::int64_t employees;
};

constexpr std::int64_t kMillionYen = 1'000'000;
constexpr SizeLimits kOther{"製造業・建設業・運輸業その他", 20, 300 * kMillionYen, "3億円", 300};
constexpr SizeLimits kWholesale{"卸売業", 5, 100 * kMillionYen, "1億円", 100};
constexpr SizeLimits kRetail{"小売業・飲食店", 5, 50 * kMillionYen, "5千万円", 50};
constexpr SizeLimits kService{"サービス業", 5, 50 * kMillionYen, "5千万円", 100};
constexpr SizeLimits kRubber{"ゴム製品製造業", 20, 300 * kMillionYen, "3億円", 900};
constexpr SizeLimits kSoftware{"ソフトウェア業・情報処理サービス業", 5, 300 * kMillionYen, "3億円",
                               300};
constexpr SizeLimits kInn{"旅館・ホテル", 20, 50 * kMillionYen, "5千万円", 200};
constexpr SizeLimits kLodging{"宿泊業", 20, 50 * kMillionYen, "5千万円", 100};
constexpr SizeLimits kAmusement{"娯楽業", 20, 50 * kMillionYen, "5千万円", 100};

struct GroupRange {
  int first;
  int last;
  const SizeLimits* limits;
};

// Ranges overlap where three digits do not decide (193: belts are other, the rest is rubber; 392:
// only data processing is with software). 97–98, public service, are no companies.
constexpr std::array kGroups = std::to_array<GroupRange>({
    {10, 189, &kOther},    {190, 190, &kRubber},  {191, 191, &kOther},     {192, 199, &kRubber},
    {193, 193, &kOther},   {200, 379, &kOther},   {380, 390, &kService},   {391, 392, &kSoftware},
    {392, 399, &kService}, {400, 410, &kOther},   {411, 412, &kService},   {413, 414, &kOther},
    {415, 416, &kService}, {417, 499, &kOther},   {500, 559, &kWholesale}, {560, 619, &kRetail},
    {620, 692, &kOther},   {693, 693, &kService}, {694, 699, &kOther},     {700, 749, &kService},
    {750, 750, &kLodging}, {751, 751, &kInn},     {752, 759, &kLodging},   {760, 779, &kRetail},
    {780, 790, &kService}, {791, 791, &kOther},   {792, 799, &kService},   {800, 809, &kAmusement},
    {810, 969, &kService}, {990, 999, &kOther},   {990, 999, &kWholesale}, {990, 999, &kRetail},
    {990, 999, &kService},
});

struct CodeRange {
  int first = 10;
  int last = 999;
};

// First two-digit major group of each division, "A" to "T", and the end.
constexpr std::array kDivisionStarts = std::to_array<int>(
    {1, 3, 5, 6, 9, 33, 37, 42, 50, 62, 68, 71, 75, 78, 81, 83, 86, 88, 97, 99, 100});

CodeRange codes_of(std::string_view industry) {
  if (industry.size() == 1 && industry[0] >= 'A' && industry[0] <= 'T') {
    const auto at = static_cast<std::size_t>(industry[0] - 'A');
    return {kDivisionStarts[at] * 10, kDivisionStarts[at + 1] * 10 - 1};
  }
  const bool digits =
      industry.size() >= 2 && industry.size() <= 4 &&
      std::all_of(industry.begin(), industry.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return {};
  int code = 0;
  for (const char c : industry.substr(0, 3)) code = code * 10 + (c - '0');
  if (industry.size() == 2) return {code * 10, code * 10 + 9};
  return {code, code};
}

std::vector<const SizeLimits*> groups_of(std::string_view industry) {
  const CodeRange codes = codes_of(industry);
  std::vector<const SizeLimits*> groups;
  for (const GroupRange& range : kGroups) {
    const bool possible = range.first <= codes.last && codes.first <= range.last;
    if (possible && std::find(groups.begin(), groups.end(), range.limits) == groups.end()) {
      groups.push_back(range.limits);
    }
  }
  return groups;
}

// Small looks at employees alone; a company is an SME when capital or employees are within the
// limits, so large needs both to be known.
Scale scale_in_group(const SizeLimits& group, std::int64_t employees,
                     std::optional<std::int64_t> capital_yen) {
  if (employees <= group.small_employees) return Scale::kSmall;
  if (employees <= group.employees) return Scale::kMedium;
  if (!capital_yen) return Scale::kUnknown;
  return *capital_yen <= group.capital_yen ? Scale::kMedium : Scale::kLarge;
}

std::string names_of(const std::vector<const SizeLimits*>& groups) {
  if (groups.size() > 3) return "業種によらない";
  std::string out;
  for (const SizeLimits* group : groups) out.append(out.empty() ? "" : "、").append(group->name);
  return out;
}

// Tells the bounds that decide for every possible group: the lowest ones that are kept, the highest
// ones that are passed.
std::string reason_of(const std::vector<const SizeLimits*>& groups, std::int64_t employees,
                      Scale scale) {
  const auto [few, many] = std::minmax_element(
      groups.begin(), groups.end(), [](const SizeLimits* left, const SizeLimits* right) {
        return left->small_employees < right->small_employees;
      });
  const auto [low, high] = std::minmax_element(groups.begin(), groups.end(),
                                               [](const SizeLimits* left, const SizeLimits* right) {
                                                 return left->employees < right->employees;
                                               });
  const auto [poor, rich] = std::minmax_element(
      groups.begin(), groups.end(), [](const SizeLimits* left, const SizeLimits* right) {
        return left->capital_yen < right->capital_yen;
      });
  std::string out = "従業員" + std::to_string(employees) + "人は";
  if (scale == Scale::kSmall) {
    out.append("小規模の上限（").append(std::to_string((*few)->small_employees)).append("人）以内");
  } else if (scale == Scale::kLarge) {
    out.append("中小企業の上限（").append(std::to_string((*high)->employees));
    out.append("人）を超え、資本金も上限（").append((*rich)->capital_text).append("）を超える");
  } else {
    out.append("小規模の上限（").append(std::to_string((*many)->small_employees));
    out.append("人）を超え、中小企業の上限（");
    const bool by_employees = employees <= (*low)->employees;
    out.append(by_employees ? std::to_string((*low)->employees) + "人"
                            : "資本金" + std::string((*poor)->capital_text));
    out.append("）以内");
  }
  return out.append("（中小企業基本法、").append(names_of(groups)).append("）");
}

}  // namespace

ScaleEstimate compute_scale(std::string_view industry, std::optional<std::int64_t> employees,
                            std::optional<std::int64_t> capital_yen) {
  if (!employees) return {Scale::kUnknown, "従業員数が分からないため、区分できません"};
  const auto groups = groups_of(industry);
  if (groups.empty()) return {Scale::kUnknown, "会社ではない業種のため、区分しません"};
  const Scale scale = scale_in_group(*groups.front(), *employees, capital_yen);
  const bool agree = std::all_of(groups.begin(), groups.end(), [&](const SizeLimits* group) {
    return scale_in_group(*group, *employees, capital_yen) == scale;
  });
  if (!agree) return {Scale::kUnknown, "業種が大まかなため、この従業員数では区分できません"};
  if (scale == Scale::kUnknown) {
    return {scale, "従業員数が中小企業の上限を超え、資本金が分からないため、区分できません"};
  }
  return {scale, reason_of(groups, *employees, scale)};
}

}  // namespace kizuki

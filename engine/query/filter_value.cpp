#include "engine/query/filter_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "engine/corpus/case_record.hpp"
#include "engine/query/query_characters.hpp"

namespace kizuki {
namespace {

constexpr int kSteps = 7;
constexpr int kMaxYearSpan = 50;

Error unknown_value(FilterField field, std::string_view typed, std::string_view allowed) {
  Error error;
  error.code = ErrorCode::kInvalidQuery;
  error.message = std::string(filter_field_label(field)) + "「" + std::string(typed) +
                  "」はありません。使える値: " + std::string(allowed);
  return error;
}

bool remove_prefix(std::string& text, std::string_view prefix) {
  if (text.compare(0, prefix.size(), prefix) != 0) return false;
  text.erase(0, prefix.size());
  return true;
}

bool remove_suffix(std::string& text, std::string_view suffix) {
  if (text.size() <= suffix.size() ||
      text.compare(text.size() - suffix.size(), suffix.size(), suffix) != 0) {
    return false;
  }
  text.erase(text.size() - suffix.size());
  return true;
}

/// True when `folded` is the folded label or one of the parts that its punctuation sets apart.
bool names_label(std::string_view label, std::string_view folded) {
  std::string rest = fold_name(label);
  if (rest == folded) return true;
  constexpr std::array<std::string_view, 6> kSeparators{"・", "、", ",", "(", ")", "/"};
  std::string part;
  for (std::size_t at = 0; at < rest.size();) {
    const auto separator = std::find_if(
        kSeparators.begin(), kSeparators.end(),
        [&](std::string_view mark) { return rest.compare(at, mark.size(), mark) == 0; });
    if (separator == kSeparators.end()) {
      part += rest[at++];
      continue;
    }
    if (part == folded) return true;
    part.clear();
    at += separator->size();
  }
  return part == folded;
}

std::optional<int> to_number(std::string_view digits) {
  int number = 0;
  const char* const end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

Result<std::vector<std::string>> resolve_issue(std::string_view typed, const Taxonomy& taxonomy) {
  const std::string folded = fold_name(typed);
  std::vector<std::string> values;
  std::string allowed;
  for (const IssueType& issue : taxonomy.issues()) {
    if (fold_name(issue.code) == folded) return std::vector<std::string>{issue.code};
    if (names_label(issue.label, folded)) values.push_back(issue.code);
    if (!allowed.empty()) allowed += "、";
    allowed += issue.code + "（" + issue.label + "）";
  }
  if (values.empty()) return unknown_value(FilterField::kIssue, typed, allowed);
  return values;
}

Result<std::vector<std::string>> resolve_scale(std::string_view typed) {
  std::string folded = fold_name(typed);
  if (!remove_suffix(folded, "事業者")) remove_suffix(folded, "企業");
  std::string allowed;
  for (const Scale scale : {Scale::kSmall, Scale::kMedium, Scale::kLarge, Scale::kUnknown}) {
    std::string label(scale_label(scale));
    if (folded == scale_code(scale) || fold_name(typed) == label || folded == label) {
      return std::vector<std::string>{std::string(scale_code(scale))};
    }
    if (!allowed.empty()) allowed += "、";
    allowed += label;
  }
  return unknown_value(FilterField::kScale, typed, allowed);
}

/// 1 to 7 written as a digit or as ① to ⑦, with nothing else; 0 otherwise.
int step_number(std::string_view folded) {
  constexpr std::string_view kCircledOne = "①";
  if (folded.size() == kCircledOne.size() && folded.substr(0, 2) == kCircledOne.substr(0, 2)) {
    const int step =
        static_cast<unsigned char>(folded[2]) - static_cast<unsigned char>(kCircledOne[2]) + 1;
    return step >= 1 && step <= kSteps ? step : 0;
  }
  const auto number = to_number(folded);
  return number && *number >= 1 && *number <= kSteps ? *number : 0;
}

Result<std::vector<std::string>> resolve_step(std::string_view typed, const Taxonomy& taxonomy) {
  std::string folded = fold_name(typed);
  for (const std::string_view prefix : {"ステップ", "段階", "step"}) {
    if (remove_prefix(folded, prefix)) break;
  }
  if (const int step = step_number(folded); step != 0) {
    return std::vector<std::string>{std::to_string(step)};
  }
  std::string allowed;
  for (int step = 1; step <= kSteps; ++step) {
    const std::string_view label = taxonomy.step_label(step);
    constexpr std::size_t kNumberBytes = std::string_view("①").size();
    if (!folded.empty() && label.size() > kNumberBytes &&
        (names_label(label, folded) || names_label(label.substr(kNumberBytes), folded))) {
      return std::vector<std::string>{std::to_string(step)};
    }
    if (!allowed.empty()) allowed += "、";
    allowed += label;
  }
  return unknown_value(FilterField::kStep, typed, "1から7の番号か名前（" + allowed + "）");
}

Result<std::vector<std::string>> resolve_industry(std::string_view typed,
                                                  const Taxonomy& taxonomy) {
  const std::string folded = fold_name(typed);
  std::string code = folded;
  if (code.size() == 1 && code[0] >= 'a' && code[0] <= 'z') {
    code[0] = static_cast<char>(code[0] - 'a' + 'A');
  }
  if (taxonomy.industry_division(code) != '\0') return std::vector<std::string>{code};
  std::vector<std::string> values;
  std::string allowed;
  for (char division = 'A'; division <= 'Z'; ++division) {
    const std::string_view label = taxonomy.industry_label(division);
    if (label.empty()) continue;
    if (names_label(label, folded) || names_label(label, folded + "業")) {
      values.emplace_back(1, division);
    }
    if (!allowed.empty()) allowed += "、";
    allowed.append(1, division).append("（").append(label).append("）");
  }
  if (values.empty()) return unknown_value(FilterField::kIndustry, typed, allowed);
  return values;
}

std::optional<int> to_year(std::string text) {
  if (!remove_suffix(text, "年度")) remove_suffix(text, "年");
  return text.size() == 4 ? to_number(text) : std::nullopt;
}

Result<std::vector<std::string>> resolve_year(std::string_view typed) {
  const std::string folded = fold_name(typed);
  std::optional<int> first = to_year(folded);
  std::optional<int> last = first;
  for (const std::string_view mark : {"..", "-", "~", "〜"}) {
    const std::size_t at = folded.find(mark);
    if (at == std::string::npos) continue;
    first = to_year(folded.substr(0, at));
    last = to_year(folded.substr(at + mark.size()));
    break;
  }
  if (!first || !last || *first > *last || *last - *first >= kMaxYearSpan) {
    return unknown_value(FilterField::kYear, typed, "2021 や 2019-2021 のような西暦");
  }
  std::vector<std::string> values;
  for (int year = *first; year <= *last; ++year) values.push_back(std::to_string(year));
  return values;
}

/// True when `folded` is the name of a prefecture, whole or without 都, 府, 県.
bool names_prefecture(std::string_view name, std::string_view folded) {
  if (name == folded) return true;
  constexpr std::size_t kSuffixBytes = std::string_view("県").size();
  return name.size() == folded.size() + kSuffixBytes && name != "北海道" &&
         name.substr(0, folded.size()) == folded;
}

Result<std::vector<std::string>> resolve_prefecture(std::string_view typed,
                                                    const Taxonomy& taxonomy) {
  const std::string folded = fold_name(typed);
  std::vector<std::string> region;
  for (const Prefecture& prefecture : taxonomy.prefectures()) {
    if (names_prefecture(prefecture.name, folded)) {
      return std::vector<std::string>{prefecture.name};
    }
    if (prefecture.region == folded) region.push_back(prefecture.name);
  }
  if (region.empty()) {
    return unknown_value(FilterField::kPrefecture, typed,
                         "北海道、東京都 のような名前や、東北 のような地方");
  }
  return region;
}

}  // namespace

Result<std::vector<std::string>> resolve_filter_value(FilterField field, std::string_view typed,
                                                      const Taxonomy& taxonomy) {
  switch (field) {
    case FilterField::kIssue:
    case FilterField::kStatedIssue:
    case FilterField::kEssentialIssue:
      return resolve_issue(typed, taxonomy);
    case FilterField::kScale:
      return resolve_scale(typed);
    case FilterField::kStep:
      return resolve_step(typed, taxonomy);
    case FilterField::kIndustry:
      return resolve_industry(typed, taxonomy);
    case FilterField::kYear:
      return resolve_year(typed);
    case FilterField::kPrefecture:
      return resolve_prefecture(typed, taxonomy);
    case FilterField::kSupporter:
    case FilterField::kOrganization:
    case FilterField::kTool:
    case FilterField::kBridge:
    case FilterField::kKnowHow:
    case FilterField::kId:
    case FilterField::kOther:
      break;
  }
  return std::vector<std::string>{std::string(typed)};
}

}  // namespace kizuki

#include "engine/tagging/scale_tag.hpp"

#include <array>
#include <utility>

#include "engine/corpus/scale.hpp"
#include "engine/tagging/employees.hpp"
#include "engine/tagging/evidence.hpp"

namespace kizuki {
namespace {

// Statements of the form 「従業員25名」, and weaker ones.
constexpr float kReadConfidence = 0.95F;
constexpr float kWeakConfidence = 0.7F;
constexpr int kPlainStatement = 30;
// Industry told by words of the business; by the main group of its division; capital unknown.
constexpr float kWordsConfidence = 0.9F;
constexpr float kGroupConfidence = 0.9F;
constexpr float kNoCapitalConfidence = 0.6F;

struct BusinessWord {
  std::string_view word;
  char division;  // JSIC
};

// What a business is by its words, the more telling first.
constexpr std::array kBusinessWords = std::to_array<BusinessWord>({
    {"卸", 'I'},           {"問屋", 'I'},       {"商社", 'I'},   {"旅館", 'M'},
    {"ホテル", 'M'},       {"温泉宿", 'M'},     {"民宿", 'M'},   {"小売", 'I'},
    {"スーパー", 'I'},     {"販売店", 'I'},     {"専門店", 'I'}, {"飲食", 'M'},
    {"食堂", 'M'},         {"レストラン", 'M'}, {"居酒屋", 'M'}, {"カフェ", 'M'},
    {"ラーメン", 'M'},     {"製造", 'E'},       {"加工", 'E'},   {"工場", 'E'},
    {"印刷", 'E'},         {"酒造", 'E'},       {"建設", 'D'},   {"工事", 'D'},
    {"工務", 'D'},         {"土木", 'D'},       {"運送", 'H'},   {"運輸", 'H'},
    {"倉庫", 'H'},         {"農", 'A'},         {"漁", 'B'},     {"ソフトウェア", 'G'},
    {"システム開発", 'G'}, {"美容", 'N'},       {"理容", 'N'},   {"クリーニング", 'N'},
    {"葬", 'N'},           {"介護", 'P'},       {"福祉", 'P'},   {"医院", 'P'},
    {"クリニック", 'P'},   {"歯科", 'P'},       {"塾", 'O'},     {"教室", 'O'},
    {"設計", 'L'},         {"デザイン", 'L'},   {"整備", 'R'},   {"清掃", 'R'},
    {"廃棄物", 'R'},       {"不動産", 'K'},     {"店", 'I'},     {"サービス", 'R'},
});

struct MainGroup {
  char division;
  std::string_view code;  // JSIC, two or three digits
};

// The group of the Act that most companies of a mixed division fall in. Inns count as service here,
// as the Basic Act itself has it (the wider bound of 20 is of the acts related to it).
constexpr std::array kMainGroups = std::to_array<MainGroup>({
    {'G', "391"},
    {'I', "60"},
    {'K', "68"},
    {'L', "72"},
    {'M', "76"},
    {'N', "78"},
    {'O', "82"},
    {'P', "83"},
    {'R', "92"},
});

std::string division_of_business(std::string_view business) {
  const char division = find_business_word(business).division;
  return division == '\0' ? std::string() : std::string(1, division);
}

std::string_view main_group(std::string_view industry) {
  if (industry.size() != 1) return {};
  for (const MainGroup& entry : kMainGroups) {
    if (entry.division == industry.front()) return entry.code;
  }
  return {};
}

struct Estimate {
  ScaleEstimate estimate;
  float confidence = 1.0F;
};

/// By the Act; where the industry leaves it open, by the main group of the division; where only
/// the capital is missing, medium, which nearly every company of such reports is.
Estimate estimate(const CaseRecord& record, std::int64_t employees) {
  const Company& company = record.company;
  const bool by_words = company.industry.empty();
  const std::string industry = by_words ? division_of_business(company.business) : company.industry;
  const std::string note = by_words ? "。業種は事業の内容「" + company.business + "」から" : "";
  const float trust = by_words ? kWordsConfidence : 1.0F;
  auto by_act = compute_scale(industry, employees, company.capital_yen);
  if (by_act.scale != Scale::kUnknown) {
    by_act.reason += industry.empty() ? "" : note;
    return {std::move(by_act), trust};
  }
  const std::string_view code = main_group(industry);
  if (code.empty()) return {std::move(by_act), 0.0F};
  auto by_group = compute_scale(code, employees, company.capital_yen);
  if (by_group.scale != Scale::kUnknown) {
    by_group.reason += "。業種が大まかなため、主な業態とみなしました" + note;
    return {std::move(by_group), trust * kGroupConfidence};
  }
  if (company.capital_yen) return {std::move(by_group), 0.0F};
  by_group.scale = Scale::kMedium;
  by_group.reason = "従業員" + std::to_string(employees) +
                    "人は中小企業の上限を超えますが、資本金が分からないため、中規模とみなしました" +
                    note;
  return {std::move(by_group), kNoCapitalConfidence};
}

void note_conflict(ScaleTag& tag, Scale other, const std::string& source) {
  if (other == Scale::kUnknown || tag.scale == Scale::kUnknown || other == tag.scale) return;
  tag.conflicts.push_back(source + "では" + std::string(scale_label(other)) + "です");
}

void take(ScaleTag& tag, ScaleEstimate estimate, ScaleSource source, std::int64_t employees) {
  tag.scale = estimate.scale;
  tag.source = source;
  tag.reason = std::move(estimate.reason);
  tag.employees = employees;
}

}  // namespace

BusinessWordPlace find_business_word(std::string_view business) {
  for (const BusinessWord& entry : kBusinessWords) {
    const std::size_t at = business.find(entry.word);
    if (at == std::string_view::npos) continue;
    const auto begin = static_cast<std::uint32_t>(at);
    return {entry.division, {begin, begin + static_cast<std::uint32_t>(entry.word.size())}};
  }
  return {};
}

ScaleTag tag_scale(const CaseRecord& record, const CaseText& text, bool use_given) {
  ScaleTag tag;
  const bool given = record.scale_basis == ScaleBasis::kGiven;
  const auto count = read_employees(text);
  Estimate computed;
  if (record.company.employees) computed = estimate(record, *record.company.employees);
  Estimate read;
  if (count) read = estimate(record, count->employees);

  if (given && use_given) {
    tag.scale = record.scale;
    tag.source = ScaleSource::kGiven;
    tag.reason = "記録に書かれた区分";
    tag.confidence = 1.0F;
  } else if (computed.estimate.scale != Scale::kUnknown) {
    take(tag, computed.estimate, ScaleSource::kComputed, *record.company.employees);
    tag.confidence = computed.confidence;
  } else if (read.estimate.scale != Scale::kUnknown) {
    take(tag, read.estimate, ScaleSource::kText, count->employees);
    tag.confidence =
        read.confidence * (count->strength >= kPlainStatement ? kReadConfidence : kWeakConfidence);
  } else {
    tag.reason = record.company.employees ? computed.estimate.reason
                 : count                  ? read.estimate.reason
                         : "従業員数が記録にも本文にもありません";
  }
  if (count) {
    TagEvidence evidence;
    evidence.field = field_path(text.fields[count->field]);
    evidence.span = text.passages[count->passage].span;
    evidence.reason = "「" +
                      to_utf8(text.passages[count->passage].text.substr(
                          count->begin, count->end - count->begin)) +
                      "」";
    if (tag.source == ScaleSource::kText) tag.evidence = std::move(evidence);
  }
  if (given) note_conflict(tag, record.scale, "記録の区分");
  if (tag.source != ScaleSource::kComputed) {
    note_conflict(tag, computed.estimate.scale, "業種と従業員数からの計算");
  }
  if (count && tag.source != ScaleSource::kText && count->strength >= kPlainStatement) {
    note_conflict(tag, read.estimate.scale,
                  "本文の従業員数（" + std::to_string(count->employees) + "人）");
  }
  return tag;
}

}  // namespace kizuki

#include "engine/corpus/case_codec.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/corpus/case_schema.hpp"
#include "engine/corpus/record_limits.hpp"
#include "engine/corpus/scale.hpp"
#include "engine/corpus/value_conversion.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMaxUnknownMembers = 20;

Error invalid(std::string field, std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidRecord;
  error.field = std::move(field);
  error.message = std::move(message);
  return error;
}

// A value of another kind counts as empty: the schema has refused it before, and should the schema
// file be another than this program's, nothing worse happens.
std::string text_of(const Json& value) { return value.is_string() ? value.as_string() : ""; }

std::optional<std::int64_t> integer_of(const Json& value) {
  return value.is_int() ? std::optional(value.as_int()) : std::nullopt;
}

const JsonArray& items_of(const Json& value) {
  static const JsonArray kNone;
  return value.is_array() ? value.as_array() : kNone;
}

const JsonObject& members_of(const Json& value) {
  static const JsonObject kNone;
  return value.is_object() ? value.as_object() : kNone;
}

template <typename Owner, typename Field>
struct Member {
  std::string_view name;
  Field Owner::*field;
};

template <typename Owner, typename Field, std::size_t N>
Field* find_field(const std::array<Member<Owner, Field>, N>& members, std::string_view name,
                  Owner& owner) {
  for (const auto& member : members) {
    if (member.name == name) return &(owner.*member.field);
  }
  return nullptr;
}

constexpr auto kRecordTexts = std::to_array<Member<CaseRecord, std::string>>({
    {"id", &CaseRecord::id},
    {"title", &CaseRecord::title},
    {"supporter", &CaseRecord::supporter},
    {"outcome", &CaseRecord::outcome},
    {"organization", &CaseRecord::organization},
    {"updated_at", &CaseRecord::updated_at},
});
constexpr auto kRecordIssues = std::to_array<Member<CaseRecord, std::vector<std::string>>>({
    {"issues", &CaseRecord::issues},
    {"stated_issues", &CaseRecord::stated_issues},
    {"essential_issues", &CaseRecord::essential_issues},
});
constexpr auto kCompanyTexts = std::to_array<Member<Company, std::string>>({
    {"industry", &Company::industry},
    {"business", &Company::business},
    {"prefecture", &Company::prefecture},
});
constexpr auto kCompanyIntegers = std::to_array<Member<Company, std::optional<std::int64_t>>>({
    {"employees", &Company::employees},
    {"capital_yen", &Company::capital_yen},
    {"founded", &Company::founded},
});

/// Fills a DecodedCase from JSON that the schema accepts: kinds of values need no look any more.
class RecordReader {
 public:
  RecordReader(const CaseSchema& schema, const Taxonomy& taxonomy)
      : schema_(schema), taxonomy_(taxonomy) {}

  DecodedCase read(const Json& value) {
    for (const auto& member : members_of(value)) read_member(member.first, member.second);
    check_names();
    settle_scale();
    check_visibility();
    check_period();
    for (std::string& path : schema_.unknown_members(value, kMaxUnknownMembers)) {
      warn(std::move(path), "知らない項目です。内容は保存しますが、検索には使いません");
    }
    return std::move(out_);
  }

 private:
  void warn(std::string field, std::string message) {
    out_.warnings.push_back({std::move(field), std::move(message)});
  }

  void read_member(const std::string& key, const Json& value) {
    CaseRecord& record = out_.record;
    if (value.is_null() && schema_.knows(key)) return;
    if (std::string* text = find_field(kRecordTexts, key, record)) {
      *text = text_of(value);
    } else if (std::vector<std::string>* codes = find_field(kRecordIssues, key, record)) {
      *codes = read_issues(key, value);
    } else if (key == "company") {
      read_company(value);
    } else if (key == "scale") {
      read_scale(text_of(value));
    } else if (key == "period") {
      read_period(value);
    } else if (key == "tools") {
      for (const Json& tool : items_of(value)) record.tools.push_back(text_of(tool));
    } else if (key == "sections") {
      for (const Json& section : items_of(value)) read_section(section);
    } else if (key == "visibility") {
      read_visibility(text_of(value));
    } else {
      record.other.emplace_back(key, value);
    }
  }

  void read_company(const Json& value) {
    Company& company = out_.record.company;
    for (const auto& [key, content] : members_of(value)) {
      if (std::string* text = find_field(kCompanyTexts, key, company)) {
        *text = text_of(content);
      } else if (std::optional<std::int64_t>* number = find_field(kCompanyIntegers, key, company)) {
        *number = integer_of(content);
      } else {
        company.other.emplace_back(key, content);
      }
    }
  }

  void read_period(const Json& value) {
    CaseRecord& record = out_.record;
    for (const auto& [key, content] : members_of(value)) {
      if (key == "from") {
        record.period_from = text_of(content);
      } else if (key == "to") {
        record.period_to = text_of(content);
      } else {
        record.period_other.emplace_back(key, content);
      }
    }
  }

  void read_section(const Json& value) {
    Section& section = out_.record.sections.emplace_back();
    for (const auto& [key, content] : members_of(value)) {
      if (key == "heading") {
        section.heading = text_of(content);
      } else if (key == "text") {
        section.text = text_of(content);
      } else if (key == "steps") {
        section.steps = read_steps(content);
      } else {
        section.other.emplace_back(key, content);
      }
    }
  }

  static std::vector<int> read_steps(const Json& value) {
    std::vector<int> steps;
    for (const Json& step : items_of(value)) {
      steps.push_back(static_cast<int>(integer_of(step).value_or(0)));
    }
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
  }

  std::vector<std::string> read_issues(const std::string& field, const Json& value) {
    std::vector<std::string> codes;
    for (const Json& item : items_of(value)) {
      std::string code = text_of(item);
      if (std::find(codes.begin(), codes.end(), code) != codes.end()) {
        warn(field, "同じ課題が二度あります（一つにまとめます）: " + code);
        continue;
      }
      if (taxonomy_.issue(code) == nullptr) {
        warn(field, "知らない課題の種類です（taxonomy/issues.tsv にありません）: " + code);
      }
      codes.push_back(std::move(code));
    }
    return codes;
  }

  void read_scale(const std::string& code) {
    out_.record.scale = code == "small" ? Scale::kSmall : Scale::kMedium;
    out_.record.scale_basis = ScaleBasis::kGiven;
  }

  void read_visibility(const std::string& code) {
    out_.record.visibility = code == "public"    ? Visibility::kPublic
                             : code == "members" ? Visibility::kMembers
                                                 : Visibility::kOrganization;
  }

  void check_names() {
    const Company& company = out_.record.company;
    if (!company.industry.empty() && taxonomy_.industry_division(company.industry) == '\0') {
      warn("company.industry",
           "日本標準産業分類にない業種です（絞り込みには使いません）: " + company.industry);
    }
    if (!company.prefecture.empty() && taxonomy_.prefecture(company.prefecture) == nullptr) {
      warn("company.prefecture", "都道府県の名前ではありません: " + company.prefecture);
    }
  }

  void settle_scale() {
    CaseRecord& record = out_.record;
    const ScaleEstimate estimate = compute_scale(record.company.industry, record.company.employees,
                                                 record.company.capital_yen);
    if (record.scale_basis == ScaleBasis::kGiven) {
      if (estimate.scale == Scale::kUnknown || estimate.scale == record.scale) return;
      warn("scale", "書かれた規模（" + std::string(scale_label(record.scale)) +
                        "）と計算した規模（" + std::string(scale_label(estimate.scale)) +
                        "）が違います。書かれた方を使います。" + estimate.reason);
    } else if (estimate.scale != Scale::kUnknown) {
      record.scale = estimate.scale;
      record.scale_basis = ScaleBasis::kComputed;
    }
  }

  void check_visibility() {
    const CaseRecord& record = out_.record;
    if (!record.organization.empty() || !record.visibility ||
        record.visibility == Visibility::kPublic) {
      return;
    }
    warn("visibility",
         "organization（持ち主の組織）がないため、ほかの人には見えない local に置きます");
  }

  void check_period() {
    const CaseRecord& record = out_.record;
    const auto check = [this](const char* field, const std::string& text) {
      if (text.empty() || is_iso_date(text)) return true;
      warn(field, "\"2021-06\" の形ではないため、日付順の並べ替えに使えません: " + text);
      return false;
    };
    const bool from = check("period.from", record.period_from);
    const bool to = check("period.to", record.period_to);
    check("updated_at", record.updated_at.substr(0, record.updated_at.find('T')));
    if (from && to && !record.period_to.empty() && record.period_to < record.period_from) {
      warn("period",
           "終わり（" + record.period_to + "）が始まり（" + record.period_from + "）より前です");
    }
  }

  const CaseSchema& schema_;
  const Taxonomy& taxonomy_;
  DecodedCase out_;
};

/// The rules that JSON Schema cannot say, and those whose breach is a limit rather than a shape.
std::optional<Error> find_rule_breach(const Json& value) {
  if (const Json* sections = value.find("sections");
      sections != nullptr && sections->is_array() && sections->as_array().size() > kMaxSections) {
    Error error = invalid("sections", "節が多すぎます（上限 " + std::to_string(kMaxSections) +
                                          "、今は " + std::to_string(sections->as_array().size()) +
                                          "）。記録を分けてください");
    error.code = ErrorCode::kLimitExceeded;
    return error;
  }
  return std::nullopt;
}

}  // namespace

struct CaseCodec::State {
  CaseSchema schema;
  std::shared_ptr<const Taxonomy> taxonomy;

  std::optional<Error> find_fault(const Json& value) const {
    if (auto breach = find_limit_breach(value)) return breach;
    if (auto breach = find_rule_breach(value)) return breach;
    if (auto departure = schema.find_departure(value)) return departure;
    if (!is_case_id(value.string_or("id", ""))) return invalid("id", schema.message_for("id"));
    const Json* organization = value.find("organization");
    if (organization != nullptr && organization->is_string() &&
        !is_organization_name(organization->as_string())) {
      return invalid("organization", schema.message_for("organization"));
    }
    return std::nullopt;
  }
};

CaseCodec::CaseCodec(std::unique_ptr<State> state) : state_(std::move(state)) {}
CaseCodec::~CaseCodec() = default;
CaseCodec::CaseCodec(CaseCodec&&) noexcept = default;
CaseCodec& CaseCodec::operator=(CaseCodec&&) noexcept = default;

Result<CaseCodec> CaseCodec::load(const std::filesystem::path& schema_file,
                                  std::shared_ptr<const Taxonomy> taxonomy) {
  auto schema = CaseSchema::load(schema_file);
  if (!schema) return std::move(schema).error();
  return CaseCodec(std::make_unique<State>(State{*std::move(schema), std::move(taxonomy)}));
}

Result<DecodedCase> CaseCodec::decode(const Json& value) const {
  if (auto fault = state_->find_fault(value)) {
    const std::string_view id = value.string_or("id", "");
    if (is_case_id(id)) fault->id = id;
    return *std::move(fault);
  }
  return RecordReader(state_->schema, *state_->taxonomy).read(value);
}

}  // namespace kizuki

#include "engine/registration/draft_content.hpp"

#include <algorithm>
#include <utility>

#include "engine/corpus/value_conversion.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kBetweenTools = "、";

void set_or_drop(Json& object, std::string_view name, std::string_view text) {
  if (!text.empty()) return object.set(name, text);
  if (!object.is_object()) return;
  JsonObject& members = object.as_object();
  members.erase(std::remove_if(members.begin(), members.end(),
                               [name](const auto& member) { return member.first == name; }),
                members.end());
}

void set_or_drop(Json& object, std::string_view name, JsonArray list) {
  set_or_drop(object, name, std::string_view());
  if (!list.empty()) object.set(name, std::move(list));
}

void set_or_drop(Json& object, std::string_view name, std::optional<std::int64_t> number) {
  set_or_drop(object, name, std::string_view());
  if (number) object.set(name, *number);
}

/// The member as an object; an empty one when there is none.
Json object_of(const Json& record, std::string_view name) {
  const Json* member = record.find(name);
  return member != nullptr && member->is_object() ? *member : Json(JsonObject{});
}

void set_object(Json& record, std::string_view name, Json object) {
  if (!object.as_object().empty()) return record.set(name, std::move(object));
  set_or_drop(record, name, std::string_view());
}

std::string date_of(std::string_view text) { return parse_date(text).value_or(""); }

JsonArray tools_of(std::string_view text) {
  JsonArray tools;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kBetweenTools), text.size());
    const std::string_view tool = trim_space(text.substr(0, end));
    if (!tool.empty()) tools.emplace_back(tool);
    text.remove_prefix(std::min(text.size(), end + kBetweenTools.size()));
  }
  return tools;
}

JsonArray list_of(const std::vector<std::string>& words) {
  JsonArray list;
  for (const std::string& word : words) list.emplace_back(word);
  return list;
}

JsonArray sections_of(const ReportForm& form) {
  JsonArray sections;
  for (const ReportForm::Section& section : form.sections) {
    if (trim_space(section.text).empty()) continue;
    Json one(JsonObject{});
    set_or_drop(one, "heading", trim_space(section.heading));
    one.set("text", trim_space(section.text));
    JsonArray steps;
    for (const int step : section.steps) steps.emplace_back(step);
    set_or_drop(one, "steps", std::move(steps));
    sections.push_back(std::move(one));
  }
  return sections;
}

JsonArray checklist_of(const ReportForm& form) {
  JsonArray list;
  if (std::all_of(form.checklist.begin(), form.checklist.end(),
                  [](const std::string& mark) { return mark.empty(); })) {
    return list;
  }
  for (const std::string& mark : form.checklist) list.push_back(mark.empty() ? Json() : Json(mark));
  return list;
}

void fill_company(Json& record, const ReportForm& form) {
  Json company = object_of(record, "company");
  set_or_drop(company, "business", trim_space(form.business));
  set_or_drop(company, "industry", trim_space(form.industry));
  set_or_drop(company, "employees", parse_count(form.employees));
  set_or_drop(company, "prefecture", trim_space(form.prefecture));
  set_or_drop(company, "founded", parse_count(form.founded));
  set_object(record, "company", std::move(company));
}

void fill_consent(Json& record, const ReportForm& form) {
  Json consent = object_of(record, "consent");
  set_or_drop(consent, "scope", form.consent ? trim_space(form.consent_scope) : "");
  set_or_drop(consent, "until", form.consent ? date_of(form.consent_until) : "");
  set_object(record, "consent", std::move(consent));
}

/// What was stated and what was essential, each once.
std::vector<std::string> all_issues(const ReportForm& form) {
  std::vector<std::string> issues = form.stated_issues;
  for (const std::string& code : form.essential_issues) {
    if (std::find(issues.begin(), issues.end(), code) == issues.end()) issues.push_back(code);
  }
  return issues;
}

std::string number_text(std::optional<std::int64_t> number) {
  return number ? std::to_string(*number) : std::string();
}

}  // namespace

std::string draft_content_text(const DraftContent& content) {
  Json json(JsonObject{});
  json.set("form", report_form_json(content.form));
  JsonArray remarks;
  for (const ReportRemark& remark : content.remarks) {
    Json one(JsonObject{});
    one.set("account", remark.account);
    one.set("time", remark.time);
    one.set("text", remark.text);
    remarks.push_back(std::move(one));
  }
  json.set("remarks", std::move(remarks));
  if (!content.base.is_null()) json.set("base", content.base);
  return json.dump();
}

Result<DraftContent> parse_draft_content(std::string_view text) {
  auto json = parse_json(text);
  if (!json) return std::move(json).error();
  DraftContent content;
  if (const Json* form = json->find("form"); form != nullptr)
    content.form = report_form_from(*form);
  if (const Json* base = json->find("base"); base != nullptr) content.base = *base;
  if (const Json* remarks = json->find("remarks"); remarks != nullptr && remarks->is_array()) {
    for (const Json& remark : remarks->as_array()) {
      content.remarks.push_back({std::string(remark.string_or("account", "")),
                                 std::string(remark.string_or("time", "")),
                                 std::string(remark.string_or("text", ""))});
    }
  }
  return content;
}

Json report_record(const DraftContent& content, std::string_view id, std::string_view organization,
                   std::string_view today) {
  const ReportForm& form = content.form;
  Json record = content.base.is_object() ? content.base : Json(JsonObject{});
  record.set("id", id);
  record.set("title", trim_space(form.title));
  fill_company(record, form);
  set_or_drop(record, "supporter", trim_space(form.supporter));
  Json period = object_of(record, "period");
  set_or_drop(period, "from", date_of(form.period_from));
  set_or_drop(period, "to", date_of(form.period_to));
  set_object(record, "period", std::move(period));
  // A record that told its issues without saying which were stated keeps them until somebody does.
  if (!all_issues(form).empty()) record.set("issues", list_of(all_issues(form)));
  set_or_drop(record, "stated_issues", list_of(form.stated_issues));
  set_or_drop(record, "essential_issues", list_of(form.essential_issues));
  set_or_drop(record, "tools", tools_of(form.tools));
  record.set("sections", sections_of(form));
  set_or_drop(record, "outcome", trim_space(form.outcome));
  set_or_drop(record, "reflection", trim_space(form.reflection));
  set_or_drop(record, "checklist", checklist_of(form));
  fill_consent(record, form);
  record.set("organization", organization);
  record.set("visibility", form.visibility);
  record.set("updated_at", today);
  return record;
}

DraftContent revision_of(const CaseRecord& record) {
  DraftContent content;
  content.base = to_json(record);
  ReportForm& form = content.form;
  form.title = record.title;
  form.business = record.company.business;
  form.industry = record.company.industry;
  form.employees = number_text(record.company.employees);
  form.prefecture = record.company.prefecture;
  form.founded = number_text(record.company.founded);
  form.supporter = record.supporter;
  form.period_from = record.period_from;
  form.period_to = record.period_to;
  for (const std::string& tool : record.tools) {
    form.tools += (form.tools.empty() ? "" : std::string(kBetweenTools)) + tool;
  }
  form.stated_issues = record.stated_issues;
  form.essential_issues = record.essential_issues;
  form.visibility = visibility_code(record.visibility.value_or(Visibility::kOrganization));
  for (const Section& section : record.sections) {
    form.sections.push_back({section.heading, section.text, section.steps});
  }
  form.outcome = record.outcome;
  form.reflection = content.base.string_or("reflection", "");
  if (const Json* marks = content.base.find("checklist"); marks != nullptr && marks->is_array()) {
    for (std::size_t i = 0; i < std::min(marks->as_array().size(), kChecklistPoints); ++i) {
      const Json& mark = marks->as_array()[i];
      if (mark.is_string()) form.checklist.at(i) = mark.as_string();
    }
  }
  const Json consent = object_of(content.base, "consent");
  form.consent_scope = consent.string_or("scope", "");
  form.consent_until = consent.string_or("until", "");
  form.consent = !form.consent_scope.empty();
  return content;
}

}  // namespace kizuki

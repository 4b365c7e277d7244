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

/// The text of a member of an object that lies in the record; empty when there is none.
std::string text_in(const Json& record, std::string_view object, std::string_view name) {
  return std::string(object_of(record, object).string_or(name, ""));
}

/// What was typed as a date; as it stood in the record when nobody has changed it.
std::string date_of(std::string_view typed, const std::string& before) {
  return typed == before ? before : parse_date(typed).value_or("");
}

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

std::string tools_text(const JsonArray& tools) {
  std::string text;
  for (const Json& tool : tools) {
    if (!tool.is_string()) continue;
    text.append(text.empty() ? std::string_view() : kBetweenTools).append(tool.as_string());
  }
  return text;
}

/// The members of the record that is an array; empty when there is none.
JsonArray array_of(const Json& record, std::string_view name) {
  const Json* member = record.find(name);
  return member != nullptr && member->is_array() ? member->as_array() : JsonArray{};
}

JsonArray list_of(const std::vector<std::string>& words) {
  JsonArray list;
  for (const std::string& word : words) list.emplace_back(word);
  return list;
}

/// A section without text stays when the record had it so.
bool is_left_out(const ReportForm::Section& section, const Json& before) {
  if (!trim_space(section.text).empty()) return false;
  const Json* text = before.find("text");
  return text == nullptr || !text->is_string() || !trim_space(text->as_string()).empty();
}

/// What the form does not show of a section stays with it, wherever it stands now. A section of the
/// record is continued by one of the form at most: by the first that says so.
JsonArray sections_of(const ReportForm& form, const Json& base) {
  JsonArray before = array_of(base, "sections");
  JsonArray sections;
  for (const ReportForm::Section& section : form.sections) {
    Json one(JsonObject{});
    if (section.origin >= 1 && section.origin <= before.size() &&
        before[section.origin - 1].is_object()) {
      std::swap(one, before[section.origin - 1]);
    }
    if (is_left_out(section, one)) continue;
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
  set_or_drop(consent, "until",
              form.consent ? date_of(form.consent_until, text_in(record, "consent", "until")) : "");
  set_object(record, "consent", std::move(consent));
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// All issues of the form, each once: in the order of the record that is revised, then as they are
/// named.
std::vector<std::string> all_issues(const ReportForm& form, const Json& base) {
  std::vector<std::string> named;
  for (const auto* list : {&form.stated_issues, &form.essential_issues, &form.other_issues}) {
    for (const std::string& code : *list) {
      if (!has(named, code)) named.push_back(code);
    }
  }
  std::vector<std::string> issues;
  for (const Json& code : array_of(base, "issues")) {
    if (code.is_string() && has(named, code.as_string())) issues.push_back(code.as_string());
  }
  for (std::string& code : named) {
    if (!has(issues, code)) issues.push_back(std::move(code));
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
  set_or_drop(period, "from", date_of(form.period_from, text_in(record, "period", "from")));
  set_or_drop(period, "to", date_of(form.period_to, text_in(record, "period", "to")));
  set_object(record, "period", std::move(period));
  set_or_drop(record, "issues", list_of(all_issues(form, content.base)));
  set_or_drop(record, "stated_issues", list_of(form.stated_issues));
  set_or_drop(record, "essential_issues", list_of(form.essential_issues));
  // A tool's own name may have the sign in it that stands between two.
  if (form.tools != tools_text(array_of(record, "tools"))) {
    set_or_drop(record, "tools", tools_of(form.tools));
  }
  record.set("sections", sections_of(form, content.base));
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
  form.tools = tools_text(list_of(record.tools));
  form.stated_issues = record.stated_issues;
  form.essential_issues = record.essential_issues;
  for (const std::string& code : record.issues) {
    if (!has(form.stated_issues, code) && !has(form.essential_issues, code)) {
      form.other_issues.push_back(code);
    }
  }
  form.visibility = visibility_code(record.visibility.value_or(Visibility::kOrganization));
  for (const Section& section : record.sections) {
    form.sections.push_back(
        {section.heading, section.text, section.steps, form.sections.size() + 1});
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
  form.consent = !form.consent_scope.empty() || !form.consent_until.empty();
  return content;
}

}  // namespace kizuki

#include "engine/corpus/case_record.hpp"

#include <utility>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

void set_text(Json& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.set(key, text);
}

void set_integer(Json& object, std::string_view key, const std::optional<std::int64_t>& number) {
  if (number) object.set(key, *number);
}

void set_texts(Json& object, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  object.set(key, JsonArray(texts.begin(), texts.end()));
}

// Members of an object are unique, so what is kept can be appended without a look.
void append_members(Json& object, const JsonObject& members) {
  for (const auto& member : members) object.as_object().push_back(member);
}

void set_object(Json& object, std::string_view key, Json members) {
  if (!members.as_object().empty()) object.set(key, std::move(members));
}

Json company_json(const Company& company) {
  Json json(JsonObject{});
  set_text(json, "industry", company.industry);
  set_text(json, "business", company.business);
  set_integer(json, "employees", company.employees);
  set_integer(json, "capital_yen", company.capital_yen);
  set_text(json, "prefecture", company.prefecture);
  set_integer(json, "founded", company.founded);
  append_members(json, company.other);
  return json;
}

Json period_json(const CaseRecord& record) {
  Json json(JsonObject{});
  set_text(json, "from", record.period_from);
  set_text(json, "to", record.period_to);
  append_members(json, record.period_other);
  return json;
}

Json section_json(const Section& section) {
  Json json(JsonObject{});
  set_text(json, "heading", section.heading);
  json.set("text", section.text);
  if (!section.steps.empty()) {
    json.set("steps", JsonArray(section.steps.begin(), section.steps.end()));
  }
  append_members(json, section.other);
  return json;
}

}  // namespace

Json to_json(const CaseRecord& record) {
  Json json(JsonObject{});
  json.set("id", record.id);
  json.set("title", record.title);
  set_object(json, "company", company_json(record.company));
  if (record.scale_basis == ScaleBasis::kGiven) json.set("scale", scale_code(record.scale));
  set_text(json, "supporter", record.supporter);
  set_object(json, "period", period_json(record));
  set_texts(json, "issues", record.issues);
  set_texts(json, "tools", record.tools);
  JsonArray sections;
  sections.reserve(record.sections.size());
  for (const Section& section : record.sections) sections.push_back(section_json(section));
  json.set("sections", std::move(sections));
  set_text(json, "outcome", record.outcome);
  set_text(json, "organization", record.organization);
  if (record.visibility) json.set("visibility", visibility_code(*record.visibility));
  set_texts(json, "stated_issues", record.stated_issues);
  set_texts(json, "essential_issues", record.essential_issues);
  set_text(json, "updated_at", record.updated_at);
  append_members(json, record.other);
  return json;
}

std::string content_hash(const CaseRecord& record) {
  return sha256_hex(to_json(record).dump_canonical());
}

std::string compartment_of(const CaseRecord& record) {
  if (record.visibility == Visibility::kPublic) return "public";
  if (record.organization.empty()) return "local";
  if (record.visibility == Visibility::kMembers) return "members";
  return "org:" + record.organization;
}

std::vector<std::string> given_bridges(const CaseRecord& record) {
  std::vector<std::string> names;
  for (const auto& [key, value] : record.other) {
    if (key != "bridge_to" || !value.is_array()) continue;
    for (const Json& one : value.as_array()) {
      if (one.is_string()) names.push_back(one.as_string());
    }
  }
  return names;
}

std::vector<std::pair<std::string, std::string>> extra_facets(const CaseRecord& record) {
  std::vector<std::pair<std::string, std::string>> facets;
  for (const auto& [key, value] : record.other) {
    if (key != "facets" || !value.is_object()) continue;
    for (const auto& [name, content] : value.as_object()) {
      if (content.is_string()) facets.emplace_back(name, content.as_string());
      if (!content.is_array()) continue;
      for (const Json& one : content.as_array()) {
        if (one.is_string()) facets.emplace_back(name, one.as_string());
      }
    }
  }
  return facets;
}

std::string_view scale_code(Scale scale) {
  switch (scale) {
    case Scale::kSmall:
      return "small";
    case Scale::kMedium:
      return "medium";
    case Scale::kLarge:
      return "large";
    case Scale::kUnknown:
      break;
  }
  return "unknown";
}

std::string_view scale_label(Scale scale) {
  switch (scale) {
    case Scale::kSmall:
      return "小規模";
    case Scale::kMedium:
      return "中規模";
    case Scale::kLarge:
      return "大企業";
    case Scale::kUnknown:
      break;
  }
  return "不明";
}

std::string_view visibility_code(Visibility visibility) {
  switch (visibility) {
    case Visibility::kPublic:
      return "public";
    case Visibility::kMembers:
      return "members";
    case Visibility::kOrganization:
      break;
  }
  return "organization";
}

}  // namespace kizuki

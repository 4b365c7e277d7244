#include "server/app/case_brief.hpp"

#include <string_view>

namespace kizuki {
namespace {

std::string text_of(const Json* json, std::string_view key) {
  return json == nullptr ? std::string() : std::string(json->string_or(key, ""));
}

CaseBrief::Part part_of(const Json& section) {
  CaseBrief::Part part{text_of(&section, "heading"), text_of(&section, "text"), {}};
  const Json* steps = section.find("steps");
  if (steps == nullptr || !steps->is_array()) return part;
  for (const Json& step : steps->as_array()) {
    if (step.is_int()) part.steps.push_back(static_cast<int>(step.as_int()));
  }
  return part;
}

}  // namespace

Result<CaseBrief> brief_of(const StoredCase& stored) {
  const auto json = parse_json(stored.json);
  if (!json) return json.error();
  CaseBrief brief;
  brief.id = stored.id;
  brief.title = text_of(&*json, "title");
  const Json* company = json->find("company");
  brief.business = text_of(company, "business");
  brief.prefecture = text_of(company, "prefecture");
  if (const Json* employees = company == nullptr ? nullptr : company->find("employees");
      employees != nullptr && employees->is_int()) {
    brief.employees = employees->as_int();
  }
  brief.supporter = text_of(&*json, "supporter");
  brief.period_from = text_of(json->find("period"), "from");
  brief.period_to = text_of(json->find("period"), "to");
  brief.outcome = text_of(&*json, "outcome");
  brief.organization = text_of(&*json, "organization");
  brief.source_title = text_of(json->find("source"), "title");
  if (const Json* tools = json->find("tools"); tools != nullptr && tools->is_array()) {
    for (const Json& tool : tools->as_array()) {
      if (tool.is_string()) brief.tools.push_back(tool.as_string());
    }
  }
  if (const Json* sections = json->find("sections"); sections != nullptr && sections->is_array()) {
    for (const Json& section : sections->as_array()) brief.parts.push_back(part_of(section));
  }
  return brief;
}

}  // namespace kizuki

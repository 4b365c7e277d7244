#include "engine/tagging/case_tags.hpp"

namespace kizuki {

std::string_view scale_source_code(ScaleSource source) {
  switch (source) {
    case ScaleSource::kGiven:
      return "given";
    case ScaleSource::kComputed:
      return "computed";
    case ScaleSource::kText:
      return "text";
    case ScaleSource::kUnknown:
      break;
  }
  return "unknown";
}

std::string_view issue_stage_code(IssueStage stage) {
  switch (stage) {
    case IssueStage::kStated:
      return "stated";
    case IssueStage::kEssential:
      return "essential";
    case IssueStage::kUnclear:
      break;
  }
  return "unclear";
}

std::string_view text_of_field(const CaseRecord& record, std::string_view field) {
  if (field == "title") return record.title;
  if (field == "company.business") return record.company.business;
  if (field == "outcome") return record.outcome;
  std::size_t section = 0;
  for (const char c : field) {
    if (c >= '0' && c <= '9') section = section * 10 + static_cast<std::size_t>(c - '0');
  }
  if (section >= record.sections.size()) return {};
  return field.ends_with("heading") ? std::string_view(record.sections[section].heading)
                                    : std::string_view(record.sections[section].text);
}

}  // namespace kizuki

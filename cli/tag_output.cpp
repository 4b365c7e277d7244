#include "cli/tag_output.hpp"

#include <cmath>
#include <string_view>
#include <utility>

namespace kizuki {
namespace {

/// Three digits: more would claim what a calibration does not give.
Json rounded(float probability) {
  return std::round(static_cast<double>(probability) * 1000.0) / 1000.0;
}

Json evidence_to_json(const CaseRecord& record, const TagEvidence& evidence) {
  Json out;
  out.set("field", evidence.field);
  out.set("begin", static_cast<std::int64_t>(evidence.span.begin));
  out.set("end", static_cast<std::int64_t>(evidence.span.end));
  out.set("text", std::string(evidence.span.of(text_of_field(record, evidence.field))));
  out.set("reason", evidence.reason);
  if (evidence.denied) out.set("polarity", "-");
  return out;
}

Json list_to_json(const CaseRecord& record, const std::vector<TagEvidence>& list) {
  JsonArray out;
  for (const TagEvidence& evidence : list) out.push_back(evidence_to_json(record, evidence));
  return out;
}

void set_confidence(Json& out, float confidence) {
  out.set("confidence", rounded(confidence));
  if (confidence < kSureConfidence) out.set("review", "要確認");
}

Json named_to_json(const CaseRecord& record, const std::vector<NamedTag>& named) {
  JsonArray out;
  for (const NamedTag& tag : named) {
    Json item;
    item.set("name", tag.name);
    item.set("evidence", list_to_json(record, tag.evidence));
    out.push_back(std::move(item));
  }
  return out;
}

Json scale_to_json(const CaseRecord& record, const ScaleTag& tag) {
  Json out;
  out.set("label", std::string(scale_label(tag.scale)));
  out.set("basis", std::string(scale_source_code(tag.source)));
  out.set("reason", tag.reason);
  if (tag.employees) out.set("employees", *tag.employees);
  set_confidence(out, tag.confidence);
  JsonArray evidence;
  if (tag.evidence) evidence.push_back(evidence_to_json(record, *tag.evidence));
  out.set("evidence", std::move(evidence));
  if (!tag.conflicts.empty()) {
    JsonArray conflicts;
    for (const std::string& conflict : tag.conflicts) conflicts.emplace_back(conflict);
    out.set("conflicts", std::move(conflicts));
  }
  return out;
}

Json issue_to_json(const CaseRecord& record, const IssueTag& tag, const Taxonomy& taxonomy) {
  Json out;
  out.set("issue", tag.issue);
  if (const IssueType* type = taxonomy.issue(tag.issue); type != nullptr) {
    out.set("label", type->label);
  }
  set_confidence(out, tag.confidence);
  out.set("stage", std::string(issue_stage_code(tag.stage)));
  out.set("evidence", list_to_json(record, tag.evidence));
  return out;
}

Json step_to_json(const CaseRecord& record, const StepTag& tag, const Taxonomy& taxonomy) {
  Json out;
  out.set("step", tag.step);
  out.set("label", std::string(taxonomy.step_label(tag.step)));
  set_confidence(out, tag.confidence);
  out.set("polarity", tag.failed ? "-" : "+");
  out.set("evidence", list_to_json(record, tag.evidence));
  return out;
}

Json section_to_json(const CaseRecord& record, const SectionTags& tags, const Taxonomy& taxonomy) {
  JsonArray steps;
  JsonArray details;
  for (const StepTag& tag : tags.steps) {
    steps.emplace_back(tag.step);
    details.push_back(step_to_json(record, tag, taxonomy));
  }
  Json out;
  out.set("steps", std::move(steps));
  out.set("step_tags", std::move(details));
  out.set("none", rounded(tags.none));
  Json likeliest;
  likeliest.set("step", tags.likeliest.step);
  likeliest.set("confidence", rounded(tags.likeliest.confidence));
  out.set("likeliest", std::move(likeliest));
  return out;
}

}  // namespace

Json tags_to_json(const CaseRecord& record, const CaseTags& tags, const Taxonomy& taxonomy) {
  Json out;
  out.set("id", record.id);
  out.set("scale", std::string(scale_code(tags.scale.scale)));
  out.set("scale_tag", scale_to_json(record, tags.scale));
  JsonArray issues;
  JsonArray issue_tags;
  for (const IssueTag& tag : tags.issues) {
    issues.emplace_back(tag.issue);
    issue_tags.push_back(issue_to_json(record, tag, taxonomy));
  }
  out.set("issues", std::move(issues));
  out.set("issue_tags", std::move(issue_tags));
  JsonArray sections;
  for (const SectionTags& section : tags.sections) {
    sections.push_back(section_to_json(record, section, taxonomy));
  }
  out.set("sections", std::move(sections));
  JsonArray walls;
  for (const WallTag& wall : tags.walls) {
    Json item;
    item.set("wall", wall.wall);
    item.set("evidence", list_to_json(record, wall.evidence));
    walls.push_back(std::move(item));
  }
  out.set("walls", std::move(walls));
  out.set("tools", named_to_json(record, tags.tools));
  out.set("partners", named_to_json(record, tags.partners));
  return out;
}

void add_facet(const CaseRecord& record, const std::string& facet, const FacetTag& tag,
               Json& line) {
  JsonArray values;
  values.emplace_back(tag.best.value);
  Json facets;
  facets.set(facet, std::move(values));
  line.set("facets", std::move(facets));
  Json detail;
  detail.set("facet", facet);
  detail.set("value", tag.best.value);
  set_confidence(detail, tag.best.confidence);
  JsonArray others;
  for (const FacetValue& other : tag.others) {
    Json item;
    item.set("value", other.value);
    item.set("confidence", rounded(other.confidence));
    others.push_back(std::move(item));
  }
  detail.set("others", std::move(others));
  detail.set("evidence", list_to_json(record, tag.evidence));
  JsonArray details;
  details.push_back(std::move(detail));
  line.set("facet_tags", std::move(details));
}

}  // namespace kizuki

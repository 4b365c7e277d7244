// Tags of a case as a line of JSON.
#pragma once

#include <string>

#include "engine/base/json.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/tagging/case_tags.hpp"
#include "engine/tagging/facet_tagger.hpp"

namespace kizuki {

/// {"id", "scale", "scale_tag", "issues": [code…], "issue_tags": […], "sections": [{"steps": [n…],
/// "step_tags": […], "none", "likeliest"}…], "walls": […], "tools": […], "partners": […]}: the
/// plain codes for programs, beside them each tag with confidence, evidence and 「要確認」
/// (docs/tagging.md).
Json tags_to_json(const CaseRecord& record, const CaseTags& tags, const Taxonomy& taxonomy);

/// Adds what was read of a facet to the line of a record: `facets` {facet: [value]}, `facet_tags`.
void add_facet(const CaseRecord& record, const std::string& facet, const FacetTag& tag, Json& line);

}  // namespace kizuki

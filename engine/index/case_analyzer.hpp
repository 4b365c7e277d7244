// Record → CaseAnalysis.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/text/analyzer.hpp"
#include "engine/text/section_analyses.hpp"

namespace kizuki {

/// Analyses title, business, headings, section texts and outcome, and collects the facets. A title
/// that was made of the text (excerpt_of its first section, kTitleCharacters) is left out, or its
/// words would count twice: hit_title makes it again.
/// Texts of sections are taken from `sections`, or made there for others to take.
/// Errors: those of Analyzer::analyze, with the field's name.
Result<CaseAnalysis> analyze_case(const CaseRecord& record, std::string_view content_hash,
                                  const Taxonomy& taxonomy, SectionAnalyses& sections);
Result<CaseAnalysis> analyze_case(const CaseRecord& record, std::string_view content_hash,
                                  const Taxonomy& taxonomy, Analyzer& analyzer);

/// The key that analyze_case would give (see CaseAnalysis::key) without doing the work.
AnalysisKey analysis_key(std::string_view content_hash, std::string_view analyzer_fingerprint);

/// The facets of a record, sorted, without doubles: step (of any section), issue, stated_issue,
/// essential_issue, tool, scale (when known), industry (the division's letter, and the numeric code
/// when that was given), prefecture, supporter, organization, year (four digits at the front of the
/// period's beginning, else of updated_at), and what extra_facets gives: up to 64 values of up to
/// 200 bytes, under names of up to 32 bytes of a-z0-9_ that none of these has.
std::vector<Facet> facets_of(const CaseRecord& record, const Taxonomy& taxonomy);

}  // namespace kizuki

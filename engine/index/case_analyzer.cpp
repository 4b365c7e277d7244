#include "engine/index/case_analyzer.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/corpus/excerpt.hpp"
#include "engine/index/term_numbers.hpp"

namespace kizuki {
namespace {

/// Analyses the texts of a record one after the other into `fields`.
class FieldAnalyzer {
 public:
  explicit FieldAnalyzer(SectionAnalyses& sections) : sections_(sections) {}

  /// An empty text makes no field.
  Result<void> add(FieldKind kind, std::size_t section, std::string_view text,
                   std::string_view name) {
    if (text.empty()) return {};
    const AnalyzedText* analyzed = &analyzed_;
    if (kind == FieldKind::kBody) {
      const auto made = sections_.of(section, text);
      if (!made) return Error(made.error()).with_field(std::string(name));
      analyzed = *made;
    } else if (auto done = sections_.analyzer().analyze(text, analyzed_); !done) {
      return std::move(done).error().with_field(std::string(name));
    }
    AnalyzedField field;
    field.kind = kind;
    field.section = static_cast<std::uint16_t>(section);
    field.text = text;
    field.sentences = analyzed->sentences();
    field.occurrences.reserve(analyzed->terms().size());
    for (const IndexTerm& term : analyzed->terms()) {
      field.occurrences.push_back({terms_.number_of(term.text), term.span, term.kind});
    }
    fields_.push_back(std::move(field));
    return {};
  }

  Result<void> add_sections(const std::vector<Section>& sections) {
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const std::string name = "sections[" + std::to_string(i) + "].";
      if (auto done = add(FieldKind::kHeading, i, sections[i].heading, name + "heading"); !done) {
        return done;
      }
      if (auto done = add(FieldKind::kBody, i, sections[i].text, name + "text"); !done) {
        return done;
      }
    }
    return {};
  }

  void move_into(CaseAnalysis& analysis) && {
    analysis.fields = std::move(fields_);
    analysis.terms = std::move(terms_).take();
  }

 private:
  SectionAnalyses& sections_;
  AnalyzedText analyzed_;
  TermNumbers terms_;
  std::vector<AnalyzedField> fields_;
};

bool repeats_the_text(const CaseRecord& record) {
  const auto first = std::find_if(record.sections.begin(), record.sections.end(),
                                  [](const Section& section) { return !section.text.empty(); });
  return first != record.sections.end() &&
         record.title == excerpt_of(first->text, kTitleCharacters).shown();
}

}  // namespace

Result<CaseAnalysis> analyze_case(const CaseRecord& record, std::string_view content_hash,
                                  const Taxonomy& taxonomy, SectionAnalyses& sections) {
  FieldAnalyzer fields(sections);
  Result<void> done;
  if (!repeats_the_text(record)) done = fields.add(FieldKind::kTitle, 0, record.title, "title");
  if (done) done = fields.add(FieldKind::kBusiness, 0, record.company.business, "company.business");
  if (done) done = fields.add_sections(record.sections);
  if (done) done = fields.add(FieldKind::kOutcome, 0, record.outcome, "outcome");
  if (!done) return std::move(done).error().with_id(record.id);

  CaseAnalysis analysis;
  analysis.id = record.id;
  analysis.key = analysis_key(content_hash, sections.analyzer().model().fingerprint());
  analysis.facets = facets_of(record, taxonomy);
  std::move(fields).move_into(analysis);
  return analysis;
}

Result<CaseAnalysis> analyze_case(const CaseRecord& record, std::string_view content_hash,
                                  const Taxonomy& taxonomy, Analyzer& analyzer) {
  SectionAnalyses sections(analyzer);
  return analyze_case(record, content_hash, taxonomy, sections);
}

AnalysisKey analysis_key(std::string_view content_hash, std::string_view analyzer_fingerprint) {
  Sha256 hash;
  hash.update(content_hash);
  hash.update("\n");
  hash.update(analyzer_fingerprint);
  const Sha256Digest digest = hash.finish();
  AnalysisKey key{};
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

}  // namespace kizuki

// The encoder. A case becomes two streams that compress best apart: columns of small integers, and
// the texts one behind the other. Nearly all terms are byte-equal to the text at their place, so
// an occurrence names not its term but the *rule* that makes the term from that text:
//   term = text[span] without `skip` bytes in front and `drop` bytes behind, then `suffix`
// 行っ → 行う is (0, 3, う), the part 承継 of 事業承継 is (6, 0, ""). A case has few distinct
// rules.
#include "engine/index/case_analysis.hpp"

#include <cassert>
#include <cstddef>
#include <utility>

#include "engine/base/varint.hpp"
#include "engine/index/occurrence_codec.hpp"

namespace kizuki {
namespace {

struct SentenceColumns {
  std::string gaps;
  std::string lengths;

  void add(const std::vector<TextSpan>& sentences) {
    std::uint32_t end = 0;
    for (const TextSpan& sentence : sentences) {
      assert(end <= sentence.begin && sentence.begin <= sentence.end);
      append_varint(gaps, sentence.begin - end);
      append_varint(lengths, sentence.size());
      end = sentence.end;
    }
  }
};

void append_field_columns(const std::vector<AnalyzedField>& fields, std::string& out) {
  append_varint(out, fields.size());
  for (const auto& field : fields) append_varint(out, static_cast<std::uint64_t>(field.kind));
  for (const auto& field : fields) append_varint(out, field.section);
  for (const auto& field : fields) append_varint(out, field.text.size());
  for (const auto& field : fields) append_varint(out, field.sentences.size());
  for (const auto& field : fields) append_varint(out, field.occurrences.size());
}

void append_facets(const std::vector<Facet>& facets, std::string& out) {
  append_varint(out, facets.size());
  for (const Facet& facet : facets) {
    append_sized(out, facet.name);
    append_sized(out, facet.value);
  }
}

}  // namespace

std::string encode_case_analysis(const CaseAnalysis& analysis) {
  OccurrenceWriter occurrences;
  SentenceColumns sentences;
  std::size_t text_bytes = 0;
  for (const AnalyzedField& field : analysis.fields) {
    occurrences.begin_field(field.text);
    for (const TermOccurrence& occurrence : field.occurrences) {
      occurrences.add(occurrence.kind, occurrence.span, analysis.terms[occurrence.term]);
    }
    sentences.add(field.sentences);
    text_bytes += field.text.size();
  }

  std::string columns;
  append_field_columns(analysis.fields, columns);
  std::move(occurrences).append_to(columns);
  columns.append(sentences.gaps).append(sentences.lengths);
  append_facets(analysis.facets, columns);

  std::string record;
  record.reserve(columns.size() + text_bytes + 10);
  append_sized(record, columns);
  for (const AnalyzedField& field : analysis.fields) record += field.text;
  return record;
}

}  // namespace kizuki

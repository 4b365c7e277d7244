// Stored analysis: any bytes are safe to decode, what comes back keeps the contract that readers
// rely on, and encodes to something that decodes to the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/index/postings.hpp"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void check_span(const std::string& text, kizuki::TextSpan span) {
  check(span.begin <= span.end && span.end <= text.size());
  check(kizuki::utf8_is_border(text, span.begin) && kizuki::utf8_is_border(text, span.end));
}

void check_field(const kizuki::AnalyzedField& field, std::size_t terms) {
  check(kizuki::utf8_is_valid(field.text));
  std::uint32_t last = 0;
  for (const auto& occurrence : field.occurrences) {
    check_span(field.text, occurrence.span);
    check(last <= occurrence.span.begin && occurrence.term < terms);
    last = occurrence.span.begin;
  }
  last = 0;
  for (const kizuki::TextSpan sentence : field.sentences) {
    check_span(field.text, sentence);
    check(last <= sentence.begin);
    last = sentence.end;
  }
}

bool same(const kizuki::CaseAnalysis& a, const kizuki::CaseAnalysis& b) {
  if (a.terms != b.terms || a.facets != b.facets || a.fields.size() != b.fields.size()) {
    return false;
  }
  return std::equal(
      a.fields.begin(), a.fields.end(), b.fields.begin(), [](const auto& x, const auto& y) {
        return x.kind == y.kind && x.section == y.section && x.text == y.text &&
               x.sentences == y.sentences &&
               std::equal(x.occurrences.begin(), x.occurrences.end(), y.occurrences.begin(),
                          y.occurrences.end(), [](const auto& p, const auto& q) {
                            return p.term == q.term && p.span == q.span && p.kind == q.kind;
                          });
      });
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto analysis = kizuki::decode_case_analysis(bytes);
  if (!analysis) return 0;
  for (const auto& field : analysis->fields) check_field(field, analysis->terms.size());
  const auto again = kizuki::decode_case_analysis(kizuki::encode_case_analysis(*analysis));
  check(again.has_value() && same(*again, *analysis));
  for (const auto& posting : kizuki::postings_of(*analysis, kizuki::LengthSettings{})) {
    check(!posting.term.empty() && posting.term.size() <= 245);
  }
  return 0;
}

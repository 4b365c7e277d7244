// One case as the index sees it: its texts, where its terms stand, what it can be filtered by.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/text_span.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// Which part of the record a text is.
enum class FieldKind : std::uint8_t {
  kTitle = 0,
  kBusiness = 1,
  kHeading = 2,  // of the section that follows
  kBody = 3,     // a section's text
  kOutcome = 4,
};

/// A term occurrence: an entry of CaseAnalysis::terms and its place in the field's text.
struct TermOccurrence {
  std::uint32_t term = 0;
  TextSpan span;
  TermKind kind = TermKind::kWord;
};

/// One text of the case with its analysis.
struct AnalyzedField {
  FieldKind kind = FieldKind::kBody;
  std::uint16_t section = 0;  // 0-based number of the section for kHeading and kBody
  std::string text;           // as in the record
  std::vector<TextSpan> sentences;
  std::vector<TermOccurrence> occurrences;  // ascending by place
};

/// A filterable attribute, e.g. {"step","4"}, {"issue","succession"}, {"scale","small"},
/// {"industry","E"}, {"prefecture","北海道"}, {"supporter","商工会"}, {"year","2021"},
/// {"organization","…"}. Names are ASCII; a case may have several values of one name.
struct Facet {
  std::string name;
  std::string value;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes its own rewriting for a 0
  friend auto operator<=>(const Facet&, const Facet&) = default;
};

/// First bytes of SHA-256 over a record's content hash and the analyser's fingerprint: when it is
/// that of the same case before, the stored analysis can be used again. 64 bits are enough for a
/// comparison of two versions of one case.
using AnalysisKey = std::array<std::uint8_t, 8>;

/// All that the index keeps of a case. Made from a record by analyze_case (engine/index/
/// case_analyzer.hpp), stored by the analysis store.
struct CaseAnalysis {
  std::string id;
  AnalysisKey key{};
  std::vector<AnalyzedField> fields;
  std::vector<std::string> terms;  // distinct terms, in order of first occurrence
  std::vector<Facet> facets;       // sorted, no doubles
};

/// Serialises all but `id` and `key` (those lie in the store's case table). Columns of small
/// integers, so that the block compressor finds them alike; format: docs/index-format.md.
std::string encode_case_analysis(const CaseAnalysis& analysis);

/// Reads what encode_case_analysis wrote. Any bytes are safe to give. Errors: kCorrupt.
Result<CaseAnalysis> decode_case_analysis(std::string_view bytes);

}  // namespace kizuki

// A case as the tagger sees it: fields cut into sentences of normalised characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/text_span.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/text/normalizer.hpp"
#include "engine/text/sentence_splitter.hpp"

namespace kizuki {

/// Where in a record a text stands.
enum class CaseFieldKind : std::uint8_t { kTitle, kBusiness, kHeading, kBody, kOutcome };

/// One sentence. `span` are bytes of the field's original text; `text` are its normalised
/// characters (NFKC, case folded), valid as long as the CaseText.
struct Passage {
  TextSpan span;
  std::u32string_view text;
};

struct CaseField {
  CaseFieldKind kind = CaseFieldKind::kTitle;
  std::size_t section = 0;  // 0-based, of kHeading and kBody
  std::size_t first_passage = 0;
  std::size_t end_passage = 0;
};

/// The texts of one case in reading order: title, business, heading and body of each section,
/// outcome. Empty fields have no passages but keep their place: heading and body of section s are
/// fields 2 + 2s and 3 + 2s.
struct CaseText {
  std::vector<CaseField> fields;
  std::vector<Passage> passages;
  std::size_t sections = 0;

  const CaseField& heading(std::size_t section) const { return fields[2 + 2 * section]; }
  const CaseField& body(std::size_t section) const { return fields[3 + 2 * section]; }
  const CaseField& outcome() const { return fields.back(); }

 private:
  friend class CaseTextReader;
  std::u32string characters_;
};

/// Makes CaseTexts. One a thread; keeps scratch memory. Linear time.
class CaseTextReader {
 public:
  /// Replaces `out`. Errors: those of normalize().
  Result<void> read(const CaseRecord& record, CaseText& out);
  /// One text alone, as the body of a case without title.
  Result<void> read(std::string_view text, CaseText& out);

 private:
  struct Cut {
    TextSpan span;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  Result<void> add_field(std::string_view text, CaseFieldKind kind, std::size_t section,
                         CaseText& out);
  void close(CaseText& out);

  NormalizedText normalized_;
  SentenceSplitter splitter_;
  std::vector<TextSpan> sentences_;
  std::vector<Cut> cuts_;
};

/// The bytes of `record` that a field's passages point into.
std::string_view field_text(const CaseRecord& record, const CaseField& field);

/// UTF-8 of normalised characters.
std::string to_utf8(std::u32string_view text);

/// Normalised characters of a table entry. Errors: those of normalize().
Result<std::u32string> normalized_characters(std::string_view text);

}  // namespace kizuki

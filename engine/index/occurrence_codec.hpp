// Places and lengths of term occurrences in one byte each, nearly always.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"
#include "engine/index/term_numbers.hpp"
#include "engine/index/term_rule.hpp"

namespace kizuki {

/// Encodes the occurrences of all fields of a case. What a case has most of is a word that stands
/// a few characters behind the last one and is its own term: one symbol of few distinct values, so
/// that the block compressor's entropy coder gets near to the entropy of (gap, length, rule), about
/// 5 bits. Separate columns for the three cost 11. docs/index-format.md lists the codes.
class OccurrenceWriter {
 public:
  /// Starts a field; `text` must be valid UTF-8 and outlive the calls of add.
  void begin_field(std::string_view text);
  /// `span` lies in the field's text and begins at or behind the one before.
  void add(TermKind kind, TextSpan span, std::string_view term);

  /// Rules, codes, rule numbers, explicit places and lengths. The object must not be used
  /// afterwards.
  void append_to(std::string& out) &&;

 private:
  TermRuleWriter rules_;
  std::string codes_, numbers_, places_, lengths_;
  std::string_view text_;
  TextSpan previous_;
  std::uint32_t word_end_ = 0;
};

/// Reads what OccurrenceWriter wrote. Any bytes are safe to give; what comes back lies in the text,
/// on character borders, in order.
class OccurrenceReader {
 public:
  /// Takes the columns of `count` occurrences off the front of `bytes`; nothing when malformed. The
  /// bytes must outlive the object.
  static std::optional<OccurrenceReader> take(std::string_view& bytes, std::size_t count);

  void begin_field(std::string_view text);

  struct Occurrence {
    TermKind kind = TermKind::kWord;
    TextSpan span;
    std::string_view term;  // valid until the next call
  };
  /// The next of the `count` occurrences; nothing when it is malformed.
  std::optional<Occurrence> next();

 private:
  OccurrenceReader() = default;
  std::optional<TextSpan> span_for(std::uint8_t place_code);
  std::optional<TextSpan> explicit_span();
  std::optional<std::string_view> term_of(const TermRule& rule, std::string_view text);

  std::vector<TermRule> rules_;
  std::string_view codes_, numbers_, places_, lengths_;
  std::string_view text_;
  TextSpan previous_;
  std::uint32_t word_end_ = 0;
  std::string term_;
};

}  // namespace kizuki

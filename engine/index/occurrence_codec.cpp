#include "engine/index/occurrence_codec.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/base/varint.hpp"

namespace kizuki {
namespace {

// The low seven bits of a code. Below kPlainCodes: `gap` characters behind the last word's end,
// `length` characters long.
constexpr std::size_t kGaps = 12;
constexpr std::size_t kLengths = 10;
constexpr std::uint8_t kPlainCodes = kGaps * kLengths;
constexpr std::uint8_t kSameSpan = 120;     // the span of the occurrence before (parts)
constexpr std::uint8_t kFirstPair = 121;    // two characters where the occurrence before begins
constexpr std::uint8_t kNextPair = 122;     // two characters, one character further on
constexpr std::uint8_t kExplicit = 127;     // in the columns of places and lengths
constexpr std::uint8_t kRuleFollows = 128;  // else: rule 0, or rule 2 for the pairs

/// Offset of the character `count` characters behind `offset`; the text's size plus one when it
/// ends before.
std::size_t advance(std::string_view text, std::size_t offset, std::size_t count) {
  for (; count > 0 && offset < text.size(); --count) {
    offset += utf8_size(static_cast<unsigned char>(text[offset]));
  }
  return count == 0 ? offset : text.size() + 1;
}

/// Characters from `begin` to `end`, or `limit` when there are as many or more.
std::size_t count_characters(std::string_view text, std::size_t begin, std::size_t end,
                             std::size_t limit) {
  std::size_t count = 0;
  for (; begin < end && count < limit; ++count) {
    begin += utf8_size(static_cast<unsigned char>(text[begin]));
  }
  return begin <= end ? count : limit;
}

TextSpan span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_pair_at(std::string_view text, TextSpan span, std::size_t begin) {
  return span.begin == begin && advance(text, begin, 2) == span.end;
}

std::uint8_t place_code(std::string_view text, TextSpan span, TextSpan previous,
                        std::uint32_t word_end) {
  if (span.begin >= word_end) {
    const std::size_t gap = count_characters(text, word_end, span.begin, kGaps);
    const std::size_t length = count_characters(text, span.begin, span.end, kLengths + 1);
    if (gap < kGaps && length >= 1 && length <= kLengths) {
      return static_cast<std::uint8_t>(gap * kLengths + length - 1);
    }
    return kExplicit;
  }
  if (span == previous) return kSameSpan;
  if (is_pair_at(text, span, previous.begin)) return kFirstPair;
  if (is_pair_at(text, span, advance(text, previous.begin, 1))) return kNextPair;
  return kExplicit;
}

std::uint32_t default_rule(std::uint8_t code) {
  return static_cast<std::uint32_t>(code == kFirstPair || code == kNextPair ? TermKind::kBigram
                                                                            : TermKind::kWord);
}

bool is_space_for(std::string_view text, std::uint64_t begin, std::uint64_t end) {
  return begin <= end && end <= text.size() && utf8_is_border(text, begin) &&
         utf8_is_border(text, end);
}

/// Takes `count` varints off the front without looking at their values.
std::optional<std::string_view> take_varints(std::string_view& bytes, std::size_t count) {
  std::size_t end = 0;
  for (; count > 0 && end < bytes.size(); ++end) {
    if (static_cast<unsigned char>(bytes[end]) < 0x80) --count;
  }
  if (count > 0) return std::nullopt;
  const std::string_view taken = bytes.substr(0, end);
  bytes.remove_prefix(end);
  return taken;
}

}  // namespace

void OccurrenceWriter::begin_field(std::string_view text) {
  text_ = text;
  previous_ = {};
  word_end_ = 0;
}

void OccurrenceWriter::add(TermKind kind, TextSpan span, std::string_view term) {
  assert(previous_.begin <= span.begin && span.begin <= span.end && span.end <= text_.size());
  const std::uint8_t code = place_code(text_, span, previous_, word_end_);
  const std::uint32_t rule = rules_.number_of(kind, span.of(text_), term);
  const bool named = rule != default_rule(code);
  codes_ += static_cast<char>(code | (named ? kRuleFollows : 0));
  if (named) append_varint(numbers_, rule);
  if (code == kExplicit) {
    append_varint(places_, span.begin >= word_end_
                               ? std::uint64_t{span.begin - word_end_} * 2
                               : std::uint64_t{span.begin - previous_.begin} * 2 + 1);
    append_varint(lengths_, span.size());
  }
  previous_ = span;
  if (kind == TermKind::kWord) word_end_ = std::max(word_end_, span.end);
}

void OccurrenceWriter::append_to(std::string& out) && {
  std::move(rules_).append_to(out);
  out.append(codes_).append(numbers_).append(places_).append(lengths_);
}

std::optional<OccurrenceReader> OccurrenceReader::take(std::string_view& bytes, std::size_t count) {
  OccurrenceReader reader;
  auto rules = take_term_rules(bytes);
  if (!rules || count > bytes.size()) return std::nullopt;
  reader.rules_ = *std::move(rules);
  reader.codes_ = bytes.substr(0, count);
  bytes.remove_prefix(count);
  std::size_t named = 0;
  std::size_t explicits = 0;
  for (const char c : reader.codes_) {
    const auto code = static_cast<std::uint8_t>(c);
    named += (code & kRuleFollows) != 0 ? 1 : 0;
    explicits += (code & ~kRuleFollows) == kExplicit ? 1 : 0;
  }
  const auto numbers = take_varints(bytes, named);
  const auto places = take_varints(bytes, explicits);
  const auto lengths = take_varints(bytes, explicits);
  if (!numbers || !places || !lengths) return std::nullopt;
  reader.numbers_ = *numbers;
  reader.places_ = *places;
  reader.lengths_ = *lengths;
  return reader;
}

void OccurrenceReader::begin_field(std::string_view text) {
  text_ = text;
  previous_ = {};
  word_end_ = 0;
}

std::optional<OccurrenceReader::Occurrence> OccurrenceReader::next() {
  if (codes_.empty()) return std::nullopt;
  const auto code = static_cast<std::uint8_t>(codes_.front());
  codes_.remove_prefix(1);
  const auto place = static_cast<std::uint8_t>(code & ~kRuleFollows);
  const auto span = span_for(place);
  const auto number = (code & kRuleFollows) != 0 ? take_varint(numbers_) : default_rule(place);
  if (!span || !number || *number >= rules_.size()) return std::nullopt;
  const TermRule& rule = rules_[static_cast<std::size_t>(*number)];
  const auto term = term_of(rule, span->of(text_));
  if (!term) return std::nullopt;
  previous_ = *span;
  if (rule.kind == TermKind::kWord) word_end_ = std::max(word_end_, span->end);
  return Occurrence{rule.kind, *span, *term};
}

std::optional<TextSpan> OccurrenceReader::span_for(std::uint8_t place) {
  std::size_t begin = previous_.begin;
  std::size_t characters = 2;
  if (place < kPlainCodes) {
    begin = advance(text_, word_end_, place / kLengths);
    characters = place % kLengths + 1;
  } else if (place == kSameSpan) {
    return previous_;
  } else if (place == kNextPair) {
    begin = advance(text_, begin, 1);
  } else if (place == kExplicit) {
    return explicit_span();
  } else if (place != kFirstPair) {
    return std::nullopt;
  }
  if (begin > text_.size()) return std::nullopt;
  const std::size_t end = advance(text_, begin, characters);
  if (end > text_.size() || begin < previous_.begin) return std::nullopt;
  return span_of(begin, end);
}

std::optional<TextSpan> OccurrenceReader::explicit_span() {
  const auto place = take_varint(places_);
  const auto length = take_varint(lengths_);
  if (!place || !length || *place / 2 > text_.size() || *length > text_.size()) {
    return std::nullopt;
  }
  const std::uint64_t begin = (*place % 2 == 0 ? word_end_ : previous_.begin) + *place / 2;
  const std::uint64_t end = begin + *length;
  if (begin < previous_.begin || !is_space_for(text_, begin, end)) return std::nullopt;
  return span_of(static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
}

/// The length limit also keeps few bytes from naming many long terms.
std::optional<std::string_view> OccurrenceReader::term_of(const TermRule& rule,
                                                          std::string_view text) {
  if (std::uint64_t{rule.skip} + rule.drop > text.size()) return std::nullopt;
  text = text.substr(rule.skip, text.size() - rule.skip - rule.drop);
  const std::size_t size = text.size() + rule.suffix.size();
  if (size == 0 || size > kMaxTermBytes) return std::nullopt;
  if (rule.suffix.empty()) return text;
  term_.assign(text).append(rule.suffix);
  return term_;
}

}  // namespace kizuki

// The decoder. Every count and size is checked against what is left before memory is taken for it,
// so that memory stays within a small multiple of the input whatever the bytes are.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/base/varint.hpp"
#include "engine/index/case_analysis.hpp"
#include "engine/index/occurrence_codec.hpp"
#include "engine/index/term_numbers.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kMaxTextBytes = std::numeric_limits<std::uint32_t>::max();

/// Takes the columns off one by one. The first thing wrong makes `ok` false for good and all later
/// takes give nothing, so that callers check once a stage.
class ColumnReader {
 public:
  explicit ColumnReader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  void fail() { ok_ = false; }
  bool at_end() const { return bytes_.empty(); }
  std::string_view& rest() { return bytes_; }

  std::uint64_t take(std::uint64_t limit) {
    // Nearly every value is below 128.
    if (ok_ && !bytes_.empty()) {
      if (const auto byte = static_cast<unsigned char>(bytes_.front()); byte < 0x80) {
        bytes_.remove_prefix(1);
        ok_ = byte <= limit;
        return ok_ ? byte : 0;
      }
    }
    const auto value = ok_ ? take_varint(bytes_) : std::nullopt;
    ok_ = value && *value <= limit;
    return ok_ ? *value : 0;
  }

  /// How many things of at least one byte each follow.
  std::size_t take_count() { return static_cast<std::size_t>(take(bytes_.size())); }

  std::string_view take_bytes() {
    const auto value = ok_ ? take_sized(bytes_) : std::nullopt;
    ok_ = value.has_value();
    return ok_ ? *value : std::string_view();
  }

  std::vector<std::uint32_t> take_column(std::size_t count, std::uint64_t limit) {
    std::vector<std::uint32_t> values;
    if (!ok_ || count > bytes_.size()) {
      ok_ = false;
      return values;
    }
    values.reserve(count);
    for (std::size_t i = 0; i < count && ok_; ++i) {
      values.push_back(static_cast<std::uint32_t>(take(limit)));
    }
    return values;
  }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

struct FieldSizes {
  std::vector<std::uint32_t> kinds, sections, texts, sentences, occurrences;

  static FieldSizes take(ColumnReader& in) {
    FieldSizes sizes;
    const std::size_t count = in.take_count();
    sizes.kinds = in.take_column(count, static_cast<std::uint64_t>(FieldKind::kOutcome));
    sizes.sections = in.take_column(count, std::numeric_limits<std::uint16_t>::max());
    sizes.texts = in.take_column(count, kMaxTextBytes);
    sizes.sentences = in.take_column(count, kMaxTextBytes);
    sizes.occurrences = in.take_column(count, kMaxTextBytes);
    return sizes;
  }

  static std::size_t sum(const std::vector<std::uint32_t>& values) {
    std::size_t total = 0;
    for (const std::uint32_t value : values) total += value;
    return total;
  }
};

/// Cuts the texts out of their stream.
bool read_fields(const FieldSizes& sizes, std::string_view texts, CaseAnalysis& out) {
  if (FieldSizes::sum(sizes.texts) != texts.size()) return false;
  out.fields.resize(sizes.kinds.size());
  for (std::size_t i = 0; i < out.fields.size(); ++i) {
    AnalyzedField& field = out.fields[i];
    field.kind = static_cast<FieldKind>(sizes.kinds[i]);
    field.section = static_cast<std::uint16_t>(sizes.sections[i]);
    field.text = texts.substr(0, sizes.texts[i]);
    texts.remove_prefix(sizes.texts[i]);
    if (!utf8_is_valid(field.text)) return false;
  }
  return true;
}

bool is_place_in(const std::string& text, std::uint64_t begin, std::uint64_t end) {
  return begin <= end && end <= text.size() && utf8_is_border(text, begin) &&
         utf8_is_border(text, end);
}

TextSpan span_of(std::uint64_t begin, std::uint64_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool read_occurrences(const FieldSizes& sizes, ColumnReader& in, CaseAnalysis& out) {
  auto reader = OccurrenceReader::take(in.rest(), FieldSizes::sum(sizes.occurrences));
  if (!reader) return false;
  TermNumbers terms;
  for (std::size_t i = 0; i < out.fields.size(); ++i) {
    AnalyzedField& field = out.fields[i];
    reader->begin_field(field.text);
    field.occurrences.reserve(sizes.occurrences[i]);
    for (std::uint32_t count = sizes.occurrences[i]; count > 0; --count) {
      const auto occurrence = reader->next();
      if (!occurrence) return false;
      field.occurrences.push_back(
          {terms.number_of(occurrence->term), occurrence->span, occurrence->kind});
    }
  }
  out.terms = std::move(terms).take();
  return true;
}

bool read_sentences(const FieldSizes& sizes, ColumnReader& in, CaseAnalysis& out) {
  const std::size_t count = FieldSizes::sum(sizes.sentences);
  const auto gaps = in.take_column(count, kMaxTextBytes);
  const auto lengths = in.take_column(count, kMaxTextBytes);
  if (!in.ok()) return false;
  std::size_t at = 0;
  for (std::size_t i = 0; i < out.fields.size(); ++i) {
    AnalyzedField& field = out.fields[i];
    field.sentences.reserve(sizes.sentences[i]);
    std::uint64_t end = 0;
    for (const std::size_t stop = at + sizes.sentences[i]; at < stop; ++at) {
      const std::uint64_t begin = end + gaps[at];
      end = begin + lengths[at];
      if (!is_place_in(field.text, begin, end)) return false;
      field.sentences.push_back(span_of(begin, end));
    }
  }
  return true;
}

bool read_facets(ColumnReader& in, CaseAnalysis& out) {
  const std::size_t count = in.take_count();
  out.facets.reserve(std::min<std::size_t>(count, in.rest().size() / 2 + 1));
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::string_view name = in.take_bytes();
    const std::string_view value = in.take_bytes();
    Facet facet{std::string(name), std::string(value)};
    if (!out.facets.empty() && !(out.facets.back() < facet)) return false;
    out.facets.push_back(std::move(facet));
  }
  return in.ok();
}

bool read_record(std::string_view bytes, CaseAnalysis& out) {
  const auto body = take_sized(bytes);
  if (!body) return false;
  ColumnReader in(*body);
  const FieldSizes sizes = FieldSizes::take(in);
  if (!in.ok() || !read_fields(sizes, bytes, out)) return false;
  return read_occurrences(sizes, in, out) && read_sentences(sizes, in, out) &&
         read_facets(in, out) && in.at_end();
}

}  // namespace

Result<CaseAnalysis> decode_case_analysis(std::string_view bytes) {
  CaseAnalysis analysis;
  if (!read_record(bytes, analysis)) {
    return Error{ErrorCode::kCorrupt, "保存された解析結果が壊れています", "", 0, "", ""};
  }
  return analysis;
}

}  // namespace kizuki

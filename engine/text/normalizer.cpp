#include "engine/text/normalizer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

// What a byte may begin that has to be replaced before the normalisation.
enum ByteFlag : std::uint8_t { kPlain = 0, kControl = 1, kLeadC2 = 2, kLeadE1 = 4, kLeadE2 = 8 };

constexpr std::array<std::uint8_t, 256> make_byte_flags() {
  std::array<std::uint8_t, 256> flags{};
  for (std::size_t i = 0; i < 0x20; ++i) flags[i] = kControl;
  flags['\n'] = kPlain;
  flags[0x7F] = kControl;
  flags[0xC2] = kLeadC2;
  flags[0xE1] = kLeadE1;
  flags[0xE2] = kLeadE2;
  return flags;
}

constexpr std::array<std::uint8_t, 256> kByteFlags = make_byte_flags();

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

/// Bytes of the control character at `at`, or of the white space that normalisation leaves as it
/// is; 0 when there is none.
std::size_t control_size(std::string_view text, std::size_t at) {
  switch (kByteFlags[byte_at(text, at)]) {
    case kControl:
      return 1;
    case kLeadC2:  // U+0080 to U+009F
      return byte_at(text, at + 1) < 0xA0 ? 2 : 0;
    case kLeadE1:  // U+1680, a space of its own script
      return byte_at(text, at + 1) == 0x9A && byte_at(text, at + 2) == 0x80 ? 3 : 0;
    case kLeadE2: {  // U+2028 and U+2029
      const std::uint8_t last = byte_at(text, at + 2);
      return byte_at(text, at + 1) == 0x80 && (last == 0xA8 || last == 0xA9) ? 3 : 0;
    }
    default:
      return 0;
  }
}

bool is_line_break(std::string_view character) {
  const std::uint8_t lead = byte_at(character, 0);
  return (lead >= 0x0A && lead <= 0x0D) || lead == 0xE2 || character == "\xC2\x85";
}

/// Replaces control characters by white space of the same number of bytes, so that offsets stay.
/// Returns `text` itself when there is nothing to replace.
std::string_view without_controls(std::string_view text, std::string& copy) {
  std::uint8_t seen = 0;
  for (const char c : text) seen |= kByteFlags[static_cast<std::uint8_t>(c)];
  if (seen == 0) return text;
  copy.clear();
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t size = control_size(text, at);
    if (size == 0) continue;
    if (copy.empty()) copy = text;
    const bool breaks = is_line_break(text.substr(at, size));
    copy.replace(at, size, size, ' ');
    if (breaks) copy[at] = '\n';
    at += size - 1;
  }
  return copy.empty() ? text : std::string_view(copy);
}

/// ① ⑳ ⒈ ⓐ ㉑ ㊿: numbers and letters that stand for themselves.
bool is_enclosed(std::string_view character) {
  if (character.size() != 3) return false;
  std::size_t at = 0;
  const char32_t c = utf8_next(character, at);
  return (c >= 0x2460 && c <= 0x24FF) || (c >= 0x3251 && c <= 0x325F) ||
         (c >= 0x32B1 && c <= 0x32BF);
}

void fill_offsets(std::string_view original, const icu::Edits& edits, NormalizedText& out,
                  UErrorCode& status) {
  if (!edits.hasChanges()) return;
  auto change = edits.getFineChangesIterator();
  const auto span = [](std::int32_t begin, std::int32_t length) {
    return TextSpan{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length)};
  };
  while (change.next(status) != 0) {
    const TextSpan normalized = span(change.destinationIndex(), change.newLength());
    const TextSpan source = span(change.sourceIndex(), change.oldLength());
    out.offsets.add({normalized, source});
    if (is_enclosed(source.of(original))) {
      out.breaks.push_back(normalized.begin);
      out.breaks.push_back(normalized.end);
    }
  }
}

}  // namespace

Result<void> normalize(std::string_view original, NormalizedText& out) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string copy;
  const std::string_view text = without_controls(original, copy);
  out.text.clear();
  out.offsets.clear();
  out.breaks.clear();
  icu::Edits edits;
  if (U_SUCCESS(status)) {
    icu::StringByteSink<std::string> sink(&out.text, static_cast<std::int32_t>(text.size()));
    normalizer->normalizeUTF8(0,
                              icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                              sink, &edits, status);
    fill_offsets(text, edits, out, status);
  }
  if (U_FAILURE(status)) {
    return Error{ErrorCode::kInternal,
                 std::string("文字の正規化に失敗しました（ICU: ") + u_errorName(status) +
                     "）。libicu72を入れ直してください。",
                 "",
                 0,
                 "",
                 ""};
  }
  return {};
}

Result<std::string> normalized_form(std::string_view original) {
  NormalizedText out;
  auto done = normalize(original, out);
  if (!done) return std::move(done).error();
  return std::move(out.text);
}

}  // namespace kizuki

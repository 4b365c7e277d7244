// ICU converters with a callback of our own: ICU's default would put U+FFFD for what it cannot read
// and hide it. Where ICU 72 differs from what Windows wrote, the difference is mended here; the
// test compares every two-byte character with iconv's CP932.
#include "indexer/source/text_decoder.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr char16_t kBadUnit = 0xFFFF;  // a noncharacter, in none of the code pages
constexpr std::size_t kUnitsOfOneStep = 4096;

const char* icu_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kCp932:
      return "ibm-943_P15A-2003";
    case Encoding::kEucJp:
      return "EUC-JP";
    // Version 3 also knows half-width katakana and JIS X 0212, which real files of this name use.
    case Encoding::kIso2022Jp:
      return "ISO_2022,locale=ja,version=3";
  }
  return "";
}

void write_bad_unit(const void*, UConverterToUnicodeArgs* args, const char*, int32_t,
                    UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  *status = U_ZERO_ERROR;
  const UChar unit = kBadUnit;
  ucnv_cbToUWriteUChars(args, &unit, 1, 0, status);
}

/// IBM's table turns these three control codes round; Windows and everybody else do not.
char32_t mend_cp932(char32_t c) {
  switch (c) {
    case 0x1C:
      return 0x1A;
    case 0x7F:
      return 0x1C;
    case 0x1A:
      return 0x7F;
    default:
      return c;
  }
}

/// Software that writes ESC ( J means ASCII, and JSON's backslash must stay one.
char32_t mend_jis_roman(char32_t c) { return c == 0xA5 ? U'\\' : c == 0x203E ? U'~' : c; }

/// C1 control codes are bytes of another encoding that the converters let through.
bool is_c1(char32_t c) { return c >= 0x80 && c < 0xA0; }

}  // namespace

struct TextDecoder::State {
  struct Close {
    void operator()(UConverter* opened) const { ucnv_close(opened); }
  };
  Encoding encoding = Encoding::kUtf8;
  std::unique_ptr<UConverter, Close> converter;
  std::array<UChar, kUnitsOfOneStep> units;

  char32_t mended(char32_t c) const {
    if (is_c1(c)) return kBadUnit;
    if (encoding == Encoding::kCp932) return mend_cp932(c);
    if (encoding == Encoding::kIso2022Jp) return mend_jis_roman(c);
    return c;
  }

  /// All characters of the three sets lie in the BMP: a unit is a character.
  void append(UChar unit, std::string& out) const {
    const char32_t c = mended(unit);
    if (c == kBadUnit || U16_IS_SURROGATE(unit)) {
      out += kUndecodable;
    } else {
      utf8_append(out, c);
    }
  }
};

TextDecoder::TextDecoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder&&) noexcept = default;
TextDecoder& TextDecoder::operator=(TextDecoder&&) noexcept = default;

Result<TextDecoder> TextDecoder::open(Encoding encoding) {
  auto state = std::make_unique<State>();
  state->encoding = encoding;
  UErrorCode status = U_ZERO_ERROR;
  state->converter.reset(ucnv_open(icu_name(encoding), &status));
  if (U_SUCCESS(status)) {
    ucnv_setToUCallBack(state->converter.get(), write_bad_unit, nullptr, nullptr, nullptr, &status);
  }
  if (U_FAILURE(status)) {
    Error error;
    error.message = "文字コードの変換表を開けません: " + std::string(u_errorName(status));
    return error;
  }
  return TextDecoder(std::move(state));
}

void TextDecoder::decode(std::string_view bytes, bool last, std::string& out) {
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  UErrorCode status = U_ZERO_ERROR;
  do {
    UChar* target = state_->units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(state_->converter.get(), &target, target + kUnitsOfOneStep, &source, source_end,
                   nullptr, last ? 1 : 0, &status);
    for (const UChar* unit = state_->units.data(); unit != target; ++unit) {
      state_->append(*unit, out);
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
}

}  // namespace kizuki

// The Japanese encodings of old, turned into UTF-8 piece by piece.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {

/// Stands in decoded text for a byte sequence that is no character of its encoding. UTF-8 never
/// contains this byte, so whatever holds one fails the check for valid UTF-8, and nothing is
/// replaced in silence.
inline constexpr char kUndecodable = '\xFF';

/// Decodes one text handed over in pieces of any size. CP932 is the Windows code page (with ①, 髙
/// and ～), EUC-JP and ISO-2022-JP read the same characters for the same JIS rows. One a thread.
class TextDecoder {
 public:
  /// Errors: kInternal (the converter is missing from ICU's data).
  static Result<TextDecoder> open(Encoding encoding);
  ~TextDecoder();
  TextDecoder(TextDecoder&&) noexcept;
  TextDecoder& operator=(TextDecoder&&) noexcept;

  /// Appends the characters that end in `bytes` to `out` as UTF-8; a character cut off at the end
  /// of `bytes` is kept for the next call unless this is the `last`.
  void decode(std::string_view bytes, bool last, std::string& out);

 private:
  struct State;
  explicit TextDecoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kizuki

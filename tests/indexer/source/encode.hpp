// Text in the encodings of old, by glibc's iconv: the reference that the readers are tested
// against.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <iconv.h>

#include "indexer/source/record_source.hpp"

namespace kizuki {

inline const char* iconv_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kCp932:
      return "CP932";
    case Encoding::kEucJp:
      return "EUC-JP-MS";
    case Encoding::kIso2022Jp:
      return "ISO-2022-JP";
  }
  return "";
}

inline constexpr Encoding kEncodings[] = {Encoding::kUtf8, Encoding::kCp932, Encoding::kEucJp,
                                          Encoding::kIso2022Jp};

/// `text` in `encoding`, nothing when a character has no place in it.
inline std::optional<std::string> encode(Encoding encoding, std::string_view text) {
  const iconv_t converter = ::iconv_open(iconv_name(encoding), "UTF-8");
  std::string in(text);
  std::string out(in.size() * 6 + 16, '\0');
  char* source = in.data();
  std::size_t source_left = in.size();
  char* target = out.data();
  std::size_t target_left = out.size();
  const bool good = ::iconv(converter, &source, &source_left, &target, &target_left) == 0 &&
                    ::iconv(converter, nullptr, nullptr, &target, &target_left) == 0;
  ::iconv_close(converter);
  if (!good) return std::nullopt;
  out.resize(out.size() - target_left);
  return out;
}

}  // namespace kizuki

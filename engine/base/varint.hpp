// Unsigned integers in 1 to 10 bytes, little endian base 128 (LEB128), as all our files use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kizuki {

inline void append_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(static_cast<unsigned char>(value | 0x80));
    value >>= 7;
  }
  out += static_cast<char>(static_cast<unsigned char>(value));
}

/// Takes one integer off the front of `bytes`; nothing when it is cut off or longer than 64 bits
/// (then `bytes` is left as it was).
inline std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (i == 9 && byte > 1) return std::nullopt;
    value |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
    if (byte < 0x80) {
      bytes.remove_prefix(i + 1);
      return value;
    }
  }
  return std::nullopt;
}

/// A length as varint, then the bytes.
inline void append_sized(std::string& out, std::string_view bytes) {
  append_varint(out, bytes.size());
  out.append(bytes);
}

inline std::optional<std::string_view> take_sized(std::string_view& bytes) {
  std::string_view rest = bytes;
  const auto size = take_varint(rest);
  if (!size || *size > rest.size()) return std::nullopt;
  const std::string_view taken = rest.substr(0, static_cast<std::size_t>(*size));
  bytes = rest.substr(taken.size());
  return taken;
}

}  // namespace kizuki

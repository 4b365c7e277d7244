// Unsigned integers of fixed width, little endian, as the headers and tables of our files use them.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kizuki {

template <typename Unsigned>
void append_fixed(std::string& out, Unsigned value) {
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
  }
}

/// The integer at `offset`; `bytes` must reach that far.
template <typename Unsigned>
Unsigned load_fixed(std::string_view bytes, std::size_t offset) {
  assert(offset + sizeof(Unsigned) <= bytes.size());
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value |= static_cast<Unsigned>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
  }
  return value;
}

}  // namespace kizuki

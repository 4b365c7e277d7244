#include "engine/base/utf8.hpp"

#include <cstring>

namespace kizuki {
namespace {

constexpr bool is_tail(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/// Leads of characters of three bytes that allow any second byte.
constexpr bool leads_three_of_any(unsigned char lead) {
  return lead > 0xE0 && lead < 0xF0 && lead != 0xED;
}

}  // namespace

std::size_t utf8_valid_prefix(std::string_view text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t size = text.size();
  std::size_t at = 0;
  while (at < size) {
    // Eight ASCII bytes at a time.
    while (at + 8 <= size) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes + at, 8);
      if ((word & 0x8080808080808080ULL) != 0) break;
      at += 8;
    }
    if (at == size) break;
    const unsigned char lead = bytes[at];
    if (lead < 0x80) {
      ++at;
      continue;
    }
    // Japanese text is runs of these.
    if (leads_three_of_any(lead)) {
      do {
        if (at + 3 > size || !is_tail(bytes[at + 1]) || !is_tail(bytes[at + 2])) return at;
        at += 3;
      } while (at < size && leads_three_of_any(bytes[at]));
      continue;
    }
    if (lead < 0xC2 || lead > 0xF4) return at;
    const std::size_t length = utf8_size(lead);
    if (at + length > size) return at;
    const unsigned char second = bytes[at + 1];
    if (!is_tail(second)) return at;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
      return at;
    }
    for (std::size_t i = 2; i < length; ++i) {
      if (!is_tail(bytes[at + i])) return at;
    }
    at += length;
  }
  return size;
}

std::string_view utf8_prefix(std::string_view text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return text;
  std::size_t end = limit_bytes;
  while (end > 0 && is_tail(static_cast<unsigned char>(text[end]))) --end;
  return text.substr(0, end);
}

std::size_t utf8_length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_tail(static_cast<unsigned char>(c)) ? 0 : 1;
  return count;
}

char32_t utf8_next(std::string_view text, std::size_t& offset) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[offset + i]));
  };
  const char32_t lead = byte(0);
  char32_t code_point = lead;
  const std::size_t length = utf8_size(static_cast<unsigned char>(lead));
  if (length == 2) {
    code_point = (lead & 0x1F) << 6 | (byte(1) & 0x3F);
  } else if (length == 3) {
    code_point = (lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  } else if (length == 4) {
    code_point =
        (lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  }
  offset += length;
  return code_point;
}

void utf8_append(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t value) {
    out += static_cast<char>(static_cast<unsigned char>(value));
  };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

}  // namespace kizuki

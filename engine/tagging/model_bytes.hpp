// Plain values in a model file: little endian, lengths as varints.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/varint.hpp"

namespace kizuki {

class ByteWriter {
 public:
  void number(std::uint64_t value) { append_varint(bytes_, value); }
  void text(std::string_view value) { append_sized(bytes_, value); }
  void real(float value) { fixed(std::bit_cast<std::uint32_t>(value), 4); }
  void word(std::uint64_t value) { fixed(value, 8); }
  void reals(const std::vector<float>& values) {
    number(values.size());
    for (const float value : values) real(value);
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }
  std::string take() { return std::move(bytes_); }
  std::string_view bytes() const { return bytes_; }

 private:
  void fixed(std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xFFU);
  }
  std::string bytes_;
};

/// Reads what ByteWriter wrote. After a value that is cut off or over its bound, ok() is false and
/// all further values are empty: check once at the end, and before trusting a size.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && rest_.empty(); }
  void fail() { ok_ = false; }

  std::uint64_t number(std::uint64_t most) {
    // Nearly all are differences of one byte.
    constexpr unsigned char kMore = 0x80;
    if (ok_ && !rest_.empty() && static_cast<unsigned char>(rest_.front()) < kMore) {
      const std::uint64_t small = static_cast<unsigned char>(rest_.front());
      if (small > most) return fail(), 0;
      rest_.remove_prefix(1);
      return small;
    }
    const auto value = ok_ ? take_varint(rest_) : std::nullopt;
    if (!value || *value > most) return fail(), 0;
    return *value;
  }
  std::string_view text() {
    const auto value = ok_ ? take_sized(rest_) : std::nullopt;
    if (!value) return fail(), std::string_view();
    return *value;
  }
  float real() { return std::bit_cast<float>(static_cast<std::uint32_t>(fixed(4))); }
  std::uint64_t word() { return fixed(8); }
  /// At most as many as bytes are left, so that a wrong count cannot ask for memory.
  std::vector<float> reals() {
    std::vector<float> values(static_cast<std::size_t>(number(rest_.size() / 4)));
    for (float& value : values) value = real();
    return values;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values(static_cast<std::size_t>(number(rest_.size())));
    for (std::string& value : values) value = std::string(text());
    return values;
  }
  std::size_t left() const { return rest_.size(); }

 private:
  std::uint64_t fixed(std::size_t width) {
    if (!ok_ || rest_.size() < width) return fail(), 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    }
    rest_.remove_prefix(width);
    return value;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace kizuki

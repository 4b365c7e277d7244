// Markup under construction. What stands in the source is markup; everything else is text and gets
// escaped, by type, so that forgetting it does not compile.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// A piece of HTML. Text is escaped so that it is safe between tags and inside double quotes.
class Html {
 public:
  Html() = default;

  /// A literal: markup as it stands.
  template <std::size_t kSize>
  Html& operator<<(const char (&markup)[kSize]) {
    out_.append(markup, kSize - 1);
    return *this;
  }
  /// Text from anywhere.
  template <typename Text>
  requires(std::same_as<Text, std::string> || std::same_as<Text, std::string_view>) Html&
  operator<<(const Text& text) {
    append_text(text);
    return *this;
  }
  template <std::integral Number>
  requires(!std::same_as<Number, char> && !std::same_as<Number, bool>) Html& operator<<(
      Number number) {
    out_ += std::to_string(number);
    return *this;
  }
  Html& operator<<(const Html& other) {
    out_ += other.out_;
    return *this;
  }

  bool empty() const { return out_.empty(); }
  const std::string& str() const { return out_; }
  std::string take() && { return std::move(out_); }

 private:
  void append_text(std::string_view text);

  std::string out_;
};

/// `text` with <mark> around `marks` (ascending, apart, on character borders).
Html marked_text(std::string_view text, const std::vector<TextSpan>& marks);

/// 12345 → "12,345".
std::string with_commas(std::uint64_t number);

}  // namespace kizuki

#include "engine/text/mecab_text.hpp"

#include <array>

namespace kizuki {
namespace {

constexpr std::size_t kWideBytes = 3;

/// Dictionary forms of ASCII signs where they are not simply the full-width forms.
constexpr std::string_view special_form(char sign) {
  switch (sign) {
    case '-':
      return "−";
    case '~':
      return "〜";
    case '"':
      return "”";
    case '\'':
      return "’";
    default:
      return {};
  }
}

constexpr std::array<bool, 256> make_rewritten() {
  std::array<bool, 256> rewritten{};
  for (std::size_t i = 0; i < 0x80; ++i) {
    const bool word = (i >= '0' && i <= '9') || (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z');
    rewritten[i] = !word && i != ' ';
  }
  return rewritten;
}

constexpr std::array<bool, 256> kRewritten = make_rewritten();

void append_wide(std::string& out, char sign) {
  const std::string_view form = special_form(sign);
  if (!form.empty()) {
    out += form;
    return;
  }
  // U+FF01 to U+FF5E in the order of ASCII: EF BC 81 … EF BC BF, EF BD 80 …
  const auto index = static_cast<unsigned char>(sign) - 0x20U;
  out += '\xEF';
  out += static_cast<char>(index < 0x40 ? 0xBC : 0xBD);
  out += static_cast<char>(0x80 + index % 0x40);
}

}  // namespace

void MecabText::assign(std::string_view piece) {
  text_.clear();
  widened_.clear();
  passed_ = 0;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    const char c = piece[at];
    if (!kRewritten[static_cast<unsigned char>(c)]) continue;
    text_.append(piece, copied, at - copied);
    copied = at + 1;
    if (c < 0x20 || c == 0x7F) {
      text_ += ' ';
    } else {
      widened_.push_back(static_cast<std::uint32_t>(text_.size()));
      append_wide(text_, c);
    }
  }
  text_.append(piece, copied);
}

std::size_t MecabText::piece_offset(std::size_t offset) {
  while (passed_ < widened_.size() && widened_[passed_] < offset) ++passed_;
  return offset - passed_ * (kWideBytes - 1);
}

std::string mecab_spelling(std::string_view normalized) {
  MecabText text;
  text.assign(normalized);
  return text.text();
}

}  // namespace kizuki

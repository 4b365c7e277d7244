#include "engine/registration/contact_finder.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLeastDigits = 10;
constexpr std::size_t kMostDigits = 11;

bool is_mail_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '+';
}

bool is_web_letter(char c) { return c > ' ' && c < 0x7F; }

/// 0–9 for a digit of either width, -1 for anything else.
int digit_of(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
  return -1;
}

bool is_hyphen(char32_t c) {
  return c == U'-' || c == U'‐' || c == U'－' || c == U'−' || c == U'–' || c == U'ー';
}

TextSpan span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void find_mail(std::string_view text, std::vector<TextSpan>& found) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_mail_letter(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && is_mail_letter(text[end])) ++end;
    const std::string_view domain = text.substr(at + 1, end - at - 1);
    if (begin < at && domain.find('.') != std::string_view::npos) {
      found.push_back(span_of(begin, end));
    }
  }
}

void find_web(std::string_view text, std::vector<TextSpan>& found) {
  for (const std::string_view sign : {"http://", "https://", "www."}) {
    for (std::size_t at = text.find(sign); at != std::string_view::npos;
         at = text.find(sign, at + 1)) {
      std::size_t end = at;
      while (end < text.size() && is_web_letter(text[end])) ++end;
      if (end > at + sign.size()) found.push_back(span_of(at, end));
    }
  }
}

void find_telephone(std::string_view text, std::vector<TextSpan>& found) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (digit_of(utf8_next(text, at)) != 0) continue;
    // A number that begins before is no telephone number.
    std::size_t digits = 1;
    std::size_t end = at;
    std::size_t next = at;
    while (next < text.size()) {
      const char32_t c = utf8_next(text, next);
      if (digit_of(c) >= 0) {
        ++digits;
        end = next;
      } else if (!is_hyphen(c)) {
        break;
      }
    }
    if (digits >= kLeastDigits && digits <= kMostDigits) found.push_back(span_of(begin, end));
    at = end;
  }
}

}  // namespace

std::vector<TextSpan> find_contacts(std::string_view text) {
  std::vector<TextSpan> found;
  find_mail(text, found);
  find_web(text, found);
  find_telephone(text, found);
  std::sort(found.begin(), found.end(), [](TextSpan left, TextSpan right) {
    return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
  });
  std::vector<TextSpan> apart;
  for (const TextSpan span : found) {
    if (apart.empty() || span.begin >= apart.back().end) apart.push_back(span);
  }
  return apart;
}

}  // namespace kizuki

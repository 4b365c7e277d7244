#include "engine/workbook/workbook_content.hpp"

#include <algorithm>
#include <set>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostNameUnits = 31;
constexpr char32_t kFirstWide = 0x1100;  // Hangul, then kana, kanji and full-width forms
constexpr char32_t kFirstHalfKana = 0xFF61;
constexpr char32_t kLastHalfKana = 0xFFDC;
constexpr char32_t kFirstBeyondUtf16Unit = 0x10000;

std::size_t utf16_units(char32_t point) { return point >= kFirstBeyondUtf16Unit ? 2 : 1; }

bool allowed_in_xml(char32_t point) {
  constexpr char32_t kFirstNonCharacter = 0xFFFE;
  if (point == U'\t' || point == U'\n') return true;
  return point >= U' ' && point != kFirstNonCharacter && point != kFirstNonCharacter + 1;
}

/// _xHHHH_ at `at`: a program would read it as the character of that number.
bool is_escape(std::string_view text, std::size_t at) {
  constexpr std::size_t kLength = 7;
  const std::string_view part = text.substr(at, kLength);
  if (part.size() < kLength || part[0] != '_' || part[1] != 'x' || part[kLength - 1] != '_') {
    return false;
  }
  const std::string_view digits = part.substr(2, 4);
  return std::all_of(digits.begin(), digits.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

/// The beginning of `text` with at most `limit` UTF-16 units.
std::string_view first_units(std::string_view text, std::size_t limit) {
  std::size_t units = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    std::size_t next = end;
    units += utf16_units(utf8_next(text, next));
    if (units > limit) break;
    end = next;
  }
  return text.substr(0, end);
}

std::string lower(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

std::string sheet_name(std::string_view wanted, std::size_t limit) {
  constexpr std::string_view kForbidden = "[]:*?/\\'";
  std::string out;
  for (const char c : cell_text(wanted)) {
    const bool bad = kForbidden.find(c) != std::string_view::npos || c == '\t' || c == '\n';
    out += bad ? '_' : c;
  }
  out = std::string(first_units(out, limit));
  return out.empty() ? "_" : out;
}

}  // namespace

std::string cell_text(std::string_view text) {
  std::string out;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool escape = is_escape(text, at);
    const char32_t point = utf8_next(text, at);
    constexpr std::string_view kUnderscore = "_x005F_";
    units += escape ? kUnderscore.size() : utf16_units(point);
    if (units > kMostCellUnits) return out + "…";
    if (escape) {
      out += kUnderscore;
    } else {
      utf8_append(out, allowed_in_xml(point) ? point : U' ');
    }
  }
  return out;
}

std::size_t shown_width(std::string_view text) {
  std::size_t widest = 0;
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = utf8_next(text, at);
    if (point == U'\n') {
      widest = std::max(widest, width);
      width = 0;
      continue;
    }
    const bool narrow = point < kFirstWide || (point >= kFirstHalfKana && point <= kLastHalfKana);
    width += narrow ? 1 : 2;
  }
  return std::max(widest, width);
}

std::vector<std::string> valid_sheet_names(const std::vector<SheetTable>& sheets) {
  std::vector<std::string> out;
  std::set<std::string> used;
  for (const SheetTable& sheet : sheets) {
    std::string name = sheet_name(sheet.name, kMostNameUnits);
    for (std::size_t n = 2; !used.insert(lower(name)).second; ++n) {
      const std::string number = " " + std::to_string(n);
      name = sheet_name(sheet.name, kMostNameUnits - number.size()) + number;
    }
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace kizuki

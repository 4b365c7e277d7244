#include "indexer/source/office/cell_format.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>

#include "indexer/source/office/part_reader.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostDigits = 15;
constexpr double kSecondsPerDay = 86'400;
// Serial number of 10000-01-01, the first day that no spreadsheet program knows.
constexpr double kSerialEnd = 2'958'466;
constexpr double kDaysTo1904 = 1'462;
// Serial 60 is 1900-02-29, a day that never was; from 61 on days count from 1899-12-30.
constexpr double kDayThatNeverWas = 60;

constexpr char kElapsedMark = '\x01';

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The letters of a format code that mean something, lower case: without what stands in quotes or
/// behind an escape, without colours and conditions. Elapsed hours, minutes and seconds, which
/// stand in brackets, become kElapsedMark.
std::string meaning_letters(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size() - 1);
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size() - 1);
      const char first = lower(code[std::min(i + 1, end)]);
      const bool one_letter = std::all_of(code.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                          code.begin() + static_cast<std::ptrdiff_t>(end),
                                          [&](char other) { return lower(other) == first; });
      if (one_letter && (first == 'h' || first == 'm' || first == 's')) out += kElapsedMark;
      i = end;
    } else if (c == 'E' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) {
      out += '0';  // 0.00E+00
    } else {
      out += lower(c);
    }
  }
  return out;
}

std::string general_text(double value) {
  char text[40];
  const int size = std::snprintf(text, sizeof text, "%.*g", static_cast<int>(kMostDigits), value);
  std::string out(text, static_cast<std::size_t>(size));
  return out == "-0" ? "0" : out;
}

std::string padded_text(double value, std::size_t digits) {
  std::string out = general_text(std::fabs(std::round(value)));
  if (out.find_first_not_of("0123456789") != std::string::npos) return general_text(value);
  if (out.size() < digits) out.insert(0, digits - out.size(), '0');
  return value < 0 ? "-" + out : out;
}

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string clock_text(std::int64_t seconds) {
  std::string out = two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60);
  if (seconds % 60 != 0) out += ":" + two_digits(seconds % 60);
  return out;
}

std::string date_text(double days) {
  using std::chrono::sys_days;
  const auto before = std::chrono::year(1899) / 12 / (days > kDayThatNeverWas ? 30 : 31);
  const std::chrono::year_month_day day(sys_days(before) +
                                        std::chrono::days(static_cast<int>(days)));
  return std::to_string(static_cast<int>(day.year())) + "-" +
         two_digits(static_cast<unsigned>(day.month())) + "-" +
         two_digits(static_cast<unsigned>(day.day()));
}

/// Nothing when the number is no date.
std::optional<std::string> moment_text(double value, CellFormat::Kind kind) {
  if (kind == CellFormat::Kind::kElapsed) {
    if (value < 0 || value >= kSerialEnd) return std::nullopt;
    return clock_text(std::llround(value * kSecondsPerDay));
  }
  if (value < 0 || value >= kSerialEnd) return std::nullopt;
  double days = std::floor(value);
  std::int64_t seconds = std::llround((value - days) * kSecondsPerDay);
  if (seconds == std::llround(kSecondsPerDay)) {
    days += 1;
    seconds = 0;
  }
  if (kind == CellFormat::Kind::kTime || (kind == CellFormat::Kind::kDateTime && days == 0)) {
    return clock_text(seconds);
  }
  if (days < 1 || days == kDayThatNeverWas || days >= kSerialEnd) return std::nullopt;
  std::string out = date_text(days);
  if (kind == CellFormat::Kind::kDateTime) out += " " + clock_text(seconds);
  return out;
}

/// Collects the formats of <cellXfs>, in the order of the file: custom codes stand before them.
class StylesHandler final : public XmlHandler {
 public:
  std::vector<CellFormat> formats;

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") in_cells_ = true;
    if (name == "numFmt") {
      const auto number = number_of(attributes.find("numFmtId"));
      const auto code = attributes.find("formatCode");
      if (number && code) custom_[*number] = cell_format(*code);
    }
    if (name != "xf" || !in_cells_ || formats.size() >= kMostFormats) return;
    const std::uint32_t number = number_of(attributes.find("numFmtId")).value_or(0);
    const auto custom = custom_.find(number);
    formats.push_back(custom == custom_.end() ? built_in_cell_format(number) : custom->second);
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

 private:
  static constexpr std::size_t kMostFormats = 1U << 16U;  // Excel's own limit is 64,000

  static std::optional<std::uint32_t> number_of(std::optional<std::string_view> text) {
    std::uint32_t out = 0;
    if (!text) return std::nullopt;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), out);
    if (read.ec != std::errc()) return std::nullopt;
    return out;
  }

  bool in_cells_ = false;
  std::map<std::uint32_t, CellFormat> custom_;
};

}  // namespace

CellFormat cell_format(std::string_view code) {
  const std::string letters = meaning_letters(code);
  const auto has = [&](std::string_view any) {
    return letters.find_first_of(any) != std::string::npos;
  };
  if (letters.rfind("general", 0) == 0 || letters.rfind("g/標準", 0) == 0) return {};
  if (!letters.empty() && letters.find_first_not_of('0') == std::string::npos) {
    return {CellFormat::Kind::kNumber, letters.size()};
  }
  if (letters.find(kElapsedMark) != std::string::npos) return {CellFormat::Kind::kElapsed, 0};
  const bool has_clock = has("hs");
  const bool has_date = has("ydge") || (has("m") && !has_clock);
  if (has_date && has_clock) return {CellFormat::Kind::kDateTime, 0};
  if (has_date) return {CellFormat::Kind::kDate, 0};
  if (has_clock) return {CellFormat::Kind::kTime, 0};
  if (has("%")) return {CellFormat::Kind::kPercent, 0};
  return {};
}

CellFormat built_in_cell_format(std::uint32_t number) {
  using Kind = CellFormat::Kind;
  if (number == 9 || number == 10) return {Kind::kPercent, 0};
  if (number >= 14 && number <= 17) return {Kind::kDate, 0};
  if (number >= 18 && number <= 21) return {Kind::kTime, 0};
  if (number == 22) return {Kind::kDateTime, 0};
  if (number == 32 || number == 33) return {Kind::kTime, 0};
  if (number >= 27 && number <= 36) return {Kind::kDate, 0};
  if (number == 45 || number == 47) return {Kind::kTime, 0};
  if (number == 46) return {Kind::kElapsed, 0};
  if (number >= 50 && number <= 58) return {Kind::kDate, 0};
  return {};
}

Result<std::vector<CellFormat>> read_cell_formats(const ZipArchive& archive,
                                                  std::string_view part) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{16} << 20U;
  StylesHandler handler;
  if (auto read = read_xml_part(archive, part, kMostBytes, handler); !read) {
    return std::move(read).error();
  }
  return std::move(handler.formats);
}

std::string number_text(std::string_view number, const CellFormat& format, bool from_1904) {
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  const bool whole = read.ec == std::errc() && read.ptr == number.data() + number.size();
  if (!whole || !std::isfinite(value)) return std::string(number);
  using Kind = CellFormat::Kind;
  if (format.kind == Kind::kPercent) return general_text(value * 100) + "%";
  if (format.kind == Kind::kNumber) {
    return format.digits > 0 ? padded_text(value, format.digits) : general_text(value);
  }
  const bool has_date = format.kind == Kind::kDate || format.kind == Kind::kDateTime;
  const double serial = has_date && from_1904 && value >= 0 ? value + kDaysTo1904 : value;
  return moment_text(serial, format.kind).value_or(general_text(value));
}

}  // namespace kizuki

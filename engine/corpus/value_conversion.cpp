#include "engine/corpus/value_conversion.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::int64_t kFraction = 10'000;  // four decimals are kept exactly

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_space(char32_t c) {
  return c <= U' ' || c == U'\u00a0' || c == U'\u3000' || c == U'\ufeff';
}

bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

struct Unit {
  std::string_view name;
  std::int64_t factor;
};
constexpr std::array kSmallUnits = std::to_array<Unit>({{"千", 1'000}, {"百", 100}});
constexpr std::array kLargeUnits =
    std::to_array<Unit>({{"兆", 1'000'000'000'000}, {"億", 100'000'000}, {"万", 10'000}});

template <std::size_t N>
std::int64_t take_unit(std::string_view& text, const std::array<Unit, N>& units) {
  for (const Unit& unit : units) {
    if (take(text, unit.name)) return unit.factor;
  }
  return 0;
}

// Numbers here are multiplied by kFraction.
bool add_product(std::int64_t& sum, std::int64_t number, std::int64_t factor) {
  std::int64_t product = 0;
  return !__builtin_mul_overflow(number, factor, &product) &&
         !__builtin_add_overflow(sum, product, &sum);
}

// Digits with commas and at most four decimals; `text` starts with a digit.
std::optional<std::int64_t> take_digits(std::string_view& text) {
  std::int64_t number = 0;
  while (!text.empty() && (is_digit(text[0]) || text[0] == ',')) {
    if (text[0] == ',' && (text.size() < 2 || !is_digit(text[1]))) break;
    if (text[0] != ',') {
      if (number > std::numeric_limits<std::int64_t>::max() / (100 * kFraction))
        return std::nullopt;
      number = number * 10 + (text[0] - '0');
    }
    text.remove_prefix(1);
  }
  number *= kFraction;
  if (text.size() < 2 || text[0] != '.' || !is_digit(text[1])) return number;
  text.remove_prefix(1);
  for (std::int64_t place = kFraction / 10; !text.empty() && is_digit(text[0]); place /= 10) {
    if (place == 0 && text[0] != '0') return std::nullopt;
    number += (text[0] - '0') * place;
    text.remove_prefix(1);
  }
  return number;
}

// "3億5,000万": groups of up to 9999 before 兆, 億, 万; 千 and 百 within a group ("5千万").
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t sum = 0;
  std::int64_t group = 0;
  while (!text.empty() && is_digit(text[0])) {
    const auto digits = take_digits(text);
    if (!digits) return std::nullopt;
    const std::int64_t small = take_unit(text, kSmallUnits);
    if (!add_product(group, *digits, small == 0 ? 1 : small)) return std::nullopt;
    if (const std::int64_t large = take_unit(text, kLargeUnits); large != 0) {
      if (!add_product(sum, group, large)) return std::nullopt;
      group = 0;
    } else if (small == 0) {
      break;
    }
  }
  if (!add_product(sum, group, 1) || sum % kFraction != 0) return std::nullopt;
  return sum / kFraction;
}

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

struct Era {
  std::string_view name;
  int before_first_year;
};
constexpr std::array kEras = std::to_array<Era>({
    {"令和", 2018},
    {"平成", 1988},
    {"昭和", 1925},
    {"大正", 1911},
    {"明治", 1867},
    {"R", 2018},
    {"H", 1988},
    {"S", 1925},
    {"T", 1911},
    {"M", 1867},
});

int take_small_number(std::string_view& text, std::size_t max_digits) {
  int number = 0;
  std::size_t digits = 0;
  for (; digits < max_digits && !text.empty() && is_digit(text[0]); ++digits) {
    number = number * 10 + (text[0] - '0');
    text.remove_prefix(1);
  }
  return digits == 0 ? -1 : number;
}

int days_of(int year, int month) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

struct Date {
  int year = 0;
  int month = 0;  // 0: not told
  int day = 0;    // 0: not told

  bool exists() const {
    if (year < 1 || year > 9999 || month < 0 || month > 12) return false;
    if (month == 0) return day == 0;
    return day >= 0 && day <= days_of(year, month);
  }

  std::string iso() const {
    std::string out = std::to_string(year);
    out.insert(0, 4 - out.size(), '0');
    for (const int part : {month, day}) {
      if (part == 0) break;
      out += part < 10 ? "-0" : "-";
      out += std::to_string(part);
    }
    return out;
  }
};

bool take_separator(std::string_view& text, std::string_view word) {
  return take(text, word) || take(text, "/") || take(text, "-") || take(text, ".");
}

/// Reads the month and day behind a year; false when something else stands there.
bool take_month_and_day(std::string_view& text, Date& date) {
  if (!take_separator(text, "年")) return text.empty();
  if (text.empty()) return true;
  if ((date.month = take_small_number(text, 2)) < 1) return false;
  if (!take_separator(text, "月")) return text.empty();
  if (text.empty()) return true;
  if ((date.day = take_small_number(text, 2)) < 1) return false;
  take(text, "日");
  return text.empty();
}

std::optional<Date> read_date(std::string_view text) {
  Date date;
  int before_first_year = 0;
  for (const Era& era : kEras) {
    if (before_first_year == 0 && take(text, era.name)) before_first_year = era.before_first_year;
  }
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (before_first_year == 0 && (digits == 8 || digits == 6)) {
    date.year = take_small_number(text, 4);
    date.month = take_small_number(text, 2);
    if (date.month == 0) return std::nullopt;
    if (digits == 8 && (date.day = take_small_number(text, 2)) == 0) return std::nullopt;
    return text.empty() && date.exists() ? std::optional(date) : std::nullopt;
  }
  date.year = before_first_year != 0 && take(text, "元") ? 1 : take_small_number(text, 4);
  if (date.year < 1 || (before_first_year == 0 && digits != 4)) return std::nullopt;
  date.year += before_first_year;
  if (!take_month_and_day(text, date) || !date.exists()) return std::nullopt;
  return date;
}

}  // namespace

std::string_view trim_space(std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); begin = at) {
    if (!is_space(utf8_next(text, at))) break;
  }
  text.remove_prefix(begin);
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_space(utf8_next(text, at))) end = at;
  }
  return text.substr(0, end);
}

std::string fold_width(std::string_view text) {
  text = trim_space(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (c >= 0xff01 && c <= 0xff5e) {
      out += static_cast<char>(c - 0xff01 + '!');
    } else if (c == U'\u3000') {
      out += ' ';
    } else {
      utf8_append(out, c);
    }
  }
  return out;
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  const std::string plain = without_brackets(fold_width(text));
  std::string_view rest = plain;
  while (!rest.empty() && !is_digit(rest[0])) {
    if (rest[0] == '-' || take(rest, "−") || take(rest, "▲") || take(rest, "△"))
      return std::nullopt;
    rest.remove_prefix(1);
  }
  if (rest.empty()) return std::nullopt;
  const auto number = take_number(rest);
  const bool alone = std::none_of(rest.begin(), rest.end(), is_digit);
  return alone ? number : std::nullopt;
}

std::optional<std::string> parse_date(std::string_view text) {
  const std::string plain = fold_width(text);
  std::string_view rest = plain;
  if (const std::size_t time = rest.find_first_of(" T", 1); time != std::string_view::npos) {
    rest = rest.substr(0, time);
  }
  const auto date = read_date(rest);
  return date ? std::optional(date->iso()) : std::nullopt;
}

bool is_iso_date(std::string_view text) {
  const bool dashes =
      std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '-'; });
  return dashes && text.find('-') != 0 && parse_date(text) == text;
}

}  // namespace kizuki

#include "engine/query/query_scanner.hpp"

#include <optional>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/query/query_characters.hpp"

namespace kizuki {
namespace {

using Kind = QueryToken::Kind;

bool ends_word(char32_t character) {
  return is_query_space(character) || is_query_quote(character) || is_open_bracket(character) ||
         is_close_bracket(character) || is_or_bar(character);
}

bool is_or_word(std::string_view word) { return word == "OR" || word == "ＯＲ"; }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<QueryToken> scan() && {
    while (at_ < text_.size()) scan_token();
    if (!tokens_.empty() && tokens_.back().kind == Kind::kMinus) tokens_.pop_back();
    return std::move(tokens_);
  }

 private:
  char32_t character_at(std::size_t offset) const { return utf8_next(text_, offset); }

  bool after_minus() const { return !tokens_.empty() && tokens_.back().kind == Kind::kMinus; }

  void push(Kind kind, std::size_t begin, std::string_view value = {},
            FilterField field = FilterField::kIssue) {
    const TextSpan span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    tokens_.push_back({kind, field, std::string(value), span});
  }

  void scan_token() {
    const std::size_t begin = at_;
    const char32_t first = utf8_next(text_, at_);
    if (is_query_space(first)) return;
    if (is_open_bracket(first)) return push(Kind::kOpen, begin);
    if (is_close_bracket(first)) return push(Kind::kClose, begin);
    if (is_or_bar(first)) return push(Kind::kOr, begin);
    if (is_query_quote(first)) return scan_phrase(begin);
    if (is_query_minus(first) && !after_minus() && minus_has_operand()) {
      return push(Kind::kMinus, begin);
    }
    at_ = begin;
    scan_word();
  }

  /// Looks at what follows a minus sign at at_.
  bool minus_has_operand() const {
    if (at_ >= text_.size()) return false;
    const char32_t next = character_at(at_);
    return !is_query_space(next) && !is_close_bracket(next) && !is_or_bar(next);
  }

  /// Text up to the next quote, or to the end; at_ goes behind the quote.
  std::string_view take_quoted() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const std::size_t end = at_;
      if (is_query_quote(utf8_next(text_, at_)))
        return trim_query_space(text_.substr(begin, end - begin));
    }
    return trim_query_space(text_.substr(begin));
  }

  void scan_phrase(std::size_t begin) {
    const std::string_view phrase = take_quoted();
    if (!phrase.empty()) return push(Kind::kPhrase, begin, phrase);
    if (after_minus()) tokens_.pop_back();  // -"" would else stand before the next token
  }

  void scan_word() {
    const std::size_t begin = at_;
    std::size_t colon = std::string_view::npos;
    std::size_t value = begin;
    while (at_ < text_.size()) {
      const std::size_t start = at_;
      const char32_t character = utf8_next(text_, at_);
      if (ends_word(character)) {
        at_ = start;
        break;
      }
      if (colon == std::string_view::npos && is_query_colon(character)) {
        colon = start;
        value = at_;
      }
    }
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (colon != std::string_view::npos) {
      const auto field = find_filter_field(text_.substr(begin, colon - begin));
      if (field && scan_value(*field, begin, value)) return;
    }
    if (!is_or_word(word)) return push(Kind::kWord, begin, word);
    push(after_minus() ? Kind::kWord : Kind::kOr, begin, "or");
  }

  /// The value of `field` from `value` on: up to at_, or the quoted text there. False when empty.
  bool scan_value(FilterField field, std::size_t begin, std::size_t value) {
    std::string_view typed = text_.substr(value, at_ - value);
    if (typed.empty() && at_ < text_.size() && is_query_quote(character_at(at_))) {
      utf8_next(text_, at_);
      typed = take_quoted();
    }
    if (typed.empty()) return false;
    push(Kind::kFilter, begin, typed, field);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<QueryToken> tokens_;
};

}  // namespace

std::vector<QueryToken> scan_query(std::string_view text) { return Scanner(text).scan(); }

}  // namespace kizuki

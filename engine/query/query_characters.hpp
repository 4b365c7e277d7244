// The characters that mean something in a query, in all the forms that an input method gives.
#pragma once

#include <string>
#include <string_view>

namespace kizuki {

/// White space of any width; control characters count as such.
bool is_query_space(char32_t character);
/// " and its typographic and full-width forms.
bool is_query_quote(char32_t character);
bool is_open_bracket(char32_t character);   // ( （
bool is_close_bracket(char32_t character);  // ) ）
/// | ｜
bool is_or_bar(char32_t character);
/// Hyphen, minus and their full-width forms, and ー: with the input method on, the minus key gives
/// the long vowel mark, which never begins a word.
bool is_query_minus(char32_t character);
bool is_query_colon(char32_t character);  // : ：

/// Without the white space around it.
std::string_view trim_query_space(std::string_view text);

/// True when a filter's value would not be read back whole without quotes.
bool needs_quotes(std::string_view value);

/// For comparing names and codes: full-width ASCII to half-width, A–Z to a–z, white space dropped.
/// `text` must be valid UTF-8.
std::string fold_name(std::string_view text);

}  // namespace kizuki

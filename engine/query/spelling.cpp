#include "engine/query/spelling.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"

namespace kizuki {
namespace {

constexpr char32_t kLongVowel = U'ー';
constexpr std::string_view kLongVowelText = "ー";
/// Shorter words in kana are read in too many ways.
constexpr std::size_t kLeastKana = 3;
/// Katakana words that lose or get a long vowel mark keep at least this many characters.
constexpr std::size_t kLeastStem = 3;  // サーバ; カバ is no カバー

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += utf8_next(text, at);
  return characters;
}

std::u32string kanji_of(const std::u32string& word) {
  std::u32string kanji;
  std::copy_if(word.begin(), word.end(), std::back_inserter(kanji),
               [](char32_t c) { return char_class(c) == CharClass::kKanji; });
  return kanji;
}

template <typename Predicate>
bool all_of(const std::u32string& word, Predicate predicate) {
  return !word.empty() && std::all_of(word.begin(), word.end(), predicate);
}

bool is_hiragana(char32_t c) { return char_class(c) == CharClass::kHiragana || c == kLongVowel; }
bool is_katakana(char32_t c) { return char_class(c) == CharClass::kKatakana; }

bool is_subsequence(const std::u32string& part, const std::u32string& whole) {
  std::size_t at = 0;
  for (const char32_t c : whole) {
    if (at < part.size() && part[at] == c) ++at;
  }
  return at == part.size();
}

/// Two words that are read alike are one word.
bool is_same_word(const std::u32string& left, const std::u32string& right) {
  const std::u32string left_kanji = kanji_of(left);
  const std::u32string right_kanji = kanji_of(right);
  // The spelling in kana alone is that of every word read so: short ones say nothing.
  if (left_kanji.empty() && right_kanji.empty()) return false;
  if (left_kanji.empty()) return left.size() >= kLeastKana && all_of(left, is_hiragana);
  if (right_kanji.empty()) return right.size() >= kLeastKana && all_of(right, is_hiragana);
  return is_subsequence(left_kanji, right_kanji) || is_subsequence(right_kanji, left_kanji);
}

void add_new(std::vector<std::string>& all, std::string word, std::string_view known) {
  if (word == known || all.size() == kMaxSpellings) return;
  if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(std::move(word));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

void add_katakana_spellings(std::string_view word, std::vector<std::string>& all) {
  const std::u32string characters = characters_of(word);
  if (!all_of(characters, is_katakana)) return;
  const bool is_long = characters.back() == kLongVowel;
  if (is_long && characters.size() > kLeastStem) {
    add_new(all, std::string(word.substr(0, word.size() - kLongVowelText.size())), word);
  } else if (!is_long && characters.size() >= kLeastStem) {
    add_new(all, std::string(word).append(kLongVowelText), word);
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kVSounds{
      {{"ヴァ", "バ"}, {"ヴィ", "ビ"}, {"ヴェ", "ベ"}, {"ヴォ", "ボ"}, {"ヴ", "ブ"}}};
  std::string plain(word);
  for (const auto& [from, to] : kVSounds) plain = replaced(std::move(plain), from, to);
  add_new(all, std::move(plain), word);
}

}  // namespace

std::vector<std::string> other_spellings(std::string_view word, std::string_view reading,
                                         const ReadingTable& readings) {
  std::vector<std::string> all;
  const std::u32string characters = characters_of(word);
  // Which word is meant by kana is a guess: words_read_as.
  if (!reading.empty() && !kanji_of(characters).empty()) {
    for (const std::string_view other : readings.words(reading)) {
      if (is_same_word(characters, characters_of(other))) add_new(all, std::string(other), word);
    }
  }
  add_katakana_spellings(word, all);
  return all;
}

bool is_hiragana_word(std::string_view word) { return all_of(characters_of(word), is_hiragana); }

std::vector<std::string> words_read_as(std::string_view word, const ReadingTable& readings) {
  std::vector<std::string> all;
  if (utf8_length(word) < kLeastKana || !is_hiragana_word(word)) return all;
  for (const std::string_view other : readings.words(to_katakana(word))) {
    if (!kanji_of(characters_of(other)).empty()) add_new(all, std::string(other), word);
  }
  return all;
}

}  // namespace kizuki

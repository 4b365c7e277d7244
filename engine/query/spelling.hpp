// Other spellings of a word, by rule.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/reading_table.hpp"

namespace kizuki {

/// At most this many spellings of a word.
inline constexpr std::size_t kMaxSpellings = 8;

/// Other spellings of a word in its dictionary form, most common first, without the word itself:
/// - words read alike of which one has the kanji of the other in the same order, with kana for the
///   rest: 売上 売り上げ 売上げ, 取組 取り組み, 気付く 気づく きづく, 子供 子ども こども. Words
///   that are read alike but share no kanji (辞める 止める) are others.
/// - of katakana, with and without the long vowel mark at the end (サーバ サーバー), and ブ, バ for
///   ヴ, ヴァ.
/// `reading` in katakana, may be empty when unknown.
std::vector<std::string> other_spellings(std::string_view word, std::string_view reading,
                                         const ReadingTable& readings);

/// The words with kanji that a word in hiragana of three characters or more may stand for, most
/// common first, at most kMaxSpellings; none for other words: こうけいしゃ gives 後継者.
std::vector<std::string> words_read_as(std::string_view word, const ReadingTable& readings);

/// True when all characters are hiragana or the long vowel mark, and there is one.
bool is_hiragana_word(std::string_view word);

}  // namespace kizuki

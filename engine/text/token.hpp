// What text analysis yields.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// IPADIC's main classes, with the noun classes that decide what is indexed told apart.
enum class PartOfSpeech : std::uint8_t {
  kNoun,  // 名詞 (一般, サ変接続, 形容動詞語幹, 副詞可能, ナイ形容詞語幹, …)
  kProperNoun,          // 名詞,固有名詞
  kNumber,              // 名詞,数
  kPronoun,             // 名詞,代名詞
  kDependentNoun,       // 名詞,非自立 (こと, もの, ため)
  kNounSuffix,          // 名詞,接尾
  kVerb,                // 動詞,自立
  kDependentVerb,       // 動詞,非自立 and 接尾
  kAdjective,           // 形容詞,自立
  kDependentAdjective,  // 形容詞,非自立 and 接尾
  kAdverb,              // 副詞
  kPrenominal,          // 連体詞
  kPrefix,              // 接頭詞
  kConjunction,         // 接続詞
  kParticle,            // 助詞
  kAuxiliary,           // 助動詞
  kInterjection,        // 感動詞
  kFiller,              // フィラー
  kSymbol,              // 記号
  kOther,               // その他 and what the dictionary may add
};

/// One morpheme. The views live as long as the AnalyzedText that holds the token and the model
/// that made it.
struct Token {
  TextSpan span;             // bytes of the original text
  std::string_view surface;  // normalised form as it stands
  std::string_view base;     // normalised dictionary form; equals surface when unknown
  std::string_view reading;  // katakana; empty when unknown
  PartOfSpeech pos = PartOfSpeech::kOther;
  bool known = true;           // false: guessed by MeCab's unknown word handling
  bool content = false;        // an index term by class and base form (term_collector.hpp)
  std::uint16_t compound = 0;  // 1-based entry of the compound part table, 0 = none
};

/// Kinds of index terms.
enum class TermKind : std::uint8_t {
  kWord,    // base form of a content word
  kPart,    // part of a compound of the user dictionary (承継 of 事業承継)
  kBigram,  // two characters of an unknown word
};

/// A term at its place. `text` is normalised, not empty, at most kMaxTermBytes long.
struct IndexTerm {
  std::string_view text;
  TextSpan span;  // of the whole word for kWord and kPart, of the two characters for kBigram
  TermKind kind = TermKind::kWord;
};

/// Xapian refuses terms over 245 bytes; a prefix and the escape of NUL need room. Longer words are
/// cut at a character border and end in a hash of the whole (shorten_term).
inline constexpr std::size_t kMaxTermBytes = 200;

}  // namespace kizuki

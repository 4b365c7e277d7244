#include "engine/essence/sentence_tail.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kLeftOut = "…";
/// A shorter clause behind a comma (「、と話した」) does not say what was done.
constexpr std::size_t kLeastClause = 8;

constexpr std::array<std::string_view, 5> kOpening{"「", "『", "(", "[", "【"};
constexpr std::array<std::string_view, 5> kClosing{"」", "』", ")", "]", "】"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Where a piece may begin, the better kinds first.
enum class Border : std::uint8_t { kComma, kParticle, kWord, kInsideQuotation };

struct Start {
  std::size_t at = 0;  // byte of the sentence
  Border border = Border::kWord;
};

std::vector<Start> starts_of(std::span<const Token> tokens) {
  std::vector<Start> out;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool first = i == 0;
    Border border = Border::kWord;
    if (depth > 0) {
      border = Border::kInsideQuotation;
    } else if (!first && (tokens[i - 1].surface == "、" || tokens[i - 1].surface == ",")) {
      border = Border::kComma;
    } else if (!first && tokens[i - 1].pos == PartOfSpeech::kParticle) {
      border = Border::kParticle;
    }
    if (is_one_of(tokens[i].surface, kOpening)) ++depth;
    if (is_one_of(tokens[i].surface, kClosing) && depth > 0) --depth;
    // What hangs on the word before it begins nothing.
    const bool hangs =
        tokens[i].pos == PartOfSpeech::kParticle || tokens[i].pos == PartOfSpeech::kAuxiliary ||
        tokens[i].pos == PartOfSpeech::kSymbol || tokens[i].pos == PartOfSpeech::kNounSuffix ||
        tokens[i].pos == PartOfSpeech::kDependentVerb;
    const bool opens = is_one_of(tokens[i].surface, kOpening);
    if (!first && (!hangs || opens)) out.push_back({tokens[i].span.begin, border});
  }
  return out;
}

/// The piece without marks at its ends: from the first to behind the last word or bracket.
TextSpan words_of(std::span<const Token> tokens) {
  const auto says = [](const Token& token) {
    return token.pos != PartOfSpeech::kSymbol || is_one_of(token.surface, kOpening) ||
           is_one_of(token.surface, kClosing);
  };
  const auto first = std::find_if(tokens.begin(), tokens.end(), says);
  if (first == tokens.end()) return {};
  const auto last = std::find_if(tokens.rbegin(), tokens.rend(), says);
  return {first->span.begin, last->span.end};
}

std::string last_characters(std::string_view text, std::size_t most) {
  std::size_t skipped = utf8_length(text) - most;
  std::size_t at = 0;
  for (; skipped > 0; --skipped) (void)utf8_next(text, at);
  return std::string(text.substr(at));
}

}  // namespace

std::string sentence_tail(std::string_view sentence, const AnalyzedText& text) {
  TextSpan words = words_of(text.tokens());
  if (words.begin >= words.end) words = {0, static_cast<std::uint32_t>(sentence.size())};
  const std::string_view whole = words.of(sentence);
  if (utf8_length(whole) <= kMostTailCharacters) return std::string(whole);
  const std::size_t most = kMostTailCharacters - utf8_length(kLeftOut);
  std::optional<Start> best;
  for (const Start& start : starts_of(text.tokens())) {
    if (start.at <= words.begin || start.at >= words.end) continue;
    const std::size_t length = utf8_length(sentence.substr(start.at, words.end - start.at));
    const bool clause = start.border == Border::kComma;
    if (length > (clause ? kMostTailCharacters : most) || length < kLeastClause) continue;
    // The first of a kind leaves most of the sentence.
    if (!best || start.border < best->border) best = start;
  }
  if (!best) return std::string(kLeftOut) + last_characters(whole, most);
  const std::string_view tail = sentence.substr(best->at, words.end - best->at);
  return (best->border == Border::kComma ? "" : std::string(kLeftOut)) + std::string(tail);
}

}  // namespace kizuki

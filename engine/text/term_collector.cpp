#include "engine/text/term_collector.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"
#include "engine/text/term.hpp"

namespace kizuki {
namespace {

bool is_ascii_word(const Token& token) {
  return std::all_of(token.surface.begin(), token.surface.end(),
                     [](char c) { return is_ascii_letter(c) || is_ascii_digit(c); });
}

bool is_number(const Token& token) { return token.pos == PartOfSpeech::kNumber; }

std::string_view joined(std::span<const Token> run) {
  const char* const begin = run.front().surface.data();
  const char* const end = run.back().surface.data() + run.back().surface.size();
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool is_single_character(std::string_view word) {
  return word.size() == utf8_size(static_cast<unsigned char>(word.front()));
}

}  // namespace

struct TermCollector::Output {
  const NormalizedText* normalized;
  OffsetCursor* offsets;
  std::deque<std::string>* made;
  std::vector<IndexTerm>* terms;

  void add(std::string_view text, TextSpan span, TermKind kind) const {
    if (text.size() > kMaxTermBytes) text = made->emplace_back(shorten_term(text));
    terms->push_back({text, span, kind});
  }

  std::uint32_t offset(const char* place) const {
    return static_cast<std::uint32_t>(place - normalized->text.data());
  }

  /// True when nothing stands between the tokens, seen or unseen.
  bool touch(const Token& left, const Token& right) const {
    const char* const border = left.surface.data() + left.surface.size();
    return border == right.surface.data() &&
           !std::binary_search(normalized->breaks.begin(), normalized->breaks.end(),
                               offset(border));
  }

  /// The first tokens that are `wanted` and touch each other.
  template <typename Predicate>
  Run run_of(Run tokens, Predicate wanted) const {
    std::size_t count = 0;
    while (count < tokens.size() && wanted(tokens[count]) &&
           (count == 0 || touch(tokens[count - 1], tokens[count]))) {
      ++count;
    }
    return tokens.first(count);
  }
};

void TermCollector::add_bigrams(const Token& token, const Output& out) const {
  const std::string_view word = token.surface;
  const bool ascii = std::all_of(word.begin(), word.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii || token.pos == PartOfSpeech::kNumber) return;
  const auto base = out.offset(word.data());
  std::size_t first = 0;
  std::size_t second = utf8_size(static_cast<unsigned char>(word[0]));
  if (second < word.size() &&
      second + utf8_size(static_cast<unsigned char>(word[second])) == word.size()) {
    return;  // two characters: the word itself
  }
  while (second < word.size()) {
    const std::size_t end = second + utf8_size(static_cast<unsigned char>(word[second]));
    const TextSpan place{base + static_cast<std::uint32_t>(first),
                         base + static_cast<std::uint32_t>(end)};
    out.add(word.substr(first, end - first), out.offsets->original(place), TermKind::kBigram);
    first = second;
    second = end;
  }
}

void TermCollector::add_token(const Token& token, const Output& out) const {
  if (!token.content) return;
  if (token.pos == PartOfSpeech::kNumber && is_single_character(token.surface)) return;
  out.add(token.base, token.span, TermKind::kWord);
  if (token.compound != 0) {
    for (const std::string& part : compounds_->parts(token.compound)) {
      out.add(part, token.span, TermKind::kPart);
    }
  }
  if (!token.known) add_bigrams(token, out);
}

void TermCollector::add_ascii_word(Run run, const Output& out) const {
  const TextSpan span{run.front().span.begin, run.back().span.end};
  out.add(joined(run), span, TermKind::kWord);
  for (const Token& token : run) {
    if (token.content && token.surface.size() > 1) out.add(token.base, span, TermKind::kPart);
  }
}

void TermCollector::add_number(Run run, const Output& out) const {
  std::string number(joined(run));
  number.erase(std::remove(number.begin(), number.end(), ','), number.end());
  if (number.empty()) return;
  out.add(out.made->emplace_back(std::move(number)), {run.front().span.begin, run.back().span.end},
          TermKind::kWord);
}

std::size_t TermCollector::add_word(Run tokens, const Output& out) const {
  const Run ascii = out.run_of(tokens, is_ascii_word);
  const Run numbers = out.run_of(tokens, is_number);
  const Run run = ascii.size() >= numbers.size() ? ascii : numbers;
  if (run.size() <= 1) {
    add_token(tokens.front(), out);
    return 1;
  }
  if (joined(run).size() > kMaxJoinedBytes) {
    for (const Token& token : run) add_token(token, out);
  } else if (run.size() == ascii.size()) {
    add_ascii_word(run, out);
  } else {
    add_number(run, out);
  }
  return run.size();
}

void TermCollector::collect(const NormalizedText& normalized, const std::vector<Token>& tokens,
                            std::deque<std::string>& made, std::vector<IndexTerm>& terms) {
  terms.clear();
  OffsetCursor cursor(normalized.offsets);
  const Output out{&normalized, &cursor, &made, &terms};
  for (Run rest(tokens); !rest.empty();) rest = rest.subspan(add_word(rest, out));
}

}  // namespace kizuki

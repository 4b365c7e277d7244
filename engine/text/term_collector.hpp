// From tokens to what is indexed.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "engine/text/compound_parts.hpp"
#include "engine/text/normalizer.hpp"
#include "engine/text/token.hpp"

namespace kizuki {

/// Words and numbers joined from several tokens are kept up to this length.
inline constexpr std::size_t kMaxJoinedBytes = 64;

/// Terms of one text. One a thread.
///
/// - A content token gives its base form.
/// - Neighbouring tokens of ASCII letters and digits (5S, ISO9001, B2B) give the joined word, with
///   those of its tokens that have two or more characters as parts: ISO9001 and ISO 9001 find each
///   other.
/// - Neighbouring numbers (3.5, 二十, 1,200万) give one number without its commas. A number of one
///   character (4, 十) stands nearly everywhere and gives nothing.
/// - A compound gives its parts.
/// - An unknown word of three or more characters, some of which are not ASCII, gives the bigrams of
///   its characters. (Parts of a Latin word say nothing.)
class TermCollector {
 public:
  explicit TermCollector(const CompoundParts& compounds) : compounds_(&compounds) {}

  /// Replaces `terms` by the terms of `tokens`, which were made from `normalized`.
  /// Terms are views into `normalized`, the dictionaries, and `made` for the few that stand nowhere
  /// (which is appended to).
  void collect(const NormalizedText& normalized, const std::vector<Token>& tokens,
               std::deque<std::string>& made, std::vector<IndexTerm>& terms);

 private:
  struct Output;
  using Run = std::span<const Token>;
  /// Adds the terms of the word at the front of `tokens`; returns its number of tokens.
  std::size_t add_word(Run tokens, const Output& out) const;
  void add_ascii_word(Run run, const Output& out) const;
  void add_number(Run run, const Output& out) const;
  void add_token(const Token& token, const Output& out) const;
  void add_bigrams(const Token& token, const Output& out) const;

  const CompoundParts* compounds_;
};

}  // namespace kizuki

// A short phrase for what a sentence says was done: 「口を挟まずに話を聴く」.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/text/token.hpp"

namespace kizuki {

/// An act: a predicate with its arguments, in normalised words that stood together in one clause.
struct ActionFrame {
  std::string predicate;     // dictionary form: 聴く, 結成する
  bool negated = false;      // 〜ない, 〜にとどめる's opposite is not looked for
  bool benefactive = false;  // 〜してもらう: somebody else does it
  /// Particle (を に で へ と から まで) and noun, in order; people by their role (経営者, 従業員).
  std::vector<std::pair<std::string, std::string>> arguments;
  std::string manner;  // a denied or accompanying clause before it: 「口を挟まずに」

  bool has(std::string_view particle) const;
};

/// What a noun phrase is about: behind the last の or や (個別の面談 → 面談).
std::string_view head_noun(std::string_view noun);

/// The acts of one sentence in order, by rules over parts of speech. Clauses that describe a noun
/// (「伸び悩む原因」) and quotations of more than 12 characters are passed over.
std::vector<ActionFrame> read_action_frames(std::span<const Token> tokens);

/// The phrase of a frame: manner, the last three arguments as they stood, predicate; denied and
/// benefactive forms kept. Nothing is put together that did not stand in one clause.
std::string render_phrase(const ActionFrame& frame);

}  // namespace kizuki

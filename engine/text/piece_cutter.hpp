// Cuts sentences into pieces that MeCab takes in linear time and bounded memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/base/text_span.hpp"
#include "engine/text/char_class.hpp"

namespace kizuki {

/// Bounds of a piece. MeCab 0.996 takes time quadratic in a run of one character class, about 300
/// bytes of memory for each byte of a piece, and returns nothing after 65,536 spaces.
struct PieceLimits {
  std::size_t piece_bytes = 2048;    // as MeCab gets it: an ASCII sign counts 3
  std::size_t run_characters = 256;  // of one class
  std::size_t space_characters = 1;  // of white space in a row
};

/// Hands out the pieces of one sentence of normalised text in order. Pieces neither begin nor end
/// with white space; all characters but white space lie in exactly one. A piece that would be too
/// long ends behind its last 、 or comma, else at its last change of class, else anywhere between
/// two characters; a run of one class is cut where it gets too long; two spaces in a row end a
/// piece.
class PieceCutter {
 public:
  PieceCutter(std::string_view text, TextSpan sentence, const PieceLimits& limits)
      : text_(text), at_(sentence.begin), end_(sentence.end), limits_(limits) {}

  /// The next piece; nothing at the end.
  std::optional<TextSpan> next();

 private:
  /// What next() knows while it reads a piece.
  struct Reading {
    std::size_t bytes = 0;   // as MeCab gets them
    std::size_t run = 0;     // characters of the class so far
    std::size_t comma = 0;   // offset behind the last comma
    std::size_t change = 0;  // offset of the last change of class
    CharClass previous = CharClass::kSpace;
  };

  void skip_space();
  /// Where the piece that begins at `begin` ends, space included.
  std::size_t find_end(std::size_t begin) const;

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
  PieceLimits limits_;
};

}  // namespace kizuki

// Sentences of Japanese reports.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/text_span.hpp"

namespace kizuki {

/// A bracket that is not closed within this many characters does not hold a sentence together.
inline constexpr std::size_t kMaxBracketCharacters = 200;

/// Finds the sentences of normalised text, one call a text. Reuse one object: it keeps scratch
/// memory. One a thread.
///
/// A sentence ends behind a run of 。 ! ? with the closing brackets that follow it, and at every
/// line break, so that a heading or a bullet line is a sentence of its own. Stops inside 「」 『』
/// () do not count when the bracket is closed on the same line within kMaxBracketCharacters; a
/// bracket that is not, and a closing one without its opening one, are ordinary characters. ! and ?
/// between ASCII characters (addresses, "Yahoo!JAPAN") do not count either.
class SentenceSplitter {
 public:
  /// Replaces `sentences` by spans of `text`, in order, without the white space around them. All
  /// characters but white space lie in exactly one. Linear time.
  void split(std::string_view text, std::vector<TextSpan>& sentences);

  std::size_t memory_bytes() const;
  void release_memory();

 private:
  enum class Sign : unsigned char { kNone, kStop, kOpen, kClose };
  struct Mark {
    std::uint32_t offset = 0;     // of the sign
    std::uint32_t character = 0;  // its number in the line
    Sign sign = Sign::kNone;
    unsigned char pair = 0;  // which kind of bracket
    unsigned char size = 0;  // bytes
    bool matched = false;    // a bracket with its partner in reach
  };

  static Mark read_sign(std::string_view text, std::size_t offset);
  /// Collects the marks of the line at `begin`; returns the line's end.
  std::size_t read_line(std::string_view text, std::size_t begin);
  void match_brackets();
  void split_line(std::string_view text, TextSpan line, std::vector<TextSpan>& sentences) const;

  std::vector<Mark> marks_;            // of the current line
  std::vector<std::uint32_t> opened_;  // stack of indices into marks_
};

}  // namespace kizuki

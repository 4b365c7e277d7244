// Normalised text in the spelling of the dictionary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kizuki {

/// A piece of normalised text as MeCab gets it. IPADIC knows signs by their full-width forms only
/// and takes ASCII ones for nouns, which also spoils the words beside them; so each ASCII sign is
/// written full width (3 bytes for 1), and white space as U+0020. One object is used again for many
/// pieces.
class MecabText {
 public:
  void assign(std::string_view piece);

  /// The text, followed by a NUL.
  const std::string& text() const { return text_; }

  /// The offset in the piece of `offset` in text(), which must lie on a character border. Offsets
  /// are asked for in ascending order after each assign.
  std::size_t piece_offset(std::size_t offset);

 private:
  std::string text_;
  std::vector<std::uint32_t> widened_;  // offsets in text_ of the signs
  std::size_t passed_ = 0;              // signs before the offset asked for last
};

/// `normalized` as MeCab gets it; the form in which dictionary entries are written.
std::string mecab_spelling(std::string_view normalized);

}  // namespace kizuki

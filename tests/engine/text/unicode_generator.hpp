// Random valid UTF-8 that is hard on text analysis.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace kizuki {

/// Draws characters from pools that matter (kana, kanji, half- and full-width forms, marks,
/// joiners, brackets, stops, white space, controls, emoji) and now and then any scalar value. The
/// same seed gives the same texts.
class UnicodeGenerator {
 public:
  explicit UnicodeGenerator(std::uint64_t seed) : random_(seed) {}

  /// A text of at most `limit_characters` code points.
  std::string text(std::size_t limit_characters);
  std::size_t number(std::size_t below);

 private:
  char32_t character();

  std::mt19937_64 random_;
};

}  // namespace kizuki

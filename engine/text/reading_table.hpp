// Which words are read in a given way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/file.hpp"
#include "engine/base/result.hpp"

namespace kizuki {

/// Words by reading, from the dictionary that the analyser uses: content words in their dictionary
/// form, no names. Made at build by make_reading_table; a file of lines "reading TAB word TAB word
/// …", readings in katakana, ascending by bytes, each once. It is mapped and looked up where it
/// lies. Immutable and shared. Damaged bytes give wrong words at worst.
class ReadingTable {
 public:
  /// Errors: those of MappedFile.
  static Result<ReadingTable> open(const std::filesystem::path& file);
  /// Takes the bytes as they are; they must outlive the table.
  static ReadingTable over(std::string_view bytes);

  /// The words read like this (katakana), the most common first; views into the table.
  std::vector<std::string_view> words(std::string_view reading) const;

 private:
  MappedFile file_;
  std::string_view bytes_;
};

/// Collects the entries and prints the file.
class ReadingTableBuilder {
 public:
  /// `word` normalised, `reading` in katakana. `cost`: of the dictionary, lower is more common; of
  /// several entries of a word the lowest counts. Empty ones, and those with a TAB or line feed,
  /// are left out.
  void add(std::string_view reading, std::string_view word, std::int64_t cost);
  std::string print() const;

 private:
  std::map<std::string, std::map<std::string, std::int64_t>> readings_;
};

/// `text` with hiragana turned into katakana; all else stays.
std::string to_katakana(std::string_view text);

}  // namespace kizuki

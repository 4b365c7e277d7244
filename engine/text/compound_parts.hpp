// What compounds are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/text/stop_words.hpp"
#include "engine/text/word_table.hpp"

namespace kizuki {

/// The table of compounds with the parts under which they are found as well. Immutable and shared
/// after loading.
///
/// Parts of a compound are those of its line that can stand alone, and each compound of the table
/// that is a run of its parts (伴走支援 in 経営力再構築伴走支援). A part cannot stand alone when it
/// is a stop word, a particle, auxiliary or symbol, a prefix, a suffix, a number, or a single
/// ASCII character.
class CompoundParts {
 public:
  /// Reads lines of tab-separated compound, reading, parts and classes of the parts; the last two
  /// joined by "/". A part whose dictionary form differs is "form:dictionary form". "#" starts a
  /// comment. Errors: those of read_file, kInvalidEncoding, kCorrupt (with the line).
  static Result<CompoundParts> load(const std::filesystem::path& path, const StopWords& stop_words);
  /// As load, from the file's content.
  static Result<CompoundParts> parse(std::string_view content, const StopWords& stop_words);

  /// 1-based entry of the compound with this base form, 0 when it is none.
  std::uint16_t find(std::string_view base) const;
  /// Parts of entry `compound` (1..size()), distinct, in order of place, longer ones first.
  const std::vector<std::string>& parts(std::uint16_t compound) const {
    return parts_[compound - 1U];
  }
  std::size_t size() const { return parts_.size(); }

 private:
  WordTable<std::uint16_t> entries_;
  std::vector<std::vector<std::string>> parts_;
};

}  // namespace kizuki

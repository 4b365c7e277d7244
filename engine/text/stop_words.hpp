// Base forms without content.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/text/word_table.hpp"

namespace kizuki {

/// The base forms that are never index terms. Immutable and shared after loading.
class StopWords {
 public:
  /// Reads a file of one base form a line; "#" starts a comment, empty lines are skipped. Entries
  /// are normalised. Errors: those of read_file, kInvalidEncoding.
  static Result<StopWords> load(const std::filesystem::path& path);
  /// As load, from the file's content.
  static Result<StopWords> parse(std::string_view content);

  bool contains(std::string_view base) const { return words_.contains(base); }
  std::size_t size() const { return words_.size(); }

 private:
  WordTable<bool> words_;
};

}  // namespace kizuki

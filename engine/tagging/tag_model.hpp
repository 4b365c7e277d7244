// All that the tagger has learned, in one file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/tagging/issue_model.hpp"
#include "engine/tagging/step_model.hpp"

namespace kizuki {

/// Lexicon, cards and models. Immutable and shared by all threads once loaded.
///
/// The file (data/models/tags.kztm): "KZTM", format version, then the parts in the order of this
/// struct: strings with their length, numbers little endian, weights a signed byte each with a
/// scale a column; at the end the XXH3 of all before. It holds words and weights only, no sentence
/// of the cases that it learned from.
struct TagModel {
  /// Where it learned from, for people ("data/cases, data/reports, data/cards"): a model must not
  /// hold what its readers may not read, so a shared one names shipped data only.
  std::string sources;
  /// SHA-256 of the file's bytes in hex: the same model and lexicon give the same tags. Not in the
  /// file; set by parse.
  std::string fingerprint;
  TagLexicon lexicon;
  GramVocabulary grams;
  CardModel cards;
  StepModel steps;
  IssueModel issues;

  /// The same model gives the same bytes.
  std::string serialize() const;
  /// Errors: kCorrupt (damaged or not such a file), kVersionMismatch.
  static Result<std::shared_ptr<const TagModel>> parse(std::string_view bytes);
  /// Reads a file of at most 16 MiB. Errors: kNotFound, those of parse.
  static Result<std::shared_ptr<const TagModel>> load(const std::filesystem::path& file);
};

}  // namespace kizuki

// What the know-how extraction has learned from the shipped cases, in one file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/essence/action_filter.hpp"
#include "engine/essence/feature_table.hpp"
#include "engine/tagging/calibration.hpp"

namespace kizuki {

/// Rarity of features, the action filter, and what a match's score is worth. Immutable and shared
/// by all threads once loaded. Cards are not part of it: their weights are learned from their
/// examples at run time (card_matcher.hpp), in the reader's own walls.
///
/// The file (data/models/essence.kzem): "KZEM", format version, sources, the table (differences of
/// ascending keys, counts), the filter's weights as signed bytes with one scale, bias, calibration;
/// at the end the XXH3 of all before. It holds hashes and weights, no sentence.
struct EssenceModel {
  std::string sources;  // what it learned from, for people: shipped data only
  FeatureTable table;
  ActionFilter filter;
  /// Turns a match's score into the probability that a person agrees (Calibration over log odds).
  Calibration confidence;

  /// The same model gives the same bytes.
  std::string serialize() const;
  /// XXH3 of these bytes, which one that was parsed has from its file: names the model.
  std::uint64_t fingerprint() const;
  /// Errors: kCorrupt, kVersionMismatch.
  static Result<std::shared_ptr<const EssenceModel>> parse(std::string_view bytes);
  /// Reads a file of at most 16 MiB. Errors: kNotFound, those of parse.
  static Result<std::shared_ptr<const EssenceModel>> load(const std::filesystem::path& file);

 private:
  std::optional<std::uint64_t> parsed_;  // fingerprint of a parsed one
};

}  // namespace kizuki

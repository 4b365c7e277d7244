// What was learned about one facet of a source: which value the text of a record speaks for.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/calibration.hpp"
#include "engine/tagging/gram_vocabulary.hpp"
#include "engine/tagging/weight_matrix.hpp"

namespace kizuki {

/// One-vs-rest logistic regression over the values of a facet (FacetText says of what text).
/// Immutable and shared by all threads once loaded.
///
/// The file: "KZFM", format version, then the parts in the order of this struct; at the end the
/// XXH3 of all before. It holds words, values and weights, no sentence of what it learned from.
struct FacetModel {
  std::string facet;                // name of the facet: "accident_type"
  std::string sources;              // where it learned from, for people
  std::vector<std::string> values;  // ascending, distinct, at least two
  GramVocabulary grams;
  WeightMatrix weights;       // grams × values
  std::vector<float> biases;  // by value
  Calibration calibration;    // of the most probable value's share of all odds

  /// The same model gives the same bytes.
  std::string serialize() const;
  /// Errors: kInvalidArgument (damaged or not such a file: people name it), kVersionMismatch.
  static Result<std::shared_ptr<const FacetModel>> parse(std::string_view bytes);
  /// Reads a file of at most 64 MiB. Errors: kNotFound, those of parse.
  static Result<std::shared_ptr<const FacetModel>> load(const std::filesystem::path& file);
};

}  // namespace kizuki

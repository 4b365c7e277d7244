// What people's confirmations in one compartment add to the shared model. The shared model learns
// from shipped data alone; what an organisation's people said must not show anywhere else, so it
// lies in a file of its own that is opened with its compartment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/gram_vocabulary.hpp"

namespace kizuki {

/// A correction of the issues' probabilities: logit p' = logit p + offset + weights · text, by
/// issue. Immutable and shared by all threads once made.
///
/// The file: "KZTO", format version, then the members in the order of this struct as in TagModel,
/// at the end the XXH3 of all before. It holds weights of grams and counts, no sentence.
struct TagOverlay {
  struct Issue {
    std::uint32_t issue = 0;  // number in the model's lexicon
    float offset = 0;
    SparseVector weights;  // by row of the model's grams
    friend bool operator==(const Issue&, const Issue&) = default;
  };

  std::string compartment;
  std::string model;                        // TagModel::fingerprint; with another it means nothing
  std::uint64_t confirmation_sequence = 0;  // of the newest confirmation that it learned from
  /// XXH3 of the ids of the cases that it learned from, ascending: it goes when one of them is
  /// erased.
  std::vector<std::uint64_t> learned_from;
  std::vector<Issue> issues;  // ascending, those that something was said about

  /// Corrects the probabilities of a case with this text (CasePrediction::issue_text).
  void adjust(const SparseVector& text, std::vector<float>& probabilities) const;

  /// Whether it learned from the case (or, one in 2^64, from another of the same hash).
  bool learned_from_case(std::string_view id) const;

  /// SHA-256 of the file's bytes in hex.
  std::string fingerprint() const;
  std::string serialize() const;
  /// Any bytes are safe to give. Errors: kCorrupt, kVersionMismatch.
  static Result<TagOverlay> parse(std::string_view bytes);

  /// `folder`/NAME.kzto, NAME as the compartment's folder in a generation.
  static Result<TagOverlay> load(const std::filesystem::path& file);
  /// Replaces the file durably. Errors: kNoSpace, kPermissionDenied, kIo.
  Result<void> save(const std::filesystem::path& file) const;
};

}  // namespace kizuki

// What people's confirmations in one compartment add to the shared model. The shared model learns
// from shipped data alone; what an organisation's people said must not show anywhere else, so it
// lies in a file of its own that is opened with its compartment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tagging/gram_vocabulary.hpp"
#include "engine/tagging/step_decoder.hpp"

namespace kizuki {

/// A correction of probabilities, of the issues by the case's text and of the steps by the
/// section's: logit p' = logit p + offset + weights · text. Immutable and shared by all threads
/// once made.
///
/// The file: "KZTO", format version (1, without steps, is read too), then the members in the order
/// of this struct as in TagModel, at the end the XXH3 of all before. It holds weights of grams and
/// counts, no sentence.
struct TagOverlay {
  struct Correction {
    std::uint32_t label =
        0;  // number of the issue in the model's lexicon, or of the step (0-based)
    float offset = 0;
    SparseVector weights;  // by row of the model's grams
    friend bool operator==(const Correction&, const Correction&) = default;
  };

  std::string compartment;
  std::string model;                        // TagModel::fingerprint; with another it means nothing
  std::uint64_t confirmation_sequence = 0;  // of the newest confirmation that it learned from
  /// XXH3 of the ids of the cases that it learned from, ascending: it goes when one of them is
  /// erased.
  std::vector<std::uint64_t> learned_from;
  std::vector<Correction> issues;  // ascending, those that something was said about
  std::vector<Correction> steps;   // the same

  /// Corrects the issues' probabilities of a case with this text (CasePrediction::issue_text).
  void adjust_issues(const SparseVector& text, std::span<float> probabilities) const;
  /// Corrects those of a section (StepFeatures::text); the probability that it shows no step
  /// follows, as if the steps were independent.
  void adjust_steps(const SparseVector& text, StepMarginals& marginals) const;

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

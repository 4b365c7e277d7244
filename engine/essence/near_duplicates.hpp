// Cases that are copies of one another, found before anything is counted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/essence/case_sentences.hpp"

namespace kizuki {

/// Two cases are copies from this share of common shingles on (Jaccard).
inline constexpr double kDuplicateShare = 0.7;

inline constexpr std::size_t kSketchBins = 128;

/// Minima of a case's shingles by bin (one permutation hashing, Li, Owen & Zhang 2012); bins
/// without a shingle hold kEmptyBin.
using ShingleSketch = std::array<std::uint32_t, kSketchBins>;
inline constexpr std::uint32_t kEmptyBin = 0xFFFFFFFF;

/// Hashes of five neighbouring characters (numbers as one 0), within sentences; a shorter sentence
/// is one shingle. Ascending, without doubles.
std::vector<std::uint64_t> shingles_of(std::span<const CaseSentence> sentences);

ShingleSketch sketch_of(std::span<const std::uint64_t> shingles);

/// Share of common members of two ascending lists; 0 when both are empty.
double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// For each case the one that it is a copy of, or itself. `order` are the cases from the first to
/// the last to count as an original (by date, then id). Candidates share eight neighbouring bins;
/// `same(original, copy)` then compares their shingles for good. A copy is attached to one original
/// and never carries the link on: a chain of small changes does not swallow a corpus.
std::vector<std::uint32_t> find_duplicates(
    std::span<const ShingleSketch> sketches, std::span<const std::uint32_t> order,
    const std::function<bool(std::uint32_t, std::uint32_t)>& same);

}  // namespace kizuki

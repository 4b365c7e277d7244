#include "engine/essence/near_duplicates.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

// Five characters are four neighbouring pairs.
constexpr std::size_t kPairsPerShingle = 4;
constexpr std::size_t kBandBins = 8;
constexpr std::size_t kBands = kSketchBins / kBandBins;
constexpr std::size_t kLeastFilledBins = kBandBins / 2;
constexpr std::size_t kMostOriginalsPerBand = 16;
constexpr unsigned kBinShift = 57;  // the upper 7 bits choose one of 128 bins

std::uint64_t hash_of(const FeatureKey* pairs, std::size_t count) {
  return xxh3({reinterpret_cast<const char*>(pairs), count * sizeof(FeatureKey)});  // NOLINT
}

/// Key of a band, 0 when too few of its bins are filled to mean anything.
std::uint64_t band_key(const ShingleSketch& sketch, std::size_t band) {
  const std::uint32_t* bins = sketch.data() + band * kBandBins;
  const auto filled = static_cast<std::size_t>(
      std::count_if(bins, bins + kBandBins, [](std::uint32_t bin) { return bin != kEmptyBin; }));
  if (filled < kLeastFilledBins) return 0;
  return xxh3({reinterpret_cast<const char*>(bins), kBandBins * sizeof(*bins)},
              band + 1);  // NOLINT
}

}  // namespace

std::vector<std::uint64_t> shingles_of(std::span<const CaseSentence> sentences) {
  std::vector<std::uint64_t> out;
  for (const CaseSentence& sentence : sentences) {
    const auto& pairs = sentence.features.views[static_cast<std::size_t>(FeatureView::kBigram)];
    if (pairs.empty()) continue;
    if (pairs.size() < kPairsPerShingle) out.push_back(hash_of(pairs.data(), pairs.size()));
    for (std::size_t i = 0; i + kPairsPerShingle <= pairs.size(); ++i) {
      out.push_back(hash_of(pairs.data() + i, kPairsPerShingle));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

ShingleSketch sketch_of(std::span<const std::uint64_t> shingles) {
  ShingleSketch sketch;
  sketch.fill(kEmptyBin);
  for (const std::uint64_t shingle : shingles) {
    std::uint32_t& bin = sketch[static_cast<std::size_t>(shingle >> kBinShift)];
    bin = std::min(bin, static_cast<std::uint32_t>(shingle));
  }
  return sketch;
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++common, ++i, ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  const std::size_t all = a.size() + b.size() - common;
  return all == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(all);
}

std::vector<std::uint32_t> find_duplicates(
    std::span<const ShingleSketch> sketches, std::span<const std::uint32_t> order,
    const std::function<bool(std::uint32_t, std::uint32_t)>& same) {
  std::vector<std::uint32_t> original(sketches.size());
  for (std::uint32_t i = 0; i < original.size(); ++i) original[i] = i;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> originals;  // by band
  originals.reserve(sketches.size() * kBands);
  std::array<std::uint64_t, kBands> keys{};
  std::vector<std::uint32_t> candidates;
  for (const std::uint32_t here : order) {
    candidates.clear();
    for (std::size_t band = 0; band < kBands; ++band) keys[band] = band_key(sketches[here], band);
    for (const std::uint64_t key : keys) {
      if (key == 0) continue;
      const auto found = originals.find(key);
      if (found != originals.end()) {
        candidates.insert(candidates.end(), found->second.begin(), found->second.end());
      }
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    const auto copy = std::find_if(candidates.begin(), candidates.end(),
                                   [&](std::uint32_t first) { return same(first, here); });
    if (copy != candidates.end()) {
      original[here] = *copy;
      continue;
    }
    for (const std::uint64_t key : keys) {
      if (key == 0) continue;
      auto& list = originals[key];
      if (list.size() < kMostOriginalsPerBand) list.push_back(here);
    }
  }
  return original;
}

}  // namespace kizuki

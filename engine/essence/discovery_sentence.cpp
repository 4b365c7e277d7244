#include "engine/essence/discovery_sentence.hpp"

#include <algorithm>
#include <cmath>

namespace kizuki {
namespace {

constexpr std::uint32_t kBuckets = kDiscoveryFeatures / 2;
constexpr unsigned kBucketShift = 44;
constexpr FeatureKey kMixer = 0x9E3779B97F4A7C15U;
constexpr float kWordShare = 0.5F;
constexpr std::uint32_t kLeastSentences = 2;

/// Rarity of features among the sentences.
class Rarity {
 public:
  explicit Rarity(std::span<const DiscoverySentence> sentences)
      : counts_(std::size_t{kBuckets} * 2), sentences_(sentences.size()) {
    for (const DiscoverySentence& sentence : sentences) {
      std::uint32_t last = kBuckets * 2;
      for (const std::uint32_t feature : sentence.features) {
        if (feature != last) ++counts_[feature];
        last = feature;
      }
    }
  }
  float of(std::uint32_t feature) const {
    const std::uint32_t count = counts_[feature];
    if (count < kLeastSentences) return 0;
    return static_cast<float>(
        std::log((static_cast<double>(sentences_) + 1.0) / (static_cast<double>(count) + 0.5)));
  }

 private:
  std::vector<std::uint32_t> counts_;
  std::size_t sentences_;
};

void scale_part(SparseVector& vector, std::size_t begin, std::size_t end, float weight) {
  float squares = 0;
  for (std::size_t i = begin; i < end; ++i) squares += vector[i].value * vector[i].value;
  if (squares <= 0) return;
  const float scale = weight / std::sqrt(squares);
  for (std::size_t i = begin; i < end; ++i) vector[i].value *= scale;
}

SparseVector vector_of(const std::vector<std::uint32_t>& features, const Rarity& rarity) {
  SparseVector out;
  std::size_t words = 0;  // where the words begin
  for (std::size_t i = 0; i < features.size();) {
    const std::uint32_t feature = features[i];
    std::size_t count = 0;
    for (; i < features.size() && features[i] == feature; ++i) ++count;
    const float idf = rarity.of(feature);
    if (idf <= 0) continue;
    if (feature < kBuckets) words = out.size() + 1;
    out.push_back({feature, (1.0F + std::log(static_cast<float>(count))) * idf});
  }
  scale_part(out, 0, words, 1.0F);
  scale_part(out, words, out.size(), kWordShare);
  scale_part(out, 0, out.size(), 1.0F);
  return out;
}

}  // namespace

std::vector<std::uint32_t> discovery_features(const SentenceTraits& traits) {
  std::vector<std::uint32_t> out;
  const auto& pairs = traits.views[static_cast<std::size_t>(FeatureView::kBigram)];
  const auto& words = traits.views[static_cast<std::size_t>(FeatureView::kWord)];
  out.reserve(pairs.size() + words.size());
  for (const FeatureKey key : pairs) {
    out.push_back(static_cast<std::uint32_t>(key * kMixer >> kBucketShift));
  }
  for (const FeatureKey key : words) {
    out.push_back(kBuckets + static_cast<std::uint32_t>(key * kMixer >> kBucketShift));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<SparseVector> discovery_vectors(std::span<const DiscoverySentence> sentences) {
  const Rarity rarity(sentences);
  std::vector<SparseVector> out;
  out.reserve(sentences.size());
  for (const DiscoverySentence& sentence : sentences) {
    out.push_back(vector_of(sentence.features, rarity));
  }
  return out;
}

}  // namespace kizuki

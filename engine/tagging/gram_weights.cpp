#include "engine/tagging/gram_weights.hpp"

#include <vector>

namespace kizuki {
namespace {

constexpr std::size_t kLongestWording = 12;

}  // namespace

float GramWeights::sum(std::span<const KnownGram> grams) const {
  float sum = 0;
  for (const KnownGram& gram : grams) sum += share(gram.row);
  return sum;
}

// Each gram's share is spread over its characters; the best window is the largest sum of a run of
// characters (Kadane's scan with a bound on the length, quadratic in that bound only).
std::u32string_view GramWeights::strongest_wording(std::span<const KnownGram> grams,
                                                   std::u32string_view sentence) const {
  std::vector<float> weight(sentence.size(), 0.0F);
  for (const KnownGram& gram : grams) {
    const float part = share(gram.row) / static_cast<float>(gram.end - gram.begin);
    for (std::uint32_t i = gram.begin; i < gram.end; ++i) weight[i] += part;
  }
  float best = 0;
  std::size_t begin = 0;
  std::size_t length = 0;
  for (std::size_t from = 0; from < sentence.size(); ++from) {
    float sum = 0;
    for (std::size_t n = 1; n <= kLongestWording && from + n <= sentence.size(); ++n) {
      sum += weight[from + n - 1];
      if (n >= 2 && sum > best) {
        best = sum;
        begin = from;
        length = n;
      }
    }
  }
  return sentence.substr(begin, length);
}

}  // namespace kizuki

#include "engine/essence/sentence_blocks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/essence/discovery_sentence.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kStepFeatures = 8;
/// Weight of a step beside the unit vector of what is said.
constexpr float kStepWeight = 1.0F;
constexpr int kPowerSteps = 6;
/// A cut that leaves less than this share on one side is made in the middle instead.
constexpr std::size_t kLeastShare = 16;

/// A dense vector over features and steps.
class Direction {
 public:
  Direction() : features_(kDiscoveryFeatures) {}

  void clear() {
    std::fill(features_.begin(), features_.end(), 0.0F);
    steps_.fill(0);
  }
  void add(const BlockItem& item, float times) {
    for (const GramFeature& feature : *item.vector) {
      features_[feature.index] += times * feature.value;
    }
    for (std::size_t step = 0; step < kStepFeatures; ++step) {
      if ((item.steps >> step & 1U) != 0) steps_[step] += times * kStepWeight;
    }
  }
  float along(const BlockItem& item) const {
    float sum = 0;
    for (const GramFeature& feature : *item.vector) sum += feature.value * features_[feature.index];
    for (std::size_t step = 0; step < kStepFeatures; ++step) {
      if ((item.steps >> step & 1U) != 0) sum += kStepWeight * steps_[step];
    }
    return sum;
  }

 private:
  std::vector<float> features_;
  std::array<float, kStepFeatures> steps_{};
};

class BlockCutter {
 public:
  BlockCutter(std::span<const BlockItem> items, std::size_t most)
      : items_(items), most_(std::max<std::size_t>(most, 1)) {}

  std::vector<std::vector<std::uint32_t>> run() {
    std::vector<std::uint32_t> all(items_.size());
    std::iota(all.begin(), all.end(), 0U);
    std::vector<std::vector<std::uint32_t>> waiting;
    if (!all.empty()) waiting.push_back(std::move(all));
    std::vector<std::vector<std::uint32_t>> out;
    while (!waiting.empty()) {
      std::vector<std::uint32_t> block = std::move(waiting.back());
      waiting.pop_back();
      if (block.size() <= most_) {
        out.push_back(std::move(block));
        continue;
      }
      auto [low, high] = cut(block);
      waiting.push_back(std::move(high));
      waiting.push_back(std::move(low));
    }
    return out;
  }

 private:
  using Halves = std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>;

  /// How far each item of the block lies along the principal direction, from their mean.
  std::vector<float> project(const std::vector<std::uint32_t>& block) {
    std::vector<float> place(block.size());
    // Power iteration from a direction that any other is as likely to have a share in.
    for (std::size_t i = 0; i < block.size(); ++i) place[i] = i % 2 == 0 ? 1.0F : -1.0F;
    for (int step = 0; step < kPowerSteps; ++step) {
      double squares = 0;
      for (const float value : place) squares += static_cast<double>(value) * value;
      if (squares <= 0) break;
      const auto scale = static_cast<float>(1.0 / std::sqrt(squares));
      direction_.clear();
      for (std::size_t i = 0; i < block.size(); ++i) {
        direction_.add(items_[block[i]], place[i] * scale);
      }
      double sum = 0;
      for (std::size_t i = 0; i < block.size(); ++i) {
        place[i] = direction_.along(items_[block[i]]);
        sum += static_cast<double>(place[i]);
      }
      const auto mean = static_cast<float>(sum / static_cast<double>(block.size()));
      for (float& value : place) value -= mean;
    }
    return place;
  }

  Halves cut(const std::vector<std::uint32_t>& block) {
    const std::vector<float> place = project(block);
    Halves out;
    for (std::size_t i = 0; i < block.size(); ++i) {
      (place[i] < 0 ? out.first : out.second).push_back(block[i]);
    }
    if (std::min(out.first.size(), out.second.size()) >= block.size() / kLeastShare + 1) return out;
    std::vector<std::size_t> order(block.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return place[a] != place[b] ? place[a] < place[b] : a < b;
    });
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
    std::sort(order.begin(), middle);
    std::sort(middle, order.end());
    out = {};
    for (auto at = order.begin(); at != order.end(); ++at) {
      (at < middle ? out.first : out.second).push_back(block[*at]);
    }
    return out;
  }

  std::span<const BlockItem> items_;
  std::size_t most_;
  Direction direction_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> cut_into_blocks(std::span<const BlockItem> items,
                                                        std::size_t most) {
  return BlockCutter(items, most).run();
}

}  // namespace kizuki

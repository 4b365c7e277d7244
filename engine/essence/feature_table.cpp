#include "engine/essence/feature_table.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kizuki {
namespace {

constexpr std::size_t kFoldAt = std::size_t{1} << 22;
constexpr FeatureKey kMixer = 0x9E3779B97F4A7C15U;
constexpr unsigned kSlotShift = 20;

std::size_t slot_of(FeatureKey key, std::size_t mask) {
  return static_cast<std::size_t>(key * kMixer >> kSlotShift) & mask;
}

}  // namespace

FeatureTable::FeatureTable(std::vector<FeatureKey> keys, std::vector<std::uint32_t> counts,
                           std::uint32_t sentences)
    : keys_(std::move(keys)), counts_(std::move(counts)), sentences_(sentences) {
  idf_.reserve(keys_.size());
  for (const std::uint32_t count : counts_) {
    idf_.push_back(static_cast<float>(
        std::log((static_cast<double>(sentences_) + 1.0) / (static_cast<double>(count) + 0.5))));
  }
  std::size_t size = 16;
  while (size < keys_.size() * 2) size *= 2;
  slots_.assign(size, kUnknown);
  for (std::size_t row = 0; row < keys_.size(); ++row) {
    std::size_t slot = slot_of(keys_[row], size - 1);
    while (slots_[slot] != kUnknown) slot = (slot + 1) & (size - 1);
    slots_[slot] = static_cast<std::uint32_t>(row);
  }
}

std::uint32_t FeatureTable::row(FeatureKey key) const {
  if (slots_.empty()) return kUnknown;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = slot_of(key, mask); slots_[slot] != kUnknown; slot = (slot + 1) & mask) {
    if (keys_[slots_[slot]] == key) return slots_[slot];
  }
  return kUnknown;
}

void FeatureCounter::add(const SentenceTraits& sentence, unsigned views) {
  scratch_.clear();
  for (std::size_t view = 0; view < kFeatureViews; ++view) {
    if ((views >> view & 1U) == 0) continue;
    scratch_.insert(scratch_.end(), sentence.views[view].begin(), sentence.views[view].end());
  }
  std::sort(scratch_.begin(), scratch_.end());
  scratch_.erase(std::unique(scratch_.begin(), scratch_.end()), scratch_.end());
  pending_.insert(pending_.end(), scratch_.begin(), scratch_.end());
  ++sentences_;
  if (pending_.size() >= kFoldAt) fold();
}

void FeatureCounter::fold() {
  std::sort(pending_.begin(), pending_.end());
  std::vector<FeatureKey> keys;
  std::vector<std::uint32_t> counts;
  std::size_t old = 0;
  for (std::size_t i = 0; i < pending_.size() || old < keys_.size();) {
    if (i == pending_.size() || (old < keys_.size() && keys_[old] < pending_[i])) {
      keys.push_back(keys_[old]);
      counts.push_back(counts_[old++]);
      continue;
    }
    const FeatureKey key = pending_[i];
    std::uint32_t count = 0;
    for (; i < pending_.size() && pending_[i] == key; ++i) ++count;
    if (old < keys_.size() && keys_[old] == key) count += counts_[old++];
    keys.push_back(key);
    counts.push_back(count);
  }
  keys_ = std::move(keys);
  counts_ = std::move(counts);
  pending_.clear();
}

FeatureTable FeatureCounter::table(std::uint32_t least) {
  fold();
  std::vector<FeatureKey> keys;
  std::vector<std::uint32_t> counts;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (counts_[i] < least) continue;
    keys.push_back(keys_[i]);
    counts.push_back(counts_[i]);
  }
  return FeatureTable(std::move(keys), std::move(counts), sentences_);
}

SentenceVectorizer::SentenceVectorizer(const FeatureTable& table) : table_(&table) {}

void SentenceVectorizer::add_view(const std::vector<FeatureKey>& keys, bool by_rarity, float weight,
                                  SparseVector& out) {
  rows_.clear();
  for (const FeatureKey key : keys) {
    const std::uint32_t row = table_->row(key);
    if (row != FeatureTable::kUnknown) rows_.push_back(row);
  }
  std::sort(rows_.begin(), rows_.end());
  const std::size_t begin = out.size();
  float squares = 0;
  for (std::size_t i = 0; i < rows_.size();) {
    const std::uint32_t row = rows_[i];
    std::size_t count = 0;
    for (; i < rows_.size() && rows_[i] == row; ++i) ++count;
    const float value =
        by_rarity ? (1.0F + std::log(static_cast<float>(count))) * table_->idf(row) : 1.0F;
    squares += value * value;
    out.push_back({row, value});
  }
  if (squares <= 0) return;
  const float scale = weight / std::sqrt(squares);
  for (std::size_t i = begin; i < out.size(); ++i) out[i].value *= scale;
}

void SentenceVectorizer::make(const SentenceTraits& sentence, const FeatureWeights& weights,
                              SparseVector& out) {
  out.clear();
  for (std::size_t view = 0; view < kFeatureViews; ++view) {
    if (weights.weight[view] <= 0) continue;
    const bool by_rarity = view != static_cast<std::size_t>(FeatureView::kTail) &&
                           view != static_cast<std::size_t>(FeatureView::kFlag);
    add_view(sentence.views[view], by_rarity, weights.weight[view], out);
  }
  std::sort(out.begin(), out.end(),
            [](const GramFeature& a, const GramFeature& b) { return a.index < b.index; });
  float squares = 0;
  for (const GramFeature& feature : out) squares += feature.value * feature.value;
  if (squares <= 0) return;
  const float scale = 1.0F / std::sqrt(squares);
  for (GramFeature& feature : out) feature.value *= scale;
}

float dot(const SparseVector& a, const SparseVector& b) {
  float sum = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].index == b[j].index) {
      sum += a[i++].value * b[j++].value;
    } else if (a[i].index < b[j].index) {
      ++i;
    } else {
      ++j;
    }
  }
  return sum;
}

}  // namespace kizuki

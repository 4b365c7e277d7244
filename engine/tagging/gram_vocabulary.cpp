#include "engine/tagging/gram_vocabulary.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace kizuki {
namespace {

// A text with fewer distinct grams is sorted quicker by comparing.
constexpr std::size_t kFewTouched = 32;
// Slots asked for ahead of the one that is read: a read from memory takes as long as a few probes.
constexpr std::size_t kAhead = 8;

std::uint64_t mixed(GramKey key) { return (key ^ (key >> 29U)) * 0x9E3779B97F4A7C15U; }

std::size_t slot_of(std::uint64_t hash, std::size_t slots) {
  return static_cast<std::size_t>(hash >> 20U) & (slots - 1);
}

/// The upper half: its lowest bits choose the slot too, the others do not.
std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

GramVocabulary::GramVocabulary(std::vector<GramKey> keys, std::vector<float> idf)
    : keys_(std::move(keys)), idf_(std::move(idf)) {
  std::size_t slots = 2;
  while (slots < 2 * keys_.size()) slots *= 2;
  slots_.resize(slots);
  weights_.reserve(keys_.size());
  for (std::uint32_t row = 0; row < keys_.size(); ++row) {
    weights_.push_back({std::max(idf_[row], 0.0F), gram_kind(keys_[row])});
    const std::uint64_t hash = mixed(keys_[row]);
    std::size_t at = slot_of(hash, slots);
    while (slots_[at].row != kUnknown) at = (at + 1) & (slots - 1);
    slots_[at] = {tag_of(hash), row};
  }
}

std::uint32_t GramVocabulary::row(GramKey key) const {
  if (slots_.empty()) return kUnknown;
  const std::uint64_t hash = mixed(key);
  const std::uint32_t tag = tag_of(hash);
  for (std::size_t at = slot_of(hash, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    if (slot.row == kUnknown || (slot.tag == tag && keys_[slot.row] == key)) return slot.row;
  }
}

void GramVocabulary::prefetch(GramKey key) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[slot_of(mixed(key), slots_.size())]);
}

void GramCounter::add(std::span<const Gram> sentence) {
  scratch_.clear();
  for (const Gram& gram : sentence) scratch_.push_back(gram.key);
  std::sort(scratch_.begin(), scratch_.end());
  scratch_.erase(std::unique(scratch_.begin(), scratch_.end()), scratch_.end());
  keys_.insert(keys_.end(), scratch_.begin(), scratch_.end());
  ++sentences_;
}

GramVocabulary GramCounter::table(std::uint32_t least) const {
  std::vector<GramKey> sorted = keys_;
  std::sort(sorted.begin(), sorted.end());
  std::vector<GramKey> keys;
  std::vector<float> idf;
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin + 1;
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    const std::size_t df = end - begin;
    if (df >= least) {
      keys.push_back(sorted[begin]);
      idf.push_back(static_cast<float>(
          std::log((static_cast<double>(sentences_) + 1) / (static_cast<double>(df) + 0.5))));
    }
    begin = end;
  }
  return {std::move(keys), std::move(idf)};
}

GramVectorizer::GramVectorizer(const GramVocabulary& table)
    : table_(&table), counts_(table.size(), 0.0F), marks_(table.size() / 64 + 1, 0) {}

void GramVectorizer::look_up(std::span<const Gram> grams, std::vector<KnownGram>& known) const {
  known.resize(grams.size());
  std::size_t found = 0;
  for (std::size_t i = 0; i < std::min(kAhead, grams.size()); ++i) table_->prefetch(grams[i].key);
  for (std::size_t i = 0; i < grams.size(); ++i) {
    if (i + kAhead < grams.size()) table_->prefetch(grams[i + kAhead].key);
    const Gram& gram = grams[i];
    const std::uint32_t row = table_->row(gram.key);
    if (row != GramVocabulary::kUnknown) known[found++] = {row, gram.begin, gram.end};
  }
  known.resize(found);
}

void GramVectorizer::add(std::span<const KnownGram> grams, float times) {
  for (const KnownGram& gram : grams) {
    if (counts_[gram.row] == 0.0F) touched_.push_back(gram.row);
    counts_[gram.row] += times;
  }
}

/// By marking the rows in a map of bits and reading it in order: rows are few thousand words of it.
void GramVectorizer::sort_touched() {
  if (touched_.size() < kFewTouched) {
    std::sort(touched_.begin(), touched_.end());
    return;
  }
  for (const std::uint32_t row : touched_) marks_[row / 64] |= std::uint64_t{1} << (row % 64);
  std::size_t sorted = 0;
  for (std::size_t word = 0; word < marks_.size(); ++word) {
    for (; marks_[word] != 0; marks_[word] &= marks_[word] - 1) {
      touched_[sorted++] = static_cast<std::uint32_t>(
          word * 64 + static_cast<unsigned>(std::countr_zero(marks_[word])));
    }
  }
}

void GramVectorizer::finish(const GramViews& views, SparseVector& out) {
  sort_touched();
  finish_unsorted(views, out);
}

void GramVectorizer::finish_unsorted(const GramViews& views, SparseVector& out) {
  out.resize(touched_.size());
  kinds_.resize(touched_.size());
  std::array<double, kGramKinds> squares{};
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    const std::uint32_t row = touched_[i];
    const GramVocabulary::RowWeight& weight = table_->weight(row);
    const float count = counts_[row];
    const float frequency = count > 1.0F ? 1.0F + std::log(count) : count;
    const float value = frequency * weight.idf;
    counts_[row] = 0.0F;
    squares[static_cast<std::size_t>(weight.kind)] += static_cast<double>(value) * value;
    kinds_[i] = weight.kind;
    out[i] = {row, value};
  }
  touched_.clear();
  double total = 0;
  std::array<double, kGramKinds> factor{};
  for (std::size_t kind = 0; kind < kGramKinds; ++kind) {
    if (squares[kind] <= 0) continue;
    const double weight = static_cast<double>(views.weight[kind]);
    factor[kind] = weight / std::sqrt(squares[kind]);
    total += weight * weight;
  }
  if (total <= 0) return;
  const double scale = 1 / std::sqrt(total);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double of_kind = factor[static_cast<std::size_t>(kinds_[i])];
    out[i].value = static_cast<float>(static_cast<double>(out[i].value) * of_kind * scale);
  }
}

}  // namespace kizuki

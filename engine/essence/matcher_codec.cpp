// What a CardMatcher has learned, as bytes: cards in the order of their ids, so that the order of
// the catalogue changes nothing; of the weights only the features that some example has.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/essence/card_matcher.hpp"
#include "engine/essence/vector_bytes.hpp"
#include "engine/tagging/model_bytes.hpp"

namespace kizuki {
namespace {

/// Raise it whenever sentences become other vectors, or the same vectors other weights.
constexpr std::uint64_t kLearning = 2;
constexpr std::uint64_t kAny32 = std::numeric_limits<std::uint32_t>::max();

/// Places of the cards, ascending by id.
std::vector<std::size_t> order_by_id(std::span<const KnowHowCard> cards) {
  std::vector<std::size_t> order(cards.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return cards[a].id < cards[b].id; });
  return order;
}

/// Rows of the weights that are not all zero.
std::vector<std::uint32_t> used_rows(std::span<const float> weights, std::size_t cards) {
  std::vector<std::uint32_t> out;
  for (std::size_t row = 0; cards > 0 && row < weights.size() / cards; ++row) {
    const auto of_row = weights.subspan(row * cards, cards);
    if (std::any_of(of_row.begin(), of_row.end(), [](float weight) { return weight != 0; })) {
      out.push_back(static_cast<std::uint32_t>(row));
    }
  }
  return out;
}

/// Error of bytes that say something else than the cards.
Error other_cards() {
  Error error;
  error.code = ErrorCode::kCorrupt;
  error.message = "カードから学習した重みが壊れています。学習し直してください";
  return error;
}

}  // namespace

std::string CardMatcher::learning_key(const EssenceModel& model, std::string_view analyzer,
                                      std::span<const KnowHowCard> cards) {
  ByteWriter named;
  named.number(kLearning);
  named.word(model.fingerprint());
  named.text(analyzer);
  named.number(cards.size());
  for (const std::size_t card : order_by_id(cards)) {
    named.text(cards[card].id);
    named.texts(cards[card].examples);
  }
  return sha256_hex(named.bytes());
}

std::string CardMatcher::learned(std::span<const KnowHowCard> shipped) const {
  const std::vector<std::size_t> order = order_by_id(cards_);
  ByteWriter out;
  out.number(order.size());
  for (const std::size_t card : order) {
    out.real(scorer_.biases()[card]);
    out.number(examples_[card].size());
    for (const SparseVector& example : examples_[card]) write_vector(example, out);
  }
  const std::vector<std::uint32_t> rows = used_rows(scorer_.weights(), order.size());
  out.number(rows.size());
  std::uint32_t last = 0;
  for (const std::uint32_t row : rows) {
    out.number(row - last);
    last = row;
    for (const std::size_t card : order) out.real(scorer_.weights()[row * order.size() + card]);
  }
  std::set<std::uint64_t> wanted;
  for (const KnowHowCard& card : shipped) {
    for (const std::string& sentence : card.counter_examples) wanted.insert(xxh3(sentence));
  }
  std::map<std::uint64_t, const SparseVector*> known;
  for (std::size_t card = 0; card < cards_.size(); ++card) {
    for (std::size_t i = 0; i < counter_examples_[card].size(); ++i) {
      const std::uint64_t hash = xxh3(cards_[card].counter_examples[i]);
      if (wanted.contains(hash)) known[hash] = &counter_examples_[card][i];
    }
  }
  out.number(known.size());
  for (const auto& [hash, vector] : known) {
    out.word(hash);
    write_vector(*vector, out);
  }
  return out.take();
}

Result<std::shared_ptr<const CardMatcher>> CardMatcher::restore(
    std::string_view learned, std::shared_ptr<const EssenceModel> model,
    std::vector<KnowHowCard> cards, CaseSentenceReader& reader) {
  auto matcher = std::make_shared<CardMatcher>();
  matcher->model_ = std::move(model);
  matcher->cards_ = std::move(cards);
  const std::size_t features = matcher->model_->table.size();
  const std::vector<std::size_t> order = order_by_id(matcher->cards_);
  ByteReader in(learned);
  if (in.number(kAny32) != order.size()) return other_cards();
  matcher->examples_.resize(order.size());
  std::vector<float> biases(order.size());
  std::vector<StepBits> steps;
  for (const KnowHowCard& card : matcher->cards_) steps.push_back(step_bits(card.typical_steps));
  for (const std::size_t card : order) {
    biases[card] = in.real();
    const std::vector<std::string>& examples = matcher->cards_[card].examples;
    if (in.number(kMaxCardExamples) != examples.size() || !in.ok()) return other_cards();
    matcher->examples_[card].resize(examples.size());
    for (SparseVector& example : matcher->examples_[card]) read_vector(in, features, example);
  }
  std::vector<float> weights(features * order.size(), 0.0F);
  const std::uint64_t rows = in.number(features);
  std::uint64_t row = 0;
  for (std::uint64_t i = 0; i < rows && in.ok(); ++i) {
    row += in.number(kAny32);
    if (row >= features) return other_cards();
    for (const std::size_t card : order) weights[row * order.size() + card] = in.real();
  }
  KnownVectors known;
  const std::uint64_t counters = in.number(kAny32);
  for (std::uint64_t i = 0; i < counters && in.ok(); ++i) {
    const std::uint64_t hash = in.word();
    read_vector(in, features, known[hash]);
  }
  if (!in.at_end()) return other_cards();
  matcher->scorer_ = CardScorer(std::move(weights), std::move(biases), std::move(steps));
  if (auto read = matcher->read_counter_examples(reader, known); !read)
    return std::move(read).error();
  return std::shared_ptr<const CardMatcher>(std::move(matcher));
}

}  // namespace kizuki

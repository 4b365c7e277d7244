#include "engine/essence/training/essence_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <utility>

#include "engine/essence/card_matcher.hpp"
#include "engine/tagging/training/logistic_regression.hpp"

namespace kizuki {
namespace {

constexpr unsigned kAllViews = (1U << kFeatureViews) - 1;
constexpr std::uint32_t kLeastSentences = 2;
constexpr int kSentenceTimes = 10;  // a sentence counts ten examples of a card
constexpr double kFilterCost = 0.3;
constexpr double kTolerance = 1e-2;
constexpr int kLastVivid = 60;
constexpr int kLastBank = 30;
constexpr int kLastChamber = 60;

struct CardTraits {
  std::vector<SentenceTraits> examples;
  StepBits steps = 0;
};

Result<std::vector<CardTraits>> read_examples(const std::vector<const KnowHowCard*>& cards,
                                              CaseSentenceReader& reader) {
  std::vector<CardTraits> out;
  for (const KnowHowCard* card : cards) {
    CardTraits& traits = out.emplace_back();
    traits.steps = step_bits(card->typical_steps);
    for (const std::string& example : card->examples) {
      auto read = reader.read(example, traits.examples.emplace_back());
      if (!read) return std::move(read).error().with_id(card->id);
    }
  }
  return out;
}

template <typename T, typename Id>
std::vector<const T*> by_id(std::span<const T* const> items, Id&& id) {
  std::vector<const T*> out(items.begin(), items.end());
  std::sort(out.begin(), out.end(), [&](const T* a, const T* b) { return id(*a) < id(*b); });
  return out;
}

ActionFilter train_filter(const std::vector<const MarkedCase*>& cases,
                          const std::vector<CardTraits>& cards, const FeatureTable& table) {
  ActionFeatures features(table);
  std::vector<SparseVector> rows;
  std::vector<bool> acts;
  std::vector<int> times;
  for (const MarkedCase* one : cases) {
    for (const MarkedSentence& marked : one->sentences) {
      const CaseSentence& sentence = marked.sentence;
      features.make(sentence.features, sentence.steps, rows.emplace_back());
      acts.push_back(!marked.know_how.empty());
      times.push_back(kSentenceTimes);
    }
  }
  for (const CardTraits& card : cards) {
    for (const SentenceTraits& example : card.examples) {
      features.make(example, card.steps, rows.emplace_back());
      acts.push_back(true);
      times.push_back(1);
    }
  }
  LogisticOptions options;
  options.cost = kFilterCost;
  options.tolerance = kTolerance;
  LinearModel model =
      LogisticProblem(rows, table.size() + kEssenceSteps, times).train(acts, options);
  return {std::move(model.weights), model.bias};
}

/// What the matches of `cases` were worth: for each the sigmoid of its score, and whether the mark
/// says the same.
Result<void> judge_matches(const EssenceModel& model, std::span<const KnowHowCard> cards,
                           const std::vector<const MarkedCase*>& cases, CaseSentenceReader& reader,
                           std::vector<Outcome>& out) {
  auto shared = std::make_shared<const EssenceModel>(model);
  auto matcher = CardMatcher::train(std::move(shared), {cards.begin(), cards.end()}, reader);
  if (!matcher) return std::move(matcher).error();
  SentenceMatcher sentences(*matcher);
  std::vector<CardMatch> matches;
  for (const MarkedCase* one : cases) {
    for (const MarkedSentence& marked : one->sentences) {
      const CaseSentence& sentence = marked.sentence;
      const float action = sentences.action(sentence.features, sentence.steps);
      sentences.match(sentence.features, sentence.steps, action, matches);
      if (matches.empty() || marked.know_how == "OTHER") continue;
      const CardMatch& best = matches.front();
      out.push_back({1.0F / (1.0F + std::exp(-best.score)),
                     (*matcher)->cards()[best.card].id == marked.know_how});
    }
  }
  return {};
}

}  // namespace

std::string style_of_sample(std::string_view id) {
  if (id.size() < 3 || id[1] != '-') return "other";
  int number = 0;
  for (const char digit : id.substr(2)) {
    if (digit < '0' || digit > '9' || number > kLastVivid * 10) return "other";
    number = number * 10 + (digit - '0');
  }
  if (id[0] == 'd') return number <= kLastVivid ? "vivid" : "mixed";
  if (id[0] != 'r') return "other";
  return number <= kLastBank ? "banks" : number <= kLastChamber ? "chambers" : "bureaus";
}

Result<EssenceModel> train_essence_model(std::span<const MarkedCase* const> cases,
                                         std::span<const KnowHowCard> cards,
                                         CaseSentenceReader& reader) {
  if (cases.empty()) {
    Error error;
    error.code = ErrorCode::kInvalidArgument;
    error.message = "学習に使う事例がありません";
    return error;
  }
  const auto sorted = by_id<MarkedCase>(
      cases, [](const MarkedCase& one) -> auto& { return one.record.id; });
  std::vector<const KnowHowCard*> all_cards;
  for (const KnowHowCard& card : cards) all_cards.push_back(&card);
  const auto sorted_cards = by_id<KnowHowCard>(
      all_cards, [](const KnowHowCard& card) -> auto& { return card.id; });
  auto examples = read_examples(sorted_cards, reader);
  if (!examples) return std::move(examples).error();
  FeatureCounter counter;
  for (const MarkedCase* one : sorted) {
    for (const MarkedSentence& marked : one->sentences) {
      counter.add(marked.sentence.features, kAllViews);
    }
  }
  for (const CardTraits& card : *examples) {
    for (const SentenceTraits& example : card.examples) counter.add(example, kAllViews);
  }
  EssenceModel model;
  model.table = counter.table(kLeastSentences);
  model.filter = train_filter(sorted, *examples, model.table);
  return model;
}

Result<EssenceModel> train_shipped_essence(std::span<const MarkedCase> cases,
                                           std::span<const KnowHowCard> cards,
                                           CaseSentenceReader& reader, std::string sources) {
  std::set<std::string> styles;
  std::vector<const MarkedCase*> all;
  for (const MarkedCase& one : cases) {
    styles.insert(style_of_sample(one.record.id));
    all.push_back(&one);
  }
  std::vector<Outcome> outcomes;
  for (const std::string& style : styles) {
    std::vector<const MarkedCase*> seen;
    std::vector<const MarkedCase*> unseen;
    for (const MarkedCase* one : all) {
      (style_of_sample(one->record.id) == style ? unseen : seen).push_back(one);
    }
    if (seen.empty()) continue;
    auto model = train_essence_model(seen, cards, reader);
    if (!model) return std::move(model).error();
    if (auto judged = judge_matches(*model, cards, unseen, reader, outcomes); !judged) {
      return std::move(judged).error();
    }
  }
  auto model = train_essence_model(all, cards, reader);
  if (!model) return std::move(model).error();
  model->confidence = Calibration::fit(outcomes);
  model->sources = std::move(sources);
  return model;
}

}  // namespace kizuki

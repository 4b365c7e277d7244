#include "engine/tagging/training/tag_trainer.hpp"

#include <algorithm>
#include <utility>

#include "engine/tagging/training/issue_trainer.hpp"
#include "engine/tagging/training/logistic_regression.hpp"
#include "engine/tagging/training/step_trainer.hpp"

namespace kizuki {
namespace {

constexpr std::uint32_t kFewestSentences = 2;
constexpr double kCardCost = 3.0;

using Records = std::vector<const CaseRecord*>;

/// Grams of every sentence, the same for cases and examples.
class GramScan {
 public:
  Result<void> add(const CaseRecord& record, GramCounter& counter) {
    if (auto read = reader_.read(record, text_); !read) return read;
    for (const Passage& passage : text_.passages) {
      collect_grams(passage.text, grams_);
      counter.add(grams_);
    }
    return {};
  }
  void add_headings(GramCounter& counter) {
    for (std::size_t section = 0; section < text_.sections; ++section) {
      collect_grams(marked_heading(text_, section), grams_);
      counter.add(grams_);
    }
  }
  Result<void> add(const std::string& example, GramCounter& counter) {
    if (auto read = reader_.read(example, text_); !read) return read;
    for (const Passage& passage : text_.passages) {
      collect_grams(passage.text, grams_);
      counter.add(grams_);
    }
    return {};
  }

 private:
  CaseTextReader reader_;
  CaseText text_;
  std::vector<Gram> grams_;
};

struct Tables {
  GramVocabulary grams;
  GramVocabulary headings;
};

Result<Tables> count_grams(const Records& cases, std::span<const TrainingCard> cards) {
  GramScan scan;
  GramCounter sentences;
  GramCounter headings;
  for (const CaseRecord* record : cases) {
    if (auto added = scan.add(*record, sentences); !added) return std::move(added).error();
    scan.add_headings(headings);
  }
  for (const TrainingCard& card : cards) {
    for (const std::string& example : card.examples) {
      if (auto added = scan.add(example, sentences); !added) return std::move(added).error();
    }
  }
  return Tables{sentences.table(kFewestSentences), headings.table(kFewestSentences)};
}

Result<CardModel> train_cards(std::span<const TrainingCard> cards, const GramVocabulary& table) {
  CardModel model;
  std::vector<SparseVector> rows;
  std::vector<std::size_t> card_of;
  CaseTextReader reader;
  CaseText text;
  GramVectorizer vectorizer(table);
  std::vector<Gram> grams;
  std::vector<KnownGram> known;
  for (std::size_t card = 0; card < cards.size(); ++card) {
    model.ids.push_back(cards[card].id);
    model.labels.push_back(cards[card].label);
    for (const std::string& example : cards[card].examples) {
      if (auto read = reader.read(example, text); !read) return std::move(read).error();
      for (const Passage& passage : text.passages) {
        collect_grams(passage.text, grams);
        vectorizer.look_up(grams, known);
        vectorizer.add(known);
      }
      rows.emplace_back();
      vectorizer.finish(kCardViews, rows.back());
      card_of.push_back(card);
    }
  }
  const LogisticProblem problem(rows, table.size());
  std::vector<float> weights(table.size() * cards.size());
  for (std::size_t card = 0; card < cards.size(); ++card) {
    std::vector<bool> positive;
    positive.reserve(card_of.size());
    for (const std::size_t of : card_of) positive.push_back(of == card);
    const LinearModel trained = problem.train(positive, {kCardCost, 1.0, 1e-2});
    for (std::size_t row = 0; row < table.size(); ++row) {
      weights[row * cards.size() + card] = trained.weights[row];
    }
    model.biases.push_back(trained.bias);
  }
  model.weights = WeightMatrix(weights, cards.size());
  return model;
}

Records sorted_by_id(std::span<const CaseRecord> cases) {
  Records out;
  for (const CaseRecord& record : cases) out.push_back(&record);
  std::sort(out.begin(), out.end(),
            [](const CaseRecord* a, const CaseRecord* b) { return a->id < b->id; });
  return out;
}

Error missing(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidArgument;
  error.message = std::move(message);
  return error;
}

}  // namespace

Result<TagModel> train_tags(const TagLexicon& lexicon, std::span<const TrainingCard> cards,
                            std::span<const CaseRecord> cases, const TagTrainingOptions& options) {
  if (cases.empty()) return missing("学習に使う事例がありません");
  if (cards.empty()) return missing("学習に使うノウハウカードがありません");
  const Records records = sorted_by_id(cases);
  auto tables = count_grams(records, cards);
  if (!tables) return std::move(tables).error();
  auto card_model = train_cards(cards, tables->grams);
  if (!card_model) return std::move(card_model).error();

  TagModel model;
  model.sources = options.sources;
  model.lexicon = lexicon;
  model.grams = std::move(tables->grams);
  model.cards = std::move(*card_model);

  CaseFeatureReader reader(model.grams, model.lexicon, model.cards);
  StepFeatureBuilder sections(model.lexicon, model.cards.ids.size(), reader.vectorizer(),
                              tables->headings);
  std::vector<StepExample> step_examples;
  std::vector<IssueExample> issue_examples;
  CaseFeatures features;
  for (const CaseRecord* record : records) {
    if (auto read = reader.read(*record, features); !read) return std::move(read).error();
    StepExample& steps = step_examples.emplace_back();
    for (std::size_t i = 0; i < record->sections.size(); ++i) {
      sections.build(features, i, steps.sections.emplace_back());
      steps.given.push_back(given_steps(record->sections[i]));
    }
    IssueExample& issue = issue_examples.emplace_back();
    build_issue_text(features, reader.vectorizer(), issue.text);
    count_issue_phrases(features, model.lexicon, issue.counts);
    issue.given = given_issues(*record, model.lexicon.issues());
  }
  model.steps =
      train_calibrated_steps(step_examples, tables->headings, model.grams.size(), options.folds);
  model.issues = train_issues(issue_examples, model.lexicon, model.grams.size(), options.folds);
  return model;
}

}  // namespace kizuki

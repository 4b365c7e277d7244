// kizuki_accident_eval: the tagging machinery on a large public set: accident type from text,
// learned on records up to one year, tested on those of the years behind. Beside it: the majority
// class and naive Bayes over the same grams.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/machine.hpp"
#include "engine/base/json.hpp"
#include "engine/tagging/calibration.hpp"
#include "engine/tagging/case_text.hpp"
#include "engine/tagging/gram_vocabulary.hpp"
#include "engine/tagging/training/logistic_regression.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {
namespace {

struct Accident {
  std::string text;
  std::string type;
};

struct AccidentSet {
  std::vector<Accident> train;
  std::vector<Accident> test;
};

Result<AccidentSet> read_accidents(const std::string& path, std::int64_t first_train_year,
                                   std::int64_t last_train_year, std::int64_t last_test_year) {
  auto source = open_source(path, {});
  if (!source) return std::move(source).error();
  AccidentSet set;
  for (;;) {
    auto item = (*source)->next();
    if (!item) return std::move(item).error();
    if (!item->has_value()) return set;
    const Json* record = std::get_if<Json>(&(*item)->content);
    if (record == nullptr) continue;
    Accident accident{std::string(record->string_or("text", "")),
                      std::string(record->string_or("accident_type", ""))};
    const std::int64_t year = record->int_or("year", 0);
    if (accident.text.empty() || accident.type.empty() || accident.type == "欠損") continue;
    if (year < first_train_year) continue;
    if (year <= last_train_year) {
      set.train.push_back(std::move(accident));
    } else if (year <= last_test_year) {
      set.test.push_back(std::move(accident));
    }
  }
}

/// Grams of a text, sentence by sentence.
class GramReader {
 public:
  Result<void> read(const std::string& text) { return reader_.read(text, case_text_); }
  template <typename Take>
  void for_each_sentence(Take&& take) {
    for (const Passage& passage : case_text_.passages) {
      collect_grams(passage.text, grams_);
      take(std::span<const Gram>(grams_));
    }
  }

 private:
  CaseTextReader reader_;
  CaseText case_text_;
  std::vector<Gram> grams_;
};

Result<std::vector<SparseVector>> vectors_of(const std::vector<Accident>& accidents,
                                             const GramVocabulary& table) {
  GramReader reader;
  GramVectorizer vectorizer(table);
  std::vector<KnownGram> known;
  std::vector<SparseVector> rows(accidents.size());
  for (std::size_t i = 0; i < accidents.size(); ++i) {
    if (auto read = reader.read(accidents[i].text); !read) return std::move(read).error();
    reader.for_each_sentence([&](std::span<const Gram> grams) {
      vectorizer.look_up(grams, known);
      vectorizer.add(known);
    });
    vectorizer.finish({{1.0F, 0.7F, 0.7F}}, rows[i]);
  }
  return rows;
}

/// Multinomial naive Bayes with add-one smoothing over which grams occur.
class NaiveBayes {
 public:
  NaiveBayes(std::size_t classes, std::size_t grams)
      : grams_(grams),
        counts_(classes * grams, 1.0F),
        totals_(classes, static_cast<double>(grams)),
        cases_(classes, 0.0) {}
  void add(const SparseVector& row, std::size_t label) {
    for (const GramFeature& feature : row) {
      counts_[label * grams_ + feature.index] += 1;
      totals_[label] += 1;
    }
    cases_[label] += 1;
  }
  std::size_t best(const SparseVector& row) const {
    std::size_t best = 0;
    double best_score = -std::numeric_limits<double>::infinity();
    for (std::size_t label = 0; label < totals_.size(); ++label) {
      if (cases_[label] == 0) continue;
      double score = std::log(cases_[label]);
      for (const GramFeature& feature : row) {
        score +=
            std::log(static_cast<double>(counts_[label * grams_ + feature.index]) / totals_[label]);
      }
      if (score > best_score) {
        best_score = score;
        best = label;
      }
    }
    return best;
  }

 private:
  std::size_t grams_;
  std::vector<float> counts_;
  std::vector<double> totals_;
  std::vector<double> cases_;
};

SparseVector bigrams_of(const SparseVector& row, const GramVocabulary& table) {
  SparseVector out;
  for (const GramFeature& feature : row) {
    if (table.kind(feature.index) == GramKind::kBigram) out.push_back(feature);
  }
  return out;
}

/// The label with the highest odds, and its share of all odds as probabilities.
Outcome judge(const std::vector<LinearModel>& models, const SparseVector& row, std::size_t truth,
              std::size_t& best) {
  double sum = 0;
  double top = -1;
  for (std::size_t label = 0; label < models.size(); ++label) {
    const double p = 1 / (1 + std::exp(-static_cast<double>(models[label].log_odds(row))));
    sum += p;
    if (p > top) {
      top = p;
      best = label;
    }
  }
  return {static_cast<float>(top / sum), best == truth};
}

std::vector<std::string> labels_of(const AccidentSet& set) {
  std::vector<std::string> labels;
  for (const auto* part : {&set.train, &set.test}) {
    for (const Accident& accident : *part) labels.push_back(accident.type);
  }
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  return labels;
}

struct Options {
  std::string corpus;
  std::int64_t last_train_year = 2008;
  std::int64_t last_test_year = 2012;
  double cost = 3;
  std::int64_t first_train_year = 0;
  std::uint32_t least = 5;
};

std::vector<LinearModel> train_all(std::span<const SparseVector> rows,
                                   std::span<const std::size_t> labels, std::size_t classes,
                                   std::size_t features, double cost) {
  const LogisticProblem problem(rows, features);
  std::vector<LinearModel> models;
  for (std::size_t label = 0; label < classes; ++label) {
    std::vector<bool> positive;
    for (const std::size_t of : labels) positive.push_back(of == label);
    models.push_back(problem.train(positive, {cost, 1.0, 1e-2}));
  }
  return models;
}

/// From the last tenth of the training records (they come by year), judged by a model of the rest.
Calibration calibrate(std::span<const SparseVector> rows, std::span<const std::size_t> labels,
                      std::size_t classes, std::size_t features, double cost) {
  const std::size_t seen = rows.size() - rows.size() / 10;
  const auto models = train_all(rows.first(seen), labels.first(seen), classes, features, cost);
  std::vector<Outcome> outcomes;
  std::size_t best = 0;
  for (std::size_t i = seen; i < rows.size(); ++i) {
    outcomes.push_back(judge(models, rows[i], labels[i], best));
  }
  return Calibration::fit(outcomes);
}

Result<void> evaluate(const Options& options) {
  auto set = read_accidents(options.corpus, options.first_train_year, options.last_train_year,
                            options.last_test_year);
  if (!set) return std::move(set).error();
  const auto labels = labels_of(*set);
  const auto number = [&labels](const std::string& label) {
    return static_cast<std::size_t>(std::lower_bound(labels.begin(), labels.end(), label) -
                                    labels.begin());
  };
  GramReader reader;
  GramCounter counter;
  for (const Accident& accident : set->train) {
    if (auto read = reader.read(accident.text); !read) return read;
    reader.for_each_sentence([&](std::span<const Gram> grams) { counter.add(grams); });
  }
  const GramVocabulary table = counter.table(options.least);
  auto train = vectors_of(set->train, table);
  if (!train) return std::move(train).error();
  auto test = vectors_of(set->test, table);
  if (!test) return std::move(test).error();

  NaiveBayes bayes(labels.size(), table.size());
  NaiveBayes bigram_bayes(labels.size(), table.size());
  std::vector<std::size_t> train_labels;
  std::vector<std::size_t> sizes(labels.size());
  for (std::size_t i = 0; i < train->size(); ++i) {
    train_labels.push_back(number(set->train[i].type));
    bayes.add((*train)[i], train_labels.back());
    bigram_bayes.add(bigrams_of((*train)[i], table), train_labels.back());
    ++sizes[train_labels.back()];
  }
  const auto started = std::chrono::steady_clock::now();
  const auto models = train_all(*train, train_labels, labels.size(), table.size(), options.cost);
  const Calibration calibration =
      calibrate(*train, train_labels, labels.size(), table.size(), options.cost);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;

  const auto largest =
      static_cast<std::size_t>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
  std::size_t majority = 0;
  std::size_t by_bayes = 0;
  std::size_t by_bigrams = 0;
  std::vector<Outcome> outcomes;
  std::vector<std::size_t> hits(labels.size());
  std::vector<std::size_t> given(labels.size());
  std::map<std::pair<std::string, std::string>, std::size_t> confusions;
  for (std::size_t i = 0; i < test->size(); ++i) {
    const std::size_t truth = number(set->test[i].type);
    majority += truth == largest;
    by_bayes += bayes.best((*test)[i]) == truth;
    by_bigrams += bigram_bayes.best(bigrams_of((*test)[i], table)) == truth;
    std::size_t best = 0;
    Outcome outcome = judge(models, (*test)[i], truth, best);
    outcome.probability = calibration.apply(outcome.probability);
    outcomes.push_back(outcome);
    ++given[truth];
    hits[truth] += best == truth;
    if (best != truth) ++confusions[{labels[truth], labels[best]}];
  }
  const auto share = [&](std::size_t count) {
    return static_cast<double>(count) / static_cast<double>(test->size());
  };
  std::size_t right = 0;
  for (const std::size_t hit : hits) right += hit;
  fmt::print("{} training, {} test records, {} types, {} grams; trained in {:.0f} s\n\n",
             train->size(), test->size(), labels.size(), table.size(), spent.count());
  fmt::print(
      "| | accuracy |\n|---|---|\n| majority ({}) | {:.4f} |\n| naive Bayes, character bigrams | "
      "{:.4f} |\n"
      "| naive Bayes, the same grams | {:.4f} |\n"
      "| logistic regression | {:.4f} |\n\nECE of the named type: {:.4f}\n\n",
      labels[largest], share(majority), share(by_bigrams), share(by_bayes), share(right),
      expected_calibration_error(outcomes));
  fmt::print("| type | test records | found |\n|---|---|---|\n");
  for (std::size_t label = 0; label < labels.size(); ++label) {
    if (given[label] == 0) continue;
    fmt::print("| {} | {} | {:.2f} |\n", labels[label], given[label],
               static_cast<double>(hits[label]) / static_cast<double>(given[label]));
  }
  std::vector<std::pair<std::size_t, std::pair<std::string, std::string>>> worst;
  worst.reserve(confusions.size());
  for (const auto& [pair, count] : confusions) worst.emplace_back(count, pair);
  std::stable_sort(worst.begin(), worst.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (worst.size() > 10) worst.resize(10);
  fmt::print("\n| given | named instead | records |\n|---|---|---|\n");
  for (const auto& [count, pair] : worst) {
    fmt::print("| {} | {} | {} |\n", pair.first, pair.second, count);
  }
  return {};
}

int run(int argc, char** argv) {
  CLI::App app("Accident type from text: learned on earlier years, tested on later ones.",
               "kizuki_accident_eval");
  Options options;
  app.add_option("CORPUS", options.corpus, "JSON Lines with year, text, accident_type")->required();
  app.add_option("--train-from", options.first_train_year, "first year to learn from");
  app.add_option("--train-until", options.last_train_year, "last year to learn from");
  app.add_option("--test-until", options.last_test_year, "last year to test on");
  app.add_option("--cost", options.cost, "C of the regression");
  app.add_option("--least", options.least, "sentences that a gram must occur in");
  CLI11_PARSE(app, argc, argv);
  fmt::print("{}\n", describe_run(this_machine(), "", options.corpus, command_line(argc, argv)));
  if (auto done = evaluate(options); !done) {
    std::fprintf(stderr, "エラー: %s\n", done.error().describe().c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }

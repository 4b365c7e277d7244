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
#include "engine/tagging/facet_tagger.hpp"
#include "engine/tagging/training/facet_trainer.hpp"
#include "indexer/source/record_source.hpp"

namespace kizuki {
namespace {

constexpr const char* kFacet = "accident_type";
constexpr std::uint32_t kPlainLeast = 5;  // records that a gram of naive Bayes must occur in

struct AccidentSet {
  std::vector<CaseRecord> train;
  std::vector<CaseRecord> test;
};

/// A record that bears its accident type as a facet, as the profile `accidents` makes it, but with
/// "not classifiable" as a type like the others.
CaseRecord case_of(const Json& source) {
  CaseRecord record;
  record.id = source.string_or("id", "");
  record.sections.emplace_back().text = source.string_or("text", "");
  Json facets;
  facets.set(kFacet, std::string(source.string_or(kFacet, "")));
  record.other.emplace_back("facets", std::move(facets));
  return record;
}

std::string type_of(const CaseRecord& record) { return extra_facets(record).front().second; }

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
    const std::string_view type = record->string_or(kFacet, "");
    const std::int64_t year = record->int_or("year", 0);
    if (record->string_or("text", "").empty() || type.empty() || type == "欠損") continue;
    if (year < first_train_year) continue;
    if (year <= last_train_year) {
      set.train.push_back(case_of(*record));
    } else if (year <= last_test_year) {
      set.test.push_back(case_of(*record));
    }
  }
}

/// Grams of the sentences of records, without the pairs of words that the model has beside them.
class PlainGrams {
 public:
  Result<void> count(const std::vector<CaseRecord>& accidents, std::uint32_t least) {
    GramCounter counter;
    for (const CaseRecord& accident : accidents) {
      if (auto read = collect(accident); !read) return read;
      counter.add(grams_);
    }
    table_ = counter.table(least);
    return {};
  }
  const GramVocabulary& table() const { return table_; }
  /// Which grams occur in each record.
  Result<std::vector<SparseVector>> vectors(const std::vector<CaseRecord>& accidents) {
    std::vector<SparseVector> rows;
    std::vector<KnownGram> known;
    GramVectorizer vectorizer(table_);
    for (const CaseRecord& accident : accidents) {
      if (auto read = collect(accident); !read) return std::move(read).error();
      vectorizer.look_up(grams_, known);
      vectorizer.add(known);
      vectorizer.finish({}, rows.emplace_back());
    }
    return rows;
  }

 private:
  Result<void> collect(const CaseRecord& accident) {
    grams_.clear();
    if (auto read = reader_.read(accident, text_); !read) return read;
    for (const FacetSentence& sentence : text_.sentences) {
      grams_.insert(grams_.end(), sentence.grams.begin(), sentence.grams.end());
    }
    return {};
  }

  FacetTextReader reader_;
  FacetText text_;
  std::vector<Gram> grams_;
  GramVocabulary table_;
};

/// Multinomial naive Bayes over which grams occur, with add-one smoothing over the `used` of the
/// `grams` that rows may have.
class NaiveBayes {
 public:
  NaiveBayes(std::size_t classes, std::size_t grams, std::size_t used)
      : grams_(grams),
        counts_(classes * grams, 1.0F),
        totals_(classes, static_cast<double>(used)),
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
    if (table.weight(feature.index).kind == GramKind::kBigram) out.push_back(feature);
  }
  return out;
}

struct Options {
  std::string corpus;
  std::string revision;
  std::int64_t last_train_year = 2008;
  std::int64_t last_test_year = 2012;
  double cost = 6;
  std::int64_t first_train_year = 0;
  std::uint32_t least = 8;
};

Result<void> evaluate(const Options& options) {
  auto set = read_accidents(options.corpus, options.first_train_year, options.last_train_year,
                            options.last_test_year);
  if (!set) return std::move(set).error();
  const auto started = std::chrono::steady_clock::now();
  FacetTrainer trainer(kFacet);
  for (const CaseRecord& accident : set->train) {
    if (auto added = trainer.add(accident); !added) return added;
  }
  auto trained = trainer.train(options.corpus, {options.cost, options.least});
  if (!trained) return std::move(trained).error();
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
  const std::size_t bytes = trained->serialize().size();
  const auto model = std::make_shared<const FacetModel>(std::move(*trained));
  const auto& labels = model->values;
  const auto number = [&labels](const std::string& label) {
    const auto at = std::lower_bound(labels.begin(), labels.end(), label);
    return at == labels.end() || *at != label ? labels.size()
                                              : static_cast<std::size_t>(at - labels.begin());
  };
  PlainGrams plain;
  if (auto counted = plain.count(set->train, kPlainLeast); !counted) return counted;
  const auto train = plain.vectors(set->train);
  if (!train) return train.error();
  const auto test = plain.vectors(set->test);
  if (!test) return test.error();

  const std::size_t grams = plain.table().size();
  std::size_t bigrams = 0;
  for (const GramKey key : plain.table().keys()) bigrams += gram_kind(key) == GramKind::kBigram;
  NaiveBayes bayes(labels.size(), grams, grams);
  NaiveBayes bigram_bayes(labels.size(), grams, bigrams);
  std::vector<std::size_t> sizes(labels.size());
  for (std::size_t i = 0; i < train->size(); ++i) {
    const std::size_t label = number(type_of(set->train[i]));
    bayes.add((*train)[i], label);
    bigram_bayes.add(bigrams_of((*train)[i], plain.table()), label);
    ++sizes[label];
  }

  const auto largest =
      static_cast<std::size_t>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
  std::size_t majority = 0;
  std::size_t by_bayes = 0;
  std::size_t by_bigrams = 0;
  FacetTagger tagger(model);
  std::vector<Outcome> outcomes;
  // The place behind the last type is for types that training did not see.
  std::vector<std::size_t> hits(labels.size() + 1);
  std::vector<std::size_t> given(labels.size() + 1);
  std::map<std::pair<std::string, std::string>, std::size_t> confusions;
  for (std::size_t i = 0; i < test->size(); ++i) {
    const std::size_t truth = number(type_of(set->test[i]));
    majority += truth == largest;
    by_bayes += bayes.best((*test)[i]) == truth;
    by_bigrams += bigram_bayes.best(bigrams_of((*test)[i], plain.table())) == truth;
    const auto tag = tagger.tag_case(set->test[i]);
    if (!tag) return tag.error();
    const bool right = tag->best.value == type_of(set->test[i]);
    outcomes.push_back({tag->best.confidence, right});
    ++given[truth];
    hits[truth] += right;
    if (!right) ++confusions[{type_of(set->test[i]), tag->best.value}];
  }
  const auto share = [&](std::size_t count) {
    return static_cast<double>(count) / static_cast<double>(test->size());
  };
  std::size_t right = 0;
  for (const std::size_t hit : hits) right += hit;
  fmt::print(
      "{} training, {} test records, {} types, {} grams; trained in {:.0f} s, model of "
      "{:.1f} MB\n\n",
      train->size(), test->size(), labels.size(), model->grams.size(), spent.count(),
      static_cast<double>(bytes) / 1e6);
  fmt::print(
      "| | accuracy |\n|---|---|\n| majority ({}) | {:.4f} |\n| naive Bayes, character bigrams | "
      "{:.4f} |\n"
      "| naive Bayes, bigrams, trigrams and words | {:.4f} |\n"
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
  app.add_option("--revision", options.revision, "of the sources, for the report");
  app.add_option("--cost", options.cost, "C of the regression");
  app.add_option("--least", options.least, "records that a gram must occur in");
  CLI11_PARSE(app, argc, argv);
  fmt::print("{}\n", describe_run(this_machine(), options.revision, options.corpus,
                                  command_line(argc, argv)));
  if (auto done = evaluate(options); !done) {
    std::fprintf(stderr, "エラー: %s\n", done.error().describe().c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }

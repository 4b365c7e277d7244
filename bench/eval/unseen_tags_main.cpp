// kizuki_unseen_tags: an index of the sample cases whose tags come from models that have not seen
// them.
//
// Measures search as it is where reports arrive untagged: issues, steps and tools are taken out of
// the 60 vivid cases, and each case gets the predictions of a model that learned from all sample
// cases but those of its part (60 parts: leave one case out). The issues of a query are read by
// the shipped model, which knows the cases but no query.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/tagging/training/sample_data.hpp"
#include "indexer/build.hpp"

namespace kizuki {
namespace {

using Predictions = std::map<std::string, std::vector<Annotation>, std::less<>>;

constexpr std::size_t kVividCases = 60;  // the first of the sample cases

CaseRecord without_tags(CaseRecord record) {
  record.issues.clear();
  record.stated_issues.clear();
  record.essential_issues.clear();
  record.tools.clear();
  for (Section& section : record.sections) section.steps.clear();
  return record;
}

Result<Predictions> predict_unseen(const SampleData& sample, std::size_t parts) {
  Predictions predictions;
  for (std::size_t part = 0; part < parts; ++part) {
    std::vector<CaseRecord> train;
    std::vector<CaseRecord> test;
    for (std::size_t i = 0; i < sample.cases.size(); ++i) {
      const bool tested = i < kVividCases && i % parts == part;
      (tested ? test : train).push_back(sample.cases[i]);
    }
    auto model = train_tags(sample.lexicon, sample.cards, train, {"", 5});
    if (!model) return std::move(model).error();
    TagPredictor predictor(std::make_shared<const TagModel>(std::move(*model)));
    for (const CaseRecord& record : test) {
      auto predicted = predictor.predict(without_tags(record));
      if (!predicted) return std::move(predicted).error();
      predictions.emplace(record.id, std::move(*predicted));
    }
    std::fprintf(stderr, "\r%zu of %zu parts", part + 1, parts);
  }
  std::fprintf(stderr, "\n");
  return predictions;
}

Result<void> fill_library(Library& library, const SampleData& sample) {
  LibraryWriter writer(library);
  for (std::size_t i = 0; i < kVividCases; ++i) {
    auto written = writer.upsert(without_tags(sample.cases[i]), "sample");
    if (!written) return std::move(written).error();
  }
  return writer.commit();
}

Result<void> build(const std::filesystem::path& data, const std::filesystem::path& index,
                   std::size_t parts) {
  const std::filesystem::path built = KIZUKI_DATA_DIR;  // with the compiled dictionary
  auto sample = load_sample_data(data);
  if (!sample) return std::move(sample).error();
  auto predictions = predict_unseen(*sample, parts);
  if (!predictions) return std::move(predictions).error();
  auto analyzer = AnalyzerModel::load(AnalyzerFiles::under(built));
  if (!analyzer) return std::move(analyzer).error();
  auto taxonomy = Taxonomy::load(built / "taxonomy");
  if (!taxonomy) return std::move(taxonomy).error();
  auto codec = CaseCodec::load(built / "schema" / "case.schema.json", *taxonomy);
  if (!codec) return std::move(codec).error();
  auto library = Library::open(index, Library::Mode::kReadWrite);
  if (!library) return std::move(library).error();
  if (auto filled = fill_library(*library, *sample); !filled) return filled;
  BuildTools tools{std::move(*analyzer), std::move(*taxonomy), &*codec};
  tools.predict = [&](const CaseRecord& record) -> Result<std::vector<Annotation>> {
    return predictions->at(record.id);
  };
  auto report = build_generation(GenerationStore(index), *library, tools, {}, nullptr);
  if (!report) return std::move(report).error();
  return {};
}

int run(int argc, char** argv) {
  CLI::App app("Makes an index of the vivid sample cases with tags that no model has seen.",
               "kizuki_unseen_tags");
  std::string data = "data";
  std::string index;
  std::size_t parts = 60;
  app.add_option("--data", data, "data folder of the source tree");
  app.add_option("--index", index, "folder to make")->required();
  app.add_option("--parts", parts, "60: leave one case out")->check(CLI::Range(2, 60));
  CLI11_PARSE(app, argc, argv);
  if (auto done = build(data, index, parts); !done) {
    std::fprintf(stderr, "kizuki_unseen_tags: %s\n", done.error().describe().c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }

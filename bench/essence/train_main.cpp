// kizuki_train_essence: makes the shipped model of the know-how extraction.
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "engine/base/file.hpp"
#include "engine/essence/training/essence_trainer.hpp"

namespace kizuki {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n%s\n", error.describe().c_str(),
               std::string(error_recovery(error.code)).c_str());
  return 1;
}

int run(int argc, char** argv) {
  CLI::App app("Makes data/models/essence.kzem; the same data give the same bytes.",
               "kizuki_train_essence");
  std::filesystem::path data = "data";
  std::filesystem::path share = "build/release/share/kizuki";
  std::filesystem::path out;
  app.add_option("--data", data, "data folder of the source tree");
  app.add_option("--share", share, "folder with the compiled dictionary");
  app.add_option("--out", out, "where the model goes (default: models/essence.kzem of the data)");
  CLI11_PARSE(app, argc, argv);
  if (out.empty()) out = data / "models" / "essence.kzem";
  auto analyzer = AnalyzerModel::load(AnalyzerFiles::under(share));
  if (!analyzer) return fail(analyzer.error());
  CaseSentenceReader reader(std::move(*analyzer));
  const auto cards = load_cards(data / "cards" / "cards.jsonl");
  if (!cards) return fail(cards.error());
  const auto cases = load_shipped_marked_cases(data, reader);
  if (!cases) return fail(cases.error());
  const auto model = train_shipped_essence(*cases, *cards, reader, kShippedEssenceSources);
  if (!model) return fail(model.error());
  const std::string bytes = model->serialize();
  if (auto made = create_folders(out.parent_path()); !made) return fail(made.error());
  if (auto written = write_file_atomically(out, bytes); !written) return fail(written.error());
  std::fprintf(stderr, "%s: %zu bytes, %zu features, confidence slope %.3f offset %.3f\n",
               out.string().c_str(), bytes.size(), model->table.size(),
               static_cast<double>(model->confidence.slope),
               static_cast<double>(model->confidence.offset));
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }

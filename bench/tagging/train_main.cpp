// kizuki_train_tags: makes the shipped tag model from the sample cases and know-how cards.
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/base/file.hpp"
#include "engine/corpus/taxonomy.hpp"
#include "engine/tagging/training/sample_data.hpp"
#include "engine/tagging/training/tag_trainer.hpp"

namespace kizuki {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n%s\n", error.describe().c_str(),
               std::string(error_recovery(error.code)).c_str());
  return 1;
}

int run(int argc, char** argv) {
  CLI::App app("Makes data/models/tags.kztm; the same data give the same bytes.",
               "kizuki_train_tags");
  std::filesystem::path data = "data";
  std::filesystem::path out;
  app.add_option("--data", data, "data folder of the source tree");
  app.add_option("--out", out, "where the model goes (default: models/tags.kztm of the data)");
  CLI11_PARSE(app, argc, argv);
  if (out.empty()) out = data / "models" / "tags.kztm";
  const auto sample = load_sample_data(data);
  if (!sample) return fail(sample.error());
  const auto model = train_shipped_tags(*sample);
  if (!model) return fail(model.error());
  const std::string bytes = model->serialize();
  if (auto made = create_folders(out.parent_path()); !made) return fail(made.error());
  if (auto written = write_file_atomically(out, bytes); !written) return fail(written.error());
  std::fprintf(stderr, "%s: %zu bytes\n", out.string().c_str(), bytes.size());
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }

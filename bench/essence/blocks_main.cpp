// kizuki_essence_blocks: new know-how found in blocks of sentences, beside all pairs at once.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/essence/partition_agreement.hpp"
#include "bench/machine.hpp"
#include "bench/resource_usage.hpp"
#include "engine/base/hash.hpp"
#include "engine/essence/discovery.hpp"
#include "engine/essence_run/essence_run.hpp"
#include "engine/tagging/tag_model.hpp"

namespace kizuki {
namespace {

struct Options {
  std::string index;
  std::string share = "build/release/share/kizuki";
  std::string revision;
  std::vector<std::size_t> counts = {3'000, 6'000, 12'000};
  std::size_t most_exact = 12'000;
  std::size_t threads = 2;
};

Result<EssenceTools> load_tools(const std::string& share) {
  EssenceTools tools;
  auto taxonomy = Taxonomy::load(share + "/taxonomy");
  if (!taxonomy) return std::move(taxonomy).error();
  tools.taxonomy = std::move(*taxonomy);
  auto codec = CaseCodec::load(share + "/schema/case.schema.json", tools.taxonomy);
  if (!codec) return std::move(codec).error();
  tools.codec = std::make_shared<const CaseCodec>(std::move(*codec));
  auto tags = TagModel::load(share + "/models/tags.kztm");
  if (!tags) return std::move(tags).error();
  tools.tags = std::move(*tags);
  auto analyzer = AnalyzerModel::load(AnalyzerFiles::under(share));
  if (!analyzer) return std::move(analyzer).error();
  tools.analyzer = std::move(*analyzer);
  if (auto loaded = load_essence_files(share, tools); !loaded) return std::move(loaded).error();
  return tools;
}

/// Of every case in the library what `kizuki essence --no-cards` looks at, in the order of a hash.
Result<std::vector<DiscoverySentence>> read_sentences(const Options& options) {
  auto tools = load_tools(options.share);
  if (!tools) return std::move(tools).error();
  auto library = Library::open(options.index, Library::Mode::kReadOnly);
  if (!library) return std::move(library).error();
  CaseSentenceReader reader(tools->analyzer);
  auto matcher = CardMatcher::train(tools->model, {}, reader);
  if (!matcher) return std::move(matcher).error();
  CorpusRequest request;
  request.threads = options.threads;
  std::vector<DiscoverySentence> out;
  std::uint32_t number = 0;
  auto read = read_corpus(
      *library, ReaderScope::everything(),
      {tools->taxonomy, tools->codec, tools->tags, tools->analyzer, *matcher}, request,
      [](std::uint64_t, std::uint64_t) {},
      [&](CorpusCase one) {
        for (ScannedSentence& sentence : one.scan.sentences) {
          const std::string key = one.info.id + "\t" + std::to_string(sentence.section) + "\t" +
                                  std::to_string(sentence.span.begin);
          out.push_back({number, sentence.steps, xxh3(key, sentence.text_hash),
                         std::move(sentence.features)});
        }
        ++number;
      });
  if (!read) return std::move(read).error();
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
  return out;
}

struct Run {
  std::vector<std::vector<std::uint32_t>> groups;
  double wall = 0;
  double cpu = 0;
};

/// Of all threads.
double process_cpu_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

Run discover(std::span<const DiscoverySentence> sentences, const DiscoverySettings& settings) {
  Run run;
  const double wall = wall_seconds();
  const double cpu = process_cpu_seconds();
  for (DiscoveredGroup& group : discover_groups(sentences, settings)) {
    run.groups.push_back(std::move(group.members));
  }
  run.wall = wall_seconds() - wall;
  run.cpu = process_cpu_seconds() - cpu;
  return run;
}

std::size_t grouped(const Run& run) {
  std::size_t out = 0;
  for (const auto& group : run.groups) out += group.size();
  return out;
}

Result<void> measure(const Options& options) {
  const auto sentences = read_sentences(options);
  if (!sentences) return sentences.error();
  fmt::print("{} sentences in all; blocks of at most {}; {} threads.\n\n", sentences->size(),
             DiscoverySettings().exact_sentences, options.threads);
  fmt::print(
      "| sentences | way | groups | sentences in groups | agreement with exact: P / R / F1 | CPU s "
      "| "
      "wall s |\n|---|---|---|---|---|---|---|\n");
  for (const std::size_t asked : options.counts) {
    const std::size_t count = std::min(asked, sentences->size());
    const std::span<const DiscoverySentence> some(sentences->data(), count);
    DiscoverySettings settings;
    settings.threads = options.threads;
    const Run blocks = discover(some, settings);
    std::string agreement = "–";
    if (count <= options.most_exact) {
      settings.exact_sentences = count;
      const Run exact = discover(some, settings);
      const PartitionAgreement both = partition_agreement(blocks.groups, exact.groups);
      agreement = fmt::format("{:.3f} / {:.3f} / {:.3f}", both.precision, both.recall, both.f1());
      fmt::print("| {} | exact | {} | {} | | {:.1f} | {:.1f} |\n", count, exact.groups.size(),
                 grouped(exact), exact.cpu, exact.wall);
    }
    fmt::print("| {} | blocks | {} | {} | {} | {:.1f} | {:.1f} |\n", count, blocks.groups.size(),
               grouped(blocks), agreement, blocks.cpu, blocks.wall);
    std::fflush(stdout);
  }
  return {};
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("new know-how found in blocks of sentences, beside all pairs at once",
               "kizuki_essence_blocks");
  app.add_option("--index", options.index, "index folder with the cases")->required();
  app.add_option("--share", options.share, "folder with models and the compiled dictionary");
  app.add_option("--revision", options.revision, "of the sources, for the report");
  app.add_option("--counts", options.counts, "of sentences, drawn by a hash")->delimiter(',');
  app.add_option("--most-exact", options.most_exact,
                 "compare with all pairs up to so many sentences (n * n * 4 bytes)");
  app.add_option("--threads", options.threads);
  CLI11_PARSE(app, argc, argv);
  fmt::print("{}\n", describe_run(this_machine(), options.revision, options.index,
                                  command_line(argc, argv)));
  if (auto done = measure(options); !done) {
    std::fprintf(stderr, "エラー: %s\n", done.error().describe().c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }

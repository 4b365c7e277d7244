// Latency of an index: every query of a file, one thread, in process; with --seeds also similar
// cases of cases evenly spread over the library.
//
// One warm pass, then three; a percentile is the median of the three passes'. Two answers are
// timed: "ids" gives the best 10 with their ids and nothing else, as other engines' drivers do;
// "page" gives what a person sees: titles, snippets, the total, facet counts, and the look into the
// library whether each hit may still be shown. Reading the query (parsing, analysis) is part of
// both.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/eval/query_set.hpp"
#include "bench/latency.hpp"
#include "bench/machine.hpp"
#include "bench/resource_usage.hpp"
#include "engine/library/library.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {
namespace {

struct Options {
  std::string index;
  std::string queries;
  std::string data = KIZUKI_DATA_DIR;
  std::string revision;
  std::vector<std::string> compartments;  // empty: all
  std::size_t count = 0;                  // 0: all queries
  std::size_t limit = 10;
  std::size_t passes = 3;
  std::size_t seeds = 0;  // cases whose similar ones are looked for as well
};

constexpr const char* kSimilar = "similar";  // kind of the seeds; their text is a case id

// An open index and what opening took.
struct OpenIndex {
  Searcher::Sources sources;
  std::unique_ptr<Searcher> searcher;
  std::unique_ptr<Library> library;
  double model_ms = 0;
  double open_ms = 0;      // generation and compartments
  double open_cpu_ms = 0;  // of these, by this thread
};

struct Sample {
  double cpu_ms = 0;
  double wall_ms = 0;
};

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n%s\n", error.describe().c_str(),
               std::string(error_recovery(error.code)).c_str());
  return 1;
}

Result<OpenIndex> open_index(const Options& options) {
  OpenIndex index;
  double begin = wall_seconds();
  auto model = AnalyzerModel::load(AnalyzerFiles::under(options.data));
  if (!model) return std::move(model).error();
  index.model_ms = (wall_seconds() - begin) * 1e3;
  auto taxonomy = Taxonomy::load(std::filesystem::path(options.data) / "taxonomy");
  if (!taxonomy) return std::move(taxonomy).error();
  auto library = Library::open(options.index, Library::Mode::kReadOnly);
  if (!library) return std::move(library).error();
  index.library = std::make_unique<Library>(std::move(library).value());

  auto background = BackgroundFrequencies::load(options.data);
  if (!background) return std::move(background).error();
  auto knowledge = QueryKnowledge::load(options.data);
  if (!knowledge) return std::move(knowledge).error();

  begin = wall_seconds();
  const double cpu_begin = thread_cpu_seconds();
  auto generation = GenerationStore(options.index).open_current();
  if (!generation) return std::move(generation).error();
  index.sources = {std::move(generation).value(), std::move(model).value(),
                   std::move(taxonomy).value(), std::move(background).value(),
                   std::move(knowledge).value()};
  auto searcher = options.compartments.empty()
                      ? Searcher::open_all(index.sources)
                      : Searcher::open(index.sources, options.compartments);
  if (!searcher) return std::move(searcher).error();
  index.searcher = std::make_unique<Searcher>(std::move(searcher).value());
  index.open_ms = (wall_seconds() - begin) * 1e3;
  index.open_cpu_ms = (thread_cpu_seconds() - cpu_begin) * 1e3;
  return index;
}

// Whether the library still has each hit where the index found it; an error hides all.
VisibilityGate gate_of(const Library& library) {
  return [&library](const std::vector<CaseAddress>& cases) {
    std::vector<std::string> ids;
    ids.reserve(cases.size());
    for (const CaseAddress& address : cases) ids.push_back(address.id);
    const auto states = library.current_states(ids);
    std::vector<bool> visible(cases.size());
    for (std::size_t i = 0; states && i < cases.size(); ++i) {
      visible[i] = (*states)[i] && (*states)[i]->compartment == cases[i].compartment;
    }
    return visible;
  };
}

Result<std::vector<SetQuery>> seeds_of(const Library& library, std::size_t count) {
  std::vector<SetQuery> seeds;
  auto sequence = library.sequence();
  if (!sequence) return std::move(sequence).error();
  const auto snapshot = library.snapshot(*sequence);
  if (!snapshot) return snapshot.error();
  std::vector<std::uint64_t> rows;
  for (const auto& compartment : snapshot->compartments) {
    rows.insert(rows.end(), compartment.rows.begin(), compartment.rows.end());
  }
  for (std::size_t i = 0; i < std::min(count, rows.size()); ++i) {
    const auto stored = library.read_row(rows[i * rows.size() / count]);
    if (!stored) return stored.error();
    if (*stored) seeds.push_back({(*stored)->id, kSimilar, (*stored)->id});
  }
  return seeds;
}

Result<std::size_t> answer(OpenIndex& index, const SetQuery& asked, const SearchOptions& options) {
  if (asked.kind == kSimilar) {
    SimilarQuery similar;
    similar.case_id = asked.text;
    auto hits = index.searcher->similar(similar, options);
    if (!hits) return std::move(hits).error();
    return hits->hits.size();
  }
  auto query = parse_query(asked.text);
  if (!query) return std::move(query).error();
  auto hits = index.searcher->search(*query, options);
  if (!hits) return std::move(hits).error();
  return hits->hits.size();
}

Result<std::vector<Sample>> time_pass(OpenIndex& index, const std::vector<SetQuery>& queries,
                                      const SearchOptions& options) {
  std::vector<Sample> samples;
  samples.reserve(queries.size());
  for (const SetQuery& query : queries) {
    const double wall = wall_seconds();
    const double cpu = thread_cpu_seconds();
    auto found = answer(index, query, options);
    const double cpu_end = thread_cpu_seconds();
    const double wall_end = wall_seconds();
    if (!found) return std::move(found).error().with_id(query.id);
    samples.push_back({(cpu_end - cpu) * 1e3, (wall_end - wall) * 1e3});
  }
  return samples;
}

void add_pass(PassTimes& times, const std::vector<Sample>& samples,
              const std::vector<std::size_t>& places, double Sample::*member) {
  std::vector<double> values;
  values.reserve(places.size());
  for (const std::size_t place : places) values.push_back(samples[place].*member);
  times.add_pass(std::move(values));
}

void print_row(const char* kind, const char* answer_name,
               const std::vector<std::vector<Sample>>& passes,
               const std::vector<std::size_t>& places) {
  PassTimes cpu;
  PassTimes wall;
  for (const std::vector<Sample>& samples : passes) {
    add_pass(cpu, samples, places, &Sample::cpu_ms);
    add_pass(wall, samples, places, &Sample::wall_ms);
  }
  const Percentiles c = cpu.median();
  const Percentiles w = wall.median();
  std::printf("| %s | %zu | %s | %.3f | %.3f | %.3f | %.3f–%.3f | %.3f | %.3f | %.3f |\n", kind,
              places.size(), answer_name, c.p50, c.p95, c.p99, cpu.lowest_p50(), cpu.highest_p50(),
              w.p50, w.p95, w.p99);
}

std::optional<Error> bench_answer(OpenIndex& index, const std::vector<SetQuery>& queries,
                                  const char* name, const SearchOptions& options,
                                  std::size_t pass_count) {
  if (auto warm = time_pass(index, queries, options); !warm) return std::move(warm).error();
  std::vector<std::vector<Sample>> passes;
  for (std::size_t i = 0; i < pass_count; ++i) {
    auto samples = time_pass(index, queries, options);
    if (!samples) return std::move(samples).error();
    passes.push_back(std::move(samples).value());
  }
  std::vector<std::size_t> all(queries.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  print_row("all", name, passes, all);
  for (const QueryKind& kind : group_by_kind(queries)) {
    print_row(kind.kind.c_str(), name, passes, kind.places);
  }
  return std::nullopt;
}

std::string describe_corpus(const Manifest& manifest) {
  std::uint64_t cases = 0;
  std::uint64_t text_bytes = 0;
  std::uint64_t bytes = 0;
  for (const ManifestCompartment& compartment : manifest.compartments) {
    cases += compartment.cases;
    text_bytes += compartment.text_bytes;
  }
  for (const ManifestFile& file : manifest.files) bytes += file.bytes;
  char line[160];
  std::snprintf(line, sizeof line,
                "%llu cases in %zu compartments, %.1f MB of text, generation of %.1f MB",
                static_cast<unsigned long long>(cases), manifest.compartments.size(),
                static_cast<double>(text_bytes) / 1e6, static_cast<double>(bytes) / 1e6);
  return line;
}

int bench(const Options& options, const std::string& command) {
  auto queries = load_queries(options.queries);
  if (!queries) return fail(queries.error());
  if (options.count > 0 && options.count < queries->size()) queries->resize(options.count);
  auto index = open_index(options);
  if (!index) return fail(index.error());
  const auto seeds = seeds_of(*index->library, options.seeds);
  if (!seeds) return fail(seeds.error());
  queries->insert(queries->end(), seeds->begin(), seeds->end());

  std::printf("%s", describe_run(this_machine(), options.revision,
                                 describe_corpus(index->sources.generation->manifest()), command)
                        .c_str());
  std::printf("- opening: analyser %.1f ms, generation %.1f ms (CPU %.1f)\n\n", index->model_ms,
              index->open_ms, index->open_cpu_ms);
  std::printf(
      "| queries | n | answer | CPU p50 ms | p95 | p99 | p50 of the passes | wall p50 ms | p95 | "
      "p99 "
      "|\n|---|---:|---|---:|---:|---:|---|---:|---:|---:|\n");

  SearchOptions ids;
  ids.limit = options.limit;
  ids.details = false;
  ids.count_total = false;
  SearchOptions page;
  page.limit = options.limit;
  page.facet_counts = true;
  page.is_visible = gate_of(*index->library);
  // As the program does: counting asks the library where it has moved on since.
  const auto changes = index->library->changes(index->sources.generation->library_sequence(), 1);
  page.gate_counts = !changes || !changes->complete || !changes->cases.empty();
  for (const auto& [name, settings] : {std::pair("ids", &ids), std::pair("page", &page)}) {
    if (auto error = bench_answer(*index, *queries, name, *settings, options.passes)) {
      return fail(*error);
    }
  }
  std::printf("\npeak memory (VmHWM) %.1f MB\n", static_cast<double>(peak_memory_bytes()) / 1e6);
  return 0;
}

int run_program(int argc, char** argv) {
  CLI::App app("Measures the latency of searches in an index.", "search_bench");
  Options options;
  app.add_option("--index", options.index, "index folder")->required();
  app.add_option("--queries", options.queries, "JSON Lines with id, text and optionally kind")
      ->required();
  app.add_option("--compartment", options.compartments,
                 "what the reader may read, more than once; all when not given");
  app.add_option("--count", options.count, "only the first so many queries");
  app.add_option("--limit", options.limit, "hits a query")->capture_default_str();
  app.add_option("--passes", options.passes, "timed passes behind the warm one")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  app.add_option("--seeds", options.seeds, "similar cases of so many cases besides");
  app.add_option("--data", options.data, "data folder (share/kizuki)");
  app.add_option("--revision", options.revision, "revision of the sources, for the report");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  return bench(options, command_line(argc, argv));
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run_program(argc, argv); }

// What `kizuki index` takes: time, memory and disk, beside bare MeCab on the same text.
//
// Each round builds the index anew by the program as a child process, then parses a sample of the
// text that lies in its library with MeCab alone on as many threads, so that both meet the same
// state of the machine. Figures are medians over the rounds. "÷ bare MeCab" is MeCab's time for all
// the text (scaled by bytes from the sample) divided by the program's: 1 would be MeCab and nothing
// else. Loading, checking, storing in the library and syncing are all inside the program's time.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/bare_mecab.hpp"
#include "bench/machine.hpp"
#include "bench/resource_usage.hpp"
#include "engine/base/json.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

struct Options {
  std::string program;
  std::vector<std::string> sources;
  std::string profile = "case";
  std::string index;  // empty: a temporary folder
  std::string data = KIZUKI_DATA_DIR;
  std::string revision;
  std::size_t threads = 2;
  std::size_t rounds = 1;
  std::uint64_t sample_megabytes = 16;
};

struct Round {
  ChildUsage index;
  double mecab_wall_seconds = 0;  // for all the text
  double mecab_cpu_seconds = 0;
};

// What lies in the index folder after a build.
struct Stored {
  std::uint64_t cases = 0;
  std::uint64_t text_bytes = 0;
  std::uint64_t generation_bytes = 0;
  std::uint64_t library_bytes = 0;
  std::vector<std::string> pieces;  // of the sample
  std::uint64_t piece_bytes = 0;
};

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n%s\n", error.describe().c_str(),
               std::string(error_recovery(error.code)).c_str());
  return 1;
}

// The texts of a case that the index holds.
std::vector<std::string_view> texts_of(const Json& record) {
  std::vector<std::string_view> texts = {record.string_or("title", ""),
                                         record.string_or("outcome", "")};
  if (const Json* company = record.find("company")) {
    texts.push_back(company->string_or("business", ""));
  }
  const Json* const sections = record.find("sections");
  if (sections != nullptr && sections->is_array()) {
    for (const Json& section : sections->as_array()) {
      texts.push_back(section.string_or("heading", ""));
      texts.push_back(section.string_or("text", ""));
    }
  }
  return texts;
}

std::uint64_t bytes_below(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ignored)) {
    if (entry.is_regular_file(ignored)) bytes += entry.file_size(ignored);
  }
  return bytes;
}

// Reads the library once: sizes of all, and the texts of every `stride`-th case as sample.
Result<Stored> read_stored(const std::filesystem::path& index, std::uint64_t sample_bytes) {
  Stored stored;
  stored.generation_bytes = bytes_below(index / "generations");
  stored.library_bytes = bytes_below(index) - stored.generation_bytes;
  auto library = Library::open(index, Library::Mode::kReadOnly);
  if (!library) return std::move(library).error();
  const auto sequence = library->sequence();
  if (!sequence) return sequence.error();
  const std::uint64_t stride =
      std::max<std::uint64_t>(1, stored.library_bytes / (2 * sample_bytes));
  std::optional<Error> damage;
  auto read = library->for_each_case(*sequence, [&](const StoredCase& stored_case) {
    const auto record = parse_json(stored_case.json, {.text_bytes = std::size_t{8} << 20});
    if (!record) {
      damage = record.error();
      return false;
    }
    const bool sampled = stored.cases % stride == 0 && stored.piece_bytes < sample_bytes;
    for (const std::string_view text : texts_of(*record)) {
      stored.text_bytes += text.size();
      if (sampled) append_pieces(text, stored.pieces);
      if (sampled) stored.piece_bytes += text.size();
    }
    ++stored.cases;
    return true;
  });
  if (!read) return std::move(read).error();
  if (damage) return *std::move(damage);
  return stored;
}

std::vector<std::string> index_command(const Options& options) {
  std::vector<std::string> words = {
      options.program, "index",         "--index",   options.index,
      "--profile",     options.profile, "--threads", std::to_string(options.threads)};
  words.insert(words.end(), options.sources.begin(), options.sources.end());
  return words;
}

Result<ChildUsage> build_index(const Options& options) {
  std::error_code ignored;
  std::filesystem::remove_all(options.index, ignored);
  auto usage = run_child(index_command(options));
  constexpr int kSomeRefused = 3;
  if (usage && usage->exit_status != 0 && usage->exit_status != kSomeRefused) {
    Error error;
    error.message = std::string("kizuki index が終了コード")
                        .append(std::to_string(usage->exit_status))
                        .append("で終わりました。");
    return error;
  }
  return usage;
}

template <typename Value>
double median_of(const std::vector<Round>& rounds, const Value& value) {
  std::vector<double> values;
  for (const Round& round : rounds) values.push_back(value(round));
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print_figure(const char* name, const std::vector<Round>& rounds, const char* unit,
                  double (*value)(const Round&)) {
  std::vector<double> values;
  for (const Round& round : rounds) values.push_back(value(round));
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  std::printf("| %s | %.3f | %.3f–%.3f | %s |\n", name, median_of(rounds, value), *least, *most,
              unit);
}

void print_report(const Options& options, const std::vector<Round>& rounds, const Stored& stored) {
  const double text_mb = static_cast<double>(stored.text_bytes) / 1e6;
  std::printf("| figure | median | least–most | unit |\n|---|---:|---|---|\n");
  print_figure("wall", rounds, "s", [](const Round& r) { return r.index.wall_seconds; });
  print_figure("CPU, all threads", rounds, "s", [](const Round& r) { return r.index.cpu_seconds; });
  print_figure("peak memory", rounds, "MB",
               [](const Round& r) { return static_cast<double>(r.index.peak_memory_bytes) / 1e6; });
  print_figure("bare MeCab, wall", rounds, "s",
               [](const Round& r) { return r.mecab_wall_seconds; });
  print_figure("bare MeCab, CPU", rounds, "s", [](const Round& r) { return r.mecab_cpu_seconds; });
  print_figure("÷ bare MeCab, CPU", rounds, "",
               [](const Round& r) { return r.mecab_cpu_seconds / r.index.cpu_seconds; });
  print_figure("÷ bare MeCab, wall", rounds, "",
               [](const Round& r) { return r.mecab_wall_seconds / r.index.wall_seconds; });
  const double cpu = median_of(rounds, [](const Round& r) { return r.index.cpu_seconds; });
  std::printf("\n%llu cases, %.2f MB of text on %zu threads, %zu rounds: %.2f MB a CPU second\n",
              static_cast<unsigned long long>(stored.cases), text_mb, options.threads,
              rounds.size(), text_mb / cpu);
  std::printf("generation %.2f MB (%.3f of the text), library %.2f MB (%.3f)\n",
              static_cast<double>(stored.generation_bytes) / 1e6,
              static_cast<double>(stored.generation_bytes) / 1e6 / text_mb,
              static_cast<double>(stored.library_bytes) / 1e6,
              static_cast<double>(stored.library_bytes) / 1e6 / text_mb);
}

Result<Round> measure_round(const Options& options, const BareMecab& mecab, Stored& stored) {
  auto usage = build_index(options);
  if (!usage) return std::move(usage).error();
  auto read = read_stored(options.index, options.sample_megabytes * 1'000'000);
  if (!read) return std::move(read).error();
  stored = std::move(read).value();
  const BareRun bare = mecab.run(stored.pieces, options.threads);
  const double scale = static_cast<double>(stored.text_bytes) /
                       static_cast<double>(std::max<std::uint64_t>(1, stored.piece_bytes));
  return Round{*usage, bare.wall_seconds * scale, bare.cpu_seconds * scale};
}

int bench(const Options& options, const std::string& command) {
  const auto mecab = BareMecab::load(AnalyzerFiles::under(options.data));
  if (!mecab) return fail(mecab.error());
  std::string corpus;
  for (const std::string& source : options.sources) {
    corpus.append(corpus.empty() ? "" : " ")
        .append(std::filesystem::path(source).filename().string());
  }
  std::printf("%s\n", describe_run(this_machine(), options.revision, corpus, command).c_str());
  std::vector<Round> rounds;
  Stored stored;
  for (std::size_t i = 0; i < options.rounds; ++i) {
    auto round = measure_round(options, *mecab, stored);
    if (!round) return fail(round.error());
    rounds.push_back(std::move(round).value());
  }
  print_report(options, rounds, stored);
  return 0;
}

int run_program(int argc, char** argv) {
  CLI::App app("Measures `kizuki index`. The index folder is built anew each round.",
               "index_bench");
  Options options;
  app.add_option("--program", options.program, "the program kizuki")->required();
  app.add_option("SOURCE", options.sources, "files to index")->required();
  app.add_option("--profile", options.profile, "profile of the sources")->capture_default_str();
  app.add_option("--index", options.index,
                 "index folder to make and keep; must not exist (default: a temporary one)");
  app.add_option("--threads", options.threads, "analysis threads, and threads of bare MeCab")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  app.add_option("--rounds", options.rounds, "builds")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  app.add_option("--sample-mb", options.sample_megabytes, "text that bare MeCab parses, in MB")
      ->check(CLI::Range(1, 4'096))
      ->capture_default_str();
  app.add_option("--data", options.data, "data folder (share/kizuki)");
  app.add_option("--revision", options.revision, "revision of the sources, for the report");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  const std::string command = command_line(argc, argv);
  if (!options.index.empty()) {
    // Each round removes the folder, so it must be one that this program made.
    std::error_code ignored;
    if (!std::filesystem::exists(options.index, ignored)) return bench(options, command);
    std::fprintf(stderr, "エラー: %s: もうあります。ないフォルダーを指定してください。\n",
                 options.index.c_str());
    return 2;
  }

  std::string folder = (std::filesystem::temp_directory_path() / "kizuki-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) {
    std::perror(folder.c_str());
    return 1;
  }
  options.index = folder + "/index";
  const int status = bench(options, command);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return status;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run_program(argc, argv); }

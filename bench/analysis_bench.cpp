// Text analysis beside bare MeCab: how much of the time is MeCab's own?
//
//   analysis_bench [--corpus=FILE.jsonl] [--limit-mb=N] [--revision=NAME]
//                  [Google Benchmark's options]
//
// FILE has a JSON object a line with "text" or "sections"[{"text"}]; the sample cases by default.
// The last lines give the ratio of thread-CPU times (bare MeCab ÷ analysis), medians of rounds in
// which both take turns on the same texts, because wall time on a shared machine says little.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <mecab.h>

#include "bench/machine.hpp"
#include "bench/resource_usage.hpp"
#include "engine/base/json.hpp"
#include "engine/text/analyzer.hpp"
#include "engine/text/normalizer.hpp"
#include "engine/text/sentence_splitter.hpp"

namespace kizuki {
namespace {

constexpr int kRounds = 9;

/// One text with its sentences, both for the whole analysis and for bare MeCab.
struct Sample {
  std::string text;
  std::vector<std::string> sentences;
};

struct Corpus {
  std::vector<Sample> samples;
  std::size_t bytes = 0;
};

struct Models {
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::unique_ptr<MeCab::Model> mecab;
};

[[noreturn]] void give_up(const std::string& reason) {
  std::fprintf(stderr, "%s\n", reason.c_str());
  std::exit(1);
}

void add_texts(const Json& record, std::vector<std::string>& texts) {
  if (const Json* const text = record.find("text"); text != nullptr && text->is_string()) {
    texts.push_back(text->as_string());
  }
  const Json* const sections = record.find("sections");
  if (sections == nullptr || !sections->is_array()) return;
  for (const Json& section : sections->as_array()) add_texts(section, texts);
}

std::vector<std::string> read_texts(const std::string& path, std::size_t limit_bytes) {
  std::ifstream file(path);
  if (!file) give_up("cannot read " + path);
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (std::string line; bytes < limit_bytes && std::getline(file, line);) {
    const auto record = parse_json(line);
    if (!record) give_up(record.error().describe());
    add_texts(*record, texts);
    bytes += line.size();
  }
  return texts;
}

Corpus make_corpus(const std::string& path, std::size_t limit_bytes, const Models& models) {
  Corpus corpus;
  Analyzer analyzer(models.analyzer);
  AnalyzedText analysis;
  for (std::string& text : read_texts(path, limit_bytes)) {
    if (!analyzer.analyze(text, analysis)) continue;
    Sample sample;
    for (const TextSpan span : analysis.sentences()) sample.sentences.emplace_back(span.of(text));
    corpus.bytes += text.size();
    sample.text = std::move(text);
    corpus.samples.push_back(std::move(sample));
  }
  return corpus;
}

Models load_models() {
  const AnalyzerFiles files = AnalyzerFiles::under(KIZUKI_DATA_DIR);
  auto model = AnalyzerModel::load(files);
  if (!model) give_up(model.error().describe());
  const std::string arguments = "-r /dev/null -d " + files.system_dictionary.string() + " -u " +
                                files.user_dictionary.string();
  Models models;
  models.analyzer = std::move(*model);
  models.mecab.reset(MeCab::createModel(arguments.c_str()));
  if (models.mecab == nullptr) give_up(MeCab::getLastError());
  return models;
}

/// Every `stride`-th sample from `first` on, through MeCab alone.
void run_bare(const Models& models, const Corpus& corpus, std::size_t first, std::size_t stride) {
  const std::unique_ptr<MeCab::Tagger> tagger(models.mecab->createTagger());
  const std::unique_ptr<MeCab::Lattice> lattice(models.mecab->createLattice());
  std::uint64_t characters = 0;
  for (std::size_t i = first; i < corpus.samples.size(); i += stride) {
    for (const std::string& sentence : corpus.samples[i].sentences) {
      lattice->set_sentence(sentence.data(), sentence.size());
      if (!tagger->parse(lattice.get())) continue;
      for (const auto* node = lattice->bos_node(); node != nullptr; node = node->next) {
        characters += node->length;
      }
    }
  }
  benchmark::DoNotOptimize(characters);
}

void run_analysis(const Models& models, const Corpus& corpus, std::size_t first,
                  std::size_t stride) {
  Analyzer analyzer(models.analyzer);
  AnalyzedText analysis;
  std::uint64_t terms = 0;
  for (std::size_t i = first; i < corpus.samples.size(); i += stride) {
    if (analyzer.analyze(corpus.samples[i].text, analysis)) terms += analysis.terms().size();
  }
  benchmark::DoNotOptimize(terms);
}

using Work = std::function<void(std::size_t first, std::size_t stride)>;

/// CPU seconds of all threads together.
double cpu_seconds(std::size_t thread_count, const Work& work) {
  std::vector<double> seconds(thread_count);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < thread_count; ++i) {
    threads.emplace_back([&, i] {
      const double begin = thread_cpu_seconds();
      work(i, thread_count);
      seconds[i] = thread_cpu_seconds() - begin;
    });
  }
  double sum = 0;
  for (std::size_t i = 0; i < thread_count; ++i) {
    threads[i].join();
    sum += seconds[i];
  }
  return sum;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void print_ratio(std::size_t thread_count, const Models& models, const Corpus& corpus) {
  std::vector<double> bare;
  std::vector<double> analysis;
  std::vector<double> ratios;
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(cpu_seconds(thread_count, [&](std::size_t first, std::size_t stride) {
      run_bare(models, corpus, first, stride);
    }));
    analysis.push_back(cpu_seconds(thread_count, [&](std::size_t first, std::size_t stride) {
      run_analysis(models, corpus, first, stride);
    }));
    ratios.push_back(bare.back() / analysis.back());
  }
  const double megabytes = static_cast<double>(corpus.bytes) / 1e6;
  std::printf(
      "threads %zu: bare MeCab %.2f MB/CPU-s, analysis %.2f MB/CPU-s, ratio %.3f (%.3f..%.3f)\n",
      thread_count, megabytes / median(bare), megabytes / median(analysis), median(ratios),
      *std::min_element(ratios.begin(), ratios.end()),
      *std::max_element(ratios.begin(), ratios.end()));
}

void run_normalize(const Corpus& corpus) {
  NormalizedText normalized;
  for (const Sample& sample : corpus.samples) {
    if (!normalize(sample.text, normalized)) give_up("normalisation failed");
    benchmark::DoNotOptimize(normalized.text.data());
  }
}

void run_split(const Corpus& corpus) {
  SentenceSplitter splitter;
  std::vector<TextSpan> sentences;
  for (const Sample& sample : corpus.samples) {
    splitter.split(sample.text, sentences);
    benchmark::DoNotOptimize(sentences.data());
  }
}

void register_stage(const char* name, const Corpus& corpus, const std::function<void()>& run) {
  benchmark::RegisterBenchmark(name, [&corpus, run](benchmark::State& state) {
    for (auto _ : state) run();
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * corpus.bytes));
  })->Unit(benchmark::kMillisecond);
}

/// Takes "--name=value" out of the arguments.
std::string take_option(int& argc, char** argv, std::string_view name, std::string fallback) {
  const std::string prefix = "--" + std::string(name) + "=";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.substr(0, prefix.size()) != prefix) continue;
    fallback = argument.substr(prefix.size());
    std::copy(argv + i + 1, argv + argc + 1, argv + i);
    --argc;
    break;
  }
  return fallback;
}

int run(int argc, char** argv) {
  const std::string command = command_line(argc, argv);
  const std::string path =
      take_option(argc, argv, "corpus", KIZUKI_SOURCE_DIR "/data/cases/cases.jsonl");
  const std::string limit_mb = take_option(argc, argv, "limit-mb", "4");
  const std::string revision = take_option(argc, argv, "revision", "");
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;

  const Models models = load_models();
  const Corpus corpus =
      make_corpus(path, static_cast<std::size_t>(std::stoul(limit_mb)) << 20, models);
  const std::string size = std::to_string(corpus.samples.size()) + " texts, " +
                           std::to_string(corpus.bytes) + " bytes of " + path;
  std::fputs(describe_run(this_machine(), revision, size, command).c_str(), stdout);

  register_stage("load_model", corpus, [] { load_models(); });
  register_stage("normalize", corpus, [&] { run_normalize(corpus); });
  register_stage("split_sentences", corpus, [&] { run_split(corpus); });
  register_stage("bare_mecab", corpus, [&] { run_bare(models, corpus, 0, 1); });
  register_stage("analysis", corpus, [&] { run_analysis(models, corpus, 0, 1); });
  benchmark::RunSpecifiedBenchmarks();
  for (const std::size_t thread_count : {1U, 2U}) print_ratio(thread_count, models, corpus);
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run(argc, argv); }

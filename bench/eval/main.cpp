// kizuki_eval: scores runs against judgments.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/eval/query_set.hpp"
#include "bench/eval/score_table.hpp"
#include "bench/machine.hpp"

namespace kizuki {
namespace {

struct ScoreOptions {
  std::string qrels;
  std::vector<std::string> runs;
  std::string queries;
  std::vector<std::string> names;
};

struct MachineOptions {
  std::string revision;
  std::string corpus;
  std::string command;
};

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n%s\n", error.describe().c_str(),
               std::string(error_recovery(error.code)).c_str());
  return 1;
}

int print(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return written && std::fflush(stdout) == 0 ? 0 : 1;
}

int score(const ScoreOptions& options) {
  const auto qrels = Qrels::load(options.qrels);
  if (!qrels) return fail(qrels.error());
  std::vector<NamedRun> runs;
  for (std::size_t i = 0; i < options.runs.size(); ++i) {
    auto run = Run::load(options.runs[i]);
    if (!run) return fail(run.error());
    const std::string& name = i < options.names.size() ? options.names[i] : options.runs[i];
    runs.push_back({name, std::move(run).value()});
  }
  std::vector<SetQuery> queries;
  if (!options.queries.empty()) {
    auto loaded = load_queries(options.queries);
    if (!loaded) return fail(loaded.error());
    queries = std::move(loaded).value();
  }
  return print(score_table(*qrels, runs, queries));
}

int run_program(int argc, char** argv) {
  CLI::App app("Scores search runs (TREC format) against relevance judgments.", "kizuki_eval");
  app.require_subcommand(1);

  ScoreOptions scoring;
  CLI::App* const score_command = app.add_subcommand(
      "score", "Print a table of nDCG@10, MRR@10 and recall with 95 % intervals.");
  score_command->add_option("QRELS", scoring.qrels, "query TAB document TAB grade, a line each")
      ->required();
  score_command
      ->add_option("RUN", scoring.runs,
                   "one run, or two to compare: query Q0 document rank score tag")
      ->required()
      ->expected(1, 2);
  score_command->add_option("--queries", scoring.queries,
                            "JSON Lines with id and kind: adds rows for each kind");
  score_command->add_option("--name", scoring.names, "headings of the runs instead of their paths");

  MachineOptions about;
  CLI::App* const machine_command =
      app.add_subcommand("machine", "Print date, machine, build and what else is given.");
  machine_command->add_option("--revision", about.revision, "revision of the sources");
  machine_command->add_option("--corpus", about.corpus, "what was measured");
  machine_command->add_option("--command", about.command, "command line that was run");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  if (score_command->parsed()) return score(scoring);
  return print(describe_run(this_machine(), about.revision, about.corpus, about.command));
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run_program(argc, argv); }

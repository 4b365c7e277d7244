// kizuki_make_corpus: large corpora out of the sentences of small ones, for measuring at scale.
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/corpus/generator.hpp"

namespace kizuki {
namespace {

struct Options {
  std::vector<std::string> sources;
  std::uint64_t count = 0;
  std::uint64_t seed = 20'240'607;
  CaseSettings cases;
  bool tab_separated = false;
};

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n%s\n", error.describe().c_str(),
               std::string(error_recovery(error.code)).c_str());
  return 1;
}

Result<std::vector<Json>> read_all(const std::vector<std::string>& files) {
  std::vector<Json> records;
  for (const std::string& file : files) {
    auto read = read_records(file);
    if (!read) return std::move(read).error();
    std::move(read->begin(), read->end(), std::back_inserter(records));
  }
  return records;
}

// Paragraph texts hold no tab or line feed (squeezed), so no escape is needed.
std::string tab_separated_line(const Json& paragraph) {
  std::string line(paragraph.string_or("id", ""));
  line.append("\t").append(paragraph.string_or("title", ""));
  line.append("\t").append(paragraph.string_or("text", ""));
  return line.append("\n");
}

int write_records(CorpusGenerator& generator, const Options& options) {
  for (std::uint64_t i = 0; i < options.count; ++i) {
    const Json record = generator.next();
    const std::string line =
        options.tab_separated ? tab_separated_line(record) : record.dump().append("\n");
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) break;
  }
  if (std::ferror(stdout) == 0 && std::fflush(stdout) == 0) return 0;
  std::perror("kizuki_make_corpus");
  return 1;
}

CLI::App* add_mode(CLI::App& app, Options& options, const char* name, const char* purpose,
                   std::uint64_t count) {
  CLI::App* const mode = app.add_subcommand(name, purpose);
  mode->add_option("--from", options.sources, "source files (JSON Lines)")->required();
  mode->add_option("--count", options.count,
                   std::string("records to make; default ").append(std::to_string(count)))
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40));
  mode->add_option("--seed", options.seed, "seed of the generator")->capture_default_str();
  mode->callback([&options, count] {
    if (options.count == 0) options.count = count;
  });
  return mode;
}

int run_program(int argc, char** argv) {
  CLI::App app("Writes a synthetic corpus (JSON Lines) to standard output.", "kizuki_make_corpus");
  app.require_subcommand(1);
  Options options;
  CLI::App* const paragraphs = add_mode(
      app, options, "paragraphs", "{id, title, text} out of files with title and text", 200'000);
  paragraphs->add_flag("--tsv", options.tab_separated, "id TAB title TAB text instead of JSON");
  CLI::App* const cases = add_mode(app, options, "cases",
                                   "case records out of case files and files with text", 100'000);
  cases->add_option("--bytes", options.cases.bytes, "mean bytes of text in a case")
      ->check(CLI::Range(std::uint64_t{100}, std::uint64_t{500'000}))
      ->capture_default_str();
  cases->add_option("--organizations", options.cases.organizations,
                    "spread the cases over so many organisations, each readable by its own only");
  add_mode(app, options, "accidents", "short cases in the form of the source", 1'000'000);
  CLI::App* const queries =
      add_mode(app, options, "queries", "queries of one to three words out of the texts", 2'000);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }

  const auto sources = read_all(options.sources);
  if (!sources) return fail(sources.error());
  auto generator = paragraphs->parsed() ? make_paragraphs(*sources, options.seed)
                   : queries->parsed()  ? make_queries(*sources, options.seed)
                   : cases->parsed()    ? make_cases(*sources, options.cases, options.seed)
                                        : make_accidents(*sources, options.seed);
  if (!generator) return fail(generator.error());
  return write_records(**generator, options);
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::run_program(argc, argv); }

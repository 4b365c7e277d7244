// kizuki similar: cases like a case, like a text, or like each of a file of them.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/hit_explainer.hpp"
#include "cli/know_how_counts.hpp"
#include "cli/query_file.hpp"
#include "cli/search_output.hpp"
#include "cli/search_session.hpp"
#include "engine/base/file.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {
namespace {

/// What is piped in; of more than a note may have one byte more, which is then refused as too long.
Result<std::string> read_standard_input() {
  std::string text(kNotesLimitBytes + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), stdin));
  if (std::ferror(stdin) != 0) {
    return Error{ErrorCode::kIo, "標準入力を読めません", "-", 0, "", ""};
  }
  return text;
}

struct Seed {
  std::string id;  // of the query, or of the case
  SimilarQuery query;
};

Seed seed_of_case(std::string id) {
  Seed seed;
  seed.query.case_id = id;
  seed.id = std::move(id);
  return seed;
}

Seed seed_of_text(std::string id, std::string text) {
  Seed seed;
  seed.id = std::move(id);
  seed.query.text = std::move(text);
  return seed;
}

/// A case id a line; empty lines are none.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    at = end + 1;
  }
  return lines;
}

Result<std::vector<Seed>> seeds_of(const SimilarCommand& command) {
  std::vector<Seed> seeds;
  if (!command.case_id.empty()) {
    seeds.push_back(seed_of_case(command.case_id));
  } else if (!command.seeds.empty()) {
    const auto text = read_file(command.seeds, std::size_t{64} << 20);
    if (!text) return text.error();
    for (std::string& id : lines_of(*text)) seeds.push_back(seed_of_case(std::move(id)));
  } else if (!command.queries.empty()) {
    auto queries = read_query_file(command.queries);
    if (!queries) return std::move(queries).error();
    for (FileQuery& query : *queries) {
      seeds.push_back(seed_of_text(std::move(query.id), std::move(query.text)));
    }
  } else {
    auto text =
        command.text == "-" ? read_standard_input() : read_file(command.text, kNotesLimitBytes + 1);
    if (!text) return std::move(text).error();
    seeds.push_back(seed_of_text("1", std::move(*text)));
  }
  return seeds;
}

}  // namespace

ExitStatus run(const SimilarCommand& command, Console& console) {
  auto session = SearchSession::open(command.index, command.as, command.filters, console);
  if (!session) return console.fail(session.error());
  if (auto named = name_cards(*session, session->filters); !named) {
    return console.fail(named.error());
  }
  auto seeds = seeds_of(command);
  if (!seeds) return console.fail(seeds.error());
  const bool trec = command.format == OutputFormat::kTrec;
  SearchOptions options;
  options.limit = command.limit;
  options.details = !trec;
  options.count_total = false;
  options.is_visible = session->gate;
  options.gate_counts = session->gate_counts;
  options.explain = command.explain && !trec;
  std::unique_ptr<HitExplainer> explainer;
  if (options.explain) {
    auto loaded = HitExplainer::load(*session);
    if (!loaded) return console.fail(loaded.error());
    explainer = std::move(*loaded);
  }
  for (Seed& seed : *seeds) {
    seed.query.purpose = command.purpose;
    seed.query.filters = session->filters;
    auto hits = session->searcher->similar(seed.query, options);
    if (!hits) return console.fail(hits.error());
    if (explainer) {
      auto done = explainer->ask(seed.query.text, seed.query.case_id);
      if (done) done = explainer->explain(*hits);
      if (!done) return console.fail(done.error());
    }
    switch (command.format) {
      case OutputFormat::kText:
        console.out(print_similar_as_text(*hits, *session->taxonomy, console.out_is_terminal()));
        break;
      case OutputFormat::kJson:
        console.out(print_hits_as_json(*hits, {}, seed.id));
        break;
      case OutputFormat::kTrec:
        console.out(print_hits_as_trec(*hits, seed.id));
        break;
    }
  }
  return ExitStatus::kOk;
}

}  // namespace kizuki

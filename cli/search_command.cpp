// kizuki search: one query from the command line, or a file of them.
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/data_folder.hpp"
#include "cli/engine_tools.hpp"
#include "cli/query_file.hpp"
#include "cli/reader_scope.hpp"
#include "cli/search_output.hpp"
#include "engine/index/generation.hpp"
#include "engine/library/library.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {
namespace {

class SearchRun {
 public:
  SearchRun(const SearchCommand& command, Console& console)
      : command_(command), console_(console) {}

  ExitStatus run() {
    if (auto opened = open(); !opened) return console_.fail(opened.error());
    if (command_.queries.empty()) return answer({"1", command_.query});
    const auto queries = read_query_file(command_.queries);
    if (!queries) return console_.fail(queries.error());
    for (const FileQuery& query : *queries) {
      if (const ExitStatus status = answer(query); status != ExitStatus::kOk) return status;
    }
    return ExitStatus::kOk;
  }

 private:
  Result<void> open() {
    for (const std::string& text : command_.filters) {
      auto filter = parse_filter(text);
      if (!filter) return std::move(filter).error();
      filters_.push_back(std::move(*filter));
    }
    auto library = Library::open(command_.index, Library::Mode::kReadOnly);
    if (!library) return std::move(library).error();
    auto scope = command_.as ? ReaderScope::of_account(*library, *command_.as)
                             : Result<ReaderScope>(ReaderScope::everything());
    if (!scope) return std::move(scope).error();
    const auto shared_library = std::make_shared<const Library>(std::move(*library));
    gate_ = scope->gate(shared_library);

    Searcher::Sources sources;
    auto folder = find_data_folder();
    if (!folder) return std::move(folder).error();
    auto taxonomy = load_taxonomy(*folder);
    if (!taxonomy) return std::move(taxonomy).error();
    auto model = load_analyzer(*folder);
    if (!model) return std::move(model).error();
    auto background = BackgroundFrequencies::load(*folder);
    if (!background) return std::move(background).error();
    auto knowledge = QueryKnowledge::load(*folder);
    if (!knowledge) return std::move(knowledge).error();
    auto generation = GenerationStore(command_.index).open_current();
    if (!generation) return std::move(generation).error();
    taxonomy_ = *taxonomy;
    sources.taxonomy = std::move(*taxonomy);
    sources.model = std::move(*model);
    sources.background = std::move(*background);
    sources.knowledge = std::move(*knowledge);
    sources.generation = std::move(*generation);
    gate_counts_ = scope->library_moved_on(*shared_library, *sources.generation);
    auto searcher = scope->open(sources);
    if (!searcher) return std::move(searcher).error();
    searcher_.emplace(std::move(*searcher));
    if (searcher_->degraded()) {
      console_.say(
          "注意: 索引は別の版の辞書で作られています。kizuki index --rebuild "
          "で作り直してください。");
    }
    return {};
  }

  ExitStatus answer(const FileQuery& query) {
    auto parsed = parse_query(query.text);
    if (!parsed) return console_.fail(std::move(parsed).error());
    for (const QueryNode& filter : filters_) add_filter(*parsed, filter);

    const bool trec = command_.format == OutputFormat::kTrec;
    SearchOptions options;
    options.limit = command_.limit;
    options.offset = command_.offset;
    options.details = !trec;
    options.count_total = !trec;
    options.facet_counts = !trec;
    options.order = command_.order;
    if (command_.deadline_ms > 0) {
      options.deadline = Deadline::after(std::chrono::milliseconds(command_.deadline_ms));
    }
    options.choices = command_.choices;
    options.is_visible = gate_;
    options.gate_counts = gate_counts_;
    const auto hits = searcher_->search(*parsed, options);
    if (!hits) return console_.fail(hits.error());
    SearchAdvice advice;
    if (!trec && command_.offset == 0) {
      auto advised = searcher_->advise(*parsed, options, hits->total);
      if (!advised) return console_.fail(advised.error());
      advice = std::move(*advised);
    }
    switch (command_.format) {
      case OutputFormat::kText:
        console_.out(print_hits_as_text(*hits, advice, command_.offset + 1, *taxonomy_,
                                        console_.out_is_terminal()));
        break;
      case OutputFormat::kJson:
        console_.out(print_hits_as_json(*hits, advice, query.text));
        break;
      case OutputFormat::kTrec:
        console_.out(print_hits_as_trec(*hits, query.id));
        break;
    }
    return ExitStatus::kOk;
  }

  const SearchCommand& command_;
  Console& console_;
  std::vector<QueryNode> filters_;
  VisibilityGate gate_;
  bool gate_counts_ = true;
  std::shared_ptr<const Taxonomy> taxonomy_;
  std::optional<Searcher> searcher_;
};

}  // namespace

ExitStatus run(const SearchCommand& command, Console& console) {
  return SearchRun(command, console).run();
}

}  // namespace kizuki

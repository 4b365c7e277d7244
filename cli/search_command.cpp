// kizuki search: one query from the command line, or a file of them.
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/hit_explainer.hpp"
#include "cli/know_how_counts.hpp"
#include "cli/query_file.hpp"
#include "cli/search_output.hpp"
#include "cli/search_session.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"

namespace kizuki {
namespace {

class SearchRun {
 public:
  SearchRun(const SearchCommand& command, Console& console)
      : command_(command), console_(console) {}

  ExitStatus run() {
    auto opened = SearchSession::open(command_.index, command_.as, command_.filters, console_);
    if (!opened) return console_.fail(opened.error());
    session_.emplace(std::move(*opened));
    if (command_.queries.empty()) return answer({"1", command_.query});
    const auto queries = read_query_file(command_.queries);
    if (!queries) return console_.fail(queries.error());
    for (const FileQuery& query : *queries) {
      if (const ExitStatus status = answer(query); status != ExitStatus::kOk) return status;
    }
    return ExitStatus::kOk;
  }

 private:
  Result<void> explain(const std::string& text, HitList& hits) {
    if (!explainer_) {
      auto loaded = HitExplainer::load(*session_);
      if (!loaded) return std::move(loaded).error();
      explainer_ = std::move(*loaded);
    }
    if (auto asked = explainer_->ask(text, ""); !asked) return asked;
    return explainer_->explain(hits);
  }

  /// Read when an answer first counts cards.
  Result<void> read_labels(const HitList& hits) {
    if (has_labels_ || !counts_know_how(hits)) return {};
    auto labels = card_labels(*session_);
    if (!labels) return std::move(labels).error();
    labels_ = std::move(*labels);
    has_labels_ = true;
    return {};
  }

  ExitStatus answer(const FileQuery& query) {
    auto parsed = parse_query(query.text);
    if (!parsed) return console_.fail(std::move(parsed).error());
    for (const QueryNode& filter : session_->filters) add_filter(*parsed, filter);
    if (auto named = name_cards(*session_, parsed->root.children); !named) {
      return console_.fail(named.error());
    }

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
    options.explain = command_.explain && !trec;
    options.is_visible = session_->gate;
    options.gate_counts = session_->gate_counts;
    auto hits = session_->searcher->search(*parsed, options);
    if (!hits) return console_.fail(hits.error());
    if (options.explain) {
      if (auto done = explain(query.text, *hits); !done) return console_.fail(done.error());
    }
    SearchAdvice advice;
    if (!trec && command_.offset == 0) {
      auto advised = session_->searcher->advise(*parsed, options, hits->total);
      if (!advised) return console_.fail(advised.error());
      advice = std::move(*advised);
    }
    if (auto read = read_labels(*hits); !read) return console_.fail(read.error());
    switch (command_.format) {
      case OutputFormat::kText:
        console_.out(print_hits_as_text(*hits, advice, command_.offset + 1, *session_->taxonomy,
                                        console_.out_is_terminal()));
        console_.out(print_know_how_as_text(*hits, labels_));
        break;
      case OutputFormat::kJson:
        console_.out(print_hits_as_json(*hits, advice, query.text, labels_));
        break;
      case OutputFormat::kTrec:
        console_.out(print_hits_as_trec(*hits, query.id));
        break;
    }
    return ExitStatus::kOk;
  }

  const SearchCommand& command_;
  Console& console_;
  std::optional<SearchSession> session_;
  std::unique_ptr<HitExplainer> explainer_;
  CardLabels labels_;
  bool has_labels_ = false;
};

}  // namespace

ExitStatus run(const SearchCommand& command, Console& console) {
  return SearchRun(command, console).run();
}

}  // namespace kizuki

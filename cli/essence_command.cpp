// kizuki essence: what recurs across cases, with its evidence.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/essence_comparison.hpp"
#include "cli/essence_document.hpp"
#include "cli/essence_lists.hpp"
#include "cli/essence_report.hpp"
#include "cli/index_build.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/base/file.hpp"
#include "engine/base/parallel_for.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/essence/anonymizer.hpp"
#include "engine/essence_run/essence_run.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

class EssenceTask {
 public:
  EssenceTask(const EssenceCommand& command, Console& console)
      : command_(command), console_(console) {}

  ExitStatus run() {
    if (command_.format == EssenceFormat::kWorkbook && command_.out.empty() &&
        console_.out_is_terminal()) {
      Error error;
      error.code = ErrorCode::kInvalidArgument;
      error.message = "--format xlsx は --out でファイルに書き出してください";
      return console_.fail(error);
    }
    if (auto opened = open(); !opened) return console_.fail(opened.error());
    if (!command_.kwic.empty()) return words();
    if (!command_.table.empty()) {
      auto facets = parse_table_facets(command_.table);
      if (!facets) return console_.fail(facets.error());
      table_ = std::move(*facets);
    }
    auto report = run_->run([this](std::uint64_t done, std::uint64_t total) {
      console_.progress("読み取り中", done, total, "件");
    });
    console_.end_progress();
    if (!report) return console_.fail(report.error());
    keep(*report);
    return print(*report);
  }

 private:
  Result<void> open() {
    auto library = Library::open(command_.index, Library::Mode::kReadOnly);
    if (!library) return std::move(library).error();
    library_ = std::make_unique<const Library>(std::move(*library));
    auto scope = command_.as ? ReaderScope::of_account(*library_, *command_.as)
                             : Result<ReaderScope>(ReaderScope::everything());
    if (!scope) return std::move(scope).error();
    scope_ = std::make_unique<const ReaderScope>(std::move(*scope));
    if (auto loaded = load_tools(); !loaded) return loaded;
    auto request = request_of();
    if (!request) return std::move(request).error();
    auto run = EssenceRun::prepare(*library_, *scope_, tools_, std::move(*request));
    if (!run) return std::move(run).error();
    run_.emplace(std::move(*run));
    return {};
  }

  Result<void> load_tools() {
    auto records = load_record_tools("case");
    if (!records) return std::move(records).error();
    tools_.taxonomy = records->taxonomy;
    tools_.codec = std::make_shared<const CaseCodec>(std::move(records->codec));
    auto tags = load_tag_model(records->data_folder);
    if (!tags) return std::move(tags).error();
    tools_.tags = std::move(*tags);
    auto analyzer = load_analyzer(records->data_folder, command_.index);
    if (!analyzer) return std::move(analyzer).error();
    tools_.analyzer = std::move(*analyzer);
    return load_essence_files(records->data_folder, tools_);
  }

  Result<EssenceRequest> request_of() const {
    EssenceRequest request;
    auto filters = parse_case_filters(command_.filters, *tools_.taxonomy);
    if (!filters) return std::move(filters).error();
    request.filters = std::move(*filters);
    request.threads = build_threads(command_.threads);
    request.least_cases = command_.least_cases;
    request.top = command_.top;
    request.keep_in = command_.index;
    request.with_cards = !command_.no_cards;
    if (!command_.cards.empty()) {
      auto cards = load_cards(command_.cards);
      if (!cards) return std::move(cards).error();
      request.cards = std::move(*cards);
    }
    return request;
  }

  ExitStatus words() {
    const auto places = find_word(*library_, *scope_, *tools_.codec, command_.kwic);
    if (!places) return console_.fail(places.error());
    if (auto done = write(command_.format == EssenceFormat::kJson ? print_words_as_json(*places)
                                                                  : print_words_as_text(*places));
        !done) {
      return console_.fail(done.error());
    }
    console_.say(std::to_string(places->size()) + " か所");
    return ExitStatus::kOk;
  }

  std::string table_of(const EssenceReport& report) const {
    const auto& [rows, columns] = table_;
    const CrossTable table = cross_table(report.result, rows, columns);
    return command_.format == EssenceFormat::kJson
               ? print_table_as_json(table, rows, columns)
               : print_table_as_text(table, rows, columns, report.result, *tools_.taxonomy);
  }

  Result<void> write(const std::string& text) {
    if (!command_.out.empty()) return write_file_atomically(command_.out, text);
    console_.out(text);
    return {};
  }

  /// Candidates of a run over everything that the reader may read keep their ids. A run that may
  /// not write, or cannot, is none the worse for it.
  void keep(const EssenceReport& report) {
    const auto& account = scope_->account();
    const bool curates =
        !account || account->role == Role::kCurator || account->role == Role::kOperator;
    if (!curates || !run_->finds_all_candidates()) return;
    auto library = Library::open(command_.index, Library::Mode::kReadWrite);
    auto kept = library ? keep_candidates(*library, run_->catalogue(), report.result,
                                          account ? account->name : kOperatorName)
                        : Result<std::size_t>(library.error());
    if (!kept) console_.say("注意: 候補をライブラリに残せませんでした: " + kept.error().message);
  }

  Result<std::optional<EssenceComparison>> comparison_of(const EssenceReport& report) const {
    if (!command_.since.empty()) {
      return std::optional<EssenceComparison>(compare_by_date(report, command_.since));
    }
    if (command_.compare.empty()) return std::optional<EssenceComparison>();
    auto compared = compare_with_snapshot(report, command_.compare);
    if (!compared) return std::move(compared).error();
    return std::optional<EssenceComparison>(std::move(*compared));
  }

  /// Each quote is analysed again, so all threads take part.
  Result<void> mask_quotes(EssenceReport& report) const {
    const std::size_t threads = build_threads(command_.threads);
    std::vector<std::unique_ptr<Analyzer>> analyzers(threads);
    std::vector<Result<void>> masked(report.quotes.size());
    parallel_for(report.quotes.size(), threads, [&](std::size_t item, std::size_t worker) {
      auto& analyzer = analyzers[worker];
      if (!analyzer) analyzer = std::make_unique<Analyzer>(tools_.analyzer);
      for (Quote& quote : report.quotes[item]) {
        auto sentence = anonymized(quote.sentence, *analyzer);
        if (!sentence) {
          masked[item] = std::move(sentence).error();
          return;
        }
        quote.sentence = std::move(*sentence);
      }
    });
    for (Result<void>& done : masked) {
      if (!done) return std::move(done);
    }
    return {};
  }

  /// Quotes in documents for people go without names.
  Result<std::string> text_of(EssenceReport& report) const {
    if (!command_.table.empty()) return table_of(report);
    auto comparison = comparison_of(report);
    if (!comparison) return std::move(comparison).error();
    const EssenceComparison* compared = *comparison ? &**comparison : nullptr;
    if (command_.format == EssenceFormat::kJson) {
      return print_essence_json(report, compared, build_threads(command_.threads));
    }
    if (auto masked = mask_quotes(report); !masked) return std::move(masked).error();
    Analyzer analyzer(tools_.analyzer);
    for (KnowHow& item : report.result.items) {
      if (item.kind == KnowHowKind::kCard) continue;
      item.other_labels.push_back(item.label);
      for (std::string& label : item.other_labels) {
        auto masked = anonymized(label, analyzer);
        if (!masked) return std::move(masked).error();
        label = std::move(*masked);
      }
      item.label = std::move(item.other_labels.back());
      item.other_labels.pop_back();
    }
    DocumentOptions options;
    options.publish = command_.publish;
    options.comparison = compared;
    if (command_.format == EssenceFormat::kWorkbook) {
      return print_essence_workbook(report, *tools_.taxonomy, options);
    }
    return command_.format == EssenceFormat::kHtml
               ? print_essence_html(report, *tools_.taxonomy, options)
               : print_essence_markdown(report, *tools_.taxonomy, options);
  }

  ExitStatus print(EssenceReport& report) {
    const auto made = text_of(report);
    if (!made) return console_.fail(made.error());
    if (auto written = write(*made); !written) return console_.fail(written.error());
    const KnowHowResult& result = report.result;
    std::size_t candidates = 0;
    for (const KnowHow& item : result.items) {
      candidates += item.kind == KnowHowKind::kCandidate ? 1U : 0U;
    }
    console_.say(std::to_string(result.counted_cases) + " 事例から、カード " +
                 std::to_string(result.items.size() - candidates) + " 枚と候補 " +
                 std::to_string(candidates) + " 件");
    return ExitStatus::kOk;
  }

  const EssenceCommand& command_;
  Console& console_;
  std::unique_ptr<const Library> library_;
  std::unique_ptr<const ReaderScope> scope_;
  EssenceTools tools_;
  std::optional<EssenceRun> run_;
  std::pair<std::string, std::string> table_;  // facets of --table
};

}  // namespace

ExitStatus run(const EssenceCommand& command, Console& console) {
  return EssenceTask(command, console).run();
}

}  // namespace kizuki

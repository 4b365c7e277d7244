// kizuki essence: what recurs across cases, with its evidence.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/engine_tools.hpp"
#include "cli/essence_corpus.hpp"
#include "cli/essence_document.hpp"
#include "cli/essence_lists.hpp"
#include "cli/essence_report.hpp"
#include "cli/index_build.hpp"
#include "engine/access/reader_scope.hpp"
#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/essence/anonymizer.hpp"
#include "engine/essence/know_how_finder.hpp"
#include "engine/library/library.hpp"

namespace kizuki {
namespace {

/// How often a run starts over because cases were erased or moved out of sight beneath it.
constexpr int kTries = 3;

class EssenceRun {
 public:
  EssenceRun(const EssenceCommand& command, Console& console)
      : command_(command), console_(console) {}

  ExitStatus run() {
    if (auto opened = open(); !opened) return console_.fail(opened.error());
    if (!command_.kwic.empty()) return words();
    if (!command_.table.empty()) {
      auto facets = parse_table_facets(command_.table);
      if (!facets) return console_.fail(facets.error());
      table_ = std::move(*facets);
    }
    for (int attempt = 0; attempt < kTries; ++attempt) {
      auto report = make_report();
      const bool erased = !report && report.error().code == ErrorCode::kNotFound;
      if (!report && !erased) return console_.fail(report.error());
      if (erased) continue;
      auto readable = all_still_readable(*library_, *scope_, report->result.cases);
      if (!readable) return console_.fail(readable.error());
      if (!*readable) continue;
      keep(*report);
      return print(*report);
    }
    Error error;
    error.code = ErrorCode::kLocked;
    error.message =
        "集計の間に事例が消去され続けています。少し待ってから、もう一度実行してください";
    return console_.fail(error);
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

    auto records = load_record_tools("case");
    if (!records) return std::move(records).error();
    tools_.taxonomy = records->taxonomy;
    tools_.codec = std::make_shared<const CaseCodec>(std::move(records->codec));
    auto tags = load_tag_model(records->data_folder);
    if (!tags) return std::move(tags).error();
    tools_.tags = std::move(*tags);
    auto analyzer = load_analyzer(records->data_folder);
    if (!analyzer) return std::move(analyzer).error();
    tools_.analyzer = std::move(*analyzer);
    auto filters = parse_case_filters(command_.filters, *tools_.taxonomy);
    if (!filters) return std::move(filters).error();
    filters_ = std::move(*filters);
    return load_cards_of(records->data_folder);
  }

  Result<void> load_cards_of(const std::filesystem::path& data_folder) {
    auto model = EssenceModel::load(data_folder / "models" / "essence.kzem");
    if (!model) return std::move(model).error();
    model_ = xxh3((*model)->serialize());
    if (!command_.no_cards) {
      auto cards = load_cards(command_.cards.empty() ? data_folder / "cards" / "cards.jsonl"
                                                     : command_.cards);
      if (!cards) return std::move(cards).error();
      cards_ = std::move(*cards);
      if (command_.cards.empty()) {
        if (auto known = read_decisions(); !known) return known;
      }
    }
    CaseSentenceReader reader(tools_.analyzer);
    auto matcher = CardMatcher::train(std::move(*model), cards_, reader);
    if (!matcher) return std::move(matcher).error();
    tools_.matcher = std::move(*matcher);
    return {};
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

  /// The library's catalogue in the place of the shipped cards that it grew from.
  Result<void> read_decisions() {
    const MayRead may_read = [this](std::string_view name) { return scope_->may_read(name); };
    auto catalogue = read_catalogue(*library_, may_read, cards_);
    if (!catalogue) return std::move(catalogue).error();
    SentenceFinder reader(tools_.analyzer, records_within(*library_, *scope_, *tools_.codec));
    auto knowledge = knowledge_of(*catalogue, reader);
    if (!knowledge) return std::move(knowledge).error();
    catalogue_ = std::move(*catalogue);
    cards_ = std::move(knowledge->cards);
    verdicts_ = std::move(knowledge->verdicts);
    groups_ = std::move(knowledge->groups);
    return {};
  }

  /// Candidates of a run over everything that the reader may read keep their ids. A run that may
  /// not write, or cannot, is none the worse for it.
  void keep(const EssenceReport& report) {
    const auto& account = scope_->account();
    const bool curates =
        !account || account->role == Role::kCurator || account->role == Role::kOperator;
    if (!curates || command_.no_cards || !command_.cards.empty() || !filters_.empty() ||
        command_.top > 0 || command_.least_cases != EssenceCommand().least_cases) {
      return;
    }
    auto library = Library::open(command_.index, Library::Mode::kReadWrite);
    auto kept = library ? keep_candidates(*library, catalogue_, report.result,
                                          account ? account->name : kOperatorName)
                        : Result<std::size_t>(library.error());
    if (!kept) console_.say("注意: 候補をライブラリに残せませんでした: " + kept.error().message);
  }

  Result<EssenceReport> make_report() {
    EssenceReport report;
    FinderSettings settings;
    settings.least_cases = command_.least_cases;
    settings.verdicts = verdicts_;
    settings.known_groups = groups_;
    KnowHowFinder finder(tools_.matcher, tools_.analyzer, settings);
    CorpusRequest request;
    request.filters = filters_;
    request.threads = build_threads(command_.threads);
    auto corpus = read_corpus(
        *library_, *scope_, tools_, request,
        [&](std::uint64_t done, std::uint64_t total) {
          console_.progress("読み取り中", done, total, "件");
        },
        [&](CorpusCase one) { finder.add(std::move(one.info), std::move(one.scan)); });
    console_.end_progress();
    if (!corpus) return std::move(corpus).error();
    report.corpus = std::move(*corpus);
    const auto read = [&](const EssenceCase& info) {
      return read_corpus_case(*library_, *tools_.codec, info);
    };
    auto result = finder.find(read);
    if (!result) return std::move(result).error();
    report.result = std::move(*result);
    if (command_.top > 0 && report.result.items.size() > command_.top) {
      report.result.items.resize(command_.top);
    }
    auto quotes = read_quotes(report.result, read);
    if (!quotes) return std::move(quotes).error();
    report.quotes = std::move(*quotes);
    report.cards = cards_;
    report.filters = filters_;
    report.least_cases = command_.least_cases;
    report.with_cards = !command_.no_cards;
    report.snapshot = snapshot_id(report.corpus);
    return report;
  }

  std::string snapshot_id(const CorpusSummary& corpus) const {
    std::string named = corpus.fingerprint + "\n" + tools_.analyzer->fingerprint() + "\n" +
                        std::to_string(model_) + "\n" + std::to_string(command_.least_cases) + "\n";
    std::vector<std::string> cards;
    for (const KnowHowCard& card : cards_) cards.push_back(card_to_json(card).dump_canonical());
    std::sort(cards.begin(), cards.end());
    for (const std::string& card : cards) named += card + "\n";
    for (const SentenceVerdict& said : verdicts_) {
      named += said.case_id + "\t" + std::to_string(said.section) + "\t" +
               std::to_string(said.span.begin) + "\t" + said.card +
               (said.confirmed ? "\tyes\n" : "\tno\n");
    }
    for (const KnownGroup& group : groups_) {
      // Only what people decided: that a run found a group changes no later one.
      if (group.label.empty() && !group.dismissed && !group.held) continue;
      named += group.id + "\t" + group.label + (group.dismissed ? "\tno" : "") +
               (group.held ? "\theld" : "") + "\n";
    }
    return sha256_hex(named);
  }

  /// Quotes in documents for people go without names.
  Result<std::string> text_of(EssenceReport& report) const {
    if (!command_.table.empty()) return table_of(report);
    if (command_.format == EssenceFormat::kJson) return print_essence_json(report);
    Analyzer analyzer(tools_.analyzer);
    for (auto& of_item : report.quotes) {
      for (Quote& quote : of_item) {
        auto masked = anonymized(quote.sentence, analyzer);
        if (!masked) return std::move(masked).error();
        quote.sentence = std::move(*masked);
      }
    }
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
  CorpusTools tools_;
  std::vector<CaseFilter> filters_;
  std::vector<KnowHowCard> cards_;
  Catalogue catalogue_;
  std::vector<SentenceVerdict> verdicts_;
  std::vector<KnownGroup> groups_;
  std::pair<std::string, std::string> table_;  // facets of --table
  std::uint64_t model_ = 0;
};

}  // namespace

ExitStatus run(const EssenceCommand& command, Console& console) {
  return EssenceRun(command, console).run();
}

}  // namespace kizuki

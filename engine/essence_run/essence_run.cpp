#include "engine/essence_run/essence_run.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "engine/base/clock.hpp"
#include "engine/base/hash.hpp"
#include "engine/catalogue/kept_matcher.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/essence/know_how_finder.hpp"
#include "engine/essence_run/scan_cache.hpp"
#include "engine/library/derived_files.hpp"
#include "engine/privacy/consent.hpp"

namespace kizuki {
namespace {

/// How often a run starts over because cases were erased or moved out of sight beneath it.
constexpr int kTries = 3;

/// What a run over all cases leaves for later ones. Bounded by kMostScanBytes.
class KeptScans {
 public:
  KeptScans(const ScanCache& cache, std::string_view key) : cache_(cache), key_(key) {}

  /// Cases of the run in all.
  void expect(std::uint64_t cases) { budget_.expect(cases); }

  void add(CorpusCase& one) {
    changed_ = changed_ || !one.cached;
    const auto known = cache_.find(one.info.id, one.content_hash);
    if (!budget_.take(one.prepared.empty() && known ? known->size() : one.prepared.size())) {
      scans_ = {};
      return;
    }
    scans_.push_back({one.info.id, std::move(one.content_hash), std::move(one.prepared)});
  }

  /// Nothing when nothing changed, or when it would be too much.
  Result<void> store(const Library& library, const std::filesystem::path& folder) {
    if ((!changed_ && scans_.size() == cache_.size()) || !budget_.fits()) return {};
    ScanCacheWriter writer(key_);
    std::vector<std::string> ids;
    for (Scan& scan : scans_) {
      const std::string_view known = cache_.find(scan.id, scan.content_hash).value_or("");
      writer.add(scan.id, scan.content_hash, scan.prepared.empty() ? known : scan.prepared);
      scan.prepared = std::string();
      ids.push_back(std::move(scan.id));
    }
    if (!writer.fits()) return {};
    return store_derived(library, folder, kScanCacheName, writer.take(), ids);
  }

 private:
  struct Scan {
    std::string id;
    std::string content_hash;
    std::string prepared;  // empty: the cache has it
  };
  const ScanCache& cache_;
  std::string key_;
  std::vector<Scan> scans_;
  ScanBudget budget_;
  bool changed_ = false;
};

}  // namespace

Result<void> load_essence_files(const std::filesystem::path& data_folder, EssenceTools& tools) {
  auto model = EssenceModel::load(data_folder / "models" / "essence.kzem");
  if (!model) return std::move(model).error();
  auto cards = load_cards(data_folder / "cards" / "cards.jsonl");
  if (!cards) return std::move(cards).error();
  tools.model = std::move(*model);
  tools.shipped_cards = std::move(*cards);
  return {};
}

Result<EssenceRun> EssenceRun::prepare(const Library& library, const ReaderScope& scope,
                                       const EssenceTools& tools, EssenceRequest request) {
  EssenceRun run(library, scope, tools, std::move(request));
  if (run.request_.with_cards) {
    if (run.request_.cards) {
      run.cards_ = *run.request_.cards;
    } else if (auto read = run.read_decisions(); !read) {
      return std::move(read).error();
    }
  }
  if (auto learned = run.learn(); !learned) return std::move(learned).error();
  return run;
}

/// The library's catalogue in the place of the shipped cards that it grew from.
Result<void> EssenceRun::read_decisions() {
  const MayRead may_read = [this](std::string_view name) { return scope_->may_read(name); };
  auto catalogue = read_catalogue(*library_, may_read, tools_->shipped_cards);
  if (!catalogue) return std::move(catalogue).error();
  SentenceFinder reader(tools_->analyzer, records_within(*library_, *scope_, *tools_->codec));
  auto knowledge = knowledge_of(*catalogue, reader);
  if (!knowledge) return std::move(knowledge).error();
  catalogue_ = std::move(*catalogue);
  cards_ = std::move(knowledge->cards);
  verdicts_ = std::move(knowledge->verdicts);
  groups_ = std::move(knowledge->groups);
  return {};
}

Result<void> EssenceRun::learn() {
  const std::string scope = scope_of_examples(
      cards_, tools_->shipped_cards,
      scope_->key() == ReaderScope::everything().key() ? kEveryScope : std::string_view());
  // Cards that are not the catalogue's, or those that one account reads, are learned anew.
  const bool keeps =
      !request_.keep_in.empty() && request_.with_cards && !request_.cards && !scope.empty();
  const KeptMatcher kept{request_.keep_in, scope, tools_->model, tools_->analyzer,
                         tools_->shipped_cards};
  if (keeps) matcher_ = open_kept_matcher(kept, cards_);
  if (matcher_) return {};
  CaseSentenceReader reader(tools_->analyzer);
  auto matcher = CardMatcher::train(tools_->model, cards_, reader, request_.threads);
  if (!matcher) return std::move(matcher).error();
  matcher_ = std::move(*matcher);
  if (!keeps) return {};
  std::set<std::string> cases;
  for (const SentenceVerdict& said : verdicts_) cases.insert(said.case_id);
  // A full or read-only disk: the next run learns the cards again.
  (void)keep_matcher(*library_, kept, *matcher_, {cases.begin(), cases.end()});
  return {};
}

Result<EssenceReport> EssenceRun::run(const CorpusProgress& progress) const {
  for (int tried = 0; tried < kTries; ++tried) {
    auto report = attempt(progress);
    const bool erased = !report && report.error().code == ErrorCode::kNotFound;
    if (!report && !erased) return std::move(report).error();
    if (erased) continue;
    auto readable = all_still_readable(*library_, *scope_, report->result.cases);
    if (!readable) return std::move(readable).error();
    if (*readable) return report;
  }
  Error error;
  error.code = ErrorCode::kLocked;
  error.message = "集計の間に事例が消去され続けています。少し待ってから、もう一度実行してください";
  return error;
}

bool EssenceRun::finds_all_candidates() const {
  return request_.with_cards && !request_.cards && request_.filters.empty() && request_.top == 0 &&
         request_.least_cases == EssenceRequest().least_cases;
}

Result<EssenceReport> EssenceRun::attempt(const CorpusProgress& progress) const {
  EssenceReport report;
  FinderSettings settings;
  settings.least_cases = request_.least_cases;
  settings.most_below = request_.most_below;
  settings.verdicts = verdicts_;
  settings.known_groups = groups_;
  settings.threads = request_.threads;
  KnowHowFinder finder(matcher_, tools_->analyzer, settings);
  const CorpusTools tools = corpus_tools();
  const std::string key = request_.keep_in.empty() ? "" : scan_cache_key(tools);
  const ScanCache cache =
      request_.keep_in.empty()
          ? ScanCache()
          : ScanCache::open(derived_folder(request_.keep_in) / kScanCacheName, key);
  KeptScans kept(cache, key);
  CorpusRequest request;
  request.filters = request_.filters;
  request.threads = request_.threads;
  request.most_cases = request_.most_cases;
  request.stopped = request_.stopped;
  if (!scope_->reads_without_consent()) request.consent_on = japan_date(utc_now());
  request.cache = &cache;
  request.keep_prepared = reads_everything();
  const CorpusProgress counted = [&](std::uint64_t done, std::uint64_t total) {
    kept.expect(total);
    progress(done, total);
  };
  auto corpus = read_corpus(*library_, *scope_, tools, request, counted, [&](CorpusCase one) {
    if (request.keep_prepared) kept.add(one);
    finder.add(std::move(one.info), std::move(one.scan));
  });
  if (!corpus) return std::move(corpus).error();
  // A full or read-only disk: the next run reads the cases again.
  if (request.keep_prepared) (void)kept.store(*library_, request_.keep_in);
  report.corpus = std::move(*corpus);
  const ReadCases read = read_corpus_cases(*library_, request_.threads, request_.stopped);
  auto result = finder.find(read);
  if (!result) return std::move(result).error();
  report.result = std::move(*result);
  if (request_.top > 0 && report.result.items.size() > request_.top) {
    report.result.items.resize(request_.top);
  }
  auto quotes = read_quotes(report.result.cases, report.result.items, read);
  if (!quotes) return std::move(quotes).error();
  report.quotes = std::move(*quotes);
  auto below = read_quotes(report.result.cases, report.result.below, read);
  if (!below) return std::move(below).error();
  report.quotes_below = std::move(*below);
  report.cards = cards_;
  report.filters = request_.filters;
  report.least_cases = request_.least_cases;
  report.with_cards = request_.with_cards;
  const std::string named = basis();
  report.basis = sha256_hex(named);
  report.snapshot = sha256_hex(report.corpus.fingerprint + "\n" + named);
  return report;
}

CorpusTools EssenceRun::corpus_tools() const {
  return {tools_->taxonomy, tools_->codec, tools_->tags, tools_->analyzer, matcher_};
}

bool EssenceRun::reads_everything() const {
  return !request_.keep_in.empty() && request_.filters.empty() &&
         scope_->key() == ReaderScope::everything().key();
}

std::string EssenceRun::basis() const {
  std::string named = tools_->analyzer->fingerprint() + "\n" +
                      std::to_string(tools_->model->fingerprint()) + "\n" +
                      std::to_string(request_.least_cases) + "\n";
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
  return named;
}

}  // namespace kizuki

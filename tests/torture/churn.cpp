// Small writes, rebuilds and queries at once in one process. Every title carries the number of the
// write that made it, so a hit tells which state of the library it comes from: all hits of an
// answer must be of the state that their generation was made from.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "engine/library/library.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/query/searcher.hpp"
#include "indexer/build.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/torture/victim.hpp"

namespace kizuki::torture {
namespace {

constexpr std::uint64_t kCases = 100;
constexpr std::size_t kQueryThreads = 2;
constexpr std::uint64_t kQueriesPerGeneration = 10;  // then the current one is opened anew
constexpr std::size_t kKeptGenerations = 2;
constexpr std::chrono::milliseconds kPause{1};

template <typename T>
T loaded(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().describe());
  return std::move(*result);
}

/// Which write made each case what it was, for every state of the library. Thread-safe.
class History {
 public:
  void note(const std::string& id, std::uint64_t sequence) {
    const std::lock_guard guard(mutex_);
    writes_[id].push_back(sequence);
  }

  /// The newest write of `id` up to `sequence`, 0 when there is none.
  std::uint64_t newest(const std::string& id, std::uint64_t sequence) const {
    const std::lock_guard guard(mutex_);
    const auto found = writes_.find(id);
    if (found == writes_.end()) return 0;
    const auto after = std::upper_bound(found->second.begin(), found->second.end(), sequence);
    return after == found->second.begin() ? 0 : *(after - 1);
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<std::uint64_t>> writes_;
};

/// Report for several threads.
class SharedReport {
 public:
  explicit SharedReport(Report& report) : report_(report) {}
  void breach(std::string_view kind, const std::string& what) {
    const std::lock_guard guard(mutex_);
    report_.breach(kind, what);
  }
  void breach(std::string_view kind, const Error& error) {
    breach(error.code == ErrorCode::kLocked ? "busy" : kind, error.describe());
  }
  void count(std::string_view name, std::uint64_t more) {
    const std::lock_guard guard(mutex_);
    report_.count(name, more);
  }

 private:
  std::mutex mutex_;
  Report& report_;
};

std::string title_of(const std::string& id, std::uint64_t sequence) {
  return "事例 " + id + " 印" + std::to_string(sequence);
}

class Churn {
 public:
  Churn(const Settings& settings, Report& report)
      : data_(data_folder(settings)),
        seed_(settings.seed),
        writes_(settings.count("writes", 60)),
        queries_(settings.count("queries", 1500)),
        report_(report),
        taxonomy_(loaded(Taxonomy::load(data_ / "taxonomy"))),
        codec_(loaded(CaseCodec::load(data_ / "schema" / "case.schema.json", taxonomy_))),
        model_(loaded(AnalyzerModel::load(AnalyzerFiles::under(data_)))),
        library_(loaded(Library::open(folder_.path(), Library::Mode::kReadWrite))) {
    report.promise({"busy", "failed", "mixed", "unanswered"});
    LibraryWriter writer(library_);
    for (std::uint64_t i = 0; i < kCases; ++i) write(writer, i);
    if (auto written = writer.commit(); !written) {
      throw std::runtime_error(written.error().describe());
    }
    build(library_);
  }

  void run() {
    std::vector<std::thread> threads;
    threads.emplace_back([this] { keep_writing(); });
    threads.emplace_back([this] { keep_building(); });
    threads.emplace_back([this] { keep_updating(); });
    for (std::size_t i = 0; i < kQueryThreads; ++i) {
      threads.emplace_back([this, i] { keep_asking(i); });
    }
    for (std::thread& thread : threads) thread.join();
  }

 private:
  void write(LibraryWriter& writer, std::uint64_t number) {
    CaseRecord record;
    record.id = "case-" + std::to_string(number);
    record.title = title_of(record.id, ++sequence_);
    Section section;
    section.text =
        "社長は印" + std::to_string(sequence_) + "の話を続け、支援者は答えを言わずに聴いた。";
    record.sections.push_back(section);
    // Noted first: a build may see the write as soon as it is committed.
    history_.note(record.id, sequence_);
    const auto outcome = writer.upsert(record, "churn");
    if (!outcome) report_.breach("failed", outcome.error());
  }

  /// One case a commit, in step with the queries: both end at about the same time.
  void keep_writing() {
    std::mt19937_64 random(seed_);
    LibraryWriter writer(library_);
    for (std::uint64_t i = 0; i < writes_; ++i) {
      while (asked_ * writes_ < i * queries_) std::this_thread::yield();
      write(writer, random() % kCases);
      if (auto written = writer.commit(); !written) report_.breach("failed", written.error());
    }
    report_.count("writes", writes_);
    writing_ = false;
  }

  void keep_building() {
    const auto library = Library::open(folder_.path(), Library::Mode::kReadOnly);
    if (!library) return report_.breach("failed", library.error());
    std::uint64_t builds = 0;
    do {
      build(*library);
      ++builds;
    } while (writing_ || asked_ < queries_);
    report_.count("builds", builds);
  }

  /// Updates beside the builds, as many as fit.
  void keep_updating() {
    const auto library = Library::open(folder_.path(), Library::Mode::kReadOnly);
    if (!library) return report_.breach("failed", library.error());
    const GenerationStore store(folder_.path());
    BuildOptions options;
    options.program = "torture";
    options.update_least_cases = 0;
    std::uint64_t updates = 0;
    do {
      const auto updated = update_index(store, *library, {model_, taxonomy_, &codec_}, options);
      if (!updated) return report_.breach("failed", updated.error());
      if (updated->update == 0) std::this_thread::sleep_for(kPause);
      updates += updated->update == 0 ? 0 : 1;
    } while (writing_ || asked_ < queries_);
    report_.count("updates", updates);
  }

  void build(const Library& library) {
    const GenerationStore store(folder_.path());
    BuildOptions options;
    options.program = "torture";
    const auto built = build_generation(store, library, {model_, taxonomy_, &codec_}, options, {});
    if (!built) return report_.breach("failed", built.error());
    const auto lock = store.lock_for_building();
    if (!lock) return report_.breach("failed", lock.error());
    if (const auto pruned = store.prune(kKeptGenerations); !pruned) {
      report_.breach("failed", pruned.error());
    }
  }

  void keep_asking(std::size_t thread) {
    const auto library = Library::open(folder_.path(), Library::Mode::kReadOnly);
    if (!library) return report_.breach("failed", library.error());
    std::mt19937_64 random(seed_ + thread + 1);
    std::uint64_t openings = 0;
    while (asked_ < queries_) {
      const auto generation = GenerationStore(folder_.path()).open_current();
      if (!generation) return report_.breach("failed", generation.error());
      auto searcher = Searcher::open_all({*generation, model_, taxonomy_});
      if (!searcher) return report_.breach("failed", searcher.error());
      ++openings;
      for (std::uint64_t i = 0; i < kQueriesPerGeneration && asked_++ < queries_; ++i) {
        report_.count("queries", 1);
        ask(*searcher, *library, (*generation)->library_sequence(), random());
      }
    }
    report_.count("openings", openings);
  }

  void ask(Searcher& searcher, const Library& library, std::uint64_t sequence,
           std::uint64_t random) {
    const auto query = parse_query(random % 2 == 0 ? "支援者" : "社長の話を聴いた");
    if (!query) return report_.breach("failed", query.error());
    SearchOptions options;
    options.limit = 1 + random % kCases;
    options.is_visible = [&](const std::vector<CaseAddress>& addresses) {
      return visible(library, addresses);
    };
    const auto answer = searcher.search(*query, options);
    if (!answer) return report_.breach("failed", answer.error());
    if (answer->hits.size() != options.limit) {
      report_.breach("unanswered", std::to_string(answer->hits.size()) + " hits of " +
                                       std::to_string(options.limit));
    }
    for (const Hit& hit : answer->hits) {
      if (hit.title == title_of(hit.id, history_.newest(hit.id, sequence))) continue;
      report_.breach("mixed", hit.title + " in a generation of " + std::to_string(sequence));
    }
  }

  std::vector<bool> visible(const Library& library, const std::vector<CaseAddress>& addresses) {
    std::vector<std::string> ids;
    ids.reserve(addresses.size());
    for (const CaseAddress& address : addresses) ids.push_back(address.id);
    const auto states = library.current_states(ids);
    if (!states) {
      report_.breach("failed", states.error());
      return {};
    }
    std::vector<bool> shown;
    shown.reserve(states->size());
    for (const auto& state : *states) shown.push_back(state.has_value());
    return shown;
  }

  std::filesystem::path data_;
  std::uint64_t seed_;
  std::uint64_t writes_;
  std::uint64_t queries_;
  TempFolder folder_;
  SharedReport report_;
  History history_;
  std::shared_ptr<const Taxonomy> taxonomy_;
  CaseCodec codec_;
  std::shared_ptr<const AnalyzerModel> model_;
  Library library_;
  std::uint64_t sequence_ = 0;  // of the newest write; the writing thread's
  std::atomic<std::uint64_t> asked_ = 0;
  std::atomic<bool> writing_ = true;
};

}  // namespace

Report churn(const Settings& settings) {
  Report report;
  Churn(settings, report).run();
  return report;
}

}  // namespace kizuki::torture

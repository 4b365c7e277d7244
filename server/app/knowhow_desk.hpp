// Runs the extraction for the pages: aside from the request workers, one reach at a time, and keeps
// what was found.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "engine/access/reader_scope.hpp"
#include "engine/base/result.hpp"
#include "engine/essence_run/essence_run.hpp"
#include "engine/library/library.hpp"
#include "server/app/engine_host.hpp"
#include "server/app/knowhow_findings.hpp"
#include "server/app/telemetry.hpp"

namespace kizuki {

/// What there is for a reach now.
struct KnowHowAnswer {
  enum class State : std::uint8_t {
    kReady,
    kWorking,       // ask again in a moment
    kTooManyCases,  // more than the server counts
    kFailed,        // what went wrong is in the log; tried again after a while
  };
  State state = State::kWorking;
  std::shared_ptr<const KnowHowFindings> findings;  // when ready
  std::shared_ptr<const Catalogue> catalogue;       // as it stands now; when ready
  bool outdated = false;  // ready, but cases or decisions have come since: a newer one is under way
};

/// Results lie under ReaderScope::key: accounts of different reach never share one, and a run reads
/// what its reach may read and nothing else. A result is current while nothing has changed that its
/// reach may see: cases (by the library's log, which is finer than generation and update), what
/// people decided, and the day, as consent ends by the day. What lies beyond the walls makes none
/// outdated, so that nobody learns of it by waiting. When cases were only added, or somebody
/// decided something, the old result is shown until the new one is there; when a case was changed,
/// hidden or erased, or the day is another, it is not. Thread-safe.
class KnowHowDesk {
 public:
  /// `models` and `telemetry` must outlive the desk. `most_cases`: of a run.
  KnowHowDesk(const EngineModels& models, std::uint64_t most_cases, Telemetry& telemetry);
  /// As stop().
  ~KnowHowDesk();
  KnowHowDesk(const KnowHowDesk&) = delete;
  KnowHowDesk& operator=(const KnowHowDesk&) = delete;

  /// What there is for `scope`, and sees to it that there will be. `library` is the caller's own.
  /// Errors: the library's.
  Result<KnowHowAnswer> ask(const ReaderScope& scope, const Library& library);

  /// What runs work with, for whoever changes the catalogue; null until the first run has begun.
  std::shared_ptr<const EssenceTools> tools() const;

  /// Gives up what is under way and ends the thread.
  void stop();

  static constexpr std::size_t kMostWaiting = 16;
  static constexpr std::size_t kMostResults = 32;
  static constexpr std::size_t kMostBytes = std::size_t{256} << 20;
  static constexpr std::chrono::minutes kLongestUnused{60};
  static constexpr std::chrono::seconds kRetryAfter{10};

 private:
  using Clock = std::chrono::steady_clock;
  /// Where library and day stood.
  struct Marks {
    std::uint64_t cases = 0;
    std::uint64_t cards = 0;
    std::uint64_t confirmations = 0;
    std::string day;
    friend bool operator==(const Marks&, const Marks&) = default;
  };
  enum class Freshness : std::uint8_t { kCurrent, kOutdated, kWithdrawn };
  struct Entry {
    std::string key;
    std::shared_ptr<const KnowHowFindings> findings;  // null: failed
    bool too_many = false;
    std::shared_ptr<const Catalogue> catalogue;  // as of `seen`
    std::string decided;                         // what people decided, as the run read it (digest)
    Marks seen;                                  // as of when `freshness` was found
    std::uint64_t current_at = 0;  // up to here no case within reach was written to since the run
    Freshness freshness = Freshness::kCurrent;
    Clock::time_point made;
    Clock::time_point used;
  };
  struct Job {
    std::string key;
    ReaderScope scope;
  };

  static Result<Marks> marks_of(const Library& library);
  /// Finds `entry.freshness` and reads the catalogue as of `now`.
  Result<void> look_at(Entry& entry, const Marks& now, const ReaderScope& scope,
                       const Library& library) const;
  void run();
  void work(const Job& job);
  Result<Entry> make(const Job& job);
  Result<void> load_tools();
  Entry* find(const std::string& key);
  void keep(Entry entry);
  void enqueue(const std::string& key, const ReaderScope& scope);
  bool stopping() const;

  const EngineModels* models_;
  std::uint64_t most_cases_;
  Telemetry* telemetry_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const EssenceTools> tools_;
  std::list<Entry> entries_;
  std::deque<Job> waiting_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace kizuki

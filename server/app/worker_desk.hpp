// What one worker thread keeps open between requests.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "engine/access/reader_scope.hpp"
#include "engine/base/result.hpp"
#include "engine/catalogue/card_labels.hpp"
#include "engine/query/searcher.hpp"
#include "server/app/engine_host.hpp"
#include "server/app/result_cache.hpp"

namespace kizuki {

/// What one request works with: one state of the index, opened as far as its reader may read.
struct Reading {
  ReaderScope scope;
  std::shared_ptr<const Generation> generation;
  std::shared_ptr<const Library> library;
  Searcher* searcher = nullptr;  // the desk's; until the next begin
  bool gate_counts = true;       // SearchOptions::gate_counts
  std::shared_ptr<const std::vector<KnowHowCard>> shipped_cards = nullptr;  // the catalogue's
  ResultCache* results = nullptr;                                           // null: none
  ResultCache::State state = {};  // of index and library, when the reading began

  /// Options with the gate of this reader in them.
  SearchOptions options(const Deadline& deadline) const;

  /// As ResultCache::find and keep. A result that `deadline` may have cut short is not kept.
  std::shared_ptr<const KeptResult> kept(std::string_view question) const;
  void keep(std::string_view question, KeptResult result, const Deadline& deadline) const;
};

/// Library connection and searchers of one worker, used under mutex(); the last few readers'
/// searchers stay open.
class WorkerDesk {
 public:
  /// Both are shared by all workers and outlive them.
  WorkerDesk(const EngineHost& host, ResultCache& results);

  /// Errors: kNotFound (nothing built yet), those of Library::open and ReaderScope::open.
  Result<Reading> begin(ReaderScope scope);
  /// What the reader of `reading`, the last that was begun, calls the cards; read anew when cards
  /// have changed. Errors: CardLabels::read.
  Result<std::shared_ptr<const CardLabels>> card_labels(const Reading& reading);
  /// Closes searchers of a generation that is no longer current, so that it can be removed.
  void drop_stale();
  /// Closes everything.
  void close() {
    opened_.clear();
    library_.reset();
  }
  /// Held by whoever uses the desk: its worker, or who cleans up while the worker has nothing to
  /// do.
  std::mutex& mutex() { return mutex_; }

  /// The library, opened when it is not yet. Errors: Library::open.
  Result<std::shared_ptr<const Library>> library();

  static constexpr std::size_t kMaxSearchers = 8;

 private:
  struct Opened {
    std::string key;
    std::shared_ptr<const Generation> generation;
    Searcher searcher;
    std::uint64_t asked_at = 0;  // the library's sequence at which `gate_counts` was found
    bool gate_counts = true;
    std::uint64_t labels_at = 0;                    // Library::card_sequence of `labels`
    std::shared_ptr<const CardLabels> labels = {};  // null: not asked for yet
  };

  std::mutex mutex_;
  const EngineHost* host_;
  ResultCache* results_;
  std::shared_ptr<const Library> library_;
  std::list<Opened> opened_;  // last used first
};

}  // namespace kizuki

#include "server/app/knowhow_desk.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "engine/base/clock.hpp"
#include "engine/base/hash.hpp"
#include "engine/essence/anonymizer.hpp"
#include "engine/privacy/consent.hpp"

namespace kizuki {
namespace {

/// After more changes than this a result is made anew, without a look at each of them. Enough for
/// what others take in overnight: their changes must not make a result outdated.
constexpr std::size_t kMostLookedAtChanges = 100'000;
/// Of a candidate, in case the nearest is decided on before the next run.
constexpr std::size_t kMostNear = 3;
/// Groups below the least number of cases: more are no help to look at.
constexpr std::size_t kMostBelow = 20;

/// Names what a run takes from the catalogue: that a run found a candidate changes no later one.
std::string decisions_digest(const Catalogue& catalogue) {
  std::string named;
  for (const CatalogueCard& entry : catalogue.cards) {
    const bool decided =
        entry.held || !entry.card.label.empty() ||
        (entry.status != CardStatus::kCandidate && entry.status != CardStatus::kGone);
    if (!decided) continue;
    named += entry.card.id + "\t" + std::string(card_status_code(entry.status)) + "\t" +
             entry.merged_into + (entry.held ? "\theld\t" : "\t") + std::to_string(entry.sequence) +
             "\n";
  }
  for (const EvidenceDecision& decision : catalogue.decisions) {
    named += decision.card + "\t" + evidence_place_text(decision.place) + "\t" +
             decision.sentence_key + (decision.confirmed ? "\tyes\n" : "\tno\n");
  }
  return sha256_hex(named);
}

/// Takes the names out of the candidates' labels, which are words of single cases.
Result<void> mask_labels(KnowHowResult& result,
                         const std::shared_ptr<const AnalyzerModel>& analyzer) {
  Analyzer reader(analyzer);
  for (auto* items : {&result.items, &result.below}) {
    for (KnowHow& item : *items) {
      if (item.kind == KnowHowKind::kCard) continue;
      auto masked = anonymized(item.label, reader);
      if (!masked) return std::move(masked).error();
      item.label = std::move(*masked);
    }
  }
  return {};
}

MayRead reach_of(const ReaderScope& scope) {
  return [&scope](std::string_view name) { return scope.may_read(name); };
}

}  // namespace

KnowHowDesk::KnowHowDesk(const EngineModels& models, std::uint64_t most_cases, Telemetry& telemetry)
    : models_(&models),
      most_cases_(most_cases),
      telemetry_(&telemetry),
      thread_([this] { run(); }) {}

KnowHowDesk::~KnowHowDesk() { stop(); }

void KnowHowDesk::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool KnowHowDesk::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

std::shared_ptr<const EssenceTools> KnowHowDesk::tools() const {
  const std::lock_guard lock(mutex_);
  return tools_;
}

Result<KnowHowDesk::Marks> KnowHowDesk::marks_of(const Library& library) {
  const auto cases = library.sequence();
  if (!cases) return cases.error();
  const auto cards = library.card_sequence();
  if (!cards) return cards.error();
  const auto confirmations = library.confirmation_sequence();
  if (!confirmations) return confirmations.error();
  return Marks{*cases, *cards, *confirmations, japan_date(utc_now())};
}

Result<KnowHowAnswer> KnowHowDesk::ask(const ReaderScope& scope, const Library& library) {
  const std::string key = scope.key();
  const auto marks = marks_of(library);
  if (!marks) return marks.error();
  Entry known;
  {
    const std::lock_guard lock(mutex_);
    Entry* entry = find(key);
    if (entry == nullptr) {
      enqueue(key, scope);
      return KnowHowAnswer{};
    }
    entry->used = Clock::now();
    known = *entry;
  }
  if (known.seen != *marks && known.findings) {
    if (auto looked = look_at(known, *marks, scope, library); !looked) {
      return std::move(looked).error();
    }
  }
  const std::lock_guard lock(mutex_);
  Entry* entry = find(key);
  if (entry != nullptr && entry->findings == known.findings) {
    entry->freshness = known.freshness;
    entry->catalogue = known.catalogue;
    entry->current_at = known.current_at;
    entry->seen = *marks;
  }
  if (!known.findings) {
    if (known.seen != *marks || Clock::now() - known.made > kRetryAfter) enqueue(key, scope);
    return KnowHowAnswer{
        known.too_many ? KnowHowAnswer::State::kTooManyCases : KnowHowAnswer::State::kFailed,
        nullptr, nullptr, false};
  }
  if (known.freshness != Freshness::kCurrent) enqueue(key, scope);
  if (known.freshness == Freshness::kWithdrawn) return KnowHowAnswer{};
  return KnowHowAnswer{KnowHowAnswer::State::kReady, known.findings, known.catalogue,
                       known.freshness == Freshness::kOutdated};
}

Result<void> KnowHowDesk::look_at(Entry& entry, const Marks& now, const ReaderScope& scope,
                                  const Library& library) const {
  entry.freshness = Freshness::kWithdrawn;
  if (now.day != entry.seen.day && !scope.reads_without_consent()) return {};
  const auto changes = library.changes(entry.current_at, kMostLookedAtChanges);
  if (!changes) return changes.error();
  if (!changes->complete) return {};
  bool added = false;
  for (const CaseChange& change : changes->cases) {
    if (!change.before.empty() && scope.may_read(change.before)) return {};
    added = added || (!change.compartment.empty() && scope.may_read(change.compartment));
  }
  auto catalogue = read_catalogue(library, reach_of(scope), tools()->shipped_cards);
  if (!catalogue) return std::move(catalogue).error();
  const bool decided = decisions_digest(*catalogue) != entry.decided;
  entry.catalogue = std::make_shared<const Catalogue>(std::move(*catalogue));
  if (!added) entry.current_at = changes->sequence;
  entry.freshness = added || decided ? Freshness::kOutdated : Freshness::kCurrent;
  return {};
}

void KnowHowDesk::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    // It stays in line while it is worked on, so that asking again does not line it up again.
    const Job job = waiting_.front();
    lock.unlock();
    work(job);
    lock.lock();
    waiting_.pop_front();
  }
}

void KnowHowDesk::work(const Job& job) {
  Result<Entry> made = Error{};
  try {
    made = make(job);
  } catch (const std::exception& failure) {
    made = Error{ErrorCode::kInternal, failure.what(), "", 0, "", ""};
  }
  if (stopping()) return;
  if (!made) {
    const Error& error = made.error();
    const bool too_many = error.code == ErrorCode::kLimitExceeded;
    if (!too_many) telemetry_->event("knowhow_failed", error.describe());
    Entry failed;
    failed.too_many = too_many;
    made = std::move(failed);
  }
  made->key = job.key;
  made->made = made->used = Clock::now();
  const std::lock_guard lock(mutex_);
  keep(std::move(*made));
}

Result<KnowHowDesk::Entry> KnowHowDesk::make(const Job& job) {
  if (auto loaded = load_tools(); !loaded) return std::move(loaded).error();
  const auto tools = this->tools();
  const auto library = Library::open(models_->index, Library::Mode::kReadOnly);
  if (!library) return library.error();
  // Before anything is read: what changes meanwhile is looked at by the next who asks.
  auto marks = marks_of(*library);
  if (!marks) return std::move(marks).error();
  EssenceRequest request;
  request.most_cases = most_cases_;
  request.most_below = kMostBelow;
  request.keep_in = models_->index;  // what runs of the command line have read before
  request.stopped = [this] { return stopping(); };
  const auto run = EssenceRun::prepare(*library, job.scope, *tools, std::move(request));
  if (!run) return run.error();
  auto report = run->run([](std::uint64_t, std::uint64_t) {});
  if (!report) return std::move(report).error();
  if (auto masked = mask_labels(report->result, tools->analyzer); !masked) {
    return std::move(masked).error();
  }
  CaseSentenceReader reader(tools->analyzer);
  auto near = near_know_how(*report, reader, kMostNear);
  if (!near) return std::move(near).error();
  Entry entry;
  entry.decided = decisions_digest(run->catalogue());
  entry.catalogue = std::make_shared<const Catalogue>(run->catalogue());
  entry.findings = make_findings(std::move(*report), run->matcher(), std::move(*near));
  entry.current_at = entry.findings->corpus.sequence;
  entry.seen = std::move(*marks);
  return entry;
}

Result<void> KnowHowDesk::load_tools() {
  if (tools()) return {};
  EssenceTools loaded;
  loaded.taxonomy = models_->taxonomy;
  loaded.analyzer = models_->analyzer;
  auto codec = CaseCodec::load(models_->data / "schema" / "case.schema.json", models_->taxonomy);
  if (!codec) return std::move(codec).error();
  loaded.codec = std::make_shared<const CaseCodec>(std::move(*codec));
  auto tags = TagModel::load(models_->data / "models" / "tags.kztm");
  if (!tags) return std::move(tags).error();
  loaded.tags = std::move(*tags);
  if (auto files = load_essence_files(models_->data, loaded); !files) return files;
  const std::lock_guard lock(mutex_);
  tools_ = std::make_shared<const EssenceTools>(std::move(loaded));
  return {};
}

KnowHowDesk::Entry* KnowHowDesk::find(const std::string& key) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries_.end() ? nullptr : &*found;
}

/// Takes the place of what there was; the longest unused go until the bounds hold.
void KnowHowDesk::keep(Entry entry) {
  const auto now = Clock::now();
  entries_.remove_if(
      [&](const Entry& old) { return old.key == entry.key || now - old.used > kLongestUnused; });
  entries_.push_front(std::move(entry));
  const auto bytes = [&] {
    std::size_t sum = 0;
    for (const Entry& one : entries_) sum += one.findings ? one.findings->bytes : 0;
    return sum;
  };
  while (entries_.size() > 1 && (entries_.size() > kMostResults || bytes() > kMostBytes)) {
    entries_.erase(std::min_element(
        std::next(entries_.begin()), entries_.end(),
        [](const Entry& left, const Entry& right) { return left.used < right.used; }));
  }
}

void KnowHowDesk::enqueue(const std::string& key, const ReaderScope& scope) {
  const bool lined_up =
      std::any_of(waiting_.begin(), waiting_.end(), [&](const Job& job) { return job.key == key; });
  if (lined_up || waiting_.size() >= kMostWaiting || stopping_) return;
  waiting_.push_back({key, scope});
  changed_.notify_one();
}

}  // namespace kizuki

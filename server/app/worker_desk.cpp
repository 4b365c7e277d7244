#include "server/app/worker_desk.hpp"

#include <algorithm>
#include <utility>

namespace kizuki {

SearchOptions Reading::options(const Deadline& deadline) const {
  SearchOptions options;
  options.is_visible = scope.gate(library);
  options.gate_counts = gate_counts;
  options.deadline = deadline;
  return options;
}

std::shared_ptr<const KeptResult> Reading::kept(std::string_view question) const {
  return results == nullptr ? nullptr : results->find(state, question);
}

void Reading::keep(std::string_view question, KeptResult result, const Deadline& deadline) const {
  if (results == nullptr || result.hits.partial || deadline.passed()) return;
  results->keep(state, question, std::move(result));
}

WorkerDesk::WorkerDesk(const EngineHost& host, ResultCache& results)
    : host_(&host), results_(&results) {}

Result<std::shared_ptr<const Library>> WorkerDesk::library() {
  if (!library_) {
    auto opened = Library::open(host_->models().index, Library::Mode::kReadOnly);
    if (!opened) return std::move(opened).error();
    library_ = std::make_shared<const Library>(std::move(*opened));
  }
  return library_;
}

void WorkerDesk::drop_stale() {
  const auto generation = host_->generation();
  opened_.remove_if([&](const Opened& opened) { return opened.generation != generation; });
}

Result<Reading> WorkerDesk::begin(ReaderScope scope) {
  auto generation = host_->generation();
  if (!generation)
    return Error{ErrorCode::kNotFound, "まだ事例が取り込まれていません", "", 0, "", ""};
  auto opened_library = library();
  if (!opened_library) return std::move(opened_library).error();
  // Searchers of a generation that has gone would keep its files.
  opened_.remove_if([&](const Opened& opened) { return opened.generation != generation; });
  const std::string key = scope.key();
  auto found = std::find_if(opened_.begin(), opened_.end(),
                            [&](const Opened& opened) { return opened.key == key; });
  if (found == opened_.end()) {
    const EngineModels& models = host_->models();
    auto searcher = scope.open(
        {generation, models.analyzer, models.taxonomy, models.background, models.knowledge});
    if (!searcher) return std::move(searcher).error();
    if (opened_.size() == kMaxSearchers) opened_.pop_back();
    opened_.push_front({key, generation, std::move(*searcher), UINT64_MAX, true, 0, nullptr});
  } else {
    opened_.splice(opened_.begin(), opened_, found);
  }
  Opened& front = opened_.front();
  const auto sequence = library_->sequence();
  if (!sequence) return sequence.error();
  if (front.asked_at != *sequence) {
    front.gate_counts = scope.library_moved_on(*library_, *generation);
    front.asked_at = *sequence;
  }
  const auto card_sequence = library_->card_sequence();
  if (!card_sequence) return card_sequence.error();
  ResultCache::State state{generation, *sequence, *card_sequence};
  return Reading{std::move(scope),  std::move(generation),         library_, &front.searcher,
                 front.gate_counts, host_->models().shipped_cards, results_, std::move(state)};
}

Result<std::shared_ptr<const CardLabels>> WorkerDesk::card_labels(const Reading& reading) {
  const auto sequence = reading.library->card_sequence();
  if (!sequence) return sequence.error();
  Opened& opened = opened_.front();  // the last that was begun
  if (!opened.labels || opened.labels_at != *sequence) {
    auto labels = CardLabels::read(
        *reading.library, [&](std::string_view name) { return reading.scope.may_read(name); },
        *host_->models().shipped_cards);
    if (!labels) return std::move(labels).error();
    opened.labels = std::make_shared<const CardLabels>(std::move(*labels));
    opened.labels_at = *sequence;
  }
  return opened.labels;
}

}  // namespace kizuki

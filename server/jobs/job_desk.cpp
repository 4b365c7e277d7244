#include "server/jobs/job_desk.hpp"

#include <algorithm>
#include <csignal>
#include <utility>

#include "engine/base/clock.hpp"

namespace kizuki {
namespace {

constexpr int kPartial = 3;  // exit status: done, but some records were refused
constexpr int kSignalStatus = 128;

JobState state_after(int status, bool cancelled) {
  if (status == 0 || status == kPartial) return JobState::kDone;
  return cancelled ? JobState::kCancelled : JobState::kFailed;
}

}  // namespace

JobDesk::JobDesk(JobSettings settings, Listener listener)
    : settings_(std::move(settings)), listener_(std::move(listener)) {
  writing_.thread = std::thread([this] { run(writing_); });
  reading_.thread = std::thread([this] { run(reading_); });
}

JobDesk::~JobDesk() {
  stop();
  finish();
}

Result<std::uint64_t> JobDesk::start(const JobOrder& order, const std::string& account) {
  if (auto checked = check_job_order(order, settings_); !checked) return checked.error();
  JobRecord record;
  record.order = order;
  record.account = account;
  record.asked_at = utc_now();
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      return Error{ErrorCode::kLocked, "サーバーが止まるところです", "", 0, "", ""};
    }
    if (writing_.waiting.size() + reading_.waiting.size() >= kMaxWaiting) {
      return Error{ErrorCode::kLocked,
                   "待っている作業が多すぎます。どれかが終わってから、もう一度始めてください",
                   "",
                   0,
                   "",
                   ""};
    }
    record.number = ++last_number_;
    kept_.push_back({record, false, nullptr});
    lane_of(order.kind).waiting.push_back(record.number);
    drop_old();
  }
  listener_(record);
  changed_.notify_all();
  return record.number;
}

Result<bool> JobDesk::cancel(std::uint64_t number) {
  JobRecord record;
  {
    const std::lock_guard lock(mutex_);
    Kept* const kept = find(number);
    if (kept == nullptr) {
      return Error{ErrorCode::kNotFound, "その番号の作業はありません", "", 0, "", ""};
    }
    if (kept->record.ended()) return false;
    if (kept->record.state == JobState::kRunning) {
      kept->cancelled = true;
      kept->record.stopping = true;
      if (kept->child != nullptr) kept->child->kill();
      return true;
    }
    auto& waiting = lane_of(kept->record.order.kind).waiting;
    waiting.erase(std::remove(waiting.begin(), waiting.end(), number), waiting.end());
    kept->record.state = JobState::kCancelled;
    kept->record.ended_at = utc_now();
    record = kept->record;
  }
  listener_(record);
  return true;
}

std::vector<JobRecord> JobDesk::jobs() const {
  const std::lock_guard lock(mutex_);
  std::vector<JobRecord> records;
  records.reserve(kept_.size());
  for (auto kept = kept_.rbegin(); kept != kept_.rend(); ++kept) records.push_back(kept->record);
  return records;
}

std::optional<JobRecord> JobDesk::job(std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  const Kept* const kept = find(number);
  if (kept == nullptr) return std::nullopt;
  return kept->record;
}

void JobDesk::stop() {
  std::vector<std::uint64_t> open;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const Kept& kept : kept_) {
      if (!kept.record.ended()) open.push_back(kept.record.number);
    }
  }
  changed_.notify_all();
  // One that has ended meanwhile is as good.
  for (const std::uint64_t number : open) static_cast<void>(cancel(number));
}

void JobDesk::finish() {
  for (Lane* lane : {&writing_, &reading_}) {
    if (lane->thread.joinable()) lane->thread.join();
  }
}

void JobDesk::run(Lane& lane) {
  for (;;) {
    JobRecord record;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !lane.waiting.empty(); });
      if (stopping_) return;                     // stop() cancels what waits
      Kept& kept = *find(lane.waiting.front());  // only what has ended is dropped
      lane.waiting.pop_front();
      kept.record.state = JobState::kRunning;
      kept.record.began_at = utc_now();
      record = kept.record;
    }
    run_one(std::move(record));
  }
}

void JobDesk::run_one(JobRecord record) {
  const std::uint64_t number = record.number;
  listener_(record);
  const std::optional<int> status = run_child(number, record.order);
  {
    const std::lock_guard lock(mutex_);
    Kept& kept = *find(number);
    kept.record.ended_at = utc_now();
    kept.record.status = status.value_or(1);
    kept.record.state = state_after(kept.record.status, kept.cancelled);
    kept.record.stopping = false;
    if (kept.record.state == JobState::kFailed && kept.record.status > kSignalStatus) {
      add_job_message("作業のプロセスが、シグナル " +
                          std::to_string(kept.record.status - kSignalStatus) +
                          " で終わりました。検索できる内容は変わっていません",
                      kept.record);
      kept.record.failure = kept.record.messages.back();
    }
    record = kept.record;
    drop_old();
  }
  listener_(record);
}

std::optional<int> JobDesk::run_child(std::uint64_t number, const JobOrder& order) {
  std::vector<std::string> arguments = job_arguments(order, settings_);
  arguments.insert(arguments.begin(), "kizuki");
  const auto child = ChildProcess::start(settings_.program, arguments, {"KIZUKI_REPORT=json"});
  if (!child) {
    const std::lock_guard lock(mutex_);
    Kept& kept = *find(number);
    add_job_message(child.error().message, kept.record);
    kept.record.failure = kept.record.messages.back();
    return std::nullopt;
  }
  {
    const std::lock_guard lock(mutex_);
    Kept& kept = *find(number);
    kept.child = child->get();
    if (kept.cancelled) (*child)->kill();  // asked for while it was started
  }
  const int status = (*child)->follow([&](std::string_view line) {
    const std::lock_guard lock(mutex_);
    take_job_line(line, find(number)->record);
  });
  const std::lock_guard lock(mutex_);
  find(number)->child = nullptr;
  return status;
}

JobDesk::Kept* JobDesk::find(std::uint64_t number) {
  const auto found = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const Kept& kept) { return kept.record.number == number; });
  return found == kept_.end() ? nullptr : &*found;
}

const JobDesk::Kept* JobDesk::find(std::uint64_t number) const {
  const auto found = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const Kept& kept) { return kept.record.number == number; });
  return found == kept_.end() ? nullptr : &*found;
}

void JobDesk::drop_old() {
  while (kept_.size() > kMaxKept) {
    const auto oldest = std::find_if(kept_.begin(), kept_.end(),
                                     [](const Kept& kept) { return kept.record.ended(); });
    if (oldest == kept_.end()) return;
    kept_.erase(oldest);
  }
}

}  // namespace kizuki

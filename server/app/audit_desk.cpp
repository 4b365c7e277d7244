#include "server/app/audit_desk.hpp"

#include <future>
#include <memory>
#include <utility>

namespace kizuki {

AuditDesk::AuditDesk(std::filesystem::path folder)
    : folder_(std::move(folder)), thread_([this] { run(); }) {}

AuditDesk::~AuditDesk() { stop(); }

bool AuditDesk::submit(std::vector<AuditEntry> entries, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_.size() >= kMaxWaiting) return false;
    waiting_.push_back({std::move(entries), std::move(done)});
  }
  changed_.notify_one();
  return true;
}

Result<void> AuditDesk::write_now(std::vector<AuditEntry> entries) {
  // Shared, because the thread that fulfils the promise may still be in there when we are done.
  const auto promise = std::make_shared<std::promise<Result<void>>>();
  auto written = promise->get_future();
  const bool taken = submit(std::move(entries),
                            [promise](const Result<void>& result) { promise->set_value(result); });
  if (taken) return written.get();
  return Error{ErrorCode::kLocked, "記録を書く順番を待つものが多すぎます", "", 0, "", ""};
}

void AuditDesk::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void AuditDesk::run() {
  for (;;) {
    std::vector<Job> jobs;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      jobs.swap(waiting_);
    }
    const Result<void> written = write(jobs);
    // After an error nobody knows what the connection holds: the next group opens it anew.
    if (!written) log_.reset();
    for (const Job& job : jobs) job.done(written);
  }
}

Result<void> AuditDesk::write(const std::vector<Job>& jobs) {
  if (!log_) {
    auto opened = AuditLog::open(folder_);
    if (!opened) return std::move(opened).error();
    log_.emplace(std::move(*opened));
  }
  std::vector<AuditEntry> entries;
  for (const Job& job : jobs) {
    entries.insert(entries.end(), job.entries.begin(), job.entries.end());
  }
  return log_->append(entries);
}

}  // namespace kizuki

#include "server/app/serve.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <sys/resource.h>
#include <thread>
#include <utility>

#include "engine/library/library.hpp"
#include "server/app/site.hpp"

namespace kizuki {
namespace {

constexpr std::chrono::milliseconds kLookEvery{250};
constexpr std::chrono::seconds kDrainPatience{15};

/// Every connection is a file: takes as many as the system gives.
void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Looks for a new state of the index now and then, on a thread of its own.
class Watch {
 public:
  Watch(EngineHost& engine, Site& site, Telemetry& telemetry)
      : thread_([this, &engine, &site, &telemetry] { run(engine, site, telemetry); }) {}
  ~Watch() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  void run(EngineHost& engine, Site& site, Telemetry& telemetry) {
    bool failed = false;  // said once, not four times a second
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kLookEvery, [this] { return stopping_; })) {
      lock.unlock();
      const auto switched = engine.refresh();
      if (!switched && !failed)
        telemetry.event("refresh_failed", error_name(switched.error().code));
      failed = !switched;
      if (switched && *switched) {
        telemetry.event("switched", "generation " + std::to_string(engine.generation()->number()));
      }
      site.drop_stale();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

/// Readers do not bring a library of an older version up to date, and a server would answer nothing
/// but errors until somebody wrote to it. Errors: those of the migration, with what to do.
Result<void> bring_library_up_to_date(const std::filesystem::path& index) {
  const auto read = Library::open(index, Library::Mode::kReadOnly);
  if (read || read.error().code != ErrorCode::kVersionMismatch) return {};
  const auto written = Library::open(index, Library::Mode::kReadWrite);
  if (!written) return written.error();
  return {};
}

}  // namespace

Result<void> serve(const ServerSettings& settings, EngineModels models,
                   const std::filesystem::path& pages,
                   const std::function<void(std::uint16_t port)>& started) {
  // Before the first thread, so that all inherit it and sigwait alone sees them.
  sigset_t ends;
  ::sigemptyset(&ends);
  ::sigaddset(&ends, SIGTERM);
  ::sigaddset(&ends, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  raise_file_limit();

  auto telemetry = Telemetry::open(settings.log);
  if (!telemetry) return std::move(telemetry).error();
  auto files = StaticFiles::load(pages);
  if (!files) return std::move(files).error();
  if (auto current = bring_library_up_to_date(models.index); !current) return current;
  EngineHost engine(std::move(models));
  if (auto opened = engine.refresh(); !opened) return std::move(opened).error();

  Site site({&settings, &engine, telemetry->get(), std::move(*files)});
  auto server = HttpServer::start(settings.http, site);
  if (!server) return std::move(server).error();
  site.set_server(server->get());
  const Watch watch(engine, site, **telemetry);
  (*telemetry)->event("started", "port " + std::to_string((*server)->port()));
  started((*server)->port());

  int signal = 0;
  ::sigwait(&ends, &signal);
  (*telemetry)->event("stopping", signal == SIGTERM ? "SIGTERM" : "SIGINT");
  site.stop_being_ready();
  (*server)->drain(kDrainPatience);
  (*telemetry)->event("stopped", "");
  return {};
}

}  // namespace kizuki

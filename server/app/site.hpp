// From a request to its answer: what lies under which path, and who may ask for it.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/engine_host.hpp"
#include "server/app/server_settings.hpp"
#include "server/app/static_files.hpp"
#include "server/app/telemetry.hpp"
#include "server/app/worker_desk.hpp"
#include "server/http/http_server.hpp"
#include "server/web/page.hpp"

namespace kizuki {

/// The whole site. Thread-safe, as HttpHandler says.
class Site : public HttpHandler {
 public:
  struct Parts {
    const ServerSettings* settings;
    const EngineHost* engine;
    Telemetry* telemetry;
    StaticFiles files;
  };
  explicit Site(Parts parts);
  ~Site() override;

  /// What /metrics asks for the state of; before the first request.
  void set_server(const HttpServer* server) { server_ = server; }
  /// From now on /readyz says no, so that a proxy sends nothing more.
  void stop_being_ready() { draining_ = true; }

  /// Lets go of generations that are no longer current; by any thread, now and then.
  void drop_stale();

  std::optional<HttpResponse> answer_at_once(const HttpRequest& request) override;
  void answer(const std::shared_ptr<HttpExchange>& exchange, std::size_t worker) override;
  HttpResponse busy(const HttpRequest& request) override;
  void done(HttpMethod method, const HttpResponse& response,
            std::chrono::microseconds took) override;

 private:
  class Call;  // one request on a worker
  HttpResponse busy_page(PageFrame page) const;

  Parts parts_;
  const HttpServer* server_ = nullptr;
  std::atomic<bool> draining_{false};
  std::vector<std::unique_ptr<WorkerDesk>> desks_;  // by worker
};

}  // namespace kizuki

// From a request to its answer: what lies under which path, and who may ask for it.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/audit_desk.hpp"
#include "server/app/call.hpp"
#include "server/app/engine_host.hpp"
#include "server/app/hit_reasons.hpp"
#include "server/app/hit_trails.hpp"
#include "server/app/knowhow_desk.hpp"
#include "server/app/result_cache.hpp"
#include "server/app/server_settings.hpp"
#include "server/app/sign_in_desk.hpp"
#include "server/app/static_files.hpp"
#include "server/app/telemetry.hpp"
#include "server/app/worker_desk.hpp"
#include "server/http/http_server.hpp"
#include "server/jobs/job_desk.hpp"
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
  /// Jobs end too.
  void stop_being_ready();

  /// Lets go of generations that are no longer current; by any thread, now and then.
  void drop_stale();

  std::optional<HttpResponse> answer_at_once(const HttpRequest& request) override;
  void answer(const std::shared_ptr<HttpExchange>& exchange, std::size_t worker) override;
  std::optional<HttpResponse> too_large(const HttpRequest& request) override;
  HttpResponse busy(const HttpRequest& request) override;
  void finish() override;
  void done(HttpMethod method, const HttpResponse& response,
            std::chrono::microseconds took) override;

 private:
  void answer_with(const std::shared_ptr<HttpExchange>& exchange, WorkerDesk& desk,
                   QuestionReader& questions);
  /// The answer of a call whose visitor is known.
  HttpResponse answer_call(Call& call, WorkerDesk& desk);
  HttpResponse sign_in_page(const Call& call) const;
  /// What somebody gets who would have to sign in.
  HttpResponse ask_to_sign_in(const Call& call) const;
  void hand_to_sign_in(const std::shared_ptr<HttpExchange>& exchange, const Call& call);
  /// Sends the answer once `audit` is on the disk, or refuses it.
  void send_recorded(const std::shared_ptr<HttpExchange>& exchange, HttpResponse response,
                     std::vector<AuditEntry> audit, const PageFrame& frame);

  Parts parts_;
  CookieJar cookies_;
  AuditDesk audit_;
  SignInDesk sign_in_;  // its answers pass through audit_
  JobDesk jobs_;
  KnowHowDesk knowhow_;
  ResultCache results_;
  HitTrails trails_;
  const HttpServer* server_ = nullptr;
  std::atomic<bool> draining_{false};
  std::vector<std::unique_ptr<WorkerDesk>> desks_;          // by worker
  std::vector<std::unique_ptr<QuestionReader>> questions_;  // the same
};

}  // namespace kizuki

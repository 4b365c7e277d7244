// One request on a worker: who asks, what is open for him, and what has to be written down before
// the answer leaves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/library/audit_log.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/engine_host.hpp"
#include "server/app/knowhow_desk.hpp"
#include "server/app/route.hpp"
#include "server/app/server_settings.hpp"
#include "server/app/telemetry.hpp"
#include "server/app/visitor.hpp"
#include "server/app/worker_desk.hpp"
#include "server/http/http_server.hpp"
#include "server/http/request_target.hpp"
#include "server/web/page.hpp"

namespace kizuki {

class AuditDesk;
class HitTrails;
class JobDesk;
class QuestionReader;

/// What a request may use besides the index.
struct CallDesks {
  WorkerDesk* worker = nullptr;
  AuditDesk* audit = nullptr;
  JobDesk* jobs = nullptr;
  QuestionReader* questions = nullptr;  // the worker's
  HitTrails* trails = nullptr;
};

/// Lives as long as the request; of one thread.
struct Call {
  const ServerSettings& settings;
  const EngineHost& engine;
  KnowHowDesk& knowhow;
  Telemetry& telemetry;
  const HttpRequest& request;
  const Deadline& deadline;
  Route route;
  Visitor visitor;
  bool may_sign_in = false;       // somebody has a password
  Reading* reading = nullptr;     // null while nothing has been built
  std::vector<AuditEntry> audit;  // filled by disclose
  CallDesks desks = {};

  bool api() const { return is_api_path(request.path); }
  /// Whether an operator asks.
  bool operates() const;
  bool posted() const { return request.method == HttpMethod::kPost; }
  const Taxonomy& taxonomy() const { return *engine.models().taxonomy; }
  PageFrame frame(std::string title = {}) const;
  /// What was sent, in the body or behind the "?"; nothing when that is no form.
  std::optional<FormFields> form() const;

  /// Says that a case is about to be shown. Public ones need no record.
  void disclose(std::string_view action, std::string_view id, std::string_view compartment);
  void disclose(std::string_view action, const std::vector<Hit>& hits);

  /// Writes down, before it is done, that the visitor changes something. Errors: AuditDesk.
  Result<void> record(std::string_view action, std::string detail) const;
  /// The same for a change of a case, or of what becomes one.
  Result<void> record(AuditEntry entry) const;

  /// The answer for a failure; what went wrong inside goes to the log alone.
  HttpResponse failed(const Error& error) const;
};

/// The page for a server that has more to do than it can.
HttpResponse busy_page(PageFrame frame);
/// 503 for both, when what is shown cannot be written down.
HttpResponse unrecorded(const PageFrame& frame, bool api);
/// 413 for a body of more than `limit_bytes`: says what came of it and what to do, to anybody.
HttpResponse too_large_page(const Route& route, std::size_t limit_bytes);
/// 400 for a form that no page of ours sends.
HttpResponse bad_form(const PageFrame& frame);
/// 403 for a form that comes from elsewhere, or from a session that has ended.
HttpResponse foreign_form(const PageFrame& frame);

// The pages and the API, each for one kind of work.
HttpResponse answer_page(Call& call);
HttpResponse answer_api(Call& call);

}  // namespace kizuki

// Signing in and out: passwords are checked and sessions written on a thread of their own, one
// after the other, so that neither searching waits for it nor memory grows with it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/library/audit_log.hpp"
#include "engine/library/library.hpp"
#include "server/app/cookie.hpp"
#include "server/app/lockout.hpp"
#include "server/app/telemetry.hpp"
#include "server/http/http_server.hpp"
#include "server/http/worker_pool.hpp"
#include "server/web/page.hpp"

namespace kizuki {

/// The answer to a form of signing in or out, and what has to be written down before it leaves.
struct SignInAnswer {
  HttpResponse response;
  std::vector<AuditEntry> audit;
};

/// Thread-safe.
class SignInDesk {
 public:
  /// `index`: the folder of the library. What is handed over outlives the desk.
  SignInDesk(std::filesystem::path index, CookieJar cookies, Telemetry& telemetry);

  /// Hears the answer on the desk's thread.
  using Done = std::function<void(SignInAnswer)>;

  /// The form of the sign-in page; always a new session, whatever the browser sent. False when too
  /// many wait.
  bool sign_in(const std::shared_ptr<HttpExchange>& exchange, Done done);
  /// Ends the session; the caller has checked that the form is its own.
  bool sign_out(std::string account, std::string session, Done done);

  /// Answers what was taken, then ends the thread.
  void stop() { pool_.stop(); }

  static constexpr std::chrono::hours kSessionLifetime{12};
  static constexpr std::size_t kMaxWaiting = 32;

 private:
  SignInAnswer check(const HttpRequest& request);
  SignInAnswer begin_session(const std::string& name, const std::string& to);
  SignInAnswer refused(unsigned status, std::string name, std::string to, std::string form_secret,
                       std::string problem) const;
  SignInAnswer failed(const Error& error);
  Result<Library*> library();

  std::filesystem::path index_;
  CookieJar cookies_;
  Telemetry& telemetry_;
  Lockout lockout_;
  std::optional<Library> library_;  // of the thread
  WorkerPool pool_;                 // last: its job uses the others
};

}  // namespace kizuki

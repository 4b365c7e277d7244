#include "server/app/sign_in_desk.hpp"

#include <exception>
#include <utility>

#include "engine/privacy/password.hpp"
#include "engine/privacy/secret.hpp"
#include "server/app/call.hpp"
#include "server/http/request_target.hpp"
#include "server/web/sign_in_page.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kRoute = "/signin";
constexpr const char* kWrong = "アカウント名かパスワードが違います。";

/// Names that no account can have share one entry, so that they cannot fill the table.
std::string lockout_name(std::string_view typed) {
  return is_account_name(typed) ? std::string(typed) : std::string();
}

std::string minutes(std::chrono::seconds wait) {
  return std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count());
}

}  // namespace

SignInDesk::SignInDesk(std::filesystem::path index, CookieJar cookies, Telemetry& telemetry)
    : index_(std::move(index)), cookies_(cookies), telemetry_(telemetry), pool_(1, kMaxWaiting) {}

bool SignInDesk::sign_in(const std::shared_ptr<HttpExchange>& exchange, Done done) {
  return pool_.submit([this, exchange, done = std::move(done)](std::size_t) {
    try {
      done(check(exchange->request()));
    } catch (const std::exception& failure) {
      telemetry_.event("exception", failure.what());
      library_.reset();  // the exchange answers 500 when it dies
    }
  });
}

bool SignInDesk::sign_out(std::string account, std::string session, Done done) {
  return pool_.submit([this, account = std::move(account), session = std::move(session),
                       done = std::move(done)](std::size_t) {
    const auto opened = library();
    if (!opened) return done(failed(opened.error()));
    LibraryWriter writer(**opened);
    const auto ended = writer.end_session(session);
    if (!ended) return done(failed(ended.error()));
    if (auto committed = writer.commit(); !committed) return done(failed(committed.error()));
    SignInAnswer answer{redirect("/signout", "/"), {}};
    cookies_.clear(answer.response);
    answer.audit.push_back({account, "sign-out", "", "", ""});
    done(std::move(answer));
  });
}

Result<Library*> SignInDesk::library() {
  if (!library_) {
    auto opened = Library::open(index_, Library::Mode::kReadWrite);
    if (!opened) return std::move(opened).error();
    library_.emplace(std::move(*opened));
  }
  return &*library_;
}

SignInAnswer SignInDesk::failed(const Error& error) {
  library_.reset();
  telemetry_.event("error", error.describe());
  return {busy_page({}), {}};
}

SignInAnswer SignInDesk::refused(unsigned status, std::string name, std::string to,
                                 std::string form_secret, std::string problem) const {
  PageFrame frame;
  frame.title = "サインイン";
  const Html main = print_sign_in(
      {std::move(form_secret), std::move(to), std::move(name), std::move(problem), false});
  return {page_response(status, kRoute, print_page(frame, main)), {}};
}

SignInAnswer SignInDesk::check(const HttpRequest& request) {
  const auto form = FormFields::parse(request.body);
  if (!form) return {bad_form({}), {}};
  const std::string behind_form = cookies_.form_of(request);
  if (behind_form.empty() || !same_secret(form->value("csrf"), form_secret(behind_form))) {
    return {foreign_form({}), {}};
  }
  const std::string name(form->value("name").substr(0, kMaxAccountNameBytes + 1));
  const std::string_view password = form->value("password");
  const std::string to(is_way_back(form->value("to")) ? form->value("to") : std::string_view());
  const std::string csrf(form->value("csrf"));
  const auto opened = library();
  if (!opened) return failed(opened.error());

  const auto account = (*opened)->account(name);
  if (!account && account.error().code != ErrorCode::kNotFound) return failed(account.error());
  const auto note = [&](const char* action, SignInAnswer answer) {
    // Nobody's name is written down: people type passwords into the wrong field.
    if (account) answer.audit.push_back({name, action, "", "", ""});
    return answer;
  };
  const std::string counted = lockout_name(name);
  if (const auto wait = lockout_.wait(counted, std::chrono::steady_clock::now());
      wait.count() > 0) {
    SignInAnswer answer = refused(
        429, name, to, csrf,
        "続けて失敗したため、このアカウント名では " + minutes(wait) + " 分ほど受け付けません。");
    answer.response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return note("sign-in-locked", std::move(answer));
  }
  const auto verifier = (*opened)->password_verifier(name);
  if (!verifier) return failed(verifier.error());
  const bool possible = account && !account->disabled && *verifier;
  bool fits = false;
  if (password.size() <= kMaxPasswordBytes) {
    // As long for a name that does not exist: the time must not tell.
    if (possible) {
      fits = fits_verifier(password, **verifier);
    } else {
      waste_verifier_time(password);
    }
  }
  if (!fits) {
    lockout_.failed(counted, std::chrono::steady_clock::now());
    return note("sign-in-failed", refused(401, name, to, csrf, kWrong));
  }
  lockout_.succeeded(counted);
  return note("sign-in", begin_session(name, to));
}

SignInAnswer SignInDesk::begin_session(const std::string& name, const std::string& to) {
  const auto secret = make_secret();
  if (!secret) return failed(secret.error());
  LibraryWriter writer(*library_);
  const auto added =
      writer.add_secret(SecretKind::kSession, name, secret_hash(*secret), "", kSessionLifetime);
  if (!added) return failed(added.error());
  if (auto committed = writer.commit(); !committed) return failed(committed.error());
  SignInAnswer answer{redirect(kRoute, to.empty() ? "/" : to), {}};
  cookies_.set_session(answer.response, *secret, kSessionLifetime);
  return answer;
}

}  // namespace kizuki

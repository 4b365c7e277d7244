#include "server/app/site.hpp"

#include <exception>
#include <utility>

#include "engine/privacy/secret.hpp"
#include "server/api/api.hpp"
#include "server/app/register_answers.hpp"
#include "server/http/request_target.hpp"
#include "server/web/sign_in_page.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
constexpr std::string_view kUploadType = "multipart/form-data";
constexpr std::string_view kJsonType = "application/json";

std::string_view media_type(BodyType type) {
  if (type == BodyType::kForm) return kFormType;
  return type == BodyType::kUpload ? kUploadType : kJsonType;
}

/// Whether the body is said to be of this type, whatever parameters follow.
bool has_type(const HttpRequest& request, std::string_view type) {
  const std::string_view given = request.header("content-type");
  return given.starts_with(type) && (given.size() == type.size() || given[type.size()] == ';');
}

HttpResponse plain(unsigned status, std::string_view route, std::string text) {
  HttpResponse response;
  response.status = status;
  response.route = route;
  response.body = std::move(text);
  response.headers.emplace_back("Cache-Control", "no-store");
  add_security_headers(response);
  return response;
}

HttpResponse wrong_method(const Route& route) {
  HttpResponse response = plain(405, "-", "Method Not Allowed\n");
  response.headers.emplace_back("Allow", !route.reads    ? "POST"
                                         : route.posts() ? "GET, HEAD, POST"
                                                         : "GET, HEAD");
  return response;
}

/// The refusal of a request whose method or type does not fit its path.
std::optional<HttpResponse> misfit(const HttpRequest& request, const Route& route) {
  if (request.method != HttpMethod::kPost) {
    if (route.reads) return std::nullopt;
    return wrong_method(route);
  }
  if (!route.posts()) return wrong_method(route);
  if (has_type(request, media_type(route.body))) return std::nullopt;
  return plain(415, "-", "Unsupported Media Type\n");
}

JobSettings job_settings(const ServerSettings& settings, const EngineHost& engine) {
  JobSettings jobs = settings.jobs;
  jobs.index = engine.models().index;
  return jobs;
}

/// "3 update done", for the log: neither a file's name nor anybody's.
std::string describe(const JobRecord& job) {
  return std::to_string(job.number) + " " + std::string(job_kind_code(job.order.kind)) + " " +
         std::string(job_state_code(job.state));
}

HttpResponse not_found_in_api() {
  return error_response("-", {ErrorCode::kNotFound, "", "", 0, "", ""});
}

}  // namespace

Site::Site(Parts parts)
    : parts_(std::move(parts)),
      cookies_(parts_.settings->https),
      audit_(parts_.engine->models().index),
      sign_in_(parts_.engine->models().index, cookies_, *parts_.telemetry),
      jobs_(job_settings(*parts_.settings, *parts_.engine),
            [this](const JobRecord& job) { parts_.telemetry->event("job", describe(job)); }),
      knowhow_(parts_.engine->models(), parts_.settings->knowhow_cases, *parts_.telemetry),
      results_(parts_.settings->result_cache_bytes) {
  for (std::size_t i = 0; i < parts_.settings->http.workers; ++i) {
    desks_.push_back(std::make_unique<WorkerDesk>(*parts_.engine, results_));
    questions_.push_back(std::make_unique<QuestionReader>());
  }
}

Site::~Site() { finish(); }

void Site::stop_being_ready() {
  draining_ = true;
  jobs_.stop();
}

void Site::finish() {
  jobs_.stop();
  knowhow_.stop();
  sign_in_.stop();
  audit_.stop();
  jobs_.finish();
}

std::optional<HttpResponse> Site::answer_at_once(const HttpRequest& request) {
  if (request.path == "/healthz") return plain(200, "/healthz", "ok\n");
  if (request.path == "/readyz") {
    const bool ready = !draining_ && parts_.engine->generation() != nullptr;
    return plain(ready ? 200 : 503, "/readyz", ready ? "ready\n" : "not ready\n");
  }
  if (!is_own_host(*parts_.settings, request.header("host"))) {
    return plain(421, "-", "この名前では応えません。設定の hosts に加えてください。\n");
  }
  const bool reads = request.method != HttpMethod::kPost;
  if (request.path == "/metrics" && reads) {
    const auto generation = parts_.engine->generation();
    return plain(
        200, "/metrics",
        parts_.telemetry->metrics(server_ != nullptr ? server_->state() : HttpState(),
                                  generation ? generation->number() : 0, results_.counts()));
  }
  if (reads) {
    if (auto file = parts_.files.find(request); file) return file;
  }
  const Route route = route_of(request.path);
  if (route.work != Work::kNone) return misfit(request, route);
  if (is_api_path(request.path)) return not_found_in_api();
  // A page that does not exist looks like one that may not be read: as the visitor sees it.
  return std::nullopt;
}

void Site::answer(const std::shared_ptr<HttpExchange>& exchange, std::size_t worker) {
  WorkerDesk& desk = *desks_.at(worker);
  const std::lock_guard lock(desk.mutex());
  try {
    answer_with(exchange, desk, *questions_.at(worker));
    desk.drop_stale();  // when the index was switched meanwhile
  } catch (const std::exception& failure) {
    desk.close();  // what it had open may be half used
    *questions_.at(worker) = QuestionReader();
    parts_.telemetry->event("exception", failure.what());
    exchange->send(plain(500, "-", "Internal Server Error\n"));
  }
}

void Site::answer_with(const std::shared_ptr<HttpExchange>& exchange, WorkerDesk& desk,
                       QuestionReader& questions) {
  const HttpRequest& request = exchange->request();
  Call call{*parts_.settings,
            *parts_.engine,
            knowhow_,
            *parts_.telemetry,
            request,
            exchange->deadline(),
            route_of(request.path),
            {},
            false,
            nullptr,
            {},
            {&desk, &audit_, &jobs_, &questions, &trails_}};
  const auto library = desk.library();
  // No library yet: nobody has an account, and nothing has been taken in.
  const bool none = !library && library.error().code == ErrorCode::kNotFound;
  if (!library && !none) return exchange->send(call.failed(library.error()));
  if (!none) {
    const std::string now = utc_now();
    auto visitor = call.api() ? api_visitor(request, **library, now)
                              : page_visitor(request, cookies_, **library, now);
    if (!visitor) return exchange->send(call.failed(visitor.error()));
    call.visitor = std::move(*visitor);
    const auto passwords = (*library)->has_passwords();
    if (!passwords) return exchange->send(call.failed(passwords.error()));
    call.may_sign_in = *passwords;
  }
  if (call.posted() &&
      (call.route.work == Work::kSignInPage || call.route.work == Work::kSignOut)) {
    return hand_to_sign_in(exchange, call);
  }
  HttpResponse response = answer_call(call, desk);
  send_recorded(exchange, std::move(response), std::move(call.audit), call.frame());
}

HttpResponse Site::answer_call(Call& call, WorkerDesk& desk) {
  if (call.visitor.refused) return unauthorized_response(call.route.name);
  if (call.route.work == Work::kSignInPage) return sign_in_page(call);
  // A form that was filled in while the session ended comes back with the button of the browser;
  // a page to sign in would take its place.
  if (!call.visitor.signed_in() && call.posted() && is_register_work(call.route.work)) {
    return foreign_form(call.frame());
  }
  if (!call.visitor.signed_in() && !call.settings.public_cases) return ask_to_sign_in(call);
  if (!call.api() && call.posted()) {
    const auto form = call.form();
    if (!form) return bad_form(call.frame());
    // Without a session there is nothing that a foreign page could use.
    if (call.visitor.signed_in() &&
        (!same_secret(form->value("csrf"), call.visitor.csrf) || !is_from_own_page(call.request))) {
      return foreign_form(call.frame());
    }
  }
  auto reading = desk.begin(call.visitor.scope);
  if (!reading && reading.error().code != ErrorCode::kNotFound) {
    return call.failed(reading.error());
  }
  if (reading) call.reading = &*reading;
  HttpResponse response = call.api() ? answer_api(call) : answer_page(call);
  call.reading = nullptr;
  return response;
}

HttpResponse Site::sign_in_page(const Call& call) const {
  if (call.visitor.signed_in()) return redirect(call.route.name, "/");
  const auto form = FormFields::parse(call.request.query);
  if (!form) return bad_form(call.frame());
  std::string secret = cookies_.form_of(call.request);
  if (secret.empty()) {
    auto made = make_secret();
    if (!made) return call.failed(made.error());
    secret = std::move(*made);
  }
  SignInView view;
  view.csrf = form_secret(secret);
  if (is_way_back(form->value("to"))) view.to = form->value("to");
  view.offer_way_back = true;
  PageFrame frame = call.frame("サインイン");
  frame.may_sign_in = false;
  HttpResponse response =
      page_response(200, call.route.name, print_page(frame, print_sign_in(view)));
  cookies_.set_form(response, secret);
  return response;
}

HttpResponse Site::ask_to_sign_in(const Call& call) const {
  if (call.api()) return unauthorized_response(call.route.name);
  const std::string_view path = call.request.path;
  const bool back = !call.posted() && path != "/" && is_way_back(path);
  return redirect(call.route.name, back ? "/signin?to=" + percent_encode(path) : "/signin");
}

void Site::hand_to_sign_in(const std::shared_ptr<HttpExchange>& exchange, const Call& call) {
  const PageFrame frame = call.frame();
  if (!is_from_own_page(call.request)) return exchange->send(foreign_form(frame));
  auto done = [this, exchange, frame](SignInAnswer answer) {
    send_recorded(exchange, std::move(answer.response), std::move(answer.audit), frame);
  };
  bool taken = false;
  if (call.route.work == Work::kSignInPage) {
    taken = sign_in_.sign_in(exchange, std::move(done));
  } else {
    const auto form = FormFields::parse(call.request.body);
    if (!form) return exchange->send(bad_form(frame));
    if (!call.visitor.signed_in()) return exchange->send(redirect(call.route.name, "/"));
    if (!same_secret(form->value("csrf"), call.visitor.csrf)) {
      return exchange->send(foreign_form(frame));
    }
    taken = sign_in_.sign_out(call.visitor.name(), call.visitor.session, std::move(done));
  }
  if (!taken) exchange->send(busy_page(frame));
}

void Site::send_recorded(const std::shared_ptr<HttpExchange>& exchange, HttpResponse response,
                         std::vector<AuditEntry> audit, const PageFrame& frame) {
  if (audit.empty()) return exchange->send(std::move(response));
  const auto held = std::make_shared<HttpResponse>(std::move(response));
  const bool api = is_api_path(exchange->request().path);
  const auto written = [this, exchange, held, frame, api](const Result<void>& result) {
    if (result) return exchange->send(std::move(*held));
    parts_.telemetry->event("audit_failed", result.error().describe());
    exchange->send(unrecorded(frame, api));
  };
  if (!audit_.submit(std::move(audit), written)) exchange->send(busy(exchange->request()));
}

void Site::drop_stale() {
  results_.drop_stale(parts_.engine->generation());
  for (const auto& desk : desks_) {
    // A worker that is busy does it itself when it is done.
    if (const std::unique_lock lock(desk->mutex(), std::try_to_lock); lock) desk->drop_stale();
  }
}

std::optional<HttpResponse> Site::too_large(const HttpRequest& request) {
  if (!is_own_host(*parts_.settings, request.header("host"))) return std::nullopt;
  const Route route = route_of(request.path);
  if (route.work == Work::kNone) return std::nullopt;
  if (auto refused = misfit(request, route); refused) return refused;
  const std::size_t limit = parts_.settings->http.limits.body_bytes;
  if (!is_api_path(request.path)) return too_large_page(route, limit);
  return error_response(
      route.name, {ErrorCode::kLimitExceeded, "本文は " + std::to_string(limit) + " バイトまでです",
                   "", 0, "", ""});
}

HttpResponse Site::busy(const HttpRequest& request) {
  if (is_api_path(request.path)) {
    return error_response("-", {ErrorCode::kLocked, "混み合っています", "", 0, "", ""});
  }
  return busy_page({});
}

void Site::done(HttpMethod method, const HttpResponse& response, std::chrono::microseconds took) {
  parts_.telemetry->request(method, response, took);
}

}  // namespace kizuki

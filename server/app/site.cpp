#include "server/app/site.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "engine/query/hit_list_json.hpp"
#include "server/api/api.hpp"
#include "server/app/case_desk.hpp"
#include "server/web/case_page.hpp"
#include "server/web/page.hpp"
#include "server/web/search_page.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kCasePath = "/cases/";
constexpr std::string_view kApiCasePath = "/api/v1/cases/";
constexpr std::string_view kApi = "/api/";
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
constexpr std::string_view kJsonType = "application/json";

bool starts_with(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

bool is_case_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

/// Whether the body is said to be of this type, whatever parameters follow.
bool has_type(const HttpRequest& request, std::string_view type) {
  const std::string_view given = request.header("content-type");
  return starts_with(given, type) && (given.size() == type.size() || given[type.size()] == ';');
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

HttpResponse wrong_method(std::string_view allowed) {
  HttpResponse response = plain(405, "-", "Method Not Allowed\n");
  response.headers.emplace_back("Allow", std::string(allowed));
  return response;
}

/// Which kind of work a path asks a worker for.
enum class Work { kNone, kSearchPage, kCasePage, kApiSearch, kApiCase, kApiFacets, kApiStats };

Work work_of(std::string_view path) {
  if (path == "/") return Work::kSearchPage;
  if (path == "/api/v1/search") return Work::kApiSearch;
  if (path == "/api/v1/facets") return Work::kApiFacets;
  if (path == "/api/v1/stats") return Work::kApiStats;
  if (starts_with(path, kCasePath)) return Work::kCasePage;
  if (starts_with(path, kApiCasePath)) return Work::kApiCase;
  return Work::kNone;
}

}  // namespace

/// Answers one request with what a worker has open.
class Site::Call {
 public:
  Call(const Site& site, const HttpExchange& exchange, WorkerDesk& desk)
      : site_(site),
        request_(exchange.request()),
        deadline_(exchange.deadline()),
        desk_(desk),
        api_(starts_with(request_.path, kApi)) {}

  HttpResponse answer() {
    if (!site_.parts_.settings->public_cases)
      return failed("-", {ErrorCode::kNotFound, "", "", 0, "", ""});
    auto reading = desk_.begin(ReaderScope::of_anybody());
    if (!reading && reading.error().code == ErrorCode::kNotFound) return nothing_yet();
    if (!reading) return failed("-", reading.error());
    reading_.emplace(std::move(*reading));
    switch (work_of(request_.path)) {
      case Work::kSearchPage:
        return search_page();
      case Work::kCasePage:
        return case_page();
      case Work::kApiSearch:
        return api_search();
      case Work::kApiCase:
        return api_case();
      case Work::kApiFacets:
        return api_facets();
      case Work::kApiStats:
        return api_stats();
      case Work::kNone:
        break;
    }
    return not_found_page(frame());
  }

 private:
  PageFrame frame() const { return {}; }

  HttpResponse nothing_yet() const {
    if (api_) {
      return error_response("-",
                            {ErrorCode::kLocked, "まだ事例が取り込まれていません", "", 0, "", ""});
    }
    PageFrame page = frame();
    page.title = "準備中";
    HttpResponse response = message_page(
        503, "-", page,
        {"まだ事例がありません", "取り込みが済むと、ここからさがせます",
         "運用担当の方は kizuki index --index フォルダー 事例のファイル で取り込んでください。"});
    response.headers.emplace_back("Retry-After", "10");
    return response;
  }

  HttpResponse failed(std::string_view route, const Error& error) const {
    if (status_of(error.code) == 500) {
      // Inner failures speak of files and codes, never of what was asked.
      site_.parts_.telemetry->event(
          "error", Error{error.code, error.message, error.file, 0, "", ""}.describe());
    }
    if (api_) return error_response(route, error);
    if (status_of(error.code) == 404) return not_found_page(frame());
    PageFrame page = frame();
    page.title = "表示できません";
    if (status_of(error.code) == 503) return site_.busy_page(page);
    return message_page(
        500, route, page,
        {"このページは表示できません", "サーバーの中で問題が起きました",
         "書いた内容は、もどるボタンで取り出せます。続くときは運用担当に伝えてください。"});
  }

  HttpResponse search_page() {
    constexpr std::string_view kRoute = "/";
    const bool posted = request_.method == HttpMethod::kPost;
    const auto form = FormFields::parse(posted ? request_.body : request_.query);
    if (!form) return bad_form();
    // Text in a URL would lie in histories and logs: it is taken from bodies alone.
    if (!posted && form->has("q")) return redirect(kRoute, "/");
    auto asked = SearchRequest::from_form(*form);
    if (!asked) return bad_form();
    auto view = view_search(*reading_, std::move(*asked), deadline_);
    if (!view) return failed(kRoute, view.error());
    PageFrame page = frame();
    page.title = search_title(*view);
    page.current = "/";
    if (!view->request.empty()) page.skip_target = "hits";
    return page_response(
        view->problem.empty() ? 200 : 400, kRoute,
        print_page(page, print_search(*view, *site_.parts_.engine->models().taxonomy)));
  }

  HttpResponse bad_form() const {
    PageFrame page = frame();
    page.title = "表示できません";
    return message_page(400, "-", page,
                        {"このページは表示できません", "送られた内容を読めませんでした",
                         "検索のページから、もう一度さがしてください。"});
  }

  HttpResponse case_page() {
    constexpr std::string_view kRoute = "/cases/{id}";
    const std::string_view id = std::string_view(request_.path).substr(kCasePath.size());
    if (!is_case_id(id)) return not_found_page(frame());
    const auto view = view_case(*reading_, id, deadline_);
    if (!view) return failed(kRoute, view.error());
    const auto brief = brief_of(view->stored);
    if (!brief) return failed(kRoute, brief.error());
    PageFrame page = frame();
    page.title = brief->title;
    return page_response(200, kRoute,
                         print_page(page, print_case(*brief, view->facets,
                                                     *site_.parts_.engine->models().taxonomy)));
  }

  HttpResponse api_search() {
    constexpr std::string_view kRoute = "/api/v1/search";
    const auto json = parse_json(request_.body);
    if (!json) return error_response(kRoute, json.error());
    const auto asked = SearchRequest::from_json(*json);
    if (!asked) return error_response(kRoute, asked.error());
    const auto hits = search_cases(*reading_, *asked, deadline_);
    if (!hits) return failed(kRoute, hits.error());
    const auto advice = advise(*reading_, *asked, *hits, deadline_);
    if (!advice) return failed(kRoute, advice.error());
    return json_response(200, kRoute, to_json(*hits, *advice, asked->text));
  }

  HttpResponse api_case() {
    constexpr std::string_view kRoute = "/api/v1/cases/{id}";
    const std::string_view id = std::string_view(request_.path).substr(kApiCasePath.size());
    const Error none{ErrorCode::kNotFound, "", "", 0, "", ""};
    if (!is_case_id(id)) return error_response(kRoute, none);
    const auto view = view_case(*reading_, id, deadline_);
    if (!view) return failed(kRoute, view.error());
    return json_response(200, kRoute, case_as_json(*view));
  }

  HttpResponse api_facets() {
    constexpr std::string_view kRoute = "/api/v1/facets";
    const auto counts = count_everything(*reading_, deadline_);
    if (!counts) return failed(kRoute, counts.error());
    Json json;
    json.set("facets", to_json(counts->facets));
    json.set("facets_are_estimate", counts->facets_are_estimate);
    return json_response(200, kRoute, json);
  }

  HttpResponse api_stats() {
    constexpr std::string_view kRoute = "/api/v1/stats";
    const auto counts = count_everything(*reading_, deadline_);
    if (!counts) return failed(kRoute, counts.error());
    Json json;
    json.set("cases", counts->total);
    json.set("degraded", reading_->searcher->degraded());
    return json_response(200, kRoute, json);
  }

  const Site& site_;
  const HttpRequest& request_;
  const Deadline& deadline_;
  WorkerDesk& desk_;
  bool api_;
  std::optional<Reading> reading_;
};

Site::Site(Parts parts) : parts_(std::move(parts)) {
  for (std::size_t i = 0; i < parts_.settings->http.workers; ++i) {
    desks_.push_back(std::make_unique<WorkerDesk>(*parts_.engine));
  }
}

Site::~Site() = default;

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
    return plain(200, "/metrics",
                 parts_.telemetry->metrics(server_ != nullptr ? server_->state() : HttpState(),
                                           generation ? generation->number() : 0));
  }
  if (reads) {
    if (auto file = parts_.files.find(request); file) return file;
  }
  switch (work_of(request.path)) {
    case Work::kNone:
      if (!starts_with(request.path, kApi)) return not_found_page({});
      return error_response("-", {ErrorCode::kNotFound, "", "", 0, "", ""});
    case Work::kSearchPage:
      if (!reads && !has_type(request, kFormType))
        return plain(415, "-", "Unsupported Media Type\n");
      break;
    case Work::kApiSearch:
      if (reads) return wrong_method("POST");
      if (!has_type(request, kJsonType)) return plain(415, "-", "Unsupported Media Type\n");
      break;
    default:
      if (!reads) return wrong_method("GET, HEAD");
  }
  return std::nullopt;
}

void Site::answer(const std::shared_ptr<HttpExchange>& exchange, std::size_t worker) {
  WorkerDesk& desk = *desks_.at(worker);
  const std::lock_guard lock(desk.mutex());
  try {
    exchange->send(Call(*this, *exchange, desk).answer());
    desk.drop_stale();  // when the index was switched meanwhile
  } catch (const std::exception& failure) {
    desk.close();  // what it had open may be half used
    parts_.telemetry->event("exception", failure.what());
    exchange->send(plain(500, "-", "Internal Server Error\n"));
  }
}

void Site::drop_stale() {
  for (const auto& desk : desks_) {
    // A worker that is busy does it itself when it is done.
    if (const std::unique_lock lock(desk->mutex(), std::try_to_lock); lock) desk->drop_stale();
  }
}

HttpResponse Site::busy(const HttpRequest& request) {
  if (starts_with(request.path, kApi)) {
    return error_response("-", {ErrorCode::kLocked, "混み合っています", "", 0, "", ""});
  }
  return busy_page({});
}

HttpResponse Site::busy_page(PageFrame page) const {
  page.title = "混み合っています";
  HttpResponse response = message_page(503, "-", page,
                                       {"いまは表示できません", "混み合っています",
                                        "書いた内容は、もどるボタンで取り出せます。2秒ほど待って、"
                                        "もう一度「さがす」を押してください。"});
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

void Site::done(HttpMethod method, const HttpResponse& response, std::chrono::microseconds took) {
  parts_.telemetry->request(method, response, took);
}

}  // namespace kizuki

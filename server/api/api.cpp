#include "server/api/api.hpp"

#include <string>
#include <utility>

#include "engine/query/hit_list_json.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"

namespace kizuki {
HttpResponse json_response(unsigned status, std::string_view route, const Json& json) {
  HttpResponse response;
  response.status = status;
  response.route = route;
  response.type = "application/json; charset=utf-8";
  response.body = json.dump() + "\n";
  response.headers.emplace_back("Cache-Control", "no-store");
  add_security_headers(response);
  return response;
}

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kInvalidQuery:
    case ErrorCode::kInvalidRecord:
    case ErrorCode::kInvalidEncoding:
      return 400;
    case ErrorCode::kLimitExceeded:
      return 413;
    case ErrorCode::kNotFound:
    case ErrorCode::kPermissionDenied:  // not told apart
      return 404;
    case ErrorCode::kLocked:
    case ErrorCode::kTimeout:
      return 503;
    default:
      return 500;
  }
}

HttpResponse error_response(std::string_view route, const Error& error) {
  const unsigned status = status_of(error.code);
  Json body;
  body.set("code", status == 404   ? std::string_view("not_found")
                   : status == 500 ? std::string_view("internal")
                                   : error_name(error.code));
  body.set("message", status == 404 ? std::string_view("見つからないか、読む権限がありません")
                      : status == 500 ? std::string_view("サーバーの中で問題が起きました")
                                      : std::string_view(error.message));
  if (status == 400 && !error.field.empty()) body.set("field", error.field);
  Json json;
  json.set("error", std::move(body));
  HttpResponse response = json_response(status, route, json);
  if (status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

HttpResponse unauthorized_response(std::string_view route) {
  Json body;
  body.set("code", "unauthorized");
  body.set("message", "有効なトークンを Authorization: Bearer で示してください");
  Json json;
  json.set("error", std::move(body));
  HttpResponse response = json_response(401, route, json);
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Json case_as_json(const CaseView& view) {
  Json json;
  json.set("id", view.stored.id);
  json.set("revision", view.stored.revision);
  auto record = parse_json(view.stored.json);
  json.set("record", record ? std::move(*record) : Json());
  set_facets(view.facets, json);
  return json;
}

}  // namespace kizuki

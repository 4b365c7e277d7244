// The API: from a request to its JSON.
#include <utility>

#include "engine/corpus/record_limits.hpp"
#include "engine/query/hit_list_json.hpp"
#include "server/api/api.hpp"
#include "server/app/call.hpp"
#include "server/app/case_desk.hpp"
#include "server/app/operate_answers.hpp"

namespace kizuki {
namespace {

HttpResponse search(Call& call) {
  const auto json = parse_json(call.request.body);
  if (!json) return error_response(call.route.name, json.error());
  const auto asked = SearchRequest::from_json(*json);
  if (!asked) return error_response(call.route.name, asked.error());
  const auto hits = search_cases(*call.reading, *asked, call.deadline);
  if (!hits) return call.failed(hits.error());
  const auto advice = advise(*call.reading, *asked, *hits, call.deadline);
  if (!advice) return call.failed(advice.error());
  call.disclose("search", hits->hits);
  return json_response(200, call.route.name, to_json(*hits, *advice, asked->text));
}

HttpResponse similar(Call& call) {
  const auto json = parse_json(call.request.body);
  if (!json) return error_response(call.route.name, json.error());
  const auto asked = SimilarRequest::from_json(*json);
  if (!asked) return error_response(call.route.name, asked.error());
  const auto hits = similar_cases(*call.reading, *asked, call.deadline);
  if (!hits) return call.failed(hits.error());
  call.disclose("similar", hits->hits);
  return json_response(200, call.route.name,
                       to_json(*hits, {}, asked->case_id.empty() ? asked->text : asked->case_id));
}

HttpResponse one_case(Call& call) {
  if (!is_case_id(call.route.rest)) {
    return error_response(call.route.name, {ErrorCode::kNotFound, "", "", 0, "", ""});
  }
  const auto view = view_case(*call.reading, call.route.rest, call.deadline);
  if (!view) return call.failed(view.error());
  call.disclose("case", view->stored.id, view->stored.compartment);
  return json_response(200, call.route.name, case_as_json(*view));
}

HttpResponse facets(Call& call) {
  const auto counts = count_everything(*call.reading, call.deadline);
  if (!counts) return call.failed(counts.error());
  Json json;
  json.set("facets", to_json(counts->facets));
  json.set("facets_are_estimate", counts->facets_are_estimate);
  return json_response(200, call.route.name, json);
}

HttpResponse stats(Call& call) {
  const auto counts = count_everything(*call.reading, call.deadline);
  if (!counts) return call.failed(counts.error());
  Json json;
  json.set("cases", counts->total);
  json.set("degraded", call.reading->searcher->degraded());
  return json_response(200, call.route.name, json);
}

}  // namespace

HttpResponse answer_api(Call& call) {
  if (call.route.work == Work::kApiJobs || call.route.work == Work::kApiJob) {
    return answer_jobs_api(call);
  }
  if (call.reading == nullptr) {
    return error_response("-",
                          {ErrorCode::kLocked, "まだ事例が取り込まれていません", "", 0, "", ""});
  }
  switch (call.route.work) {
    case Work::kApiSearch:
      return search(call);
    case Work::kApiSimilar:
      return similar(call);
    case Work::kApiCase:
      return one_case(call);
    case Work::kApiFacets:
      return facets(call);
    case Work::kApiStats:
      return stats(call);
    default:
      return error_response("-", {ErrorCode::kNotFound, "", "", 0, "", ""});
  }
}

}  // namespace kizuki

// The API: from a request to its JSON.
#include <algorithm>
#include <utility>
#include <vector>

#include "engine/corpus/record_limits.hpp"
#include "engine/query/hit_list_json.hpp"
#include "server/api/api.hpp"
#include "server/api/essence_json.hpp"
#include "server/api/knowhow_json.hpp"
#include "server/app/call.hpp"
#include "server/app/card_catalogue.hpp"
#include "server/app/case_desk.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/app/operate_answers.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostApiEvidence = 100;  // of a card

/// Says what the counted cards are called. Errors: WorkerDesk::card_labels.
Result<void> add_labels(const Call& call, Json& answer) {
  const auto cards = call.desks.worker->card_labels(*call.reading);
  if (!cards) return cards.error();
  add_card_labels(answer, **cards);
  return {};
}

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
  Json answer = to_json(*hits, *advice, asked->text);
  if (auto added = add_labels(call, answer); !added) return call.failed(added.error());
  return json_response(200, call.route.name, answer);
}

/// What to try instead, without the hits.
HttpResponse suggest(Call& call) {
  const auto json = parse_json(call.request.body);
  if (!json) return error_response(call.route.name, json.error());
  auto asked = SearchRequest::from_json(*json);
  if (!asked) return error_response(call.route.name, asked.error());
  asked->limit = 1;
  asked->offset = 0;
  asked->facets = false;
  const auto hits = search_cases(*call.reading, *asked, call.deadline);
  if (!hits) return call.failed(hits.error());
  const auto advice = advise(*call.reading, *asked, *hits, call.deadline);
  if (!advice) return call.failed(advice.error());
  Json answer;
  answer.set("query", asked->text);
  answer.set("total", hits->total);
  answer.set("total_is_estimate", hits->total_is_estimate);
  set_advice(*advice, answer);
  return json_response(200, call.route.name, answer);
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
  if (auto added = add_labels(call, json); !added) return call.failed(added.error());
  return json_response(200, call.route.name, json);
}

HttpResponse stats(Call& call) {
  const auto cases = count_cases(*call.reading, call.deadline);
  if (!cases) return call.failed(cases.error());
  Json json;
  json.set("cases", *cases);
  json.set("degraded", call.reading->searcher->degraded());
  return json_response(200, call.route.name, json);
}

HttpResponse essence(Call& call, const KnowHowReading& knowhow) {
  const auto query = FormFields::parse(call.request.query);
  if (!query) {
    return error_response(call.route.name, {ErrorCode::kInvalidArgument,
                                            "アドレスの「?」から後ろを読めません", "", 0, "", ""});
  }
  const auto amount = EssenceAmount::from_query(*query);
  if (!amount) return error_response(call.route.name, amount.error());
  const auto answer = essence_answer(*call.reading, knowhow, *amount, call.deadline);
  if (!answer) return call.failed(answer.error());
  for (const auto& [id, compartment] : answer->shown) call.disclose("knowhow", id, compartment);
  return json_response(200, call.route.name, answer->json);
}

/// Know-how counted over what the token's account may read; an answer to try again while it is
/// being counted.
HttpResponse knowhow(Call& call) {
  const auto knowhow = read_knowhow(call.knowhow, *call.reading);
  if (!knowhow) return call.failed(knowhow.error());
  if (knowhow->state == KnowHowAnswer::State::kWorking) {
    return error_response(
        call.route.name,
        {ErrorCode::kLocked, "集計しています。少し待って、もう一度呼んでください", "", 0, "", ""});
  }
  if (!knowhow->ready()) {
    return error_response(call.route.name,
                          {ErrorCode::kLocked, "この範囲の事例は集計していません", "", 0, "", ""});
  }
  if (call.route.work == Work::kApiEssence) return essence(call, *knowhow);
  if (call.route.work == Work::kApiKnowHow) {
    return json_response(200, call.route.name, knowhow_list_as_json(*knowhow));
  }
  const auto card = knowhow->card(call.route.rest);
  if (!card) return error_response(call.route.name, {ErrorCode::kNotFound, "", "", 0, "", ""});
  std::vector<QuotedEvidence> evidence;
  if (card->item != nullptr) {
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < std::min(card->item->evidence.size(), kMostApiEvidence); ++i) {
      places.push_back(i);
    }
    auto read = read_evidence(*call.reading, *knowhow->findings, card->item_number, places);
    if (!read) return call.failed(read.error());
    evidence = std::move(*read);
    add_verdicts(*knowhow->catalogue, card->card->card.id, evidence);
  }
  for (const QuotedEvidence& one : evidence) {
    call.disclose("knowhow", one.case_id, one.compartment);
  }
  return json_response(200, call.route.name, knowhow_card_as_json(*card, evidence));
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
    case Work::kApiSuggest:
      return suggest(call);
    case Work::kApiCase:
      return one_case(call);
    case Work::kApiFacets:
      return facets(call);
    case Work::kApiStats:
      return stats(call);
    case Work::kApiKnowHow:
    case Work::kApiKnowHowCard:
    case Work::kApiEssence:
      return knowhow(call);
    case Work::kApiCards:
      return answer_cards_api(call);
    default:
      return error_response("-", {ErrorCode::kNotFound, "", "", 0, "", ""});
  }
}

}  // namespace kizuki

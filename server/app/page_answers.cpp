// The pages: from a request to what stands in them.
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/corpus/record_limits.hpp"
#include "engine/privacy/draft_rights.hpp"
#include "server/app/analysis_answers.hpp"
#include "server/app/call.hpp"
#include "server/app/case_desk.hpp"
#include "server/app/case_trail.hpp"
#include "server/app/hit_reasons.hpp"
#include "server/app/hit_trails.hpp"
#include "server/app/knowhow_answers.hpp"
#include "server/app/knowhow_evidence.hpp"
#include "server/app/knowhow_reading.hpp"
#include "server/app/mylist_answers.hpp"
#include "server/app/operate_answers.hpp"
#include "server/app/register_answers.hpp"
#include "server/web/case_page.hpp"
#include "server/web/compare_page.hpp"
#include "server/web/search_page.hpp"
#include "server/web/similar_page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownRecurring = 6;
constexpr std::size_t kQuestionsOfCase = 4;

HttpResponse nothing_yet(const Call& call) {
  HttpResponse response = message_page(
      503, "-", call.frame("準備中"),
      {"まだ事例がありません", "取り込みが済むと、ここからさがせます",
       "運用担当の方は kizuki index --index フォルダー 事例のファイル で取り込んでください。"});
  response.headers.emplace_back("Retry-After", "10");
  return response;
}

/// Know-how that recurs over the hits of all pages, once it has been counted.
Result<void> add_recurring(Call& call, const KnowHowReading& knowhow, SearchView& view) {
  if (view.hits.total < 2 || !knowhow.ready()) return {};
  const auto ids = ids_of_hits(*call.reading, view.request, kMaxHits, call.deadline);
  if (!ids) return ids.error();
  view.recurring = recurring_in(knowhow, *ids, kShownRecurring);
  view.recurring_of = ids->size();
  return {};
}

/// What know-how has to do with the hits.
Result<void> add_knowhow(Call& call, SearchView& view) {
  if (view.hits.hits.empty()) return {};
  const auto knowhow = read_knowhow(call.knowhow, *call.reading);
  if (!knowhow) return knowhow.error();
  HitReasons reasons(*knowhow, *view.cards);
  if (auto asked = reasons.ask(view.request.text, *call.desks.questions); !asked) return asked;
  for (std::size_t i = 0; i < view.hits.hits.size(); ++i) {
    reasons.explain(view.briefs[i], view.hits.hits[i]);
  }
  return add_recurring(call, *knowhow, view);
}

/// The same for similar cases.
Result<void> add_knowhow(Call& call, SimilarView& view) {
  if (view.hits.hits.empty()) return {};
  const auto knowhow = read_knowhow(call.knowhow, *call.reading);
  if (!knowhow) return knowhow.error();
  const auto labels = call.desks.worker->card_labels(*call.reading);
  if (!labels) return labels.error();
  HitReasons reasons(*knowhow, **labels);
  if (view.seed) {
    reasons.ask(*view.seed);
  } else if (auto asked = reasons.ask(view.request.text, *call.desks.questions); !asked) {
    return asked;
  }
  for (std::size_t i = 0; i < view.hits.hits.size(); ++i) {
    reasons.explain(view.briefs[i], view.hits.hits[i]);
  }
  return {};
}

/// What is marked in a case: its turning point, the know-how that has been counted, and the place
/// of the address.
Result<CaseMarks> marks_of(Call& call, const FormFields& form, const CaseBrief& brief) {
  CaseMarks marks;
  // As the place of a sentence is written, without the case.
  std::string at(form.value("at"));
  std::replace(at.begin(), at.end(), ':', '/');
  if (const auto place = parse_evidence_place("case/" + at); place) {
    marks.at = {place->section, place->span};
  }
  std::vector<TurningSection> sections;
  for (const CaseBrief::Part& part : brief.parts) {
    sections.push_back({part.text, step_bits(part.steps)});
  }
  marks.turn = call.engine.models().turning->find(sections);
  const auto knowhow = read_knowhow(call.knowhow, *call.reading);
  if (!knowhow) return knowhow.error();
  if (knowhow->ready()) {
    marks.evidence = marks_of_case(*knowhow->findings, *knowhow->catalogue, brief);
    marks.questions = questions_of_marks(marks.evidence, *knowhow->catalogue, kQuestionsOfCase);
  }
  return marks;
}

/// The hits that the visitor comes from; null when the page was opened without, or they are gone.
std::shared_ptr<const HitTrail> trail_of(const Call& call, const FormFields& form) {
  const std::string_view token = form.value("from");
  if (call.posted() || token.empty()) return nullptr;
  return call.desks.trails->find(token, call.visitor.session, HitTrails::Clock::now());
}

/// Keeps the hits for the cases that are opened from them. Errors: make_secret.
Result<void> keep_trail(Call& call, SearchView& view) {
  if (view.hits.hits.empty()) return {};
  HitTrail trail;
  trail.request = view.request;
  for (const Hit& hit : view.hits.hits) trail.ids.push_back(hit.id);
  trail.total = view.hits.total;
  trail.total_is_estimate = view.hits.total_is_estimate;
  auto token =
      call.desks.trails->keep(std::move(trail), call.visitor.session, HitTrails::Clock::now());
  if (!token) return std::move(token).error();
  view.trail = std::move(*token);
  return {};
}

HttpResponse search_page(Call& call, const FormFields& form) {
  // Text in a URL would lie in histories and logs: it is taken from bodies alone.
  if (!call.posted() && form.has("q")) return redirect(call.route.name, "/");
  const auto trail = trail_of(call, form);
  auto asked = trail ? Result<SearchRequest>(trail->request) : SearchRequest::from_form(form);
  if (!asked) return bad_form(call.frame());
  auto view = view_search(*call.reading, std::move(*asked), call.deadline);
  if (!view) return call.failed(view.error());
  auto cards = call.desks.worker->card_labels(*call.reading);
  if (!cards) return call.failed(cards.error());
  view->cards = std::move(*cards);
  if (auto added = add_knowhow(call, *view); !added) return call.failed(added.error());
  if (auto kept = keep_trail(call, *view); !kept) return call.failed(kept.error());
  call.disclose("search", view->hits.hits);
  view->csrf = call.visitor.csrf;
  PageFrame page = call.frame(search_title(*view));
  page.current = "/";
  if (!view->request.empty()) page.skip_target = "hits";
  return page_response(view->problem.empty() ? 200 : 400, call.route.name,
                       print_page(page, print_search(*view, call.taxonomy())));
}

HttpResponse case_page(Call& call, const FormFields& form) {
  if (!is_case_id(call.route.rest)) return not_found_page(call.frame());
  const auto view = view_case(*call.reading, call.route.rest, call.deadline);
  if (!view) return call.failed(view.error());
  const auto brief = brief_of(view->stored);
  if (!brief) return call.failed(brief.error());
  const auto related = related_cases(*call.reading, view->stored.id, call.deadline);
  if (!related) return call.failed(related.error());
  const auto marks = marks_of(call, form, *brief);
  if (!marks) return call.failed(marks.error());
  call.disclose("case", view->stored.id, view->stored.compartment);
  call.disclose("similar", related->hits);
  CaseVisit visit;
  visit.csrf = call.visitor.csrf;
  visit.may_revise =
      call.visitor.signed_in() && may_revise_case(*call.visitor.account(), brief->organization);
  if (const auto trail = trail_of(call, form); trail) {
    auto step = trail_step(*call.reading, *trail, form.value("from"), view->stored.id);
    if (!step) return call.failed(step.error());
    visit.trail = std::move(*step);
  }
  return page_response(
      200, call.route.name,
      print_page(call.frame(brief->title),
                 print_case(*brief, view->facets, *related, *marks, call.taxonomy(), visit)));
}

HttpResponse similar_page(Call& call, const FormFields& form) {
  // Notes in a URL would lie in histories and logs.
  if (!call.posted() && form.has("m")) return redirect(call.route.name, "/similar");
  auto asked = SimilarRequest::from_form(form);
  if (!asked) return bad_form(call.frame());
  auto view = view_similar(*call.reading, std::move(*asked), call.deadline);
  if (!view) return call.failed(view.error());
  if (auto added = add_knowhow(call, *view); !added) return call.failed(added.error());
  view->csrf = call.visitor.csrf;
  if (view->seed) call.disclose("similar", view->seed->id, view->seed_compartment);
  call.disclose("similar", view->hits.hits);
  PageFrame page = call.frame("似た事例");
  page.current = "/similar";
  if (!view->hits.hits.empty()) page.skip_target = "hits";
  return page_response(view->problem.empty() ? 200 : 400, call.route.name,
                       print_page(page, print_similar(*view, call.taxonomy())));
}

HttpResponse compare_page(Call& call, const FormFields& form) {
  std::vector<ComparedCase> cases;
  for (const std::string_view id : form.values("c")) {
    const bool twice = std::any_of(cases.begin(), cases.end(),
                                   [&](const ComparedCase& one) { return one.brief.id == id; });
    if (twice || cases.size() == kMostCompared) continue;
    if (!is_case_id(id)) return not_found_page(call.frame());
    auto view = view_case(*call.reading, id, call.deadline);
    if (!view) return call.failed(view.error());
    auto brief = brief_of(view->stored);
    if (!brief) return call.failed(brief.error());
    call.disclose("compare", view->stored.id, view->stored.compartment);
    cases.push_back({std::move(*brief), std::move(view->facets)});
  }
  return page_response(200, call.route.name,
                       print_page(call.frame("比較"), print_comparison(cases, call.taxonomy())));
}

}  // namespace

HttpResponse answer_page(Call& call) {
  const auto form = call.form();
  if (!form) return bad_form(call.frame());
  if (call.route.work == Work::kNone) return not_found_page(call.frame());
  if (is_operate_work(call.route.work)) return answer_operate(call, *form);
  if (is_register_work(call.route.work)) return answer_register(call, *form);
  if (call.reading == nullptr) return nothing_yet(call);
  switch (call.route.work) {
    case Work::kSearchPage:
      return search_page(call, *form);
    case Work::kCasePage:
      return case_page(call, *form);
    case Work::kSimilarPage:
      return similar_page(call, *form);
    case Work::kComparePage:
      return compare_page(call, *form);
    case Work::kKnowHowPage:
    case Work::kKnowHowCandidatesPage:
    case Work::kKnowHowRejectedPage:
    case Work::kKnowHowCardPage:
      return answer_knowhow(call, *form);
    case Work::kKnowHowCataloguePage:
      return answer_knowhow_catalogue(call, *form);
    case Work::kAnalysisPage:
      return answer_analysis(call, *form);
    case Work::kMyListPage:
      return answer_my_list(call, *form);
    default:
      return not_found_page(call.frame());
  }
}

}  // namespace kizuki

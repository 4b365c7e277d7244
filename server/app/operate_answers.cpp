#include "server/app/operate_answers.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/library/audit_search.hpp"
#include "server/jobs/job_desk.hpp"
#include "server/web/audit_page.hpp"
#include "server/web/operate_page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownRecords = 100;
constexpr std::size_t kMaxFilterBytes = 64;  // of an account, a case, an action

HttpResponse audit(Call& call, const FormFields& form) {
  AuditView view;
  view.filter.account = form.value("account").substr(0, kMaxFilterBytes);
  view.filter.case_id = form.value("case").substr(0, kMaxFilterBytes);
  view.filter.action = form.value("action").substr(0, kMaxFilterBytes);
  const std::string_view before = form.value("before");
  std::from_chars(before.data(), before.data() + before.size(), view.before);
  auto page = search_audit_log(call.engine.models().index, view.filter, view.before, kShownRecords);
  if (!page) return call.failed(page.error());
  view.page = std::move(*page);
  return operate_page_of(call, 200, print_audit(view));
}

}  // namespace

bool is_operate_work(Work work) {
  return work == Work::kOperatePage || work == Work::kUsersPage || work == Work::kAuditPage ||
         work == Work::kJobPage;
}

HttpResponse operate_page_of(const Call& call, unsigned status, const Html& main) {
  PageFrame page = call.frame("運用");
  page.current = "/operate";
  return page_response(status, call.route.name, print_page(page, main));
}

HttpResponse answer_generations(Call& call, unsigned status, const std::string& problem) {
  auto list = GenerationStore(call.engine.models().index).list();
  if (!list) return call.failed(list.error());
  OperateView view;
  view.problem = problem;
  view.csrf = call.visitor.csrf;
  view.generations = std::move(*list);
  for (const GenerationInfo& info : view.generations) {
    if (info.current) view.cases = info.cases;
  }
  if (call.reading != nullptr) {
    view.compartments = call.reading->generation->compartments().size();
    view.degraded = call.reading->searcher->degraded();
  }
  std::error_code unknown;
  const auto disk = std::filesystem::space(call.engine.models().index, unknown);
  if (!unknown) view.free_bytes = disk.available;
  view.jobs = call.desks.jobs->jobs();
  view.sources = job_sources(call.desks.jobs->settings());
  view.takes_sources = !call.desks.jobs->settings().sources.empty();
  view.profiles = call.desks.jobs->settings().profiles;
  return operate_page_of(call, status, print_operation(view));
}

HttpResponse answer_operate(Call& call, const FormFields& form) {
  if (!call.operates()) return not_found_page(call.frame());
  switch (call.route.work) {
    case Work::kOperatePage:
      return call.posted() ? change_jobs(call, form) : answer_generations(call, 200, "");
    case Work::kJobPage:
      return answer_job(call, form);
    case Work::kUsersPage:
      return answer_users(call, form);
    case Work::kAuditPage:
      return audit(call, form);
    default:
      return not_found_page(call.frame());
  }
}

}  // namespace kizuki

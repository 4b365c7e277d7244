#include "server/app/register_answers.hpp"

#include <string>
#include <utility>
#include <vector>

#include "engine/corpus/record_limits.hpp"
#include "engine/privacy/draft_rights.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/register_changes.hpp"
#include "server/app/report_editing.hpp"
#include "server/app/report_parts.hpp"
#include "server/app/report_reviewing.hpp"
#include "server/web/register_list_page.hpp"

namespace kizuki {
namespace {

/// Of a published one the title of its case, as far as that may be read now. Errors: the library's;
/// kNotFound when somebody ended it between the two reads.
Result<std::string> title_of(const Call& call, const Library& library, const ReportDraft& draft) {
  if (draft.state == DraftState::kPublished) {
    const auto stored = call.visitor.scope.read(library, draft.id);
    if (!stored && stored.error().code == ErrorCode::kNotFound) return std::string();
    if (!stored) return stored.error();
    auto brief = brief_of(*stored);
    if (!brief) return std::move(brief).error();
    return std::move(brief->title);
  }
  const auto whole = library.draft(draft.id);
  if (!whole) return whole.error();
  auto content = parse_draft_content(whole->content);
  if (!content) return std::move(content).error();
  return std::move(content->form.title);
}

/// Where a draft stands in the list; null: nowhere.
std::vector<DraftRow>* place_of(const Account& account, const ReportDraft& draft,
                                RegisterListView& view) {
  if (!may_read_draft(account, draft)) return nullptr;
  if (draft.state == DraftState::kPublished) return &view.published;
  if (may_decide_draft(account, draft)) return &view.waiting;
  return draft.account == account.name ? &view.own : &view.of_others;
}

HttpResponse list_reports(Call& call, const FormFields& form) {
  const Account& account = *call.visitor.account();
  const auto library = call.desks.worker->library();
  if (!library) return call.failed(library.error());
  auto drafts = (*library)->drafts(account.organization);
  if (!drafts) return call.failed(drafts.error());
  RegisterListView view;
  view.notice = done_notice(form);
  for (ReportDraft& draft : *drafts) {
    std::vector<DraftRow>* rows = place_of(account, draft, view);
    if (rows == nullptr || rows->size() >= kShownDrafts) continue;
    auto title = title_of(call, **library, draft);
    if (!title && title.error().code == ErrorCode::kNotFound) continue;
    if (!title) return call.failed(title.error());
    call.disclose("draft", draft.id, compartment_of_draft(draft));
    rows->push_back({std::move(draft), std::move(*title)});
  }
  return report_page(call, 200, {}, print_register_list(view));
}

HttpResponse answer_draft(Call& call, const FormFields& form) {
  const Account& account = *call.visitor.account();
  const std::string_view id = call.route.rest;
  if (!is_case_id(id)) return not_found_page(call.frame());
  if (call.posted() && form.value("do") == "revise") return revise_report(call, id);
  const auto library = call.desks.worker->library();
  if (!library) return call.failed(library.error());
  const auto draft = (*library)->draft(id);
  if (!draft) return call.failed(draft.error());
  if (!may_read_draft(account, *draft)) return not_found_page(call.frame());
  DraftContent content;
  if (is_open(draft->state)) {
    auto read = parse_draft_content(draft->content);
    if (!read) return call.failed(read.error());
    content = std::move(*read);
  }
  const bool writes = may_change_draft(account, *draft);
  // What somebody has just typed himself is told to him again, and nothing else.
  if (!call.posted() || !writes) call.disclose("draft", draft->id, compartment_of_draft(*draft));
  if (!call.posted()) {
    return writes ? edit_report(call, form, &*draft, std::move(content))
                  : show_review(call, form, *draft, std::move(content));
  }
  if (is_review_action(form)) return change_review(call, form, *draft, std::move(content));
  if (!writes) {
    return draft->account == account.name ? overtaken_report(call) : not_found_page(call.frame());
  }
  return change_report(call, form, &*draft, std::move(content));
}

}  // namespace

bool is_register_work(Work work) {
  return work == Work::kRegisterListPage || work == Work::kNewReportPage ||
         work == Work::kReportPage;
}

HttpResponse answer_register(Call& call, const FormFields& form) {
  if (!call.visitor.signed_in()) {
    return redirect(call.route.name, "/signin?to=" + percent_encode(call.request.path));
  }
  if (call.route.work == Work::kReportPage) return answer_draft(call, form);
  if (!may_write_drafts(*call.visitor.account())) return not_found_page(call.frame());
  if (call.route.work == Work::kRegisterListPage) return list_reports(call, form);
  DraftContent fresh;
  if (call.posted()) return change_report(call, form, nullptr, std::move(fresh));
  fresh.form = new_report_form();
  return edit_report(call, form, nullptr, std::move(fresh));
}

}  // namespace kizuki

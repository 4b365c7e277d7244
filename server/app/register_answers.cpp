#include "server/app/register_answers.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/corpus/record_limits.hpp"
#include "engine/corpus/value_conversion.hpp"
#include "engine/privacy/draft_rights.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/register_changes.hpp"
#include "server/app/report_fields.hpp"
#include "server/web/register_list_page.hpp"
#include "server/web/register_page.hpp"
#include "server/web/register_review_page.hpp"

namespace kizuki {
namespace {

constexpr unsigned kConflict = 409;
constexpr std::string_view kRemove = "remove-";

struct Notice {
  std::string_view done;
  std::string_view text;
};
constexpr auto kNotices = std::to_array<Notice>({
    {"saved", "下書きを保存しました。"},
    {"stopped",
     "下書きを保存しました。確認に出すには、右の「確かめ」にある直すところを直してください。"},
    {"sent", "確認に出しました。所属機関の確認者が読みます。"},
    {"withdrawn", "確認から取り下げました。続きを書けます。"},
    {"returned", "差し戻しました。"},
    {"published", "公開しました。数秒で検索に出ます。"},
    {"revising",
     "公開した事例の写しです。直したものは、確認のあとで公開した事例と入れ替わります。"},
    {"discarded", "下書きを消しました。"},
});

std::string notice_of(const FormFields& form) {
  const std::string_view done = form.value("done");
  for (const Notice& notice : kNotices) {
    if (notice.done == done) return std::string(notice.text);
  }
  return {};
}

std::uint64_t version_in(const FormFields& form) {
  std::uint64_t version = 0;
  const std::string_view text = form.value("v");
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

HttpResponse shown(const Call& call, unsigned status, std::string title, const Html& main) {
  PageFrame page = call.frame(std::move(title));
  page.current = "/register";
  return page_response(status, call.route.name, print_page(page, main));
}

HttpResponse to_draft(const Call& call, const std::string& id, std::string_view done) {
  return redirect(call.route.name, "/register/" + id + "?done=" + std::string(done));
}

class RegisterAnswers {
 public:
  RegisterAnswers(Call& call, const FormFields& form)
      : call_(call), form_(form), account_(*call.visitor.account()) {}

  HttpResponse answer() {
    switch (call_.route.work) {
      case Work::kRegisterListPage:
        return list();
      case Work::kNewReportPage:
        return call_.posted() ? change_new() : edit(200, new_view());
      default:
        return of_draft();
    }
  }

 private:
  // The list.

  Result<std::string> title_of(const Library& library, const ReportDraft& draft) {
    if (draft.state == DraftState::kPublished) {
      const auto stored = call_.visitor.scope.read(library, draft.id);
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

  std::vector<DraftRow>* place_of(const ReportDraft& draft, RegisterListView& view) const {
    if (!may_read_draft(account_, draft)) return nullptr;
    if (draft.state == DraftState::kPublished) return &view.published;
    if (may_decide_draft(account_, draft)) return &view.waiting;
    return draft.account == account_.name ? &view.own : &view.of_others;
  }

  HttpResponse list() {
    const auto library = call_.desks.worker->library();
    if (!library) return call_.failed(library.error());
    auto drafts = (*library)->drafts(account_.organization);
    if (!drafts) return call_.failed(drafts.error());
    RegisterListView view;
    view.reviews = reviews_drafts(account_);
    view.notice = notice_of(form_);
    for (ReportDraft& draft : *drafts) {
      std::vector<DraftRow>* rows = place_of(draft, view);
      if (rows == nullptr || rows->size() >= kShownDrafts) continue;
      auto title = title_of(**library, draft);
      // Published or given up by somebody between the two reads.
      if (!title && title.error().code == ErrorCode::kNotFound) continue;
      if (!title) return call_.failed(title.error());
      call_.disclose("draft", draft.id, compartment_of_draft(draft));
      rows->push_back({std::move(draft), std::move(*title)});
    }
    return shown(call_, 200, "事例登録", print_register_list(view));
  }

  // A report that is written.

  RegisterView new_view() const {
    RegisterView view;
    view.content.form = new_report_form();
    return view;
  }

  void give_hints(RegisterView& view) const {
    view.hints = report_hints(view.content.form, call_.taxonomy());
  }

  HttpResponse edit(unsigned status, RegisterView view) const {
    view.csrf = call_.visitor.csrf;
    give_hints(view);
    const std::string title =
        view.content.form.title.empty() ? "事例登録" : view.content.form.title;
    return shown(call_, status, title, print_register(view, call_.taxonomy()));
  }

  HttpResponse change_new() {
    RegisterView view;
    view.content.form = report_form_in(form_);
    return change_form(std::move(view), std::nullopt);
  }

  /// What the buttons of the form do; `stored`: the draft that it is of, if it was saved before.
  HttpResponse change_form(RegisterView view, const std::optional<ReportDraft>& stored) {
    const std::string_view action = form_.value("do");
    ReportForm& report = view.content.form;
    if (action == "hints") {
      view.checked = true;
      give_hints(view);
      return page_response(200, call_.route.name, print_register_hints(view).str());
    }
    if (action == "check") {
      view.checked = true;
      return edit(200, std::move(view));
    }
    if (action == "add") {
      if (report.sections.size() < kMaxReportSections) report.sections.emplace_back();
      return edit(200, std::move(view));
    }
    if (action.starts_with(kRemove)) {
      std::size_t number = 0;
      const std::string_view text = action.substr(kRemove.size());
      std::from_chars(text.data(), text.data() + text.size(), number);
      if (number < 1 || number > report.sections.size()) return bad_form(call_.frame());
      report.sections.erase(report.sections.begin() + static_cast<std::ptrdiff_t>(number - 1));
      return edit(200, std::move(view));
    }
    if (action == "save" || action == "submit") {
      return save(std::move(view), stored, action == "submit");
    }
    return bad_form(call_.frame());
  }

  HttpResponse not_saved(unsigned status, RegisterView view, const Error& error) const {
    view.problem = error.message;
    view.problem_field = error.field;
    return edit(status, std::move(view));
  }

  HttpResponse save(RegisterView view, const std::optional<ReportDraft>& stored, bool submits) {
    if (auto checked = check_report_form(view.content.form); !checked) {
      return not_saved(400, std::move(view), checked.error());
    }
    if (!stored && is_blank(view.content.form)) {
      return not_saved(
          400, std::move(view),
          {ErrorCode::kInvalidArgument, "まだ何も書かれていません", "", 0, "title", ""});
    }
    ReportDraft draft;
    if (stored) {
      draft = *stored;
    } else {
      auto id = new_report_id();
      if (!id) return call_.failed(id.error());
      draft.id = std::move(*id);
      draft.account = account_.name;
      draft.organization = account_.organization;
    }
    give_hints(view);
    const bool sends = submits && may_be_reviewed(view.hints);
    draft.version = view.version;
    if (sends) draft.state = DraftState::kInReview;
    draft.content = draft_content_text(view.content);
    const auto saved = store_draft(call_, sends ? "draft-submit" : "draft-save", draft);
    if (!saved) return refused_save(std::move(view), saved.error());
    return to_draft(call_, saved->id, sends ? "sent" : submits ? "stopped#checks" : "saved");
  }

  HttpResponse refused_save(RegisterView view, const Error& error) {
    if (error.code == ErrorCode::kLocked) {
      const auto library = call_.desks.worker->library();
      if (!library) return call_.failed(library.error());
      const auto now = (*library)->draft(view.id);
      if (!now) return call_.failed(now.error());
      // Somebody gave it into review from another window: it cannot be written meanwhile.
      if (!may_change_draft(account_, *now)) return to_draft(call_, view.id, "");
      view.version = now->version;
      return not_saved(
          kConflict, std::move(view),
          {ErrorCode::kLocked,
           "この下書きは、ほかの画面で先に保存されました。下に書いた内容で置きかえるなら、"
           "もう一度「下書きを保存する」を押してください。",
           "", 0, "", ""});
    }
    if (error.code == ErrorCode::kLimitExceeded || error.code == ErrorCode::kInvalidArgument) {
      return not_saved(400, std::move(view), error);
    }
    return call_.failed(error);
  }

  // A draft by its id.

  HttpResponse of_draft() {
    const std::string_view id = call_.route.rest;
    const auto library = call_.desks.worker->library();
    if (!library) return call_.failed(library.error());
    if (!is_case_id(id)) return not_found_page(call_.frame());
    if (call_.posted() && form_.value("do") == "revise") return revise(id);
    const auto draft = (*library)->draft(id);
    if (!draft) return call_.failed(draft.error());
    if (!may_read_draft(account_, *draft)) return not_found_page(call_.frame());
    DraftContent content;
    if (is_open(draft->state)) {
      auto read = parse_draft_content(draft->content);
      if (!read) return call_.failed(read.error());
      content = std::move(*read);
    }
    if (call_.posted()) return change(*draft, std::move(content));
    call_.disclose("draft", draft->id, compartment_of_draft(*draft));
    if (may_change_draft(account_, *draft)) {
      RegisterView view = view_of(*draft, std::move(content));
      view.notice = notice_of(form_);
      view.checked = form_.value("done") == "stopped";
      return edit(200, std::move(view));
    }
    return review(200, *draft, std::move(content), {}, {});
  }

  static RegisterView view_of(const ReportDraft& draft, DraftContent content) {
    RegisterView view;
    view.id = draft.id;
    view.version = draft.version;
    view.state = draft.state;
    view.content = std::move(content);
    return view;
  }

  HttpResponse review(unsigned status, const ReportDraft& draft, DraftContent content,
                      std::string problem, std::string typed_remark) const {
    ReviewView view;
    view.own = draft.account == account_.name;
    view.may_decide = may_decide_draft(account_, draft);
    view.may_withdraw =
        view.own && may_write_drafts(account_) && draft.state == DraftState::kInReview;
    view.may_discard = may_discard_draft(account_, draft);
    if (draft.state == DraftState::kPublished) {
      const auto library = call_.desks.worker->library();
      if (!library) return call_.failed(library.error());
      const auto stored = call_.visitor.scope.read(**library, draft.id);
      if (!stored && stored.error().code != ErrorCode::kNotFound) {
        return call_.failed(stored.error());
      }
      view.case_shown = stored.has_value();
      view.may_revise = view.case_shown && may_revise_case(account_, draft.organization);
      if (stored) {
        const auto brief = brief_of(*stored);
        if (!brief) return call_.failed(brief.error());
        content.form.title = brief->title;
      }
    } else {
      view.hints = report_hints(content.form, call_.taxonomy());
    }
    view.draft = draft;
    view.content = std::move(content);
    view.csrf = call_.visitor.csrf;
    view.notice = notice_of(form_);
    view.problem = std::move(problem);
    view.typed_remark = std::move(typed_remark);
    const std::string title =
        view.content.form.title.empty() ? "事例登録" : view.content.form.title;
    return shown(call_, status, title, print_review(view, call_.taxonomy()));
  }

  HttpResponse change(const ReportDraft& draft, DraftContent content) {
    const std::string_view action = form_.value("do");
    if (action == "discard") return discard(draft);
    if (action == "withdraw") return withdraw(draft);
    if (action == "return") return send_back(draft, std::move(content));
    if (action == "publish") return publish(draft, std::move(content));
    if (!may_change_draft(account_, draft)) return not_found_page(call_.frame());
    content.form = report_form_in(form_);
    RegisterView view = view_of(draft, std::move(content));
    view.version = version_in(form_);
    return change_form(std::move(view), draft);
  }

  /// The page as it is now, when something came between.
  HttpResponse overtaken(const ReportDraft& draft) const {
    return message_page(
        kConflict, call_.route.name, call_.frame("受け付けませんでした"),
        {"受け付けませんでした", "ほかの人が先に変えました",
         "何も変わっていません。事例登録のページから開き直して、確かめてからもう一度"
         "押してください（" +
             std::string(draft_state_label(draft.state)) + "）。"});
  }

  HttpResponse stored_as(std::string_view action, ReportDraft draft, std::string_view done) {
    const auto saved = store_draft(call_, action, draft);
    if (saved) return to_draft(call_, saved->id, done);
    if (saved.error().code == ErrorCode::kLocked) return overtaken(draft);
    return call_.failed(saved.error());
  }

  HttpResponse discard(ReportDraft draft) {
    if (!may_discard_draft(account_, draft)) return not_found_page(call_.frame());
    draft.version = version_in(form_);
    draft.state = DraftState::kDiscarded;
    draft.content.clear();
    const auto saved = store_draft(call_, "draft-discard", draft);
    if (saved) return redirect(call_.route.name, "/register?done=discarded");
    if (saved.error().code == ErrorCode::kLocked) return overtaken(draft);
    return call_.failed(saved.error());
  }

  HttpResponse withdraw(ReportDraft draft) {
    if (draft.account != account_.name || !may_write_drafts(account_) ||
        draft.state != DraftState::kInReview) {
      return not_found_page(call_.frame());
    }
    draft.version = version_in(form_);
    draft.state = DraftState::kWriting;
    return stored_as("draft-withdraw", std::move(draft), "withdrawn");
  }

  HttpResponse send_back(ReportDraft draft, DraftContent content) {
    if (!may_decide_draft(account_, draft)) return not_found_page(call_.frame());
    std::string remark(form_.value("remark"));
    remark.erase(std::remove(remark.begin(), remark.end(), '\r'), remark.end());
    const bool fits = !trim_space(remark).empty() && utf8_length(remark) <= kMaxRemarkCharacters;
    if (!fits) {
      return review(
          400, draft, std::move(content),
          "差し戻す理由を " + std::to_string(kMaxRemarkCharacters) + " 文字までで書いてください。",
          std::move(remark));
    }
    if (content.remarks.size() >= kMaxRemarks) content.remarks.erase(content.remarks.begin());
    content.remarks.push_back({account_.name, utc_now(), std::move(remark)});
    draft.version = version_in(form_);
    draft.state = DraftState::kReturned;
    draft.content = draft_content_text(content);
    return stored_as("draft-return", std::move(draft), "returned");
  }

  HttpResponse publish(ReportDraft draft, DraftContent content) {
    if (!may_decide_draft(account_, draft)) return not_found_page(call_.frame());
    if (!may_be_reviewed(report_hints(content.form, call_.taxonomy()))) {
      return review(400, draft, std::move(content),
                    "直すところが残っています。差し戻してください。", {});
    }
    draft.version = version_in(form_);
    const auto published = publish_report(call_, draft, content);
    if (published) return to_draft(call_, published->id, "published");
    switch (published.error().code) {
      case ErrorCode::kLocked:
        return overtaken(draft);
      case ErrorCode::kInvalidRecord:
      case ErrorCode::kLimitExceeded:
        return review(400, draft, std::move(content), published.error().message, {});
      default:
        return call_.failed(published.error());
    }
  }

  HttpResponse revise(std::string_view id) {
    const auto begun = begin_revision(call_, id);
    if (begun) return to_draft(call_, begun->id, "revising");
    if (begun.error().code == ErrorCode::kLocked) {
      return message_page(kConflict, call_.route.name, call_.frame("受け付けませんでした"),
                          {"受け付けませんでした", begun.error().message,
                           "終わるのを待つか、所属機関の確認者に聞いてください。"});
    }
    return call_.failed(begun.error());
  }

  Call& call_;
  const FormFields& form_;
  const Account& account_;
};

}  // namespace

bool is_register_work(Work work) {
  return work == Work::kRegisterListPage || work == Work::kNewReportPage ||
         work == Work::kReportPage;
}

HttpResponse answer_register(Call& call, const FormFields& form) {
  if (!call.visitor.signed_in()) {
    return redirect(call.route.name, "/signin?to=" + percent_encode(call.request.path));
  }
  const Account& account = *call.visitor.account();
  const bool lists = call.route.work != Work::kReportPage;
  if (lists && !may_write_drafts(account)) return not_found_page(call.frame());
  return RegisterAnswers(call, form).answer();
}

}  // namespace kizuki

#include "server/app/report_reviewing.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/corpus/value_conversion.hpp"
#include "engine/privacy/draft_rights.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/register_changes.hpp"
#include "server/app/report_parts.hpp"
#include "server/web/register_review_page.hpp"

namespace kizuki {
namespace {

class Reviewing {
 public:
  Reviewing(Call& call, const FormFields& form, const ReportDraft& draft, DraftContent content)
      : call_(call),
        form_(form),
        account_(*call.visitor.account()),
        draft_(draft),
        content_(std::move(content)) {}

  HttpResponse show(unsigned status, std::string problem = {}, std::string typed_remark = {}) {
    ReviewView view;
    view.own = draft_.account == account_.name;
    view.may_decide = may_decide_draft(account_, draft_);
    view.may_withdraw = may_withdraw();
    view.may_discard = may_discard_draft(account_, draft_);
    if (draft_.state == DraftState::kPublished) {
      if (auto added = add_case(view); !added) return call_.failed(added.error());
    } else {
      auto hints = hints_for(call_, content_.form, draft_.id);
      if (!hints) return call_.failed(hints.error());
      view.hints = std::move(*hints);
    }
    view.draft = draft_;
    view.content = content_;
    view.csrf = call_.visitor.csrf;
    view.notice = done_notice(form_);
    view.problem = std::move(problem);
    view.typed_remark = std::move(typed_remark);
    return report_page(call_, status, view.content.form.title,
                       print_review(view, call_.taxonomy()));
  }

  HttpResponse change() {
    const std::string_view action = form_.value("do");
    if (action == "discard") return discard();
    if (action == "withdraw") return withdraw();
    if (!may_decide_draft(account_, draft_)) return not_found_page(call_.frame());
    return action == "publish" ? publish() : send_back();
  }

 private:
  bool may_withdraw() const {
    return draft_.account == account_.name && may_write_drafts(account_) &&
           draft_.state == DraftState::kInReview;
  }

  /// The case of a published draft, as far as it may be read now.
  Result<void> add_case(ReviewView& view) {
    const auto library = call_.desks.worker->library();
    if (!library) return library.error();
    const auto stored = call_.visitor.scope.read(**library, draft_.id);
    if (!stored && stored.error().code == ErrorCode::kNotFound) return {};
    if (!stored) return stored.error();
    const auto brief = brief_of(*stored);
    if (!brief) return brief.error();
    call_.disclose("case", stored->id, stored->compartment);
    content_.form.title = brief->title;
    view.case_shown = true;
    view.may_revise = may_revise_case(account_, draft_.organization);
    return {};
  }

  /// A copy in another state, as a change of the version that was read.
  ReportDraft changed_to(DraftState state) const {
    ReportDraft draft = draft_;
    draft.version = version_in(form_);
    draft.state = state;
    return draft;
  }

  HttpResponse answer(const Result<ReportDraft>& stored, std::string_view done) {
    if (stored) return to_report(call_, stored->id, done);
    if (stored.error().code == ErrorCode::kLocked) return overtaken_report(call_);
    return call_.failed(stored.error());
  }

  HttpResponse discard() {
    if (!may_discard_draft(account_, draft_)) return not_found_page(call_.frame());
    ReportDraft draft = changed_to(DraftState::kDiscarded);
    draft.content.clear();
    const auto stored = store_draft(call_, "draft-discard", draft);
    if (stored) return redirect(call_.route.name, "/register?done=discarded");
    return answer(stored, {});
  }

  HttpResponse withdraw() {
    if (!may_withdraw()) return not_found_page(call_.frame());
    return answer(store_draft(call_, "draft-withdraw", changed_to(DraftState::kWriting)),
                  "withdrawn");
  }

  HttpResponse send_back() {
    std::string remark(form_.value("remark"));
    remark.erase(std::remove(remark.begin(), remark.end(), '\r'), remark.end());
    if (trim_space(remark).empty() || utf8_length(remark) > kMaxRemarkCharacters) {
      return show(
          400,
          "差し戻す理由を " + std::to_string(kMaxRemarkCharacters) + " 文字までで書いてください。",
          std::move(remark));
    }
    auto& remarks = content_.remarks;
    if (remarks.size() >= kMaxRemarks) remarks.erase(remarks.begin());
    remarks.push_back({account_.name, utc_now(), std::move(remark)});
    ReportDraft draft = changed_to(DraftState::kReturned);
    draft.content = draft_content_text(content_);
    return answer(store_draft(call_, "draft-return", draft), "returned");
  }

  HttpResponse publish() {
    const auto hints = hints_for(call_, content_.form, draft_.id);
    if (!hints) return call_.failed(hints.error());
    if (!may_be_reviewed(*hints)) {
      return show(400, "直すところが残っています。差し戻してください。");
    }
    const auto published = publish_report(call_, changed_to(DraftState::kInReview), content_);
    if (!published && (published.error().code == ErrorCode::kInvalidRecord ||
                       published.error().code == ErrorCode::kLimitExceeded)) {
      return show(400, published.error().message);
    }
    if (!published && published.error().field == kChangedCase) {
      return show(kConflict, published.error().message);
    }
    return answer(published, "published");
  }

  Call& call_;
  const FormFields& form_;
  const Account& account_;
  const ReportDraft& draft_;
  DraftContent content_;
};

}  // namespace

HttpResponse show_review(Call& call, const FormFields& form, const ReportDraft& draft,
                         DraftContent content) {
  return Reviewing(call, form, draft, std::move(content)).show(200);
}

bool is_review_action(const FormFields& form) {
  const std::string_view action = form.value("do");
  return action == "publish" || action == "return" || action == "withdraw" || action == "discard";
}

HttpResponse change_review(Call& call, const FormFields& form, const ReportDraft& draft,
                           DraftContent content) {
  return Reviewing(call, form, draft, std::move(content)).change();
}

HttpResponse revise_report(Call& call, std::string_view case_id) {
  const auto begun = begin_revision(call, case_id);
  if (begun) return to_report(call, begun->id, "revising");
  const ErrorCode code = begun.error().code;
  if (code != ErrorCode::kLocked && code != ErrorCode::kLimitExceeded) {
    return call.failed(begun.error());
  }
  return message_page(
      kConflict, call.route.name, call.frame("受け付けませんでした"),
      {"受け付けませんでした", begun.error().message + "。",
       code == ErrorCode::kLocked ? "終わるのを待つか、所属機関の確認者に聞いてください。"
                                  : "公開した事例は、そのまま読めます。"});
}

}  // namespace kizuki

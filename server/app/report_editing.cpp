#include "server/app/report_editing.hpp"

#include <charconv>
#include <cstddef>
#include <string>
#include <utility>

#include "engine/privacy/draft_rights.hpp"
#include "server/app/register_changes.hpp"
#include "server/app/report_fields.hpp"
#include "server/app/report_parts.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kRemove = "remove-";

class ReportEditor {
 public:
  ReportEditor(Call& call, const FormFields& form, const ReportDraft* stored, DraftContent content)
      : call_(call), form_(form), stored_(stored) {
    view_.content = std::move(content);
    if (stored == nullptr) return;
    view_.id = stored->id;
    view_.version = stored->version;
    view_.state = stored->state;
  }

  HttpResponse show() {
    view_.notice = done_notice(form_);
    view_.checked = form_.value("done") == "stopped";
    return page(200);
  }

  HttpResponse change() {
    view_.content.form = report_form_in(form_);
    view_.version = version_in(form_);
    if (form_.has("replace")) return replace(std::string(form_.value("replace")));
    if (form_.has("keep")) return keep(std::string(form_.value("keep")));
    const std::string_view action = form_.value("do");
    if (action == "hints") return hints_alone();
    if (action == "check") return checked();
    if (action == "add") return add_section();
    if (action.starts_with(kRemove)) return remove_section(action.substr(kRemove.size()));
    if (action == "save" || action == "submit") return save(action == "submit");
    return bad_form(call_.frame());
  }

 private:
  ReportForm& report() { return view_.content.form; }

  HttpResponse page(unsigned status) {
    auto hints = hints_for(call_, report(), view_.id);
    if (!hints) return call_.failed(hints.error());
    view_.hints = std::move(*hints);
    const auto library = call_.desks.worker->library();
    if (!library) return call_.failed(library.error());
    auto guide = guide_for(call_, **library);
    if (!guide) return call_.failed(guide.error());
    view_.guide = std::move(*guide);
    view_.csrf = call_.visitor.csrf;
    return report_page(call_, status, report().title, print_register(view_, call_.taxonomy()));
  }

  HttpResponse checked() {
    view_.checked = true;
    return page(200);
  }

  HttpResponse hints_alone() {
    auto hints = hints_for(call_, report(), view_.id);
    if (!hints) return call_.failed(hints.error());
    view_.hints = std::move(*hints);
    view_.checked = true;
    return page_response(200, call_.route.name, print_register_hints(view_).str());
  }

  HttpResponse add_section() {
    if (report().sections.size() < kMaxReportSections) report().sections.emplace_back();
    return page(200);
  }

  HttpResponse remove_section(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    if (number < 1 || number > report().sections.size()) return bad_form(call_.frame());
    report().sections.erase(report().sections.begin() + static_cast<std::ptrdiff_t>(number - 1));
    return page(200);
  }

  /// Only what was found as a name is replaced: anything else is no button of ours.
  HttpResponse replace(const std::string& word) {
    NameFinder finder(call_.engine.models().analyzer, call_.engine.models().taxonomy);
    const auto names = names_in_report(report(), finder);
    if (!names) return call_.failed(names.error());
    for (const ReportName& name : *names) {
      if (name.word != word) continue;
      const std::string replacement = replacement_for(report(), name.kind, word);
      replace_in_report(report(), word, replacement);
      view_.notice.append("「").append(word).append("」を「").append(replacement);
      view_.notice.append("」に置きかえました。まだ保存していません。");
      break;
    }
    return checked();
  }

  HttpResponse keep(std::string word) {
    std::vector<std::string>& kept = report().kept_names;
    if (!word.empty() && kept.size() < kMaxKeptNames) kept.push_back(std::move(word));
    view_.notice = "名前ではない語として残します。まだ保存していません。";
    return checked();
  }

  HttpResponse not_saved(unsigned status, const Error& error) {
    view_.problem = error.message;
    view_.problem_field = error.field;
    return page(status);
  }

  ReportDraft new_draft(std::string id) const {
    ReportDraft draft;
    draft.id = std::move(id);
    draft.account = call_.visitor.name();
    draft.organization = call_.visitor.account()->organization;
    return draft;
  }

  HttpResponse save(bool submits) {
    if (auto fits = check_report_form(report()); !fits) return not_saved(400, fits.error());
    if (stored_ == nullptr && is_blank(report())) {
      return not_saved(
          400, {ErrorCode::kInvalidArgument, "まだ何も書かれていません", "", 0, "title", ""});
    }
    const auto hints = hints_for(call_, report(), view_.id);
    if (!hints) return call_.failed(hints.error());
    ReportDraft draft;
    if (stored_ != nullptr) {
      draft = *stored_;
    } else {
      auto id = new_report_id();
      if (!id) return call_.failed(id.error());
      draft = new_draft(std::move(*id));
    }
    const bool sends = submits && may_be_reviewed(*hints);
    draft.version = view_.version;
    if (sends) draft.state = DraftState::kInReview;
    draft.content = draft_content_text(view_.content);
    const auto saved = store_draft(call_, sends ? "draft-submit" : "draft-save", draft);
    if (!saved) return refused(saved.error());
    return to_report(call_, saved->id, sends ? "sent" : submits ? "stopped#checks" : "saved");
  }

  HttpResponse refused(const Error& error) {
    if (error.code == ErrorCode::kLocked && stored_ != nullptr) return overtaken();
    if (error.code == ErrorCode::kLimitExceeded || error.code == ErrorCode::kInvalidArgument) {
      return not_saved(400, error);
    }
    return call_.failed(error);
  }

  /// Saved in another window meanwhile: what was typed here comes back and may go over it.
  HttpResponse overtaken() {
    const auto library = call_.desks.worker->library();
    if (!library) return call_.failed(library.error());
    const auto now = (*library)->draft(stored_->id);
    if (!now) return call_.failed(now.error());
    std::string what =
        "この下書きは、ほかの画面で先に保存されました。下に書いた内容で置きかえるなら、"
        "もう一度「下書きを保存する」を押してください。";
    if (may_change_draft(*call_.visitor.account(), *now)) {
      view_.version = now->version;
    } else {
      what =
          "この下書きは、ほかの画面で先に変えられ、いまは書けません（確認に出された、公開された、"
          "または消された）。下に書いた内容は、写し取っておいてください。";
    }
    return not_saved(kConflict, {ErrorCode::kLocked, std::move(what), "", 0, "", ""});
  }

  Call& call_;
  const FormFields& form_;
  const ReportDraft* stored_;
  RegisterView view_;
};

}  // namespace

HttpResponse edit_report(Call& call, const FormFields& form, const ReportDraft* stored,
                         DraftContent content) {
  return ReportEditor(call, form, stored, std::move(content)).show();
}

HttpResponse change_report(Call& call, const FormFields& form, const ReportDraft* stored,
                           DraftContent content) {
  return ReportEditor(call, form, stored, std::move(content)).change();
}

}  // namespace kizuki

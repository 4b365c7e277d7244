#include "server/web/register_review_page.hpp"

#include <algorithm>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/operate_parts.hpp"
#include "server/web/page.hpp"
#include "server/web/register_page.hpp"

namespace kizuki {
namespace {

class ReviewPage {
 public:
  ReviewPage(const ReviewView& view, const Taxonomy& taxonomy)
      : view_(view), form_(view.content.form), taxonomy_(taxonomy) {}

  Html print() {
    out_
        << R"(<nav class="crumb" aria-label="いまの場所"><ol class="crumb"><li><a href="/register">事例登録</a></li><li aria-current="page">)"
        << draft_state_label(view_.draft.state) << R"(</li></ol></nav>
<div class="page__head"><h1>)"
        << (form_.title.empty() ? std::string("事例登録") : form_.title) << "</h1><p>"
        << view_.draft.account << " が書きました。" << shown_time(view_.draft.changed_at)
        << "</p></div>\n"
        << print_register_flow(view_.draft.state);
    print_notices();
    if (view_.draft.state == DraftState::kPublished) {
      print_published();
      return std::move(out_);
    }
    out_ << R"(<div class="cols cols--2"><div class="stack">)";
    print_facts();
    for (const ReportForm::Section& section : form_.sections) print_section(section);
    print_block("成果", form_.outcome);
    print_block("うまくいかなかった点・振り返り", form_.reflection);
    print_remarks();
    print_decision();
    out_ << "</div>\n<aside class=\"stick panel\" id=\"checks\" tabindex=\"0\" "
            "aria-label=\"書いた内容の確かめ\">";
    print_hints();
    out_ << "</aside></div>\n";
    return std::move(out_);
  }

 private:
  void print_notices() {
    if (!view_.notice.empty()) {
      out_ << R"(<p class="note note--ok" role="status">)" << view_.notice << "</p>\n";
    }
    print_problem(view_.problem, out_);
  }

  void print_fact(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    out_ << "<div><dt>" << label << "</dt><dd>" << value << "</dd></div>";
  }

  std::string issue_labels(const std::vector<std::string>& codes) const {
    std::string labels;
    for (const std::string& code : codes) {
      if (!labels.empty()) labels += "、";
      labels += shown_value("issue", code, taxonomy_);
    }
    return labels;
  }

  /// "○○△－○"; nothing when nobody has answered.
  std::string checklist_marks() const {
    std::string marks;
    bool answered = false;
    for (const std::string& mark : form_.checklist) {
      answered = answered || !mark.empty();
      marks += mark.empty() ? "－" : mark;
    }
    return answered ? marks : std::string();
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : "、") + word;
    return all;
  }

  void print_facts() {
    out_ << R"(<dl class="strip">)";
    print_fact("事業", form_.business);
    print_fact("業種",
               form_.industry.empty() ? "" : shown_value("industry", form_.industry, taxonomy_));
    print_fact("従業員", form_.employees);
    print_fact("都道府県", form_.prefecture);
    print_fact("創業", form_.founded);
    print_fact("支援", form_.supporter);
    if (!form_.period_from.empty() || !form_.period_to.empty()) {
      print_fact("期間", form_.period_from + "〜" + form_.period_to);
    }
    print_fact("道具", form_.tools);
    print_fact("相談のことば", issue_labels(form_.stated_issues));
    print_fact("奥にあった課題", issue_labels(form_.essential_issues));
    print_fact("どちらとも書かれていない課題", issue_labels(form_.other_issues));
    print_fact("だれに見せるか", visibility_label(form_.visibility));
    print_fact("同意", form_.consent
                           ? form_.consent_scope + (form_.consent_until.empty()
                                                        ? std::string()
                                                        : "（" + form_.consent_until + " まで）")
                           : std::string("記録がありません"));
    print_fact("チェックリスト", checklist_marks());
    print_fact("名前ではないとした語", joined(form_.kept_names));
    out_ << "</dl>\n";
  }

  void print_section(const ReportForm::Section& section) {
    if (section.text.empty()) return;
    out_ << R"(<section class="block stack-s"><h2>)"
         << (section.heading.empty() ? std::string("本文") : section.heading) << "</h2><p>";
    for (const int step : section.steps) out_ << step_badge(step) << " ";
    out_ << "</p>";
    print_lines(section.text);
    out_ << "</section>\n";
  }

  void print_block(std::string_view heading, const std::string& text) {
    if (text.empty()) return;
    out_ << R"(<section class="block stack-s"><h2>)" << heading << "</h2>";
    print_lines(text);
    out_ << "</section>\n";
  }

  /// A paragraph a line.
  void print_lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (end > 0) out_ << "<p>" << text.substr(0, end) << "</p>";
      text.remove_prefix(std::min(text.size(), end + 1));
    }
  }

  void print_remarks() {
    if (view_.content.remarks.empty()) return;
    out_ << R"(<section class="block stack-s"><h2>これまでの差し戻し</h2><ul class="stack-s">)";
    for (const ReportRemark& remark : view_.content.remarks) {
      out_ << R"(<li><p class="small muted">)" << remark.account << "、" << shown_time(remark.time)
           << "</p>";
      print_lines(remark.text);
      out_ << "</li>";
    }
    out_ << "</ul></section>\n";
  }

  void begin_form() {
    out_ << R"(<form class="stack-s" method="post" action="/register/)" << view_.draft.id << "\">"
         << csrf_field(view_.csrf) << R"(<input type="hidden" name="v" value=")"
         << view_.draft.version << "\">";
  }

  void print_decision() {
    if (view_.may_decide) {
      out_ << R"(<section class="block stack" id="decide"><h2>公開するか、差し戻すか</h2>)";
      begin_form();
      out_
          << R"(<p class="small">公開すると、検索に出ます。見える人：)"
          << visibility_label(form_.visibility)
          << R"(</p><button class="btn btn--main" name="do" value="publish">公開する</button></form>)";
      begin_form();
      out_
          << R"(<div class="field"><label for="remark">差し戻す理由</label><textarea class="input" id="remark" name="remark" rows="3" maxlength=")"
          << kMaxRemarkCharacters << "\">\n"
          << view_.typed_remark
          << R"(</textarea></div><button class="btn" name="do" value="return">差し戻す</button></form></section>
)";
    } else if (view_.own && view_.draft.state == DraftState::kInReview) {
      out_
          << R"(<p class="note">ほかの確認者が読んで、公開するか差し戻します。自分で書いたものは、自分では公開できません。</p>
)";
    }
    if (view_.may_withdraw) {
      begin_form();
      out_
          << R"(<button class="btn" name="do" value="withdraw">確認から取り下げて、続きを書く</button></form>
)";
    }
    if (view_.may_discard) {
      out_ << R"(<details><summary>この下書きを消す</summary>)";
      begin_form();
      out_
          << R"(<p class="small">消した下書きは戻せません。</p><button class="btn btn--s btn--bad" name="do" value="discard">下書きを消す</button></form></details>
)";
    }
  }

  void print_published() {
    out_ << R"(<p class="note">公開した事例です。)";
    if (view_.case_shown) {
      out_ << R"(<a href="/cases/)" << percent_encode(view_.draft.id)
           << R"(">事例のページを開く</a>)";
    }
    out_ << "</p>\n";
    if (!view_.may_revise) return;
    begin_form();
    out_
        << R"(<p class="small">直すあいだも、公開した事例はそのまま読めます。</p><button class="btn" name="do" value="revise">この事例を直す</button></form>
)";
  }

  void print_hints() {
    RegisterView shown;
    shown.content = view_.content;
    shown.hints = view_.hints;
    shown.checked = true;
    out_ << print_register_hints(shown, false);
  }

  const ReviewView& view_;
  const ReportForm& form_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_review(const ReviewView& view, const Taxonomy& taxonomy) {
  return ReviewPage(view, taxonomy).print();
}

std::string_view visibility_label(std::string_view code) {
  if (code == "public") return "だれでも";
  if (code == "members") return "会員";
  if (code == "organization") return "所属機関だけ";
  return "";
}

}  // namespace kizuki

#include "server/web/register_page.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/web/labels.hpp"
#include "server/web/operate_parts.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

constexpr std::array<std::string_view, 3> kVisibilities{"organization", "members", "public"};
constexpr std::array<std::string_view, 3> kVisibilityLabels{"所属機関だけ", "会員", "だれでも"};
constexpr std::array<std::string_view, 7> kCircled{"①", "②", "③", "④", "⑤", "⑥", "⑦"};
constexpr std::size_t kRowsOfText = 4;

struct LineInput {
  std::string_view name;
  std::string_view label;
  std::string_view hint;
  const std::string& value;
  bool number = false;
};

class RegisterPage {
 public:
  RegisterPage(const RegisterView& view, const Taxonomy& taxonomy)
      : view_(view), form_(view.content.form), taxonomy_(taxonomy) {}

  Html print() {
    out_
        << R"(<div class="page__head"><h1>)"
        << (form_.title.empty() ? std::string("事例登録") : form_.title)
        << R"(</h1><p>下書きは、自分と所属機関の確認者だけに見えます。公開するまで検索には出ません</p></div>
)" << print_register_flow(view_.state);
    print_notices();
    out_ << R"(<form class="cols cols--2" id="report" method="post" action=")" << action() << "\">"
         << csrf_field(view_.csrf) << R"(<input type="hidden" name="v" value=")" << view_.version
         << R"("><input type="hidden" name="n" value=")" << form_.sections.size() << R"(">
<div class="stack">
<button class="vh" name="do" value="save" tabindex="-1" aria-hidden="true">下書きを保存する</button>
)";
    print_company();
    out_ << print_checklist(view_.guide, form_);
    for (std::size_t i = 0; i < form_.sections.size(); ++i) print_section(i);
    if (form_.sections.size() < kMaxReportSections) {
      out_ << R"(<p id="add"><button class="btn" name="do" value="add" formaction=")" << action()
           << "#t" << form_.sections.size() + 1 << R"(">本文を足す</button></p>
)";
    }
    print_results();
    print_issues();
    print_consent();
    print_actions();
    out_ << "</div>\n<aside class=\"stick panel\" id=\"checks\" tabindex=\"0\" "
            "aria-label=\"書いた内容の確かめ\">"
         << print_register_hints(view_) << "</aside>\n</form>\n";
    print_discard();
    // What a script shows beside a section when somebody ticks another step.
    for (int step = 1; step <= kStepCount; ++step) {
      out_ << R"(<template data-guide=")" << step << R"(">)" << print_step_guide(view_.guide, step)
           << "</template>\n";
    }
    out_ << R"(<script type="module" src="/static/register.js"></script>
)";
    return std::move(out_);
  }

 private:
  std::string action() const { return "/register/" + (view_.id.empty() ? "new" : view_.id); }

  void print_notices() {
    if (!view_.notice.empty()) {
      out_ << R"(<p class="note note--ok" role="status">)" << view_.notice << "</p>\n";
    }
    if (!view_.problem.empty()) {
      out_ << R"(<div class="note note--bad" role="alert"><strong>保存していません</strong>)";
      if (view_.problem_field.empty()) {
        out_ << view_.problem;
      } else {
        out_ << "<a href=\"#" << view_.problem_field << "\">" << view_.problem << "</a>";
      }
      out_ << "</div>\n";
    }
    if (view_.content.remarks.empty() || view_.state != DraftState::kReturned) return;
    const ReportRemark& last = view_.content.remarks.back();
    out_ << R"(<div class="note note--warn"><strong>差し戻されました（)" << last.account << "、"
         << shown_time(last.time) << "）</strong>" << last.text << "</div>\n";
  }

  /// What stops the report at this field, as the text of its error.
  std::string stop_at(std::string_view field) const {
    if (!view_.problem.empty() && view_.problem_field == field) return view_.problem;
    if (!view_.checked) return {};
    std::string all;
    for (const ReportHint& hint : view_.hints) {
      if (hint.level == HintLevel::kStop && hint.field == field) all += hint.message;
    }
    return all;
  }

  /// Attributes that tie a field to its error and its hint.
  void print_described(std::string_view field, bool hint) {
    const bool stopped = !stop_at(field).empty();
    if (stopped) out_ << R"( aria-invalid="true")";
    if (!stopped && !hint) return;
    out_ << " aria-describedby=\"";
    if (stopped) out_ << field << "-e";
    if (stopped && hint) out_ << " ";
    if (hint) out_ << field << "-h";
    out_ << "\"";
  }

  void print_under(std::string_view field, std::string_view hint) {
    const std::string stop = stop_at(field);
    if (!stop.empty()) out_ << R"(<p class="err" id=")" << field << R"(-e">)" << stop << "</p>";
    if (!hint.empty()) out_ << R"(<p class="hint" id=")" << field << R"(-h">)" << hint << "</p>";
  }

  void print_line(const LineInput& line) {
    out_ << R"(<div class="field"><label for=")" << line.name << "\">" << line.label
         << R"(</label><input class="input" id=")" << line.name << R"(" name=")" << line.name
         << R"(" value=")" << line.value << R"(" maxlength=")" << kMaxLineCharacters
         << R"(" autocomplete="off")";
    if (line.number) out_ << R"( inputmode="numeric")";
    print_described(line.name, !line.hint.empty());
    out_ << ">";
    print_under(line.name, line.hint);
    out_ << "</div>\n";
  }

  void print_option(std::string_view value, std::string_view label, std::string_view chosen) {
    out_ << "<option value=\"" << value << "\"";
    if (value == chosen) out_ << " selected";
    out_ << ">" << label << "</option>";
  }

  void begin_select(std::string_view name, std::string_view label) {
    out_ << R"(<div class="field"><label for=")" << name << "\">" << label
         << R"(</label><select class="input" id=")" << name << R"(" name=")" << name << "\"";
    print_described(name, false);
    out_ << ">";
  }

  void end_select(std::string_view name) {
    out_ << "</select>";
    print_under(name, {});
    out_ << "</div>\n";
  }

  void print_company() {
    print_line({"title", "題名", "会社の名前は書きません", form_.title});
    out_ << "<div class=\"grid2\">";
    print_line({"business", "事業の内容", "例：木製家具の製造", form_.business});
    begin_select("industry", "業種");
    print_option("", "選んでください", form_.industry);
    for (char division = 'A'; division <= 'T'; ++division) {
      const std::string letter(1, division);
      print_option(letter, taxonomy_.industry_label(division), form_.industry);
    }
    // What came with the case stays when it is revised, here and below.
    if (form_.industry.size() > 1) print_option(form_.industry, form_.industry, form_.industry);
    end_select("industry");
    print_line({"employees", "常時使用する従業員", "人数。規模はここから決まります",
                form_.employees, true});
    begin_select("prefecture", "都道府県");
    print_option("", "選んでください", form_.prefecture);
    for (const Prefecture& prefecture : taxonomy_.prefectures()) {
      print_option(prefecture.name, prefecture.name, form_.prefecture);
    }
    if (!form_.prefecture.empty() && taxonomy_.prefecture(form_.prefecture) == nullptr) {
      print_option(form_.prefecture, form_.prefecture, form_.prefecture);
    }
    end_select("prefecture");
    print_line({"founded", "創業の年", "西暦。例：1968", form_.founded, true});
    print_line(
        {"supporter", "支援した人・機関の種類", "例：経営指導員、よろず支援拠点", form_.supporter});
    print_line({"period_from", "支援の始まり", "例：2023-04", form_.period_from});
    print_line({"period_to", "支援の終わり", "例：2024-03", form_.period_to});
    print_line({"tools", "使った道具", "「、」で区切ります。例：ローカルベンチマーク、なぜなぜ分析",
                form_.tools});
    begin_select("visibility", "だれに見せるか");
    for (std::size_t i = 0; i < kVisibilities.size(); ++i) {
      print_option(kVisibilities.at(i), kVisibilityLabels.at(i), form_.visibility);
    }
    end_select("visibility");
    out_ << "</div>\n";
  }

  void print_text(const std::string& name, std::string_view label, const std::string& text) {
    out_ << R"(<div class="field"><label for=")" << name << "\">" << label
         << R"(</label><textarea class="input" id=")" << name << R"(" name=")" << name
         << R"(" rows=")" << kRowsOfText << R"(" maxlength=")" << kMaxParagraphCharacters << "\"";
    print_described(name, false);
    out_ << ">\n" << text << "</textarea>";
    print_under(name, {});
    out_ << "</div>\n";
  }

  void print_section(std::size_t index) {
    const ReportForm::Section& section = form_.sections[index];
    const std::string number = std::to_string(index + 1);
    out_ << R"(<fieldset class="block stack-s"><legend class="label">本文 )" << number
         << "</legend>\n";
    if (section.origin != 0) {
      out_ << R"(<input type="hidden" name="b)" << number << R"(" value=")" << section.origin
           << "\">\n";
    }
    print_line({"h" + number, "見出し", {}, section.heading});
    print_text("t" + number, "書いたこと", section.text);
    out_ << R"(<div role="group" aria-label="本文 )" << number << R"( のステップ" id="s)" << number
         << R"("><span class="small">ステップ</span> <span class="checks">)";
    for (int step = 1; step <= kStepCount; ++step) {
      out_ << R"(<label><input type="checkbox" name="s)" << number << R"(" value=")" << step
           << "\"";
      if (std::find(section.steps.begin(), section.steps.end(), step) != section.steps.end()) {
        out_ << " checked";
      }
      out_ << ">" << kCircled.at(static_cast<std::size_t>(step - 1)) << R"(<span class="vh">)"
           << step_name(step) << "</span></label>";
    }
    out_ << R"(</span></div>
<div class="guides" data-guides=")"
         << number << R"(">)";
    for (const int step : section.steps) out_ << print_step_guide(view_.guide, step);
    out_ << R"(</div>
<p><button class="btn btn--s btn--quiet" name="do" value="remove-)"
         << number << R"(">この本文を外す<span class="vh">：本文 )" << number
         << "</span></button></p></fieldset>\n";
  }

  void print_results() {
    print_text("outcome", "成果", form_.outcome);
    print_text("reflection", "うまくいかなかった点・振り返り", form_.reflection);
  }

  void print_issue_box(std::string_view name, std::string_view code, std::string_view label,
                       bool checked) {
    out_ << R"(<label><input type="checkbox" name=")" << name << R"(" value=")" << code << "\"";
    if (checked) out_ << " checked";
    out_ << ">" << label << "</label>";
  }

  void begin_issues(std::string_view legend) {
    out_ << R"(<fieldset class="block"><legend class="label">)" << legend
         << R"(</legend><div class="checks">)";
  }

  void print_issue_boxes(std::string_view name, std::string_view legend,
                         const std::vector<std::string>& chosen) {
    begin_issues(legend);
    for (const IssueType& issue : taxonomy_.issues()) {
      const bool checked = std::find(chosen.begin(), chosen.end(), issue.code) != chosen.end();
      print_issue_box(name, issue.code, issue.label, checked);
    }
    for (const std::string& code : chosen) {
      if (taxonomy_.issue(code) == nullptr) print_issue_box(name, code, code, true);
    }
    out_ << "</div></fieldset>\n";
  }

  /// Issues of a record that does not say which were stated and which lay behind.
  void print_other_issues() {
    if (form_.other_issues.empty()) return;
    begin_issues("どちらとも書かれていない課題");
    for (const std::string& code : form_.other_issues) {
      print_issue_box("other", code, shown_value("issue", code, taxonomy_), true);
    }
    out_
        << R"(</div><p class="hint">もとの記録にある課題です。外すと記録から消えます。</p></fieldset>
)";
  }

  void print_issues() {
    out_ << R"(<div class="stack" id="issues" tabindex="-1">)";
    print_issue_boxes("stated", "相談のことばにあった課題", form_.stated_issues);
    print_issue_boxes("essential", "奥にあった課題", form_.essential_issues);
    print_other_issues();
    print_under("issues", {});
    out_ << "</div>\n";
  }

  void print_consent() {
    out_
        << R"(<fieldset class="block stack-s" id="consent" tabindex="-1"><legend class="label">事業者の同意</legend><div class="checks"><label><input type="checkbox" name="consent" value="1")";
    if (form_.consent) out_ << " checked";
    out_ << ">匿名での共有に同意を得た</label></div>\n";
    print_line({"consent_scope", "同意の範囲", "例：会員の支援機関での共有", form_.consent_scope});
    print_line({"consent_until", "同意の期限", "例：2027-03-31。なければ空けておきます",
                form_.consent_until});
    print_under("consent", {});
    out_ << "</fieldset>\n";
  }

  void print_actions() {
    out_
        << R"(<p class="chips"><button class="btn" name="do" value="save">下書きを保存する</button><button class="btn" name="do" value="check" formaction=")"
        << action()
        << R"(#checks">確かめる</button><button class="btn btn--main" name="do" value="submit">保存して確認に出す</button></p>
<p class="hint">「確かめる」は保存しません。確認に出すと、所属機関の確認者が読んで、公開するか差し戻します。</p>
)";
  }

  void print_discard() {
    if (view_.id.empty()) return;
    out_
        << R"(<details class="sec"><summary>この下書きを消す</summary><form class="stack-s" method="post" action=")"
        << action() << "\">" << csrf_field(view_.csrf) << R"(<input type="hidden" name="v" value=")"
        << view_.version
        << R"("><p class="small">消した下書きは戻せません。公開した事例は、そのまま残ります。</p><button class="btn btn--s btn--bad" name="do" value="discard">下書きを消す</button></form></details>
)";
  }

  const RegisterView& view_;
  const ReportForm& form_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_register(const RegisterView& view, const Taxonomy& taxonomy) {
  return RegisterPage(view, taxonomy).print();
}

}  // namespace kizuki

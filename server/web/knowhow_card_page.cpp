#include "server/web/knowhow_card_page.hpp"

#include <algorithm>
#include <cmath>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/knowhow_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownValues = 8;
constexpr std::size_t kShownChanges = 12;

class CardPage {
 public:
  CardPage(const KnowHowCardView& view, const Taxonomy& taxonomy)
      : view_(view), card_(view.card.card), taxonomy_(taxonomy) {}

  Html print() {
    print_head();
    out_ << "<div class=\"cols cols--2\">\n<div>";
    print_words();
    print_cautions();
    print_evidence();
    print_unlike();
    out_ << "</div>\n<aside class=\"stack sec\" aria-label=\"数と履歴\">\n";
    if (view_.counted) {
      print_step_counts();
      print_counts("規模（事例数）", "scale", view_.scale);
      print_counts("課題（事例数）", "issue", view_.issues);
      print_counts("業種（事例数）", "industry", view_.industries);
      print_contrasts();
      print_companions();
    }
    print_history();
    print_edit();
    out_ << "</aside></div>\n";
    return std::move(out_);
  }

 private:
  void print_head() {
    out_
        << R"(<nav class="crumb" aria-label="いまの場所"><ol class="crumb"><li><a href="/knowhow">ノウハウ</a></li><li aria-current="page">)";
    if (view_.step == 0) {
      out_ << "一件";
    } else {
      out_ << step_badge(view_.step) << " " << step_name(view_.step);
    }
    out_
        << R"(</li></ol></nav>
<div class="page__head"><h1>)"
        << card_.label
        << R"(</h1><div class="page__acts"><button class="btn btn--s" type="button" data-print hidden>印刷する</button></div></div>
)";
    print_done();
    if (view_.outdated) out_ << print_outdated();
    if (!view_.counted) {
      out_
          << R"(<div class="note" role="status"><strong>根拠がまだ足りません</strong>このノウハウの根拠がある事例は )"
          << view_.thin_cases
          << "件です。3事例そろうまでは、くり返し出てくるとは言えないため、数えません。</div>\n";
      return;
    }
    out_ << R"(<p class="facts"><span><b>)" << view_.cases << "</b>事例</span><span><b>"
         << view_.organizations << "</b>機関</span>";
    for (const auto& [scale, cases] : view_.scale) {
      out_ << "<span>" << shown_value("scale", scale, taxonomy_) << " <b>" << cases
           << "</b></span>";
    }
    out_ << "<span>読み違いを見込むと " << std::lround(view_.expected_low) << "〜"
         << std::lround(view_.expected_high) << "事例</span>";
    if (view_.cautions > 0) {
      out_ << "<span>つまずき・注意 <b>" << view_.cautions << "</b></span>";
    }
    out_ << "</p>\n";
    if (view_.organizations == 1) {
      out_
          << R"(<p class="note note--warn"><strong>1機関だけの事例からです</strong>ほかの支援機関でも通じるかは、まだ分かりません。</p>
)";
    }
  }

  void print_done() {
    if (view_.done.empty()) return;
    out_ << R"(<div class="note note--ok" role="status"><strong>)";
    if (view_.done == "confirm") {
      out_ << "根拠にしました</strong>この文は、次の集計から例文として読み取りに使われます。";
    } else if (view_.done == "reject") {
      out_ << "違うとしました</strong>この文に近い文は、次の集計から数えません。";
    } else if (view_.done == "undo") {
      out_ << "取り消しました</strong>決める前の状態にもどしました。数は次の集計から変わります。"
              "決めたことと取り消したことは、履歴に残ります。";
    } else {
      out_ << "直しました</strong>変えた人と日時は、履歴に残ります。";
    }
    out_ << "</div>\n";
  }

  void print_words() {
    if (!card_.definition.empty()) {
      out_ << R"(<section class="sec"><h2>どんな関わり方か</h2><p class="part__text">)"
           << card_.definition << "</p></section>\n";
    }
    if (!card_.questions.empty()) {
      out_ << R"(<section class="sec"><h2>問いかけの例</h2><ul class="quest">)";
      for (const std::string& question : card_.questions) out_ << "<li>" << question << "</li>";
      out_ << "</ul></section>\n";
    }
  }

  void print_cautions() {
    if (view_.cautioned.empty()) return;
    out_
        << R"(<section class="sec"><h2>つまずき・注意を書いた文</h2><p class="small muted">うまくいかなかったこと、しておけばよかったことが書かれています。</p><ol class="kwic">
)";
    for (const QuotedEvidence& evidence : view_.cautioned) print_quote(evidence, false);
    out_ << "</ol></section>\n";
  }

  void print_evidence() {
    if (!view_.counted) return;
    out_
        << R"(<section class="sec" id="evidence"><h2>根拠の文</h2><p class="small muted">1事例から1文。確かなものから並べています。)";
    if (view_.decides) out_ << "確かめた文は、次の集計から例文として読み取りに使われます。";
    out_ << R"(</p><ol class="kwic">
)";
    for (const QuotedEvidence& evidence : view_.evidence) print_quote(evidence, view_.decides);
    out_ << "</ol>\n";
    if (view_.pages > 1) {
      out_ << R"(<nav class="pager" aria-label="根拠の文のページ">)";
      if (view_.page > 1) print_page_link(view_.page - 1, "前へ");
      out_ << "<span>" << view_.page << " / " << view_.pages << "ページ</span>";
      if (view_.page < view_.pages) print_page_link(view_.page + 1, "次へ");
      out_ << "</nav>\n";
    }
    out_ << "</section>\n";
  }

  void print_page_link(std::size_t page, std::string_view text) {
    out_ << R"(<a class="btn btn--s" href="?page=)" << page << R"(#evidence">)" << text << "</a>";
  }

  void print_quote(const QuotedEvidence& evidence, bool asks) {
    out_ << "<li>" << evidence_head(evidence, taxonomy_) << "<blockquote>" << evidence.sentence
         << "</blockquote>\n";
    if (!asks) {
      out_ << R"(<p class="kwic__m">)" << evidence_state(evidence) << "</p></li>\n";
      return;
    }
    out_ << R"(<form class="kwic__m" method="post" action="/knowhow/)" << percent_encode(card_.id)
         << "\">" << csrf_field(view_.csrf) << R"(<input type="hidden" name="e" value=")"
         << evidence_place(evidence) << "\">" << evidence_state(evidence);
    const std::string of = "（" + evidence.title + "）";
    if (evidence.said_in != 0) {
      out_ << "<span>" << evidence.said_by << " " << evidence.said_on
           << R"(</span><input type="hidden" name="of" value=")" << evidence.said_in << "\">";
    }
    out_ << R"(<span class="kwic__a">)";
    if (evidence.said_in != 0) {
      out_ << R"(<button class="btn btn--s btn--quiet" name="a" value="undo" aria-label="取り消す)"
           << of << R"(">取り消す</button>)";
    }
    if (evidence.said != true) {
      out_ << R"(<button class="btn btn--s" name="a" value="confirm" aria-label="根拠にする)" << of
           << R"(">根拠にする</button>)";
    }
    if (evidence.said != false) {
      out_ << R"(<button class="btn btn--s btn--bad" name="a" value="reject" aria-label="違う)"
           << of << R"(">違う</button>)";
    }
    out_ << "</span></form></li>\n";
  }

  void print_unlike() {
    if (card_.counter_examples.empty()) return;
    out_ << R"(<section class="sec"><h2>似ているが違うもの</h2><ul class="unlike">)";
    for (const std::string& text : card_.counter_examples) out_ << "<li>" << text << "</li>";
    out_ << "</ul></section>\n";
  }

  void print_step_counts() {
    out_ << R"(<div class="panel"><table><caption>出てくるステップ（事例数）</caption><tbody>)";
    std::uint32_t most = 1;
    for (const auto& [step, cases] : view_.steps) most = std::max(most, cases);
    for (int step = 1; step <= kStepCount; ++step) {
      const auto found = view_.steps.find(std::to_string(step));
      out_ << R"(<tr><th scope="row">)" << step_badge(step) << " " << step_name(step) << "</th><td>"
           << bar_cell(found == view_.steps.end() ? 0 : found->second, most) << "</td></tr>\n";
    }
    out_ << "</tbody></table></div>\n";
  }

  void print_counts(std::string_view caption, std::string_view facet, const ValueCounts& counts) {
    if (counts.empty()) return;
    std::vector<std::pair<std::string, std::uint32_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
      return left.second > right.second;
    });
    const std::uint32_t most = sorted.front().second;
    if (sorted.size() > kShownValues) sorted.resize(kShownValues);
    out_ << R"(<div class="panel"><table><caption>)" << caption << "</caption><tbody>";
    for (const auto& [value, cases] : sorted) {
      out_ << R"(<tr><th scope="row">)" << shown_value(facet, value, taxonomy_) << "</th><td>"
           << bar_cell(cases, most) << "</td></tr>\n";
    }
    out_ << "</tbody></table></div>\n";
  }

  void print_contrasts() {
    if (view_.contrasts.empty()) return;
    out_ << R"(<div class="panel"><h2>ほかより多い・少ないところ</h2><ul class="stack-s small">)";
    for (const auto& [facet, contrast] : view_.contrasts) {
      out_ << "<li><b>" << shown_value(facet, contrast.value, taxonomy_) << "</b>の"
           << contrast.inside_all << "事例のうち <b>" << contrast.inside << "</b>、ほかの"
           << contrast.outside_all << "事例では <b>" << contrast.outside << "</b></li>\n";
    }
    out_ << R"(</ul><p class="small muted">偶然とは言いにくい差だけを出しています。</p></div>
)";
  }

  void print_companions() {
    if (view_.companions.empty()) return;
    out_ << R"(<div class="panel"><h2>一緒に使われるノウハウ</h2><ul>)";
    for (const Companion& other : view_.companions) {
      out_
          << R"(<li class="row2"><a href="/knowhow/)" << percent_encode(other.id) << "\">"
          << other.label << R"(</a><span class="num">)" << other.cases
          << R"(件</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="b-bg" width="100" height="10"/><rect class="b-fg" width=")"
          << other.cases * 100 / std::max(view_.cases, 1U) << R"(" height="10"/></svg></li>
)";
    }
    out_ << "</ul></div>\n";
  }

  void print_history() {
    if (view_.history.empty()) return;
    out_ << R"(<div class="panel"><h2>履歴</h2><ul class="stack-s small">)";
    const std::size_t first = std::min(view_.history.size(), kShownChanges);
    for (std::size_t i = 0; i < first; ++i) print_change(view_.history[i]);
    out_ << "</ul>";
    if (view_.history.size() > first) {
      out_ << R"(<details><summary>その前の履歴</summary><ul class="stack-s small">)";
      for (std::size_t i = first; i < view_.history.size(); ++i) print_change(view_.history[i]);
      out_ << "</ul></details>";
    }
    out_ << "</div>\n";
  }

  void print_change(const ShownChange& change) {
    out_ << "<li>" << change.date << " " << change.author << "：";
    if (change.action) {
      out_ << card_action_label(*change.action);
    } else if (change.sentences > 1) {
      out_ << "根拠 " << change.sentences << "文を確認";
    } else {
      out_ << std::string_view(change.taken_back  ? "文の決定を取り消した"
                               : change.confirmed ? "文を根拠にした"
                                                  : "文を違うとした")
           << R"( <a href=")" << change.path << "\">" << change.title << "</a>";
    }
    if (!change.reason.empty()) out_ << "（" << change.reason << "）";
    if (change.undo != 0) print_undo(change);
    out_ << "</li>\n";
  }

  void print_undo(const ShownChange& change) {
    const std::string_view of =
        change.action ? card_action_label(*change.action) : std::string_view(change.title);
    out_ << R"( <form class="inline" method="post" action="/knowhow/)" << percent_encode(card_.id)
         << "\">" << csrf_field(view_.csrf) << R"(<input type="hidden" name="of" value=")"
         << change.undo << "\">";
    if (!change.place.empty()) {
      out_ << R"(<input type="hidden" name="e" value=")" << change.place << "\">";
    }
    out_ << R"(<button class="btn btn--s btn--quiet" name="a" value="undo" aria-label="取り消す（)"
         << of << R"(）">取り消す</button></form>)";
  }

  void print_edit() {
    if (!view_.edits) return;
    out_
        << R"(<details class="panel more"><summary>名前を直す・ノウハウから外す</summary><form class="stack-s" method="post" action="/knowhow/)"
        << percent_encode(card_.id) << "\">" << csrf_field(view_.csrf)
        << R"(<div class="field"><label for="l">名前</label><input class="input" id="l" name="label" maxlength="130" value=")"
        << card_.label
        << R"("></div><div class="field"><label for="w">理由</label><input class="input" id="w" name="why" maxlength="150"></div>
<p class="chips"><button class="btn" name="a" value="rename">名前を直す</button><button class="btn btn--bad" name="a" value="dismiss">ノウハウから外す</button></p></form></details>
)";
  }

  const KnowHowCardView& view_;
  const KnowHowCard& card_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_knowhow_card(const KnowHowCardView& view, const Taxonomy& taxonomy) {
  return CardPage(view, taxonomy).print();
}

}  // namespace kizuki

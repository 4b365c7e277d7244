#include "server/web/knowhow_candidates_page.hpp"

#include <algorithm>
#include <array>

#include "server/web/knowhow_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

constexpr std::array<std::string_view, 4> kReasons{"ノウハウではない", "根拠がばらばら",
                                                   "一般的すぎる", "ほかのノウハウと同じ"};

/// Groups below the least number of cases before somebody unfolds the rest.
constexpr std::size_t kFirstBelow = 5;
/// Quotes of a candidate before somebody unfolds the rest.
constexpr std::size_t kFirstQuotes = 4;

class CandidatesPage {
 public:
  CandidatesPage(const KnowHowCandidatesView& view, const Taxonomy& taxonomy)
      : view_(view), taxonomy_(taxonomy) {}

  Html print() {
    out_
        << R"(<div class="page__head"><h1>ノウハウの候補</h1><p>どのノウハウにも当たらず、くり返し出てくる文の集まり。決めるのは人です</p></div>
)" << print_knowhow_tabs("/knowhow/candidates", view_.tabs);
    print_done();
    if (view_.outdated) out_ << print_outdated();
    if (!view_.curates && !view_.candidates.empty()) {
      out_
          << R"(<p class="small muted">採用・統合・見送りを決められるのは、確認の役割のアカウントです。</p>
)";
    }
    if (view_.candidates.empty()) out_ << "<p>いま決める候補はありません。</p>\n";
    for (const ShownCandidate& candidate : view_.candidates) print_candidate(candidate);
    print_below();
    out_ << print_knowhow_pager("/knowhow/candidates", "候補", view_.page, view_.pages);
    return std::move(out_);
  }

 private:
  void print_done() {
    if (view_.done.empty()) return;
    out_ << R"(<div class="note note--ok" role="status"><strong>)";
    if (view_.done == "accept") {
      out_ << "採用しました</strong>一覧には、次の集計から並びます。";
    } else if (view_.done == "merge") {
      out_ << "統合しました</strong>根拠の文は、次の集計から統合した先に数えます。";
    } else if (view_.done == "split") {
      out_ << "分けました</strong>選んだ文は、次の集計から別の候補に数えます。";
    } else if (view_.done == "undo") {
      out_ << "取り消しました</strong>決める前の状態にもどしました。候補や数は、次の集計から"
              "変わります。";
    } else {
      out_ << "見送りました</strong>同じ集まりは、もう候補に出ません。";
      if (!view_.rejected.empty()) {
        out_ << print_restore_form(view_.rejected, "", "取り消す", view_.csrf);
      }
    }
    if (view_.undo) out_ << print_undo_form("/knowhow/candidates", *view_.undo, "", view_.csrf);
    out_ << "</div>\n";
  }

  void print_candidate(const ShownCandidate& candidate) {
    out_ << R"(<article class="cand" id="c-)" << candidate.id << R"("><h2>)" << candidate.label
         << R"( <span class="tag tag--guess">候補</span></h2><p class="facts"><span><b>)"
         << candidate.cases << "</b>事例</span><span><b>" << candidate.organizations
         << "</b>機関</span>";
    for (const auto& [scale, cases] : candidate.scale) {
      out_ << "<span>" << shown_value("scale", scale, taxonomy_) << " <b>" << cases
           << "</b></span>";
    }
    out_ << "<span>まとまり <b>" << two_decimals(static_cast<double>(candidate.cohesion))
         << "</b></span><span>" << step_badges(candidate.steps)
         << "</span></p>\n<ol class=\"kwic\">";
    const std::size_t first = std::min(candidate.evidence.size(), kFirstQuotes);
    for (std::size_t i = 0; i < first; ++i) print_quote(candidate.evidence[i]);
    out_ << "</ol>\n";
    print_rest(candidate, first);
    if (candidate.near) print_near(*candidate.near);
    if (candidate.undo) {
      out_ << R"(<p class="small muted">)" << candidate.undo->said << " </p>"
           << print_undo_form("/knowhow/candidates", *candidate.undo, candidate.label, view_.csrf)
           << "\n";
    }
    if (candidate.decides) {
      print_forms(candidate);
      print_split(candidate);
    }
    if (view_.curates && !candidate.decides) {
      out_
          << R"(<p class="small muted">公開・会員の事例だけからできた候補は、すべての組織の事例を読める人が決めます。</p>
)";
    }
    out_ << "</article>\n";
  }

  void print_below() {
    if (view_.below.empty()) return;
    out_
        << R"(<section class="sec" id="below"><h2>まだ基準に届かないもの</h2><p class="small muted">)"
        << view_.least_cases
        << "事例から候補にします。ここは見るだけで、まだ決められません。事例が増えて届くと、候補に"
           "出"
           "ます。</p>\n";
    const std::size_t first = std::min(view_.below.size(), kFirstBelow);
    for (std::size_t i = 0; i < first; ++i) print_one_below(view_.below[i]);
    if (view_.below.size() > first) {
      out_ << "<details><summary>ほか " << view_.below.size() - first << "件</summary>\n";
      for (std::size_t i = first; i < view_.below.size(); ++i) print_one_below(view_.below[i]);
      out_ << "</details>\n";
    }
    out_ << "</section>\n";
  }

  void print_one_below(const ShownBelow& below) {
    out_ << R"(<article class="cand"><h3>)" << below.label << R"(</h3><p class="facts"><span><b>)"
         << below.cases << "</b>事例</span><span><b>" << below.organizations
         << "</b>機関</span><span>あと <b>" << view_.least_cases - below.cases << "</b>事例</span>";
    if (below.organizations < 2) out_ << "<span>ほかの機関の事例がない</span>";
    out_ << "<span>まとまり <b>" << two_decimals(static_cast<double>(below.cohesion))
         << "</b></span><span>" << step_badges(below.steps) << "</span></p>\n<ol class=\"kwic\">";
    for (const QuotedEvidence& evidence : below.evidence) print_quote(evidence);
    out_ << "</ol></article>\n";
  }

  void print_quote(const QuotedEvidence& evidence) {
    out_ << "<li>" << evidence_head(evidence, taxonomy_) << "<blockquote>";
    if (!evidence.before.empty()) {
      out_ << R"(<span class="muted">)" << evidence.before << "</span>";
    }
    out_ << evidence.sentence << "</blockquote></li>\n";
  }

  /// All that is behind the number of cases, a press away.
  void print_rest(const ShownCandidate& candidate, std::size_t first) {
    if (candidate.evidence.size() > first) {
      out_ << "<details><summary>ほかの根拠 " << candidate.evidence.size() - first
           << "文</summary><ol class=\"kwic\">\n";
      for (std::size_t i = first; i < candidate.evidence.size(); ++i) {
        print_quote(candidate.evidence[i]);
      }
      out_ << "</ol></details>\n";
    }
    if (candidate.cases > candidate.evidence.size()) {
      out_ << R"(<p class="small muted">ほかに )" << candidate.cases - candidate.evidence.size()
           << "事例。</p>\n";
    }
  }

  void print_near(const NearShown& near) {
    out_ << R"(<p class="small"><b class="k">近いノウハウ</b><a href=")" << near.path << "\">"
         << near.label << "</a>";
    if (near.candidate) out_ << R"( <span class="tag tag--guess">候補</span>)";
    out_ << "（ほかのノウハウの " << one_decimal(static_cast<double>(near.times))
         << " 倍似ています）</p>\n";
  }

  void print_split(const ShownCandidate& candidate) {
    // One sentence alone is no candidate, on either side.
    if (candidate.evidence.size() < 3) return;
    out_
        << R"(<details><summary>一部の文を別の候補に分ける</summary><form class="stack-s" method="post" action="/knowhow/candidates">)"
        << csrf_field(view_.csrf) << R"(<input type="hidden" name="id" value=")" << candidate.id
        << R"("><fieldset class="block"><legend class="label">分ける文を選ぶ</legend><ul class="stack-s">
)";
    for (const QuotedEvidence& evidence : candidate.evidence) {
      out_ << R"(<li><label class="pickline"><input type="checkbox" name="case" value=")"
           << evidence.case_id << R"("> <span>)" << evidence.sentence
           << R"( <span class="muted small">)" << evidence.title << "</span></span></label></li>\n";
    }
    out_
        << R"(</ul></fieldset><p class="hint">選んだ文がもう一つの候補になります。残る文は、この候補のままです。</p><p><button class="btn" name="a" value="split">選んだ文を分ける</button></p></form></details>
)";
  }

  void print_forms(const ShownCandidate& candidate) {
    out_
        << R"(<form class="cand__acts" method="post" action="/knowhow/candidates">)"
        << csrf_field(view_.csrf) << R"(<input type="hidden" name="id" value=")" << candidate.id
        << R"("><span class="grp grp--wide"><label>名前<input class="input" name="label" maxlength="130" value=")"
        << candidate.label
        << R"("></label><button class="btn btn--main" name="a" value="accept">採用する</button></span>)";
    if (!view_.cards.empty()) {
      out_ << R"(<span class="grp"><label>統合する先<select class="input" name="into">)";
      for (const auto& [id, label] : view_.cards) {
        const bool near = candidate.near && candidate.near->id == id;
        out_ << "<option value=\"" << id << "\"";
        if (near) out_ << " selected";
        out_ << ">" << label << "</option>";
      }
      out_
          << R"(</select></label><button class="btn" name="a" value="merge">統合する</button></span>)";
    }
    out_ << R"(<span class="grp"><label>見送る理由<select class="input" name="why">)";
    for (const std::string_view reason : kReasons) out_ << "<option>" << reason << "</option>";
    out_
        << R"(</select></label><button class="btn btn--bad" name="a" value="reject">見送る</button></span></form>
)";
  }

  const KnowHowCandidatesView& view_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_knowhow_candidates(const KnowHowCandidatesView& view, const Taxonomy& taxonomy) {
  return CandidatesPage(view, taxonomy).print();
}

}  // namespace kizuki

#include "server/web/knowhow_rejected_page.hpp"

namespace kizuki {
namespace {

class RejectedPage {
 public:
  RejectedPage(const KnowHowRejectedView& view, const Taxonomy& taxonomy)
      : view_(view), taxonomy_(taxonomy) {}

  Html print() {
    out_
        << R"(<div class="page__head"><h1>見送ったノウハウ</h1><p>候補に出さず、数えないもの。もどすと、次の集計から候補や一覧に出ます</p></div>
)" << print_knowhow_tabs("/knowhow/rejected", view_.tabs);
    if (view_.restored) {
      out_
          << R"(<div class="note note--ok" role="status"><strong>もどしました</strong>次の集計から、候補や一覧に出ます。</div>
)";
    }
    if (view_.outdated) out_ << print_outdated();
    if (view_.rejected.empty()) out_ << "<p>見送ったノウハウはありません。</p>\n";
    for (const RejectedKnowHow& one : view_.rejected) print_one(one);
    out_ << print_knowhow_pager("/knowhow/rejected", "見送り", view_.page, view_.pages);
    return std::move(out_);
  }

 private:
  void print_one(const RejectedKnowHow& one) {
    out_ << R"(<article class="cand" id="c-)" << one.id << R"("><h2>)" << one.label
         << R"( <span class="tag">)"
         << std::string_view(one.card ? "外したノウハウ" : "見送った候補")
         << R"(</span></h2><p class="facts"><span>)" << one.date << "</span><span>" << one.author
         << "</span>";
    if (!one.reason.empty()) out_ << "<span>理由：" << one.reason << "</span>";
    out_ << "</p>\n";
    if (!one.evidence.empty()) {
      out_ << "<ol class=\"kwic\">";
      for (const QuotedEvidence& evidence : one.evidence) {
        out_ << "<li>" << evidence_head(evidence, taxonomy_) << "<blockquote>" << evidence.sentence
             << "</blockquote></li>\n";
      }
      out_ << "</ol>\n";
    }
    if (one.decides) {
      out_ << print_restore_form(one.id, one.label, "もどす", view_.csrf) << "\n";
    } else {
      out_
          << R"(<p class="small muted">みなが使うノウハウは、すべての組織の事例を読める人がもどせます。</p>
)";
    }
    out_ << "</article>\n";
  }

  const KnowHowRejectedView& view_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_knowhow_rejected(const KnowHowRejectedView& view, const Taxonomy& taxonomy) {
  return RejectedPage(view, taxonomy).print();
}

}  // namespace kizuki

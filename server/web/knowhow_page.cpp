#include "server/web/knowhow_page.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {
namespace {

class KnowHowPage {
 public:
  KnowHowPage(const KnowHowListView& view, const Taxonomy& taxonomy)
      : view_(view), taxonomy_(taxonomy) {
    for (const auto& rows : view.rows) {
      for (const KnowHowRow& row : rows) most_ = std::max(most_, row.cases);
    }
  }

  Html print() {
    out_ << R"(<div class="page__head"><h1>ノウハウ</h1><p>)" << with_commas(view_.cases)
         << "事例の " << with_commas(view_.sentences)
         << "文から。名前を押すと、根拠の文が開きます</p></div>\n"
         << print_knowhow_tabs("/knowhow", view_.tabs);
    if (view_.outdated) out_ << print_outdated();
    print_filter();
    print_steps();
    out_
        << R"(<p class="legend sec-s"><span><i class="k-s"></i>小規模</span><span><i class="k-m"></i>中規模</span></p>
)";
    for (int step = 1; step <= kStepCount; ++step) print_group(step);
    print_group(0);
    print_thin();
    if (view_.curates) {
      out_ << R"(<p class="sec"><a href="/knowhow/catalogue">ノウハウの書き出しと取り込み</a></p>
)";
    }
    return std::move(out_);
  }

 private:
  const std::vector<KnowHowRow>& rows_of(int step) const {
    return view_.rows.at(static_cast<std::size_t>(step));
  }

  void print_filter() {
    out_
        << R"(<form class="inline" method="get" action="/knowhow"><div class="field"><label for="ks">規模</label><select class="input" id="ks" name="scale"><option value="">すべて</option>)";
    for (const std::string_view scale : {"small", "medium"}) {
      print_option("scale", scale, view_.filter.scale);
    }
    out_
        << R"(</select></div><div class="field"><label for="ki">課題</label><select class="input" id="ki" name="issue"><option value="">すべて</option>)";
    for (const std::string& issue : view_.issues) print_option("issue", issue, view_.filter.issue);
    out_ << "</select></div><button class=\"btn\">しぼりこむ</button></form>\n";
  }

  void print_option(std::string_view facet, std::string_view value, std::string_view chosen) {
    out_ << "<option value=\"" << value << "\"";
    if (value == chosen) out_ << " selected";
    out_ << ">" << shown_value(facet, value, taxonomy_) << "</option>";
  }

  void print_steps() {
    out_ << R"(<ol class="stepnav stepnav--wrap" aria-label="ステップへ移る">)";
    for (int step = 1; step <= kStepCount; ++step) {
      out_ << R"(<li class="s)" << step << R"("><a href="#s)" << step << R"("><span class="step s)"
           << step << R"("><span class="vh">ステップ</span>)" << step
           << R"(</span><span class="stepnav__name">)" << step_name_markup(step)
           << R"(</span><span class="stepnav__n">)" << rows_of(step).size()
           << R"(<span class="vh">件</span></span></a></li>)";
    }
    out_ << "</ol>\n";
  }

  void print_group(int step) {
    const auto& rows = rows_of(step);
    if (step == 0 && rows.empty()) return;
    out_ << R"(<section class="cat s)" << step << R"(" id="s)" << step << R"(">)";
    if (rows.empty()) {
      out_
          << "<h2>" << step_badge(step) << step_name(step)
          << R"(</h2><p class="muted small">このステップのノウハウは、まだ見つかっていません。</p></section>
)";
      return;
    }
    out_ << "<table><caption>";
    if (step > 0) {
      out_ << step_badge(step) << step_name(step);
    } else {
      out_ << "ステップを決めていないもの";
    }
    out_
        << "<small>" << rows.size()
        << R"(件</small></caption><colgroup><col class="c1"><col class="c2"><col class="c3"><col class="c4"><col class="c5"></colgroup><thead><tr><th scope="col">ノウハウ</th><th scope="col">事例</th><th scope="col" class="n">機関</th><th scope="col">小規模／中規模</th><th scope="col">多い課題</th></tr></thead><tbody>
)";
    for (const KnowHowRow& row : rows) print_row(row);
    out_ << "</tbody></table></section>\n";
  }

  void print_row(const KnowHowRow& row) {
    out_ << R"(<tr><th scope="row"><a href="/knowhow/)" << percent_encode(row.id) << "\">"
         << row.label << "</a>";
    if (row.organizations == 1) out_ << R"( <span class="tag">1機関だけ</span>)";
    out_ << R"(</th><td data-l="事例">)" << bar_cell(row.cases, most_)
         << R"(</td><td data-l="機関" class="n">)" << row.organizations
         << R"(</td><td data-l="小／中">)";
    const std::uint32_t known = row.small + row.medium;
    const std::uint32_t share = known == 0 ? 0 : row.small * 100 / known;
    out_
        << R"(<span class="barcell"><b class="nb">)" << row.small << "/" << row.medium
        << R"(</b><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="b-bg" width="100" height="10"/>)";
    if (known > 0) {
      out_ << R"(<rect class="b-fg" width=")" << share << R"(" height="10"/><rect class="b-2" x=")"
           << share << R"(" width=")" << 100 - share << R"(" height="10"/>)";
    }
    out_ << R"(</svg></span></td><td data-l="課題">)";
    for (std::size_t i = 0; i < row.issues.size(); ++i) {
      if (i > 0) out_ << "、";
      out_ << shown_value("issue", row.issues[i], taxonomy_);
    }
    if (row.issues.empty()) out_ << R"(<span class="muted">―</span>)";
    out_ << "</td></tr>\n";
  }

  void print_thin() {
    if (view_.thin.empty()) return;
    out_
        << R"(<section class="sec"><h2>根拠が足りないノウハウ</h2><p class="lead">3事例に満たないものは、くり返し出てくるとは言えません。</p><ul class="cols">)";
    for (const KnowHowRow& row : view_.thin) {
      out_ << R"(<li><a href="/knowhow/)" << percent_encode(row.id) << "\">" << row.label
           << R"(</a> <span class="num muted">)" << row.cases << "事例</span></li>\n";
    }
    out_ << "</ul></section>\n";
  }

  const KnowHowListView& view_;
  const Taxonomy& taxonomy_;
  std::uint32_t most_ = 1;
  Html out_;
};

}  // namespace

Html print_knowhow(const KnowHowListView& view, const Taxonomy& taxonomy) {
  return KnowHowPage(view, taxonomy).print();
}

}  // namespace kizuki

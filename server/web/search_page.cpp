#include "server/web/search_page.hpp"

#include <algorithm>
#include <utility>

#include "server/http/request_target.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"
#include "server/web/search_parts.hpp"

namespace kizuki {
namespace {

class SearchPage {
 public:
  SearchPage(const SearchView& view, const Taxonomy& taxonomy)
      : view_(view), taxonomy_(taxonomy), start_(view.request.empty() && view.problem.empty()) {}

  Html print() {
    out_ << "<h1 class=\"vh\">検索</h1>\n";
    print_box();
    if (!view_.problem.empty()) {
      print_problem();
    } else if (start_) {
      print_start();
    } else if (view_.hits.hits.empty() && view_.hits.total == 0) {
      out_ << print_search_nothing(view_, taxonomy_);
    } else {
      out_ << print_search_result(view_, taxonomy_);
    }
    return std::move(out_);
  }

 private:
  void print_box() {
    out_ << R"(<form class="ask)";
    if (!start_) out_ << " ask--slim";
    out_ << R"(" id="f" role="search" method="post" action="/#hits">
<label class="label" for="q">困りごとや場面を、ことばで</label>
<div class="ask__row"><textarea class="input" id="q" name="q" rows=")"
         << (start_ ? 3 : 1) << R"(">
)" << view_.request.text
         << R"(</textarea><button class="btn btn--main">さがす</button></div>
)" << csrf_field(view_.csrf);
    if (view_.request.order != HitOrder::kRelevance) {
      out_ << R"(<input type="hidden" name="sort" value=")"
           << std::string(view_.request.order == HitOrder::kNewest ? "date" : "oldest") << "\">\n";
    }
    if (view_.request.as_written) out_ << "<input type=\"hidden\" name=\"w\" value=\"1\">\n";
    for (const ChosenFilter& filter : view_.request.filters) {
      out_ << R"(<input type="hidden" name="f" value=")" << filter.name << ":" << filter.value
           << "\">\n";
    }
    out_
        << R"(<div class="ask__foot"><span>相談メモもそのまま貼れます。書いたことはURLにも記録にも残りません。</span><details class="more"><summary>書き方</summary><p>空白で区切ると「なるべく全部」、OR で「どれか」、-語 で除く、"語句" でその並びどおり。<span class="code">規模:小規模</span> <span class="code">ステップ:5</span> も書けます。</p></details></div></form>
)";
  }

  void print_problem() {
    out_
        << R"(<section class="sec" id="hits"><div class="note note--warn" role="alert"><strong>このままではさがせません</strong>)"
        << view_.problem << "</div></section>\n";
  }

  // ---- first view

  void print_start() {
    out_ << R"(<section class="sec"><h2>例から始める</h2>
<ul class="chips">)";
    for (const std::string_view example :
         {"親子げんか 路線対立 跡取り", "値上げを言い出せない店主", "辞めた社員に理由を聞いた"}) {
      out_ << R"(<li><form method="post" action="/#hits">)" << csrf_field(view_.csrf)
           << R"(<button class="chip chip--go" name="q" value=")" << example << R"(">)" << example
           << "</button></form></li>";
    }
    out_ << R"(</ul></section>
<section class="sec"><h2>いまのステップから見る</h2>
)";
    print_step_links();
    out_ << R"(<p class="small muted">数字は、そのステップの記述がある事例の数（)"
         << with_commas(view_.hits.total) << "件のうち）。</p></section>\n";
    out_ << R"(<div class="cols cols--start">)";
    print_value_list("issue", "課題から見る", 12);
    print_value_list("industry", "業種から見る", 12);
    print_value_list("supporter", "支援機関から見る", 8);
    out_ << "</div>\n";
  }

  void print_step_links() {
    const FacetCounts* counts = counts_of(view_, "step");
    out_ << R"(<ol class="stepnav stepnav--wrap" aria-label="ステップでしぼる">)";
    for (int step = 1; step <= kStepCount; ++step) {
      out_ << R"(<li class="s)" << step << R"("><a href="/?f=step:)" << step
           << R"(#hits"><span class="step s)" << step << R"("><span class="vh">ステップ</span>)"
           << step << R"(</span><span class="stepnav__name">)" << step_name_markup(step)
           << R"(</span><span class="stepnav__n">)"
           << with_commas(count_of(counts, std::to_string(step)))
           << R"(<span class="vh">件</span></span></a></li>)";
    }
    out_ << "</ol>\n";
  }

  void print_value_list(std::string_view name, std::string_view heading, std::size_t most) {
    const FacetCounts* counts = counts_of(view_, name);
    if (counts == nullptr || counts->values.empty()) return;
    out_ << R"(<section class="sec"><h2>)" << heading << "</h2><ul>";
    const std::uint64_t largest = std::max<std::uint64_t>(counts->values.front().cases, 1);
    std::size_t shown = 0;
    for (const FacetCount& count : counts->values) {
      if (name == "industry" && count.value.size() != 1) continue;
      if (shown++ == most) break;
      out_
          << R"(<li class="list-row"><a href="/?f=)" << std::string(name) << ":"
          << percent_encode(count.value) << R"(#hits">)"
          << shown_value(name, count.value, taxonomy_)
          << R"(</a><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="b-bg" width="100" height="10"/><rect class="b-fg" width=")"
          << count.cases * 100 / largest << R"(" height="10"/></svg><span class="num">)"
          << with_commas(count.cases) << "件</span></li>";
    }
    out_ << "</ul></section>\n";
  }

  const SearchView& view_;
  const Taxonomy& taxonomy_;
  bool start_;
  Html out_;
};

}  // namespace

Html print_search(const SearchView& view, const Taxonomy& taxonomy) {
  return SearchPage(view, taxonomy).print();
}

std::string search_title(const SearchView& view) {
  // The window's title stands in the browser's history: nothing that was typed goes there.
  if (view.request.empty()) return "検索";
  return "検索の結果 " + with_commas(view.hits.total) + "件";
}

}  // namespace kizuki

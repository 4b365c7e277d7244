#include "server/web/search_page.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/utf8.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownValues = 6;  // of a facet, before 「ほか」
constexpr std::size_t kMostValues = 40;  // behind it
constexpr std::size_t kReasonWords = 6;
constexpr std::size_t kLastPage = 100;

const FacetCounts* counts_of(const SearchView& view, std::string_view name) {
  for (const FacetCounts& counts : view.facets) {
    if (counts.name == name) return &counts;
  }
  return nullptr;
}

std::uint64_t count_of(const FacetCounts* counts, std::string_view value) {
  if (counts == nullptr) return 0;
  for (const FacetCount& count : counts->values) {
    if (count.value == value) return count.cases;
  }
  return 0;
}

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
      print_nothing();
    } else {
      print_result();
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
    for (int step = 1; step <= kSteps; ++step) {
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

  // ---- nothing found

  void print_nothing() {
    out_
        << R"(<section class="sec" id="hits" aria-labelledby="hh"><div class="hits__head"><h2 id="hh">あてはまる事例は 0件</h2></div>
)";
    print_chips();
    out_ << "</section>\n<div class=\"cols cols--2\">\n<section class=\"sec\">";
    if (!view_.relaxations.empty()) {
      out_ << "<h2>条件をひとつ外すと見つかります</h2>\n<ul>";
      const std::uint64_t largest = view_.relaxations.front().cases;
      for (const FilterRelaxation& way : view_.relaxations) {
        out_
            << R"(<li class="list-row"><button class="btn btn--s" form="f" name="t" value=")"
            << way.filter.name << ":" << way.filter.value << R"(">「)" << chip_text(way.filter)
            << R"(」を外す</button><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="b-bg" width="100" height="10"/><rect class="b-fg" width=")"
            << way.cases * 100 / std::max<std::uint64_t>(largest, 1)
            << R"(" height="10"/></svg><span class="num">)" << with_commas(way.cases)
            << "件</span></li>";
      }
      out_ << "</ul>";
    } else {
      out_ << "<h2>ことばを減らすか、言いかえてください</h2><p>「-語」や \"語句\" "
              "を外すと見つかることがあります。</p>";
    }
    print_ignored();
    out_ << R"(</section>
<section class="sec"><div class="panel panel--wash stack-s"><h2>ことばが合わないときは</h2><p>困りごとを文章で書くと、言いまわしが違う事例も拾えます。相談メモをそのまま貼ってみてください。</p></div></section>
</div>
)";
  }

  void print_ignored() {
    if (view_.hits.ignored_words.empty()) return;
    out_ << R"(<p class="small muted">どの事例にもないことば：)";
    bool first = true;
    for (const std::string& word : view_.hits.ignored_words) {
      if (!first) out_ << "、";
      first = false;
      out_ << std::string(utf8_prefix(word, 120));
    }
    out_ << "</p>";
  }

  // ---- hits

  void print_result() {
    out_ << "<div class=\"cols cols--search cols--hits\">\n";
    print_facets();
    out_ << "<section id=\"hits\" aria-labelledby=\"hh\">\n";
    print_steps();
    out_ << R"(<div class="hits__head"><h2 id="hh">)" << count_text() << R"(</h2></div>
)";
    print_chips();
    if (view_.hits.partial) {
      out_
          << R"(<div class="note" role="status"><strong>時間内に見終えた分だけを出しています</strong>ことばを減らすか条件を足すと、全部から選べます。</div>)";
    }
    std::size_t number = view_.request.offset;
    for (std::size_t i = 0; i < view_.hits.hits.size(); ++i) {
      print_hit(view_.hits.hits[i], view_.briefs[i], ++number);
    }
    if (view_.hits.hits.empty()) {
      out_ << "<p class=\"sec-s\">この先に事例はありません。</p>";
    }
    print_pager();
    out_ << "</section>\n";
    print_aside();
    out_ << "</div>\n";
  }

  std::string count_text() const {
    return (view_.hits.total_is_estimate ? "約" : "") + with_commas(view_.hits.total) + "件の事例";
  }

  bool is_chosen(std::string_view name, std::string_view value) const {
    return std::any_of(
        view_.request.filters.begin(), view_.request.filters.end(),
        [&](const ChosenFilter& filter) { return filter.name == name && filter.value == value; });
  }

  void print_steps() {
    const FacetCounts* counts = counts_of(view_, "step");
    out_ << R"(<ol class="stepnav" aria-label="ステップでしぼる">)";
    for (int step = 1; step <= kSteps; ++step) {
      const std::string value = std::to_string(step);
      out_ << R"(<li class="s)" << step << R"("><button form="f" name="t" value="step:)" << step
           << R"(" aria-pressed=")" << pressed("step", value) << R"("><span class="step s)" << step
           << R"("><span class="vh">ステップ</span>)" << step
           << R"(</span><span class="stepnav__name">)" << step_name_markup(step)
           << R"(</span><span class="stepnav__n">)" << with_commas(count_of(counts, value))
           << R"(<span class="vh">件</span></span></button></li>)";
    }
    out_ << "</ol>\n";
  }

  std::string pressed(std::string_view name, std::string_view value) const {
    return is_chosen(name, value) ? "true" : "false";
  }

  void print_facets() {
    out_ << R"(<section class="facets" id="facets" aria-labelledby="fh">
<div class="hits__head"><h2 id="fh">しぼりこみ</h2><a class="btn btn--s only-narrow" href="#hits">)"
         << with_commas(view_.hits.total) << "件を見る</a></div>\n";
    for (const FacetLabel& facet : kShownFacets) {
      if (facet.name != "step") print_facet(facet);
    }
    out_ << "</section>\n";
  }

  void print_facet(const FacetLabel& facet) {
    const FacetCounts* counts = counts_of(view_, facet.name);
    if (counts == nullptr) return;
    std::vector<FacetCount> values;
    for (const FacetCount& count : counts->values) {
      if (facet.name == "industry" && count.value.size() != 1) continue;
      if (values.size() < kMostValues) values.push_back(count);
    }
    if (values.empty()) return;
    // What is chosen stands in sight.
    std::stable_partition(values.begin(), values.end(), [&](const FacetCount& count) {
      return is_chosen(facet.name, count.value);
    });
    out_ << R"(<div class="facet" role="group" aria-label=")" << facet.label << R"("><h3>)"
         << facet.label << "</h3>";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i == kShownValues) out_ << R"(<details class="more"><summary>ほか</summary>)";
      const FacetCount& count = values[i];
      out_ << R"(<button class="facet__v" form="f" name="t" value=")" << facet.name << ":"
           << count.value << R"(" aria-pressed=")" << pressed(facet.name, count.value)
           << R"(" data-n=")" << count.cases << R"("><span>)"
           << shown_value(facet.name, count.value, taxonomy_) << R"(</span><span class="num">)"
           << with_commas(count.cases) << R"(<span class="vh">件</span></span></button>)";
    }
    if (values.size() > kShownValues) out_ << "</details>";
    out_ << "</div>\n";
  }

  std::string chip_text(const ChosenFilter& filter) const {
    const std::string_view label = facet_label(filter.name);
    return (label.empty() ? filter.name : std::string(label)) + "：" +
           shown_value(filter.name, filter.value, taxonomy_);
  }

  void print_chips() {
    out_ << R"(<div class="chips">)";
    for (const ChosenFilter& filter : view_.request.filters) {
      out_ << R"(<button class="chip" form="f" name="t" value=")" << filter.name << ":"
           << filter.value << R"("><span>)" << chip_text(filter)
           << R"(</span><span class="vh">を外す</span></button>)";
    }
    if (view_.hits.total > 0) {
      out_ << R"(<a class="btn btn--s only-narrow" href="#facets">しぼりこみ</a>)";
      print_expansions();
      print_ignored();
    }
    out_ << "</div>\n";
  }

  void print_hit(const Hit& hit, const CaseBrief& brief, std::size_t number) {
    out_ << R"(<article class="hit" id="h)" << number << R"(">
<h3><a href="/cases/)"
         << percent_encode(hit.id) << R"(">)" << marked_text(hit.title, hit.title_marks)
         << "</a></h3>\n"
         << who_line(hit.facets, brief, taxonomy_);
    print_reason(hit);
    bool outcome_shown = false;
    for (const Snippet& snippet : hit.snippets) {
      outcome_shown = outcome_shown || snippet.field == FieldKind::kOutcome;
      print_snippet(snippet, brief);
    }
    if (!outcome_shown && !brief.outcome.empty()) {
      const std::string_view shown = utf8_prefix(brief.outcome, 360);
      out_ << R"(<p class="hit__out"><b>成果</b>)" << shown;
      if (shown.size() < brief.outcome.size()) out_ << "…";
      out_ << "</p>\n";
    }
    out_ << "</article>\n";
  }

  void print_snippet(const Snippet& snippet, const CaseBrief& brief) {
    out_ << R"(<p class="hit__text">)";
    if (snippet.field == FieldKind::kOutcome) out_ << "<b class=\"k\">成果</b>";
    const bool in_part = snippet.field == FieldKind::kBody || snippet.field == FieldKind::kHeading;
    if (in_part && snippet.section < brief.parts.size()) {
      for (const int step : brief.parts[snippet.section].steps) out_ << step_badge(step);
      out_ << " ";
    }
    out_ << marked_text(snippet.text, snippet.marks) << "</p>\n";
  }

  /// Words that are marked above or below, and the tags of a guess; nothing that a set filter
  /// guarantees anyway.
  void print_reason(const Hit& hit) {
    std::vector<std::string> words;
    const auto add = [&](std::string_view text, const std::vector<TextSpan>& marks) {
      for (const TextSpan mark : marks) {
        std::string word = reason_word(hit, mark.of(text));
        if (std::find(words.begin(), words.end(), word) == words.end()) {
          words.push_back(std::move(word));
        }
      }
    };
    add(hit.title, hit.title_marks);
    for (const Snippet& snippet : hit.snippets) add(snippet.text, snippet.marks);
    Html issues;
    for (const HitFacet& issue : facets_named(hit.facets, "issue")) {
      if (is_chosen("issue", issue.value)) continue;
      if (!issues.empty()) issues << "、";
      issues << shown_value("issue", issue.value, taxonomy_) << origin_tag(issue);
    }
    if (!words.empty()) {
      out_ << R"(<p class="why"><b>理由</b><span><i>ことば</i>)";
      for (std::size_t i = 0; i < std::min(words.size(), kReasonWords); ++i) {
        if (i > 0) out_ << "、";
        out_ << words[i];
      }
      if (words.size() > kReasonWords) out_ << " ほか" << words.size() - kReasonWords;
      out_ << "</span></p>\n";
    }
    if (!issues.empty()) {
      out_ << R"(<p class="hit__out"><b>課題</b>)" << issues << "</p>\n";
    }
  }

  /// The marked word; "後継者＝跡取り" when it stands for another that was typed.
  static std::string reason_word(const Hit& hit, std::string_view marked) {
    for (const MatchedWord& match : hit.matched) {
      if (match.word == marked && match.asked != match.word) {
        return match.word + "＝" + match.asked;
      }
    }
    return std::string(marked);
  }

  void print_expansions() {
    if (view_.hits.expansions.empty()) return;
    out_ << R"(<span class="said small muted">)";
    for (const Expansion& expansion : view_.hits.expansions) {
      out_ << "「" << expansion.asked << "」は ";
      for (std::size_t i = 0; i < expansion.words.size(); ++i) {
        if (i > 0) out_ << "・";
        out_ << expansion.words[i].text;
      }
      out_ << " でもさがしました。";
    }
    out_ << "</span>";
  }

  void print_pager() {
    const std::size_t page = view_.request.offset / view_.request.limit + 1;
    const std::size_t last = std::min<std::size_t>(
        (view_.hits.total + view_.request.limit - 1) / view_.request.limit, kLastPage);
    if (last < 2) return;
    out_ << R"(<nav class="pager" aria-label="ページ">)";
    const auto button = [&](std::size_t to, std::string_view text) {
      out_ << R"(<button class="btn btn--s" form="f" name="page" value=")" << to << R"(">)" << text
           << "</button>";
    };
    if (page > 1) button(page - 1, "前へ");
    out_ << "<span>" << page << " / " << last << "ページ</span>";
    if (page < last) button(page + 1, "次へ");
    out_ << "</nav>\n";
  }

  /// The guideline's caution for the step in view: the one that was chosen, else the commonest.
  void print_aside() {
    int step = 0;
    std::uint64_t most = 0;
    const FacetCounts* counts = counts_of(view_, "step");
    for (int candidate = 1; candidate <= kSteps; ++candidate) {
      const std::string value = std::to_string(candidate);
      const std::uint64_t cases =
          count_of(counts, value) + (is_chosen("step", value) ? 1'000'000'000 : 0);
      if (cases > most) {
        most = cases;
        step = candidate;
      }
    }
    if (step == 0) return;
    out_ << R"(<aside class="stick stack" aria-label="このステップの留意点">
<div class="panel panel--wash"><h2>)"
         << step_badge(step) << " " << step_name(step) << R"( での留意点</h2><p class="small">)"
         << step_caution(step)
         << R"(</p><p class="small muted">経営力再構築伴走支援ガイドラインから要約</p></div>
</aside>
)";
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

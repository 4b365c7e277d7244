// The page 検索 with hits.
#include <algorithm>
#include <utility>

#include "engine/base/utf8.hpp"
#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/hit_reasons_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/reading_parts.hpp"
#include "server/web/search_parts.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownValues = 6;  // of a facet, before 「ほか」
constexpr std::size_t kMostValues = 40;  // behind it
constexpr std::size_t kReasonWords = 6;
constexpr std::size_t kLastPage = 100;

class SearchResult {
 public:
  SearchResult(const SearchView& view, const Taxonomy& taxonomy)
      : view_(view), taxonomy_(taxonomy) {}

  Html print() {
    print_result();
    return std::move(out_);
  }

 private:
  void print_result() {
    out_ << "<div class=\"cols cols--search cols--hits\">\n";
    print_facets();
    out_ << "<section id=\"hits\" class=\"picks\" aria-labelledby=\"hh\">\n";
    print_steps();
    out_ << R"(<div class="hits__head"><h2 id="hh">)" << count_text() << "</h2>";
    print_sort();
    out_ << "</div>\n" << print_chips(view_, taxonomy_) << print_suggestion(view_);
    out_ << print_readings(view_.hits.understanding.attributes, view_.request.disbelieved, "f",
                           taxonomy_);
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
    out_ << print_tray(view_.csrf) << "</section>\n";
    print_aside();
    out_ << "</div>\n";
  }

  std::string count_text() const {
    return (view_.hits.total_is_estimate ? "約" : "") + with_commas(view_.hits.total) + "件の事例";
  }

  void print_sort() {
    if (view_.hits.total < 2) return;
    out_ << R"(<div class="sort" role="group" aria-label="並べかえ">)";
    const auto button = [&](HitOrder order, std::string_view code, std::string_view text) {
      out_ << R"(<button class="linklike" form="f" name="order" value=")" << code << "\"";
      if (view_.request.order == order) out_ << R"( aria-current="true")";
      out_ << ">" << text << "</button>";
    };
    button(HitOrder::kRelevance, "relevance", "近い順");
    button(HitOrder::kNewest, "date", "新しい順");
    button(HitOrder::kOldest, "oldest", "古い順");
    out_ << "</div>";
  }

  void print_steps() {
    const FacetCounts* counts = counts_of(view_, "step");
    out_ << R"(<ol class="stepnav" aria-label="ステップでしぼる">)";
    for (int step = 1; step <= kStepCount; ++step) {
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
    return is_chosen(view_, name, value) ? "true" : "false";
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
      if (choice_label(view_, facet.name, count.value, taxonomy_).empty()) continue;
      if (values.size() < kMostValues) values.push_back(count);
    }
    if (values.empty()) return;
    // What is chosen stands in sight.
    std::stable_partition(values.begin(), values.end(), [&](const FacetCount& count) {
      return is_chosen(view_, facet.name, count.value);
    });
    out_ << R"(<div class="facet" role="group" aria-label=")" << facet.label << R"("><h3>)"
         << facet.label << "</h3>";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i == kShownValues) out_ << R"(<details class="more"><summary>ほか</summary>)";
      const FacetCount& count = values[i];
      out_ << R"(<button class="facet__v" form="f" name="t" value=")" << facet.name << ":"
           << count.value << R"(" aria-pressed=")" << pressed(facet.name, count.value)
           << R"(" data-n=")" << count.cases << R"("><span>)"
           << choice_label(view_, facet.name, count.value, taxonomy_)
           << R"(</span><span class="num">)" << with_commas(count.cases)
           << R"(<span class="vh">件</span></span></button>)";
    }
    if (values.size() > kShownValues) out_ << "</details>";
    out_ << "</div>\n";
  }

  /// Behind the address of a hit's case.
  std::string from() const { return view_.trail.empty() ? "" : "?from=" + view_.trail; }

  void print_hit(const Hit& hit, const CaseBrief& brief, std::size_t number) {
    out_ << R"(<article class="hit" id="h)" << number << R"(">
<h3><a href="/cases/)"
         << percent_encode(hit.id) << from() << R"(">)" << marked_text(hit.title, hit.title_marks)
         << "</a></h3>\n"
         << print_pick(hit.id, hit.title) << who_line(hit.facets, brief, taxonomy_);
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
    out_ << print_keep(view_.csrf, hit.id, hit.title);
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

  /// Why it was found, in short the words that are marked above or below; and the tags of a guess;
  /// nothing that a set filter guarantees anyway.
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
      if (is_chosen(view_, "issue", issue.value)) continue;
      if (!issues.empty()) issues << "、";
      issues << shown_value("issue", issue.value, taxonomy_) << origin_tag(issue);
    }
    ReasonsShown shown;
    const std::string behind = from();
    shown.behind_address = behind;
    out_ << print_hit_reasons(hit, words_line(words), taxonomy_, shown);
    if (!issues.empty()) {
      out_ << R"(<p class="hit__out"><b>課題</b>)" << issues << "</p>\n";
    }
  }

  static Html words_line(const std::vector<std::string>& words) {
    Html out;
    if (words.empty()) return out;
    out << "<span><i>ことば</i>";
    for (std::size_t i = 0; i < std::min(words.size(), kReasonWords); ++i) {
      if (i > 0) out << "、";
      out << words[i];
    }
    if (words.size() > kReasonWords) out << " ほか" << words.size() - kReasonWords;
    return out << "</span>";
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

  void print_aside() {
    const int step = step_in_view();
    if (step == 0 && view_.recurring.empty()) return;
    out_ << R"(<aside class="stick stack" aria-label="この結果について">
)";
    print_recurring();
    if (step > 0) print_caution(step);
    out_ << "</aside>\n";
  }

  /// What the hits of all pages have in common, counted.
  void print_recurring() {
    if (view_.recurring.empty()) return;
    out_ << R"(<div class="panel"><h2>)";
    if (view_.recurring_of < view_.hits.total) {
      out_ << "近いほうの" << with_commas(view_.recurring_of) << "件";
    } else {
      out_ << "この" << with_commas(view_.recurring_of) << "件";
    }
    out_ << "にくり返し出るノウハウ</h2><ol>";
    for (const RecurringKnowHow& one : view_.recurring) {
      out_
          << R"(<li class="row2"><a href="/knowhow/)" << percent_encode(one.id) << "\">"
          << one.label << R"(</a><span class="num">)" << one.cases
          << R"(件</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="b-bg" width="100" height="10"/><rect class="b-fg" width=")"
          << std::size_t{one.cases} * 100 / std::max<std::size_t>(view_.recurring_of, 1)
          << R"(" height="10"/></svg></li>
)";
    }
    out_ << "</ol></div>\n";
  }

  /// The step that was chosen, else the commonest of the hits; 0 when they have none.
  int step_in_view() const {
    int step = 0;
    std::uint64_t most = 0;
    const FacetCounts* counts = counts_of(view_, "step");
    for (int candidate = 1; candidate <= kStepCount; ++candidate) {
      const std::string value = std::to_string(candidate);
      const std::uint64_t cases =
          count_of(counts, value) + (is_chosen(view_, "step", value) ? 1'000'000'000 : 0);
      if (cases > most) {
        most = cases;
        step = candidate;
      }
    }
    return step;
  }

  /// The guideline's caution for a step.
  void print_caution(int step) {
    out_ << R"(<div class="panel panel--wash"><h2>)" << step_badge(step) << " " << step_name(step)
         << R"( での留意点</h2><p class="small">)" << step_caution(step)
         << R"(</p><p class="small muted">経営力再構築伴走支援ガイドラインから要約</p></div>
)";
  }

  const SearchView& view_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_search_result(const SearchView& view, const Taxonomy& taxonomy) {
  return SearchResult(view, taxonomy).print();
}

}  // namespace kizuki

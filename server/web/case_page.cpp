#include "server/web/case_page.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/request_target.hpp"
#include "server/web/case_marks.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/labels.hpp"
#include "server/web/page.hpp"
#include "server/web/similar_page.hpp"

namespace kizuki {
namespace {

constexpr int kTurnStep = 5;  // 内発的動機づけ

class CasePage {
 public:
  CasePage(const CaseBrief& brief, const std::vector<HitFacet>& facets, const RelatedCases& related,
           const CaseMarks& marks, const Taxonomy& taxonomy, const CaseVisit& visit)
      : brief_(brief),
        facets_(facets),
        related_(related),
        marks_(marks),
        taxonomy_(taxonomy),
        visit_(visit) {}

  Html print() {
    print_crumb();
    out_ << R"(<div class="page__head"><h1>)" << brief_.title << R"(</h1><div class="page__acts">)";
    print_keep_form();
    out_
        << R"(<button class="btn btn--s" type="button" data-print hidden>印刷する</button></div></div>
)";
    print_strip();
    print_arc();
    print_line();
    for (std::size_t i = 0; i < brief_.parts.size(); ++i) print_part(i);
    out_ << print_case_questions(marks_);
    print_related();
    return std::move(out_);
  }

 private:
  void print_crumb() {
    out_ << R"(<nav class="crumb" aria-label="いまの場所"><ol class="crumb"><li>)";
    if (!visit_.trail) {
      out_ << R"(<a href="/">検索</a></li><li aria-current="page">事例</li></ol></nav>
)";
      return;
    }
    const TrailStep& step = *visit_.trail;
    out_ << R"(<a href="/?from=)" << step.token << "#h" << step.number << R"(">検索結果 )"
         << std::string_view(step.total_is_estimate ? "約" : "") << with_commas(step.total)
         << R"(件</a></li><li aria-current="page">)" << with_commas(step.number)
         << "件目</li></ol>";
    print_step_link("前の事例", step.previous, step.token);
    print_step_link("次の事例", step.next, step.token);
    out_ << "</nav>\n";
  }

  void print_step_link(std::string_view text, std::string_view id, std::string_view token) {
    if (id.empty()) return;
    out_ << R"(<a class="btn btn--s" href="/cases/)" << percent_encode(id) << "?from=" << token
         << "\">" << text << "</a>";
  }

  void print_keep_form() {
    if (visit_.csrf.empty()) return;
    out_ << R"(<form method="post" action="/mylist" data-keep>)" << csrf_field(visit_.csrf)
         << R"(<button class="btn btn--s" name="add" value=")" << brief_.id
         << R"(">マイリストに加える</button></form>)";
    if (!visit_.may_revise) return;
    out_ << R"(<form method="post" action="/register/)" << percent_encode(brief_.id) << "\">"
         << csrf_field(visit_.csrf)
         << R"(<button class="btn btn--s" name="do" value="revise">この事例を直す</button></form>)";
  }

  void print_fact(std::string_view label, const Html& value) {
    if (value.empty()) return;
    out_ << "<div><dt>" << label << "</dt><dd>" << value << "</dd></div>";
  }

  Html text(std::string_view value) const {
    Html html;
    html << value;
    return html;
  }

  Html labels(std::string_view name) const {
    Html html;
    for (const HitFacet& facet : facets_named(facets_, name)) {
      if (name == "industry" && facet.value.size() != 1) continue;
      if (!html.empty()) html << "、";
      html << shown_value(name, facet.value, taxonomy_) << origin_tag(facet);
    }
    return html;
  }

  void print_strip() {
    out_ << "<dl class=\"strip\">";
    print_fact("規模", scale_line(facets_, brief_, taxonomy_));
    print_fact("事業", text(brief_.business));
    print_fact("業種", labels("industry"));
    print_fact("所在", text(brief_.prefecture));
    print_fact("支援", text(brief_.supporter));
    Html period;
    if (!brief_.period_from.empty() || !brief_.period_to.empty()) {
      period << brief_.period_from << "〜" << brief_.period_to;
    }
    print_fact("期間", period);
    Html tools;
    for (const std::string& tool : brief_.tools) {
      if (!tools.empty()) tools << "、";
      tools << tool;
    }
    print_fact("道具", tools);
    print_fact("番号", text(brief_.id));
    print_fact("出典", text(brief_.source_title));
    out_ << "</dl>\n";
  }

  /// What was asked, what lay behind it, where it turned, what came of it; boxes without content
  /// are left out.
  void print_arc() {
    const Html stated = labels("stated_issue");
    const Html essential = labels("essential_issue");
    const Html issues = labels("issue");
    out_ << R"(<ol class="arc arc--fit">)";
    const auto box = [&](std::string_view heading, const Html& content) {
      if (!content.empty()) out_ << "<li><h2>" << heading << "</h2><p>" << content << "</p></li>";
    };
    box("相談の課題", stated);
    box("奥にあった課題", essential);
    box("課題", issues);
    print_turn_box();
    box("成果", text(brief_.outcome));
    out_ << "</ol>\n";
  }

  /// The sentence of the turning point; empty when there is none.
  std::string_view turn_sentence() const {
    const auto& turn = marks_.turn;
    if (!turn || turn->section >= brief_.parts.size()) return {};
    const std::string& text = brief_.parts[turn->section].text;
    return turn->span.end <= text.size() ? turn->span.of(text) : std::string_view();
  }

  /// The step that it belongs to: of those of its section the last up to 内発的動機づけ.
  int turn_step() const {
    if (turn_sentence().empty()) return 0;
    int best = 0;
    for (const int step : brief_.parts[marks_.turn->section].steps) {
      if (step <= kTurnStep) best = std::max(best, step);
    }
    return best;
  }

  void print_turn_box() {
    const std::string_view sentence = turn_sentence();
    if (sentence.empty()) return;
    out_ << R"(<li class="arc__turn"><h2>)";
    if (turn_step() > 0) out_ << step_badge(turn_step());
    out_ << R"(転機 <span class="tag tag--guess">推定</span></h2><p><a href="#turn">)" << sentence
         << "</a></p></li>";
  }

  /// The seven steps with the parts that tell of them.
  void print_line() {
    out_ << R"(<ol class="line" aria-label="ステップごとの流れ">)";
    for (int step = 1; step <= kStepCount; ++step) {
      Html links;
      for (std::size_t i = 0; i < brief_.parts.size(); ++i) {
        const auto& steps = brief_.parts[i].steps;
        if (std::find(steps.begin(), steps.end(), step) == steps.end()) continue;
        links << R"(<a href="#p)" << i + 1 << R"(">)" << heading_of(i) << "</a>";
      }
      if (step == turn_step()) links << R"(<a class="turn" href="#turn">転機</a>)";
      const HitFacet* read = predicted_step(step);
      const bool none = links.empty() && read == nullptr;
      out_ << R"(<li><span class="step )";
      if (none) {
        out_ << "step--none";
      } else {
        out_ << "s" << step;
        if (links.empty()) out_ << " step--guess";
      }
      out_ << R"(">)" << step << "</span><div><b>" << step_name(step) << "</b>" << links;
      if (links.empty() && read != nullptr) {
        out_ << R"(<span class="muted">本文から読み取り</span>)" << origin_tag(*read);
      }
      if (none) out_ << R"(<span class="muted">記述なし</span>)";
      out_ << "</div></li>";
    }
    out_ << "</ol>\n";
  }

  const HitFacet* predicted_step(int step) const {
    for (const HitFacet& facet : facets_) {
      if (facet.name == "step" && facet.value == std::to_string(step)) return &facet;
    }
    return nullptr;
  }

  std::string heading_of(std::size_t part) const {
    const std::string& heading = brief_.parts[part].heading;
    return heading.empty() ? "第" + std::to_string(part + 1) + "節" : heading;
  }

  void print_part(std::size_t index) {
    const CaseBrief::Part& part = brief_.parts[index];
    out_ << R"(<section class="part" id="p)" << index + 1 << R"("><h2>)";
    for (const int step : part.steps) out_ << step_badge(step);
    out_ << heading_of(index) << "</h2>";
    out_ << print_marked_part(part.text, static_cast<std::uint32_t>(index), marks_)
         << R"(<div class="side">)"
         << print_knowhow_of_part(static_cast<std::uint32_t>(index), marks_);
    // Each step's caution once, where the step begins.
    for (const int step : part.steps) {
      if (step_caution(step).empty() || !cautioned_.insert(step).second) continue;
      out_ << R"(<details class="more"><summary>)" << step_name(step) << " の留意点</summary><p>"
           << step_caution(step) << "</p></details>";
    }
    out_ << "</div></section>\n";
  }

  void print_related() {
    if (related_.hits.empty()) return;
    out_ << R"(<section class="sec no-print"><h2>関連する事例</h2><ol class="rel">)";
    for (std::size_t i = 0; i < related_.hits.size(); ++i) {
      const Hit& hit = related_.hits[i];
      out_ << R"(<li><h3><a href="/cases/)" << percent_encode(hit.id) << R"(">)" << hit.title
           << "</a></h3>" << who_line(hit.facets, related_.briefs[i], taxonomy_);
      print_shared(hit);
      out_ << print_differences(hit, taxonomy_) << "</li>\n";
    }
    out_ << R"(</ol><p class="sec-s"><a class="btn btn--s" href="/similar?case=)"
         << percent_encode(brief_.id) << R"(#hits">この事例に似た事例をもっと見る</a></p></section>
)";
  }

  void print_shared(const Hit& hit) {
    Html shared;
    for (const AttributeReason& reason : hit.reasons) {
      if (reason.shared.empty()) continue;
      shared << "<span><i>" << facet_label(reason.name) << "</i>";
      for (std::size_t i = 0; i < reason.shared.size(); ++i) {
        if (i > 0) shared << "、";
        shared << shown_value(reason.name, reason.shared[i], taxonomy_);
      }
      shared << "</span>";
    }
    if (!shared.empty()) out_ << R"(<p class="why"><b>理由</b>)" << shared << "</p>\n";
  }

  const CaseBrief& brief_;
  const std::vector<HitFacet>& facets_;
  const RelatedCases& related_;
  const CaseMarks& marks_;
  const Taxonomy& taxonomy_;
  const CaseVisit& visit_;
  std::set<int> cautioned_;
  Html out_;
};

}  // namespace

Html print_case(const CaseBrief& brief, const std::vector<HitFacet>& facets,
                const RelatedCases& related, const CaseMarks& marks, const Taxonomy& taxonomy,
                const CaseVisit& visit) {
  return CasePage(brief, facets, related, marks, taxonomy, visit).print();
}

}  // namespace kizuki

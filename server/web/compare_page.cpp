#include "server/web/compare_page.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/utf8.hpp"
#include "server/http/request_target.hpp"
#include "server/web/case_parts.hpp"
#include "server/web/labels.hpp"

namespace kizuki {
namespace {

/// Of a part's text, in bytes; the whole stands one press away.
constexpr std::size_t kShownText = 420;
constexpr std::size_t kShownTitle = 45;

/// Cut behind a sentence where that leaves enough.
std::string_view beginning_of(std::string_view text) {
  if (text.size() <= kShownText) return text;
  const std::string_view cut = utf8_prefix(text, kShownText);
  constexpr std::string_view kStop = "。";
  const std::size_t stop = cut.rfind(kStop);
  return stop == std::string_view::npos || stop < kShownText / 2
             ? cut
             : cut.substr(0, stop + kStop.size());
}

class ComparePage {
 public:
  ComparePage(const std::vector<ComparedCase>& cases, const Taxonomy& taxonomy)
      : cases_(cases), taxonomy_(taxonomy) {}

  Html print() {
    out_
        << R"(<nav class="crumb" aria-label="いまの場所"><ol class="crumb"><li><a href="/">検索</a></li><li aria-current="page">比較</li></ol></nav>
<div class="page__head"><h1>)"
        << cases_.size()
        << R"(件の比較</h1><div class="page__acts"><button class="btn btn--s" type="button" data-print hidden>印刷する</button></div></div>
)";
    print_common();
    print_table();
    return std::move(out_);
  }

 private:
  using FacetSet = std::vector<std::pair<std::string, std::string>>;

  static FacetSet facets_of(const ComparedCase& one) {
    FacetSet all;
    for (const HitFacet& facet : one.facets) {
      const bool counts = facet.name == "issue" || facet.name == "step" || facet.name == "scale" ||
                          facet.name == "tool" ||
                          (facet.name == "industry" && facet.value.size() == 1);
      if (counts) all.emplace_back(facet.name, facet.value);
    }
    return all;
  }

  /// What all have, and what all but one lack, by facet.
  void print_common() {
    std::vector<std::pair<std::string, std::string>> seen;
    for (const ComparedCase& one : cases_) {
      for (auto& facet : facets_of(one)) {
        if (std::find(seen.begin(), seen.end(), facet) == seen.end()) seen.push_back(facet);
      }
    }
    Html common;
    Html apart;
    for (const std::string_view name : {"issue", "scale", "industry", "step", "tool"}) {
      print_values(name, seen, true, common);
      print_values(name, seen, false, apart);
    }
    out_ << R"(<div class="grid2"><section class="panel panel--wash"><h2>共通するところ</h2>)";
    if (common.empty())
      out_ << "<p>課題・規模・業種・ステップ・道具に、全部に共通するものはありません。</p>";
    out_ << R"(<ul class="stack-s">)" << common
         << R"(</ul></section><section class="panel"><h2>分かれるところ</h2>)";
    if (apart.empty()) out_ << "<p>課題・規模・業種・ステップ・道具は、みな同じです。</p>";
    out_ << R"(<ul class="stack-s">)" << apart << "</ul></section></div>\n";
  }

  void print_values(std::string_view name, const FacetSet& seen, bool shared, Html& out) const {
    Html line;
    for (const auto& facet : seen) {
      if (facet.first != name) continue;
      std::size_t having = 0;
      for (const ComparedCase& one : cases_) {
        const FacetSet all = facets_of(one);
        having += std::find(all.begin(), all.end(), facet) != all.end() ? 1 : 0;
      }
      if ((having == cases_.size()) != shared) continue;
      if (!line.empty()) line << "、";
      line << shown_value(name, facet.second, taxonomy_);
      if (!shared) line << R"(<span class="muted small">（)" << having << "件）</span>";
    }
    if (!line.empty()) {
      out << "<li><b class=\"k\">" << facet_label(name) << "</b>" << line << "</li>";
    }
  }

  void print_table() {
    out_
        << R"(<section class="sec"><table class="cmp" role="table"><caption>ステップごとの比較</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader"><span class="vh">項目</span></th>)";
    for (const ComparedCase& one : cases_) {
      out_ << R"(<th scope="col" role="columnheader"><a href="/cases/)"
           << percent_encode(one.brief.id) << R"(">)" << one.brief.title << "</a></th>";
    }
    out_ << "</tr></thead><tbody role=\"rowgroup\">\n";
    row(text_of("会社"), [&](const ComparedCase& one) { return company(one); });
    row(text_of("課題"), [&](const ComparedCase& one) { return issues(one); });
    for (int step = 1; step <= kStepCount; ++step) {
      Html heading;
      heading << step_badge(step) << " " << step_name(step);
      row(heading, [&](const ComparedCase& one) { return step_text(one, step); });
    }
    row(text_of("成果"), [&](const ComparedCase& one) { return text_of(one.brief.outcome); });
    row(text_of("道具"), [&](const ComparedCase& one) { return tools(one); });
    out_ << "</tbody></table></section>\n";
  }

  template <typename Cell>
  void row(const Html& heading, const Cell& cell) {
    out_ << R"(<tr role="row"><th scope="row" role="rowheader">)" << heading << "</th>";
    for (const ComparedCase& one : cases_) {
      const std::string_view title = utf8_prefix(one.brief.title, kShownTitle);
      out_ << R"(<td role="cell" data-l=")" << title;
      if (title.size() < one.brief.title.size()) out_ << "…";
      out_ << R"(">)";
      const Html content = cell(one);
      if (content.empty()) {
        out_ << R"(<span class="none">記述なし</span>)";
      } else {
        out_ << content;
      }
      out_ << "</td>";
    }
    out_ << "</tr>\n";
  }

  static Html text_of(std::string_view text) {
    Html out;
    return out << text;
  }

  Html company(const ComparedCase& one) const {
    Html out = scale_line(one.facets, one.brief, taxonomy_);
    for (const std::string* text :
         {&one.brief.business, &one.brief.prefecture, &one.brief.supporter}) {
      if (text->empty()) continue;
      if (!out.empty()) out << "、";
      out << *text;
    }
    return out;
  }

  Html issues(const ComparedCase& one) const {
    Html out;
    for (const HitFacet& issue : facets_named(one.facets, "issue")) {
      if (!out.empty()) out << "、";
      out << shown_value("issue", issue.value, taxonomy_) << origin_tag(issue);
    }
    return out;
  }

  static Html tools(const ComparedCase& one) {
    Html out;
    for (const std::string& tool : one.brief.tools) {
      if (!out.empty()) out << "、";
      out << tool;
    }
    return out;
  }

  static Html step_text(const ComparedCase& one, int step) {
    Html out;
    for (std::size_t i = 0; i < one.brief.parts.size(); ++i) {
      const CaseBrief::Part& part = one.brief.parts[i];
      if (std::find(part.steps.begin(), part.steps.end(), step) == part.steps.end()) continue;
      const std::string_view shown = beginning_of(part.text);
      out << R"(<p><a href="/cases/)" << percent_encode(one.brief.id) << "#p" << i + 1 << "\"><b>"
          << std::string(part.heading.empty() ? "第" + std::to_string(i + 1) + "節" : part.heading)
          << "</b></a><br>" << shown;
      if (shown.size() < part.text.size()) out << "…";
      out << "</p>";
    }
    return out;
  }

  const std::vector<ComparedCase>& cases_;
  const Taxonomy& taxonomy_;
  Html out_;
};

}  // namespace

Html print_comparison(const std::vector<ComparedCase>& cases, const Taxonomy& taxonomy) {
  if (cases.size() >= 2) return ComparePage(cases, taxonomy).print();
  Html out;
  return out << R"(<h1>比較</h1>
<div class="stack sec"><div class="note" role="status"><strong>2件か3件を選んでください</strong>検索や似た事例の結果で「選ぶ」にチェックを入れると、下に「比較する」が出ます。</div>
<p><a class="btn" href="/">検索にもどる</a></p></div>
)";
}

}  // namespace kizuki

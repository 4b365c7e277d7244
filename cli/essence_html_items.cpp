#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "cli/essence_html.hpp"
#include "cli/html_text.hpp"
#include "engine/essence/know_how_counts.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownQuotes = 3;
constexpr std::size_t kShownValues = 6;

class ItemsPart {
 public:
  explicit ItemsPart(const EssenceHtmlContext& context) : context_(context) {}

  std::string print_items(KnowHowKind kind) {
    items(kind);
    return std::move(out_);
  }
  std::string print_cautions() {
    cautions();
    return std::move(out_);
  }

 private:
  void bars(const std::string& title, std::string_view facet, const ValueCounts& counts,
            const KnowHow& item) {
    if (counts.empty()) return;
    std::vector<std::pair<std::uint32_t, std::string>> sorted;
    for (const auto& [value, number] : counts) sorted.emplace_back(number, value);
    if (facet != "step") {
      std::stable_sort(sorted.begin(), sorted.end(),
                       [](const auto& a, const auto& b) { return a.first > b.first; });
    }
    out_ += "<div><h4>" + title + "</h4>";
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (facet != "step" && i == kShownValues) break;
      const bool hidden = context_.options.publish && sorted[i].first < kLeastPublished;
      const std::string width =
          hidden ? "0" : std::to_string(100 * sorted[i].first / std::max(item.cases, 1U));
      out_ += "<div class=\"bar\"><span>" +
              html_text(value_label(facet, sorted[i].second, context_.taxonomy)) +
              "</span><i style=\"width:" + width + "%\"></i><span>" +
              context_.linked(item, sorted[i].first) + "</span></div>";
    }
    out_ += "</div>";
  }

  void quote(const KnowHowEvidence& evidence, const Quote& said) {
    const EssenceCase& of_case = context_.report.result.cases[evidence.case_number];
    out_ += "<blockquote>" + html_text(said.sentence) + "<cite>";
    if (!context_.options.publish) {
      out_ += html_text(of_case.id) + "「" + html_text(said.heading) + "」　";
    }
    out_ += "確からしさ " + percent_text(static_cast<std::uint64_t>(std::lround(
                                             static_cast<double>(evidence.confidence) * 100)),
                                         100);
    if (evidence.caution) out_ += "　失敗・注意";
    if (evidence.stock_text) out_ += "　定型文";
    out_ += "</cite></blockquote>";
  }

  void items(KnowHowKind kind) {
    const bool cards = kind == KnowHowKind::kCard;
    out_ += cards ? "<h2 id=\"cards\">カードのノウハウ</h2>\n"
                  : "<h2 id=\"candidates\">新しいカードの候補</h2>\n";
    if (context_.number_of(kind) == 0) out_ += "<p class=\"note\">ない。</p>\n";
    if (!cards && context_.number_of(kind) > 0) {
      out_ +=
          "<p class=\"note\">似た文のまとまりから作った下書き。見出しは根拠の文の一節で、"
          "まとまりに別の話が混じることがある。採るもの・採らないものは kizuki cards "
          "で決める。</p>\n";
    }
    for (std::size_t i = 0; i < context_.report.result.items.size(); ++i) {
      if (context_.report.result.items[i].kind == kind)
        one_item(context_.report.result.items[i], context_.report.quotes[i]);
    }
  }

  void one_item(const KnowHow& item, const std::vector<Quote>& quotes) {
    const bool card = item.kind == KnowHowKind::kCard;
    out_ += "<article class=\"item\" id=\"i-" + html_text(item.id) + "\"><header><h3>" +
            shown_item_label(item) + "</h3><span class=\"tag" + (card ? "" : " cand") + "\">" +
            (card ? html_text(item.id) : "候補") + "</span>";
    if (item.cautions > 0) {
      out_ += "<span class=\"tag warn\">失敗・注意 " + context_.count(item.cautions) + "件</span>";
    }
    out_ += "</header><p class=\"nums\"><b>" + context_.linked(item, item.cases) + "</b> 事例（" +
            percent_text(item.cases, context_.report.result.counted_cases) + "）、<b>" +
            context_.count(item.organizations) + "</b> 組織";
    if (card) {
      out_ += "。見込み " + decimal_text(item.expected_cases) + "（" +
              decimal_text(item.expected_low) + "〜" + decimal_text(item.expected_high) + "）事例";
    } else {
      out_ += "。まとまり " + decimal_text(static_cast<double>(item.cohesion) * 100) + "%";
      for (std::size_t i = 0; i < item.other_labels.size(); ++i) {
        out_ += (i == 0 ? "。ほかの見出し案: " : "／") + html_text(item.other_labels[i]);
      }
    }
    out_ += "</p><div class=\"bars\">";
    bars("ステップ", "step", item.steps, item);
    bars("規模", "scale", item.scale, item);
    bars("課題", "issue", item.issues, item);
    bars("業種", "industry", count_values(item, context_.report.result.cases, "industry"), item);
    out_ += "</div><div id=\"e-" + html_text(item.id) + "\">";
    for (std::size_t i = 0; i < item.evidence.size(); ++i) {
      if (i == kShownQuotes) {
        out_ += "<details><summary>ほかの根拠の文 " +
                std::to_string(item.evidence.size() - kShownQuotes) + " 件</summary>";
      }
      quote(item.evidence[i], quotes[i]);
    }
    if (item.evidence.size() > kShownQuotes) out_ += "</details>";
    out_ += "</div></article>\n";
  }

  void cautions() {
    out_ +=
        "<h2 id=\"cautions\">失敗・注意</h2>\n<p class=\"note\">うまくいかなかったこと、"
        "こうすべきだったという振り返りとして書かれた文。</p>\n";
    bool any = false;
    for (std::size_t i = 0; i < context_.report.result.items.size(); ++i) {
      const KnowHow& item = context_.report.result.items[i];
      if (item.cautions == 0 || (context_.options.publish && item.cautions < kLeastPublished))
        continue;
      any = true;
      out_ +=
          "<h3><a href=\"#i-" + html_text(item.id) + "\">" + html_text(item.label) + "</a></h3>";
      for (std::size_t e = 0; e < item.evidence.size(); ++e) {
        if (item.evidence[e].caution) quote(item.evidence[e], context_.report.quotes[i][e]);
      }
    }
    if (!any) out_ += "<p class=\"note\">ない。</p>\n";
  }

  const EssenceHtmlContext& context_;
  std::string out_;
};

}  // namespace

std::string print_html_items(const EssenceHtmlContext& context, KnowHowKind kind) {
  return ItemsPart(context).print_items(kind);
}

std::string print_html_cautions(const EssenceHtmlContext& context) {
  return ItemsPart(context).print_cautions();
}

}  // namespace kizuki

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "cli/essence_document.hpp"
#include "cli/html_text.hpp"
#include "engine/essence/know_how_finder.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kTopOfStep = 5;
constexpr std::size_t kShownQuotes = 3;
constexpr std::size_t kShownValues = 6;
constexpr std::size_t kShownContrasts = 20;

class HtmlReport {
 public:
  HtmlReport(const EssenceReport& report, const Taxonomy& taxonomy, const DocumentOptions& options)
      : report_(report), result_(report.result), taxonomy_(taxonomy), options_(options) {}

  std::string print() {
    head();
    summary();
    by_step();
    for (const KnowHowKind kind : {KnowHowKind::kCard, KnowHowKind::kCandidate}) items(kind);
    cautions();
    network();
    contrasts();
    tables();
    issue_change();
    gaps();
    method();
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string count(std::uint32_t value) const { return shown_count(value, options_); }

  /// A number that leads to the sentences behind it.
  std::string linked(const KnowHow& item, std::uint32_t value) const {
    return "<a href=\"#e-" + html_text(item.id) + "\">" + count(value) + "</a>";
  }

  /// The label of a candidate is a clause of one of its sentences: an example, no summary.
  static std::string shown_label(const KnowHow& item) {
    if (item.kind == KnowHowKind::kCard) return html_text(item.label);
    return "「" + html_text(item.label) + "」など";
  }

  const KnowHow* find(const std::string& id) const {
    const auto found = std::find_if(result_.items.begin(), result_.items.end(),
                                    [&](const KnowHow& item) { return item.id == id; });
    return found == result_.items.end() ? nullptr : &*found;
  }

  std::size_t number_of(KnowHowKind kind) const {
    return static_cast<std::size_t>(
        std::count_if(result_.items.begin(), result_.items.end(),
                      [&](const KnowHow& item) { return item.kind == kind; }));
  }

  void head() {
    out_ += "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out_ += "<title>ノウハウ報告｜気づき</title>\n<style>";
    out_ += essence_style();
    out_ += "</style>\n</head>\n<body>\n<h1>ノウハウ報告</h1>\n";
    out_ += "<p class=\"lead\">" + std::to_string(result_.counted_cases) +
            " 事例に共通する支援の進め方を、根拠の文とともにまとめたもの。";
    if (!report_.filters.empty()) out_ += "条件: " + filters() + "。";
    out_ += "</p>\n";
  }

  std::string filters() const {
    std::string out;
    for (const CaseFilter& filter : report_.filters) {
      for (const std::string& value : filter.values) {
        out += (out.empty() ? "" : "、") + html_text(value_label(filter.facet, value, taxonomy_));
      }
    }
    return out;
  }

  void summary() {
    const auto box = [&](const std::string& name, const std::string& value) {
      out_ += "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>";
    };
    out_ += "<dl class=\"big\">";
    box("事例（写しを除く）", std::to_string(result_.counted_cases));
    box("文", std::to_string(result_.sentences));
    box("カードに合ったノウハウ", std::to_string(number_of(KnowHowKind::kCard)));
    box("候補", std::to_string(number_of(KnowHowKind::kCandidate)));
    box("根拠の文", std::to_string(result_.explained + result_.discovered));
    out_ += "</dl>\n";
    out_ +=
        "<p>「カード」は人が認めたノウハウで、例文に似た文を根拠に数えている。「候補」は似た文の"
        "まとまりで、まだ人が確かめていない。数は事例の数で、「見込み」は各文の確からしさの合計"
        "（かっこ内は95%区間）。多く書かれていることは、効果があることを意味しない。</p>\n";
  }

  void by_step() {
    out_ += "<h2 id=\"steps\">ステップごとの主なノウハウ</h2>\n<div class=\"steps\">";
    for (int step = 1; step <= 7; ++step) {
      const std::string key = std::to_string(step);
      std::vector<std::pair<std::uint32_t, const KnowHow*>> top;
      for (const KnowHow& item : result_.items) {
        const auto found = item.steps.find(key);
        if (found != item.steps.end()) top.emplace_back(found->second, &item);
      }
      // What people stand by before what the program proposes.
      std::stable_sort(top.begin(), top.end(), [](const auto& a, const auto& b) {
        return a.second->kind != b.second->kind ? a.second->kind == KnowHowKind::kCard
                                                : a.first > b.first;
      });
      out_ += "<section><h3>" + html_text(value_label("step", key, taxonomy_)) + "</h3>";
      if (top.empty()) out_ += "<p class=\"note\">根拠のあるノウハウがない。</p>";
      out_ += top.empty() ? "" : "<ol>";
      for (std::size_t i = 0; i < std::min(top.size(), kTopOfStep); ++i) {
        const KnowHow& item = *top[i].second;
        out_ += "<li><a href=\"#i-" + html_text(item.id) + "\">" + shown_label(item) + "</a>" +
                (item.kind == KnowHowKind::kCandidate ? "（候補）" : "") + " " +
                linked(item, top[i].first) + "件</li>";
      }
      out_ += top.empty() ? "</section>" : "</ol></section>";
    }
    out_ += "</div>\n";
  }

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
      const bool hidden = options_.publish && sorted[i].first < kLeastPublished;
      const std::string width =
          hidden ? "0" : std::to_string(100 * sorted[i].first / std::max(item.cases, 1U));
      out_ += "<div class=\"bar\"><span>" +
              html_text(value_label(facet, sorted[i].second, taxonomy_)) +
              "</span><i style=\"width:" + width + "%\"></i><span>" +
              linked(item, sorted[i].first) + "</span></div>";
    }
    out_ += "</div>";
  }

  void quote(const KnowHowEvidence& evidence, const Quote& said) {
    const EssenceCase& of_case = result_.cases[evidence.case_number];
    out_ += "<blockquote>" + html_text(said.sentence) + "<cite>";
    if (!options_.publish) {
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
    if (number_of(kind) == 0) out_ += "<p class=\"note\">ない。</p>\n";
    if (!cards && number_of(kind) > 0) {
      out_ +=
          "<p class=\"note\">似た文のまとまりから作った下書き。見出しは根拠の文の一節で、"
          "まとまりに別の話が混じることがある。採るもの・採らないものは kizuki cards "
          "で決める。</p>\n";
    }
    for (std::size_t i = 0; i < result_.items.size(); ++i) {
      if (result_.items[i].kind == kind) item(result_.items[i], report_.quotes[i]);
    }
  }

  void item(const KnowHow& item, const std::vector<Quote>& quotes) {
    const bool card = item.kind == KnowHowKind::kCard;
    out_ += "<article class=\"item\" id=\"i-" + html_text(item.id) + "\"><header><h3>" +
            shown_label(item) + "</h3><span class=\"tag" + (card ? "" : " cand") + "\">" +
            (card ? html_text(item.id) : "候補") + "</span>";
    if (item.cautions > 0) {
      out_ += "<span class=\"tag warn\">失敗・注意 " + count(item.cautions) + "件</span>";
    }
    out_ += "</header><p class=\"nums\"><b>" + linked(item, item.cases) + "</b> 事例（" +
            percent_text(item.cases, result_.counted_cases) + "）、<b>" +
            count(item.organizations) + "</b> 組織";
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
    bars("業種", "industry", count_values(item, result_.cases, "industry"), item);
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
    for (std::size_t i = 0; i < result_.items.size(); ++i) {
      const KnowHow& item = result_.items[i];
      if (item.cautions == 0 || (options_.publish && item.cautions < kLeastPublished)) continue;
      any = true;
      out_ +=
          "<h3><a href=\"#i-" + html_text(item.id) + "\">" + html_text(item.label) + "</a></h3>";
      for (std::size_t e = 0; e < item.evidence.size(); ++e) {
        if (item.evidence[e].caution) quote(item.evidence[e], report_.quotes[i][e]);
      }
    }
    if (!any) out_ += "<p class=\"note\">ない。</p>\n";
  }

  void network() {
    out_ +=
        "<h2 id=\"network\">同じ事例に書かれたノウハウ</h2>\n<p "
        "class=\"note\">三つ以上の事例でともに"
        "書かれ、偶然から見込まれるより多い組を線で結んだ。円は事例の数、太い線ほどともに書かれた"
        "事例が多い。点線の円は候補。</p>\n";
    out_ += print_essence_network(report_);
  }

  void contrasts() {
    out_ +=
        "<h2 id=\"contrasts\">どこに多く書かれているか</h2>\n<p class=\"note\">ほかと比べて明らかに"
        "多い、または少ないもの。「控えめな比」は、95%区間のうち1に近いほうの端（比べた数だけ"
        "厳しくしてある）。事例が10件に満たない区分と、3件に満たないノウハウは「標本不足」として"
        "比べない。書かれた数の違いであって、効果の違いではない。</p>\n";
    bool any = false;
    for (const auto& [facet, name] :
         {std::pair{"scale", "規模"}, std::pair{"issue", "課題"}, std::pair{"industry", "業種"},
          std::pair{"supporter", "支援者"}, std::pair{"year", "年"}}) {
      auto found = contrast_facet(result_, facet);
      if (options_.publish) {
        found.erase(std::remove_if(found.begin(), found.end(),
                                   [](const FacetContrast& contrast) {
                                     return std::min(contrast.inside, contrast.outside) <
                                            kLeastPublished;
                                   }),
                    found.end());
      }
      if (found.empty()) continue;
      any = true;
      out_ += "<div class=\"scroll\"><table><thead><tr><th>ノウハウ</th><th>" + std::string(name) +
              "</th><th>この区分</th><th>ほか</th><th>控えめな比</th></tr></thead><tbody>";
      for (std::size_t i = 0; i < std::min(found.size(), kShownContrasts); ++i) {
        const FacetContrast& contrast = found[i];
        const KnowHow* item = find(contrast.item);
        if (item == nullptr) continue;
        out_ += "<tr><td><a href=\"#i-" + html_text(item->id) + "\">" + html_text(item->label) +
                "</a></td><td>" + html_text(value_label(facet, contrast.value, taxonomy_)) +
                "</td><td>" + count(contrast.inside) + " / " + std::to_string(contrast.inside_all) +
                "</td><td>" + count(contrast.outside) + " / " +
                std::to_string(contrast.outside_all) + "</td><td>" +
                decimal_text(std::exp2(contrast.log_ratio.value_or(0))) + " 倍</td></tr>";
      }
      out_ += "</tbody></table></div>\n";
    }
    if (!any) {
      out_ += "<p>明らかな違いは見つからなかった（標本が足りないことを含む）。</p>\n";
    }
  }

  void tables() {
    out_ += "<h2 id=\"tables\">一覧表</h2>\n";
    for (const CountTable& table : count_tables(report_, taxonomy_)) {
      out_ += "<h3>" + html_text(table.title) + "</h3><p class=\"note\">" + html_text(table.note) +
              "</p><div class=\"scroll\"><table><thead><tr><th></th>";
      for (const std::string& column : table.columns) out_ += "<th>" + html_text(column) + "</th>";
      out_ += "</tr></thead><tbody>";
      for (const CountTable::Row& row : table.rows) {
        out_ += "<tr><td><a href=\"#i-" + html_text(row.item) + "\">" + html_text(row.label) +
                "</a></td>";
        for (const std::uint32_t number : row.counts) {
          if (number == 0) {
            out_ += "<td class=\"zero\">0</td>";
          } else {
            out_ += "<td><a href=\"#e-" + html_text(row.item) + "\">" + count(number) + "</a></td>";
          }
        }
        out_ += "</tr>";
      }
      out_ += "<tr><th>事例</th>";
      for (const std::uint32_t total : table.totals) out_ += "<th>" + count(total) + "</th>";
      out_ += "</tr></tbody></table></div>\n";
    }
  }

  /// What the company came with, against what was found behind it.
  void issue_change() {
    std::map<std::pair<std::string, std::string>, std::uint32_t> changes;
    for (std::size_t i = 0; i < result_.cases.size(); ++i) {
      if (result_.original[i] != i) continue;
      for (const auto& [stated_name, stated] : result_.cases[i].facets) {
        if (stated_name != "stated_issue") continue;
        for (const auto& [essential_name, essential] : result_.cases[i].facets) {
          if (essential_name == "essential_issue") ++changes[{stated, essential}];
        }
      }
    }
    if (changes.empty()) return;
    std::vector<std::pair<std::uint32_t, std::pair<std::string, std::string>>> sorted;
    sorted.reserve(changes.size());
    for (const auto& [pair, number] : changes) sorted.emplace_back(number, pair);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    out_ +=
        "<h2 id=\"issues\">相談の課題から本質的な課題へ</h2>\n<div class=\"scroll\"><table><thead>"
        "<tr><th>はじめの相談</th><th>本質的な課題</th><th>事例</th></tr></thead><tbody>";
    for (const auto& [number, pair] : sorted) {
      out_ += "<tr><td>" + html_text(value_label("issue", pair.first, taxonomy_)) + "</td><td>" +
              html_text(value_label("issue", pair.second, taxonomy_)) + "</td><td>" +
              count(number) + "</td></tr>";
    }
    out_ += "</tbody></table></div>\n";
  }

  void gaps() {
    out_ += "<h2 id=\"gaps\">手薄なところ</h2>\n";
    if (report_.with_cards) {
      out_ += "<p>根拠のある事例が " + std::to_string(report_.least_cases) +
              " 件に満たないカード:</p><ul>";
      for (const auto& thin : result_.thin_cards) {
        const std::string& id = thin.first;
        const auto card = std::find_if(report_.cards.begin(), report_.cards.end(),
                                       [&](const KnowHowCard& one) { return one.id == id; });
        out_ += "<li>" + html_text(card == report_.cards.end() ? id : card->label) + "（" +
                count(thin.second) + "件）</li>";
      }
      if (result_.thin_cards.empty()) out_ += "<li>ない</li>";
      out_ += "</ul>\n";
    }
    out_ += "<p>記述のある事例の少ないステップ:</p><ul>";
    for (unsigned step = 0; step < 7; ++step) {
      std::uint32_t cases = 0;
      for (std::size_t i = 0; i < result_.cases.size(); ++i) {
        cases += result_.original[i] == i && (result_.cases[i].steps >> step & 1U) != 0 ? 1U : 0U;
      }
      constexpr std::uint32_t kThirds = 3;
      if (cases * kThirds >= result_.counted_cases) continue;
      out_ += "<li>" + html_text(value_label("step", std::to_string(step + 1), taxonomy_)) + "（" +
              count(cases) + "件、" + percent_text(cases, result_.counted_cases) + "）</li>";
    }
    out_ += "</ul>\n";
  }

  void method() {
    out_ += "<h2 id=\"method\">方法と限界</h2>\n<ul>";
    const auto line = [&](const std::string& text) { out_ += "<li>" + text + "</li>"; };
    line("数えたのは事例の数。写し（5文字の並びの7割以上が同じ事例）" +
         std::to_string(result_.cases.size() - result_.counted_cases) +
         " 件は元の事例と合わせて一つと数えた。組織は記録の持ち主で、ないときは支援者の種類と"
         "都道府県で代えた。");
    line("文 " + std::to_string(result_.sentences) + " のうち、行いを述べていそうな文は " +
         std::to_string(result_.acts) + "、カードの根拠としたのは " +
         std::to_string(result_.explained) + "、候補の根拠としたのは " +
         std::to_string(result_.discovered) + "。4事例以上に同じ文がある「定型文」は " +
         std::to_string(result_.stock_sentences) + " 文で、組織ごとに一度だけ数えた。");
    line(
        "一つの文は一つのノウハウにだけ、一つの事例は一つのノウハウに一文だけ数えた。取り上げたのは"
        " " +
        std::to_string(report_.least_cases) + " 事例以上のもの。");
    if (report_.corpus.predicted_steps + report_.corpus.predicted_issues > 0) {
      line("ステップの書かれていない " + std::to_string(report_.corpus.predicted_steps) +
           " 事例、課題の書かれていない " + std::to_string(report_.corpus.predicted_issues) +
           " 事例では、本文から推定した。");
    }
    line(
        "確からしさは、見本の事例で人の判断と比べて合わせたもの。候補の確からしさは人が確かめる"
        "までは50%を超えない。");
    line("引用は、辞書にある固有名詞を〇〇に置き換えた。公開の前に人が読み直すこと。");
    if (options_.publish) {
      line(std::to_string(kLeastPublished) + " 件に満たない数と、事例の番号は示していない。");
    }
    out_ += "</ul>\n<p class=\"note\">範囲の識別子: " + html_text(report_.snapshot) + "</p>\n";
  }

  const EssenceReport& report_;
  const KnowHowResult& result_;
  const Taxonomy& taxonomy_;
  const DocumentOptions& options_;
  std::string out_;
};

}  // namespace

std::string print_essence_html(const EssenceReport& report, const Taxonomy& taxonomy,
                               const DocumentOptions& options) {
  return HtmlReport(report, taxonomy, options).print();
}

}  // namespace kizuki

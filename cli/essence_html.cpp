#include "cli/essence_html.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "cli/html_text.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kTopOfStep = 5;

class HtmlReport {
 public:
  HtmlReport(const EssenceReport& report, const Taxonomy& taxonomy, const DocumentOptions& options)
      : context_{report, taxonomy, options},
        report_(report),
        result_(report.result),
        taxonomy_(taxonomy),
        options_(options) {}

  std::string print() {
    head();
    summary();
    by_step();
    for (const KnowHowKind kind : {KnowHowKind::kCard, KnowHowKind::kCandidate}) {
      out_ += print_html_items(context_, kind);
    }
    out_ += print_html_cautions(context_);
    network();
    out_ += print_html_findings(context_);
    out_ += print_html_tables(context_);
    gaps();
    method();
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
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
    box("カードに合ったノウハウ", std::to_string(context_.number_of(KnowHowKind::kCard)));
    box("候補", std::to_string(context_.number_of(KnowHowKind::kCandidate)));
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
        out_ += "<li><a href=\"#i-" + html_text(item.id) + "\">" + shown_item_label(item) + "</a>" +
                (item.kind == KnowHowKind::kCandidate ? "（候補）" : "") + " " +
                context_.linked(item, top[i].first) + "件</li>";
      }
      out_ += top.empty() ? "</section>" : "</ol></section>";
    }
    out_ += "</div>\n";
  }

  void network() {
    out_ +=
        "<h2 id=\"network\">同じ事例に書かれたノウハウ</h2>\n<p "
        "class=\"note\">三つ以上の事例でともに"
        "書かれ、偶然から見込まれるより多い組を線で結んだ。円は事例の数、太い線ほどともに書かれた"
        "事例が多い。点線の円は候補。</p>\n";
    out_ += print_essence_network(report_);
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
                context_.count(thin.second) + "件）</li>";
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
              context_.count(cases) + "件、" + percent_text(cases, result_.counted_cases) +
              "）</li>";
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

  const EssenceHtmlContext context_;
  const EssenceReport& report_;
  const KnowHowResult& result_;
  const Taxonomy& taxonomy_;
  const DocumentOptions& options_;
  std::string out_;
};

}  // namespace

std::string EssenceHtmlContext::linked(const KnowHow& item, std::uint32_t value) const {
  return "<a href=\"#e-" + html_text(item.id) + "\">" + count(value) + "</a>";
}

const KnowHow* EssenceHtmlContext::find(const std::string& id) const {
  const auto& items = report.result.items;
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const KnowHow& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

std::size_t EssenceHtmlContext::number_of(KnowHowKind kind) const {
  const auto& items = report.result.items;
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [&](const KnowHow& item) { return item.kind == kind; }));
}

std::string shown_item_label(const KnowHow& item) {
  if (item.kind == KnowHowKind::kCard) return html_text(item.label);
  return "「" + html_text(item.label) + "」など";
}

std::string print_essence_html(const EssenceReport& report, const Taxonomy& taxonomy,
                               const DocumentOptions& options) {
  return HtmlReport(report, taxonomy, options).print();
}

}  // namespace kizuki

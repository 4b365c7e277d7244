// The report of `kizuki essence` as a workbook: what is counted, to be filtered and reckoned with.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/essence_document.hpp"
#include "cli/essence_findings.hpp"
#include "engine/essence/co_occurrence.hpp"
#include "engine/essence/know_how_counts.hpp"
#include "engine/workbook/workbook_writer.hpp"

namespace kizuki {
namespace {

/// Sentences beyond these are counted and not listed.
constexpr std::size_t kMostQuotes = 200'000;
constexpr std::size_t kMostPairs = 200;

SheetCell number(std::uint64_t value) { return static_cast<double>(value); }

/// Two decimals: what is shown is what is stored.
SheetCell decimal(double value) {
  constexpr double kHundredths = 100;
  return std::round(value * kHundredths) / kHundredths;
}

std::string steps_text(StepBits bits) {
  std::string out;
  for (unsigned step = 0; step < kEssenceSteps; ++step) {
    if ((bits >> step & 1U) != 0) out += (out.empty() ? "" : ",") + std::to_string(step + 1);
  }
  return out;
}

std::string kind_name(const KnowHow& item) {
  return item.kind == KnowHowKind::kCard ? "カード" : "候補";
}

class WorkbookReport {
 public:
  WorkbookReport(const EssenceReport& report, const Taxonomy& taxonomy,
                 const DocumentOptions& options)
      : report_(report), result_(report.result), taxonomy_(taxonomy), options_(options) {}

  std::vector<SheetTable> sheets() {
    std::vector<SheetTable> out;
    out.push_back(overview());
    out.push_back(items(KnowHowKind::kCard));
    out.push_back(items(KnowHowKind::kCandidate));
    out.push_back(evidence());
    for (const CountTable& table :
         count_tables(report_, taxonomy_, std::max<std::size_t>(result_.items.size(), 1))) {
      out.push_back(counts(table));
    }
    for (const FindingTable& table : finding_tables(report_, taxonomy_, options_)) {
      if (!table.rows.empty()) out.push_back(finding(table));
    }
    out.push_back(pairs());
    if (report_.with_cards) out.push_back(thin_cards());
    return out;
  }

 private:
  /// A number, or a text where it must not be shown.
  SheetCell count(std::uint32_t value) const {
    if (options_.publish && value > 0 && value < kLeastPublished) {
      return shown_count(value, options_);
    }
    return number(value);
  }

  std::string values_text(const ValueCounts& counts, std::string_view facet) const {
    std::string out;
    for (const auto& [value, cases] : counts) {
      out += (out.empty() ? "" : "、") + value_label(facet, value, taxonomy_) + " " +
             shown_count(cases, options_);
    }
    return out;
  }

  SheetTable overview() const {
    SheetTable out{"概要", {"項目", "値"}, {}};
    const auto line = [&](const std::string& name, SheetCell value) {
      out.rows.push_back({name, std::move(value)});
    };
    line("事例（写しを除く）", number(result_.counted_cases));
    line("写し", number(result_.cases.size() - result_.counted_cases));
    line("文", number(result_.sentences));
    line("行いを述べていそうな文", number(result_.acts));
    line("カードの根拠の文", number(result_.explained));
    line("候補の根拠の文", number(result_.discovered));
    line("定型文", number(result_.stock_sentences));
    line("取り上げる事例の数", number(report_.least_cases));
    for (const CaseFilter& filter : report_.filters) {
      std::string values;
      for (const std::string& value : filter.values) {
        values += (values.empty() ? "" : "、") + value_label(filter.facet, value, taxonomy_);
      }
      line("条件 " + filter.facet, values);
    }
    line("ステップを推定した事例", number(report_.corpus.predicted_steps));
    line("課題を推定した事例", number(report_.corpus.predicted_issues));
    line("数え方",
         std::string("数は事例の数。写しは元の事例と合わせて一つ。多く書かれていることは、効果が"
                     "あることを意味しない。"));
    line("候補",
         std::string("似た文のまとまりで、まだ人が確かめていない。見出しは根拠の文の一節。"));
    line("見込み",
         std::string("各文の確からしさの合計と、その95%区間。候補の確からしさは人が確かめるまで"
                     "50%を超えない。"));
    line("引用", std::string("辞書にある固有名詞を〇〇に置き換えた。公開の前に人が読み直すこと。"));
    for (const FindingTable& table : finding_tables(report_, taxonomy_, options_)) {
      if (!table.note.empty()) line(table.title, table.note);
    }
    if (options_.publish) {
      line("公開用", std::to_string(kLeastPublished) + " 件に満たない数と、事例の番号は示さない。");
    }
    line("範囲の識別子", report_.snapshot);
    return out;
  }

  SheetTable items(KnowHowKind kind) const {
    const bool cards = kind == KnowHowKind::kCard;
    SheetTable out{cards ? "ノウハウ" : "候補",
                   {"番号", "見出し", "事例", "割合", "組織", "見込み", "見込み（下）",
                    "見込み（上）", "失敗・注意", "ステップ", "規模", "課題", "業種"},
                   {}};
    if (!cards) {
      out.columns.insert(out.columns.end(), {"まとまり", "ほかの見出し案"});
    }
    for (const KnowHow& item : result_.items) {
      if (item.kind == kind) out.rows.push_back(item_row(item));
    }
    return out;
  }

  SheetRow item_row(const KnowHow& item) const {
    const bool shown = !options_.publish || item.cases >= kLeastPublished;
    const double share =
        static_cast<double>(item.cases) / static_cast<double>(std::max(result_.counted_cases, 1U));
    SheetRow row{item.id, item.label, count(item.cases)};
    row.push_back(shown ? decimal(share) : SheetCell());
    row.push_back(count(item.organizations));
    for (const double value : {item.expected_cases, item.expected_low, item.expected_high}) {
      row.push_back(shown ? decimal(value) : SheetCell());
    }
    row.push_back(count(item.cautions));
    row.emplace_back(values_text(item.steps, "step"));
    row.emplace_back(values_text(item.scale, "scale"));
    row.emplace_back(values_text(item.issues, "issue"));
    row.emplace_back(values_text(count_values(item, result_.cases, "industry"), "industry"));
    if (item.kind == KnowHowKind::kCard) return row;
    row.push_back(decimal(static_cast<double>(item.cohesion)));
    std::string labels;
    for (const std::string& label : item.other_labels) {
      labels += (labels.empty() ? "" : "／") + label;
    }
    row.emplace_back(labels);
    return row;
  }

  SheetTable evidence() const {
    SheetTable out{"根拠", {"番号", "種類", "見出し", "文", "確からしさ", "ステップ", "注記"}, {}};
    if (!options_.publish) {
      out.columns.insert(out.columns.end(), {"事例", "題", "節", "節の番号", "始め", "終わり"});
    }
    for (std::size_t i = 0; i < result_.items.size(); ++i) {
      const KnowHow& item = result_.items[i];
      for (std::size_t e = 0; e < item.evidence.size() && out.rows.size() < kMostQuotes; ++e) {
        out.rows.push_back(quote_row(item, item.evidence[e], report_.quotes[i][e]));
      }
    }
    return out;
  }

  SheetRow quote_row(const KnowHow& item, const KnowHowEvidence& said, const Quote& quote) const {
    std::string notes;
    for (const auto& [holds, note] :
         {std::pair{said.confirmed, "人が確認"}, std::pair{said.caution, "失敗・注意"},
          std::pair{said.stock_text, "定型文"}}) {
      if (holds) notes += (notes.empty() ? "" : "、") + std::string(note);
    }
    SheetRow row{item.id,
                 kind_name(item),
                 item.label,
                 quote.sentence,
                 decimal(static_cast<double>(said.confidence)),
                 steps_text(said.steps),
                 notes};
    if (options_.publish) return row;
    row.emplace_back(result_.cases[said.case_number].id);
    row.emplace_back(quote.title);
    row.emplace_back(quote.heading);
    row.push_back(number(said.section));
    row.push_back(number(said.span.begin));
    row.push_back(number(said.span.end));
    return row;
  }

  SheetTable counts(const CountTable& table) const {
    SheetTable out{table.title, {"番号", "見出し"}, {}};
    out.columns.insert(out.columns.end(), table.columns.begin(), table.columns.end());
    for (const CountTable::Row& row : table.rows) {
      SheetRow cells{row.item, row.label};
      for (const std::uint32_t value : row.counts) cells.push_back(count(value));
      out.rows.push_back(std::move(cells));
    }
    SheetRow totals{std::string(), std::string("事例")};
    for (const std::uint32_t value : table.totals) totals.push_back(count(value));
    out.rows.push_back(std::move(totals));
    return out;
  }

  static SheetTable finding(const FindingTable& table) {
    SheetTable out{table.title, table.columns, {}};
    for (const auto& row : table.rows) {
      auto& cells = out.rows.emplace_back();
      for (const FindingCell& cell : row) {
        cells.push_back(cell.number ? SheetCell(*cell.number) : SheetCell(cell.text));
      }
    }
    return out;
  }

  SheetTable pairs() const {
    SheetTable out{"ともに書かれたノウハウ",
                   {"番号", "見出し", "番号（相手）", "見出し（相手）", "ともに書かれた事例"},
                   {}};
    for (const CoOccurrence& pair : co_occurrences(result_, kLeastPublished, kMostPairs)) {
      const KnowHow& first = result_.items[pair.first];
      const KnowHow& second = result_.items[pair.second];
      out.rows.push_back({first.id, first.label, second.id, second.label, count(pair.cases)});
    }
    return out;
  }

  SheetTable thin_cards() const {
    SheetTable out{"手薄なカード", {"番号", "見出し", "事例"}, {}};
    for (const auto& thin : result_.thin_cards) {
      const std::string& id = thin.first;
      const auto card = std::find_if(report_.cards.begin(), report_.cards.end(),
                                     [&](const KnowHowCard& one) { return one.id == id; });
      out.rows.push_back(
          {id, card == report_.cards.end() ? std::string() : card->label, count(thin.second)});
    }
    return out;
  }

  const EssenceReport& report_;
  const KnowHowResult& result_;
  const Taxonomy& taxonomy_;
  const DocumentOptions& options_;
};

}  // namespace

Result<std::string> print_essence_workbook(const EssenceReport& report, const Taxonomy& taxonomy,
                                           const DocumentOptions& options) {
  return workbook_bytes(WorkbookReport(report, taxonomy, options).sheets());
}

}  // namespace kizuki

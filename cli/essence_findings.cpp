#include "cli/essence_findings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/html_text.hpp"
#include "engine/essence/distinctiveness.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kShownContrasts = 20;

std::string facet_title(std::string_view facet) {
  if (facet == "organization") return "組織";
  if (facet == "scale") return "規模";
  if (facet == "issue") return "課題";
  if (facet == "industry") return "業種";
  if (facet == "supporter") return "支援者";
  return "年";
}

std::string joined_titles(const std::vector<std::string>& facets) {
  std::string out;
  for (const std::string& facet : facets) out += (out.empty() ? "" : "・") + facet_title(facet);
  return out;
}

/// What remains of a difference when like is compared with like.
std::string strata_text(const FacetContrast& contrast) {
  std::vector<std::string> holds;
  for (const StratifiedRatio& ratio : contrast.strata) {
    if (ratio.check == StratifiedCheck::kHolds) holds.push_back(ratio.by);
  }
  const std::vector<std::string> vanishes = vanishing_strata(contrast);
  if (!vanishes.empty()) return joined_titles(vanishes) + "をそろえると消える";
  if (!holds.empty()) return joined_titles(holds) + "をそろえても残る";
  return contrast.strata.empty() ? "" : "確かめられない（標本不足）";
}

class Findings {
 public:
  Findings(const EssenceReport& report, const Taxonomy& taxonomy, const DocumentOptions& options)
      : result_(report.result), taxonomy_(taxonomy), options_(options) {}

  std::vector<FindingTable> tables() {
    if (auto change = issue_change()) out_.push_back(std::move(*change));
    contrasts();
    if (options_.comparison != nullptr) out_.push_back(trend(*options_.comparison));
    return std::move(out_);
  }

 private:
  bool hidden(std::uint32_t value) const {
    return options_.publish && value > 0 && value < kLeastPublished;
  }

  FindingCell count(std::uint32_t value) const {
    FindingCell cell{shown_count(value, options_), std::nullopt, ""};
    if (!hidden(value)) cell.number = value;
    return cell;
  }

  static FindingCell text(std::string text) { return {std::move(text), std::nullopt, ""}; }

  /// "3 / 40"
  FindingCell part(std::uint32_t value, std::uint32_t whole) const {
    return text(shown_count(value, options_) + " / " + std::to_string(whole));
  }

  FindingCell ratio(const FacetContrast& contrast) const {
    constexpr double kHundredths = 100;
    const double value = std::exp2(contrast.log_ratio.value_or(0));
    return {decimal_text(value) + " 倍", std::round(value * kHundredths) / kHundredths, ""};
  }

  const KnowHow* find(const std::string& id) const {
    const auto found = std::find_if(result_.items.begin(), result_.items.end(),
                                    [&](const KnowHow& item) { return item.id == id; });
    return found == result_.items.end() ? nullptr : &*found;
  }

  std::optional<FindingTable> issue_change() const {
    const auto table = issue_change_table(result_);
    if (!table) return std::nullopt;
    FindingTable out;
    out.anchor = "issues";
    out.title = "初回に語られた課題から本質的課題へ";
    out.note =
        "行は初回に語られた課題、列は見極めた本質的課題、数は両方が記録にある事例の数。一つの事例が"
        "いくつもの課題を持つことがある。";
    out.columns.emplace_back("初回に語られた課題");
    for (const std::string& column : table->columns) {
      out.columns.push_back(value_label("issue", column, taxonomy_));
    }
    for (std::size_t r = 0; r < table->rows.size(); ++r) {
      auto& row = out.rows.emplace_back();
      row.push_back(text(value_label("issue", table->rows[r], taxonomy_)));
      for (const std::uint32_t cases : table->counts[r]) row.push_back(count(cases));
    }
    return out;
  }

  void contrasts() {
    FindingTable head;
    head.anchor = "contrasts";
    head.title = "どこに多く書かれているか";
    head.note =
        "ほかと比べて明らかに多い、または少ないもの。「控えめな比」は、95%区間のうち1に近いほうの端"
        "（比べた数だけ厳しくしてある）。事例が10件に満たない区分と、3件に満たないノウハウは"
        "「標本不足」として比べない。「層別」は、組織・規模・業種・支援者・年をそろえて比べ直した"
        "もの（マンテル・ヘンツェル法）で、差が半分より小さくなれば「消える」とした。書かれた数の"
        "違いであって、効果の違いではない。";
    head.empty = "明らかな違いは見つからなかった（標本が足りないことを含む）。";
    for (const std::string_view facet : kContrastFacets) {
      FindingTable table = contrast_table(facet);
      if (table.rows.empty()) continue;
      if (head.title.empty()) {
        table.title = "どこに多く書かれているか（" + facet_title(facet) + "）";
      } else {
        table.anchor = head.anchor;
        table.title = std::exchange(head.title, "") + "（" + facet_title(facet) + "）";
        table.note = head.note;
      }
      out_.push_back(std::move(table));
    }
    if (!head.title.empty()) out_.push_back(std::move(head));
  }

  FindingTable contrast_table(std::string_view facet) const {
    FindingTable out;
    out.columns = {"ノウハウ", facet_title(facet), "この区分", "ほか", "控えめな比", "層別"};
    for (const FacetContrast& contrast : contrast_facet(result_, facet)) {
      // The ratio of a small count would tell it.
      if (options_.publish && std::min(contrast.inside, contrast.outside) < kLeastPublished) {
        continue;
      }
      const KnowHow* item = find(contrast.item);
      if (item == nullptr) continue;
      if (out.rows.size() == kShownContrasts) break;
      out.rows.push_back({{item->label, std::nullopt, item->id},
                          text(value_label(facet, contrast.value, taxonomy_)),
                          part(contrast.inside, contrast.inside_all),
                          part(contrast.outside, contrast.outside_all),
                          ratio(contrast),
                          text(strata_text(contrast))});
    }
    return out;
  }

  std::string trend_note(const EssenceComparison& comparison) const {
    const TrendReport& trend = comparison.trend;
    std::string out = comparison.snapshot.empty()
                          ? comparison.since + " より前に始まった " + std::to_string(trend.before) +
                                " 事例と、それ以後の " + std::to_string(trend.since) +
                                " 事例を比べた。始まりの日付のない " +
                                std::to_string(trend.left_out) + " 事例は入れていない。"
                          : "前回の集計にあった " + std::to_string(trend.before) +
                                " 事例と、その後に加わった " + std::to_string(trend.since) +
                                " 事例を、どちらも今のカードで数えて比べた。前回あって今は数えて"
                                "いない事例は " +
                                std::to_string(comparison.gone) + "。";
    if (!comparison.same_basis) {
      out +=
          "前回とはカードや人の判断、分析のしかたが違うので、前回の報告の数とそのまま比べては"
          "いけない。";
    }
    return out +
           "「増えた」「減った」は書かれた割合の違いが偶然とは言いにくいもの（比べた数だけ厳しくし"
           "た"
           "95%区間が1を含まない）で、取り組みそのものの増減とは限らない。";
  }

  FindingTable trend(const EssenceComparison& comparison) const {
    const TrendReport& trend = comparison.trend;
    FindingTable out;
    out.anchor = "trend";
    out.title = "増えているもの・減っているもの";
    out.note = trend_note(comparison);
    out.empty = "比べるノウハウがない。";
    out.columns = {"ノウハウ",
                   "動き",
                   "前（" + std::to_string(trend.before) + "事例）",
                   "後（" + std::to_string(trend.since) + "事例）",
                   "控えめな比",
                   "層別"};
    for (const FacetContrast& contrast : trend.items) {
      const KnowHow* item = find(contrast.item);
      if (item == nullptr) continue;
      const bool secret = hidden(contrast.inside) || hidden(contrast.outside);
      const TrendKind kind = trend_kind(contrast);
      const bool moved = kind == TrendKind::kRising || kind == TrendKind::kFading;
      out.rows.push_back({{item->label, std::nullopt, item->id},
                          text(trend_name(kind)),
                          count(contrast.outside),
                          count(contrast.inside),
                          moved && !secret ? ratio(contrast) : text(""),
                          text(strata_text(contrast))});
    }
    return out;
  }

  static std::string trend_name(TrendKind kind) {
    switch (kind) {
      case TrendKind::kRising:
        return "増えた";
      case TrendKind::kFading:
        return "減った";
      case TrendKind::kUnclear:
        return "はっきりしない";
      case TrendKind::kTooFew:
        break;
    }
    return "標本不足";
  }

  const KnowHowResult& result_;
  const Taxonomy& taxonomy_;
  const DocumentOptions& options_;
  std::vector<FindingTable> out_;
};

}  // namespace

std::optional<CrossTable> issue_change_table(const KnowHowResult& result) {
  CrossTable table = cross_table(result, "stated_issue", "essential_issue");
  const bool any = std::any_of(table.counts.begin(), table.counts.end(), [](const auto& row) {
    return std::any_of(row.begin(), row.end(), [](std::uint32_t count) { return count > 0; });
  });
  if (!any) return std::nullopt;
  return table;
}

std::vector<FindingTable> finding_tables(const EssenceReport& report, const Taxonomy& taxonomy,
                                         const DocumentOptions& options) {
  return Findings(report, taxonomy, options).tables();
}

}  // namespace kizuki

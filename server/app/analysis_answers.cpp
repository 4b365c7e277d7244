#include "server/app/analysis_answers.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/essence/trend.hpp"
#include "server/app/knowhow_changes.hpp"
#include "server/web/knowhow_parts.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kMostTrends = 12;
constexpr std::size_t kMostPairs = 24;         // drawn and listed
constexpr std::size_t kMostStatedIssues = 20;  // rows and columns

std::optional<std::size_t> scale_column(const EssenceCase& info) {
  for (std::size_t i = 0; i < kScaleCodes.size(); ++i) {
    const FacetValue facet{"scale", std::string(kScaleCodes.at(i))};
    if (std::binary_search(info.facets.begin(), info.facets.end(), facet)) return i;
  }
  return std::nullopt;
}

void count_case(const EssenceCase& info, AnalysisView& view,
                std::map<std::string, IssueCoverage>& issues) {
  const auto scale = scale_column(info);
  const auto add_steps = [&](StepScaleCounts& cells) {
    if (!scale) return;
    for (std::size_t step = 0; step < cells.size(); ++step) {
      if ((info.steps >> step & 1U) != 0) ++cells.at(step).at(*scale);
    }
  };
  add_steps(view.steps);
  for (std::size_t step = 0; step < view.step_cases.size(); ++step) {
    view.step_cases.at(step) += info.steps >> step & 1U;
  }
  for (const auto& [name, value] : info.facets) {
    if (name != "issue") continue;
    IssueCoverage& row = issues[value];
    ++row.cases;
    if (scale) ++row.by_scale.at(*scale);
    add_steps(row.cells);
  }
}

/// The commonest rows and columns, so that the table stays readable.
CrossTable trimmed_table(CrossTable table) {
  const auto least_kept = [](std::vector<std::uint32_t> totals) -> std::uint32_t {
    if (totals.size() <= kMostStatedIssues) return 0;
    std::sort(totals.rbegin(), totals.rend());
    return totals[kMostStatedIssues - 1];
  };
  const std::uint32_t row_least = least_kept(table.row_totals);
  const std::uint32_t column_least = least_kept(table.column_totals);
  CrossTable out;
  out.cases = table.cases;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.column_totals[c] < column_least || out.columns.size() == kMostStatedIssues) continue;
    out.columns.push_back(table.columns[c]);
    out.column_totals.push_back(table.column_totals[c]);
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (table.row_totals[r] < row_least || out.rows.size() == kMostStatedIssues) continue;
    out.rows.push_back(table.rows[r]);
    out.row_totals.push_back(table.row_totals[r]);
    auto& counts = out.counts.emplace_back();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const auto& kept = out.columns;
      if (std::find(kept.begin(), kept.end(), table.columns[c]) != kept.end()) {
        counts.push_back(table.counts[r][c]);
      }
    }
  }
  return out;
}

/// Puts cards into a network once each.
class NetworkMaker {
 public:
  explicit NetworkMaker(KnowHowNetwork& network) : network_(network) {}

  void add(const CountedCard& first, const CountedCard& second, std::uint32_t cases) {
    // Merged since it was counted, both may be one card by now, or a pair that is there already.
    if (first.card == second.card) return;
    const std::size_t one = place_of(first);
    const std::size_t other = place_of(second);
    for (const KnowHowNetwork::Link& link : network_.links) {
      if (std::minmax(link.first, link.second) == std::minmax(one, other)) return;
    }
    network_.links.push_back({one, other, cases});
  }

 private:
  std::size_t place_of(const CountedCard& counted) {
    const auto [found, fresh] = places_.emplace(counted.card->card.id, network_.nodes.size());
    if (fresh) {
      network_.nodes.push_back({counted.card->card.id, counted.card->card.label, main_step(counted),
                                counted.item == nullptr ? 0 : counted.item->cases});
    }
    return found->second;
  }

  KnowHowNetwork& network_;
  std::map<std::string, std::size_t> places_;
};

void fill_pairs(const KnowHowReading& knowhow, AnalysisView& view) {
  const auto& items = knowhow.findings->result.items;
  std::vector<CoOccurrence> pairs = knowhow.findings->together;
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& left, const auto& right) { return left.cases > right.cases; });
  NetworkMaker network(view.together);
  for (const CoOccurrence& pair : pairs) {
    if (view.together.links.size() == kMostPairs) break;
    const KnowHow& first = items[pair.first];
    const KnowHow& second = items[pair.second];
    if (first.kind != KnowHowKind::kCard || second.kind != KnowHowKind::kCard) continue;
    const auto one = knowhow.card(first.id);
    const auto other = knowhow.card(second.id);
    if (one && other) network.add(*one, *other, pair.cases);
  }
}

/// The first four digits of a case's date, when it has them.
std::string year_of(const EssenceCase& info) {
  const std::string year = info.date.substr(0, 4);
  return is_trend_date(year) ? year : std::string();
}

/// Chooses where newer cases begin: `asked` when it is one of the years, else the year that parts
/// the dated cases most evenly. None when all began in one year.
void choose_years(const KnowHowResult& result, std::string_view asked, AnalysisView& view) {
  std::map<std::string, std::uint64_t> cases;
  std::uint64_t all = 0;
  for (std::uint32_t i = 0; i < result.cases.size(); ++i) {
    const std::string year = year_of(result.cases[i]);
    if (result.original[i] != i || year.empty()) continue;
    ++cases[year];
    ++all;
  }
  std::uint64_t older = 0;
  std::uint64_t best = all;
  for (const auto& [year, count] : cases) {
    if (older > 0) {
      view.years.push_back(year);
      const std::uint64_t off = std::max(2 * older, all) - std::min(2 * older, all);
      if (off < best) {
        best = off;
        view.since = year;
      }
    }
    older += count;
  }
  if (std::find(view.years.begin(), view.years.end(), asked) != view.years.end()) {
    view.since = asked;
  }
}

void fill_trends(const KnowHowReading& knowhow, std::string_view asked, AnalysisView& view) {
  const KnowHowResult& result = knowhow.findings->result;
  choose_years(result, asked, view);
  if (view.since.empty()) return;
  const TrendReport report = find_trends(result, sides_by_date(result, view.since));
  view.older_cases = report.before;
  view.newer_cases = report.since;
  for (const FacetContrast& contrast : report.items) {
    const TrendKind kind = trend_kind(contrast);
    if (kind != TrendKind::kRising && kind != TrendKind::kFading) continue;
    const KnowHow* item = knowhow.findings->find(contrast.item);
    if (item == nullptr || item->kind != KnowHowKind::kCard) continue;
    const auto card = knowhow.card(item->id);
    if (!card || view.trends.size() == kMostTrends) continue;
    view.trends.push_back({card->card->card.id, card->card->card.label, kind == TrendKind::kRising,
                           contrast.outside, contrast.inside});
  }
}

}  // namespace

AnalysisView analyse(const KnowHowReading& knowhow, std::string_view since,
                     const Taxonomy& taxonomy) {
  const KnowHowFindings& findings = *knowhow.findings;
  const KnowHowResult& result = findings.result;
  AnalysisView view;
  view.cases = result.counted_cases;
  view.sentences = result.explained;
  view.predicted_steps = findings.corpus.predicted_steps;
  view.predicted_issues = findings.corpus.predicted_issues;
  view.snapshot = findings.snapshot.id;
  view.outdated = knowhow.outdated;
  for (const CountedCard& card : knowhow.cards()) view.cards += card.item != nullptr ? 1U : 0U;
  std::map<std::string, IssueCoverage> issues;
  for (const IssueType& issue : taxonomy.issues()) issues[issue.code];
  for (std::uint32_t i = 0; i < result.cases.size(); ++i) {
    if (result.original[i] == i) count_case(result.cases[i], view, issues);
  }
  for (auto& [code, row] : issues) {
    row.issue = code;
    view.issues.push_back(std::move(row));
  }
  std::stable_sort(view.issues.begin(), view.issues.end(),
                   [](const IssueCoverage& left, const IssueCoverage& right) {
                     return left.cases > right.cases;
                   });
  view.stated = trimmed_table(cross_table(result, "stated_issue", "essential_issue"));
  fill_trends(knowhow, since, view);
  fill_pairs(knowhow, view);
  return view;
}

HttpResponse answer_analysis(Call& call, const FormFields& form) {
  const auto knowhow = read_knowhow(call.knowhow, *call.reading);
  if (!knowhow) return call.failed(knowhow.error());
  PageFrame page = call.frame("分析");
  page.current = "/analysis";
  Html main;
  if (knowhow->ready()) {
    AnalysisView view = analyse(*knowhow, form.value("since"), call.taxonomy());
    view.publish = form.value("publish") == "1";
    main = print_analysis(view, call.taxonomy());
  } else {
    const bool working = knowhow->state == KnowHowAnswer::State::kWorking;
    if (working) page.refresh_after = kKnowHowRefreshSeconds;
    main << "<h1>分析</h1>\n<div class=\"sec\">"
         << (working ? print_being_counted()
                     : print_not_counted(knowhow->state == KnowHowAnswer::State::kTooManyCases))
         << "</div>\n";
  }
  return page_response(200, call.route.name, print_page(page, main));
}

}  // namespace kizuki

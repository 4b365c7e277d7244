#include "cli/essence_document.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/corpus/case_record.hpp"
#include "engine/essence/know_how_counts.hpp"

namespace kizuki {
namespace {

CountTable table_of(const EssenceReport& report, const Taxonomy& taxonomy, std::string title,
                    std::string_view facet, std::size_t most) {
  CountTable table;
  table.title = std::move(title);
  std::map<std::string, std::uint32_t> totals;
  const KnowHowResult& result = report.result;
  for (std::size_t i = 0; i < result.cases.size(); ++i) {
    if (result.original[i] != i) continue;
    for (const auto& [name, value] : result.cases[i].facets) {
      if (name == facet) ++totals[value];
    }
  }
  std::vector<std::string> values;
  for (const auto& [value, total] : totals) {
    values.push_back(value);
    table.columns.push_back(value_label(facet, value, taxonomy));
    table.totals.push_back(total);
  }
  for (const KnowHow& item : result.items) {
    if (table.rows.size() == most) break;
    const ValueCounts counts =
        facet == "step" ? item.steps : count_values(item, result.cases, facet);
    CountTable::Row row{item.id, item.label, {}};
    for (const std::string& value : values) {
      const auto found = counts.find(value);
      row.counts.push_back(found == counts.end() ? 0 : found->second);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<CountTable> count_tables(const EssenceReport& report, const Taxonomy& taxonomy,
                                     std::size_t most) {
  std::vector<CountTable> tables;
  tables.push_back(table_of(report, taxonomy, "ノウハウ × ステップ", "step", most));
  tables.back().note = "そのステップの節に根拠の文がある事例の数。";
  tables.push_back(table_of(report, taxonomy, "ノウハウ × 規模", "scale", most));
  tables.back().note = "根拠の文がある事例の数。";
  tables.push_back(table_of(report, taxonomy, "ノウハウ × 課題", "issue", most));
  tables.back().note = "根拠の文がある事例の数。一つの事例がいくつもの課題を持つことがある。";
  return tables;
}

std::string shown_count(std::uint32_t count, const DocumentOptions& options) {
  if (options.publish && count > 0 && count < kLeastPublished) {
    return std::to_string(kLeastPublished) + "未満";
  }
  return std::to_string(count);
}

std::string value_label(std::string_view facet, const std::string& value,
                        const Taxonomy& taxonomy) {
  if (facet == "step" && value.size() == 1) {
    const std::string_view label = taxonomy.step_label(value[0] - '0');
    return label.empty() ? value : std::string(label);
  }
  if (facet == "scale") {
    for (const Scale scale : {Scale::kSmall, Scale::kMedium, Scale::kLarge}) {
      if (scale_code(scale) == value) return std::string(scale_label(scale));
    }
  }
  if (facet == "issue" || facet == "stated_issue" || facet == "essential_issue") {
    const IssueType* issue = taxonomy.issue(value);
    return issue != nullptr ? issue->label : value;
  }
  if (facet == "industry" && value.size() == 1) {
    const std::string_view label = taxonomy.industry_label(value[0]);
    return label.empty() ? value : std::string(label);
  }
  return value;
}

}  // namespace kizuki

#include "cli/essence_report.hpp"

#include <string_view>
#include <utility>

#include "cli/essence_findings.hpp"
#include "engine/base/json.hpp"
#include "engine/essence/distinctiveness.hpp"
#include "engine/essence_run/essence_json.hpp"

namespace kizuki {
namespace {

/// Names the cases too, so that a later run can be held against this one.
Json snapshot_to_json(const EssenceReport& report) {
  const KnowHowResult& result = report.result;
  Json out = essence_snapshot_to_json(snapshot_of(report), result, report.corpus);
  JsonArray ids;
  for (std::size_t i = 0; i < result.cases.size(); ++i) {
    if (result.original[i] == i) ids.emplace_back(result.cases[i].id);
  }
  out.set("case_ids", std::move(ids));
  return out;
}

/// What differs between the values of a facet beyond chance.
Json contrasts_to_json(const KnowHowResult& result) {
  JsonArray out;
  for (const std::string_view facet : kContrastFacets) {
    for (const FacetContrast& contrast : contrast_facet(result, facet)) {
      Json one;
      one.set("id", contrast.item);
      one.set("facet", facet);
      one.set("value", contrast.value);
      const Json counted = contrast_to_json(contrast);
      for (const auto& [key, value] : counted.as_object()) one.set(key, value);
      out.push_back(std::move(one));
    }
  }
  return out;
}

Json texts_to_json(const std::vector<std::string>& values) {
  JsonArray out;
  for (const std::string& value : values) out.emplace_back(value);
  return out;
}

Json numbers_to_json(const std::vector<std::uint32_t>& values) {
  JsonArray out;
  for (const std::uint32_t value : values) out.emplace_back(std::uint64_t{value});
  return out;
}

Json issue_change_to_json(const CrossTable& table) {
  Json out;
  out.set("stated", texts_to_json(table.rows));
  out.set("essential", texts_to_json(table.columns));
  JsonArray counts;
  for (const auto& row : table.counts) counts.push_back(numbers_to_json(row));
  out.set("counts", std::move(counts));
  return out;
}

}  // namespace

std::string print_essence_json(const EssenceReport& report, const EssenceComparison* comparison) {
  Json out;
  out.set("snapshot", snapshot_to_json(report));
  JsonArray items;
  for (std::size_t i = 0; i < report.result.items.size(); ++i) {
    items.push_back(
        essence_item_to_json(report.result.items[i], report.quotes[i], report.result.cases));
  }
  out.set("knowhow", std::move(items));
  out.set("thin_cards", thin_cards_to_json(report.result.thin_cards));
  out.set("contrasts", contrasts_to_json(report.result));
  if (const auto change = issue_change_table(report.result)) {
    out.set("issue_change", issue_change_to_json(*change));
  }
  if (comparison != nullptr) out.set("comparison", comparison_to_json(*comparison));
  return out.dump() + "\n";
}

}  // namespace kizuki

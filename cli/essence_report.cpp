#include "cli/essence_report.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/essence_findings.hpp"
#include "engine/base/json.hpp"
#include "engine/base/parallel_for.hpp"
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

/// What differs between the values of a facet beyond chance: the members of an array.
std::string contrasts_as_text(const KnowHowResult& result, std::string_view facet) {
  std::string out;
  for (const FacetContrast& contrast : contrast_facet(result, facet)) {
    Json one;
    one.set("id", contrast.item);
    one.set("facet", facet);
    one.set("value", contrast.value);
    const Json counted = contrast_to_json(contrast);
    for (const auto& [key, value] : counted.as_object()) one.set(key, value);
    out.append(out.empty() ? "" : ",").append(one.dump());
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

/// An object put together from members that are text already: as values, the items of 100,000
/// cases take many times the room of their text.
class ObjectText {
 public:
  void add(std::string_view key, std::string_view value) {
    out_.append(out_.empty() ? "{\"" : ",\"").append(key).append("\":").append(value);
  }

  /// Gives up each part once it is copied.
  void add_array(std::string_view key, std::vector<std::string>& parts) {
    std::size_t bytes = 0;
    for (const std::string& part : parts) bytes += part.size() + 1;
    out_.reserve(out_.size() + bytes);
    add(key, "[");
    bool first = true;
    for (std::string& part : parts) {
      if (part.empty()) continue;
      out_.append(first ? "" : ",").append(part);
      first = false;
      part = std::string();
    }
    out_.push_back(']');
  }

  std::string take() { return std::move(out_.append("}")); }

 private:
  std::string out_;
};

}  // namespace

std::string print_essence_json(const EssenceReport& report, const EssenceComparison* comparison,
                               std::size_t threads) {
  const KnowHowResult& result = report.result;
  // Each item and each facet for itself, facets first: they take longest.
  const std::size_t facets = std::size(kContrastFacets);
  std::vector<std::string> contrasts(facets);
  std::vector<std::string> items(result.items.size());
  parallel_for(facets + items.size(), threads, [&](std::size_t i, std::size_t) {
    if (i < facets) {
      contrasts[i] = contrasts_as_text(result, kContrastFacets[i]);
    } else {
      const std::size_t item = i - facets;
      items[item] =
          essence_item_to_json(result.items[item], report.quotes[item], result.cases).dump();
    }
  });
  ObjectText out;
  out.add("snapshot", snapshot_to_json(report).dump());
  out.add_array("knowhow", items);
  out.add("thin_cards", thin_cards_to_json(result.thin_cards).dump());
  out.add_array("contrasts", contrasts);
  if (const auto change = issue_change_table(report.result)) {
    out.add("issue_change", issue_change_to_json(*change).dump());
  }
  if (comparison != nullptr) out.add("comparison", comparison_to_json(*comparison).dump());
  return out.take() + "\n";
}

}  // namespace kizuki

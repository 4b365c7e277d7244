// The facets of a record: what it can be filtered and counted by.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "engine/index/case_analyzer.hpp"

namespace kizuki {
namespace {

// Facets that a profile names beside the core ones. The bounds keep a hostile record from filling
// the index; a name of the core is never taken over.
constexpr std::size_t kMaxExtraNameBytes = 32;
constexpr std::size_t kMaxExtraValueBytes = 200;
constexpr std::size_t kMaxExtraFacets = 64;
constexpr std::array<std::string_view, 13> kCoreNames{
    "id",    "issue",    "stated_issue", "essential_issue", "tool",         "bridge_to", "step",
    "scale", "industry", "prefecture",   "supporter",       "organization", "year"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The year at the front of "2021-06" or "2021年6月"; empty when the text begins otherwise.
std::string_view year_of(std::string_view date) {
  const std::size_t digits =
      static_cast<std::size_t>(std::find_if_not(date.begin(), date.end(), is_digit) - date.begin());
  return digits == 4 ? date.substr(0, 4) : std::string_view();
}

class FacetCollector {
 public:
  void add(std::string_view name, std::string_view value) {
    if (!value.empty()) facets_.push_back({std::string(name), std::string(value)});
  }
  void add_all(std::string_view name, const std::vector<std::string>& values) {
    for (const auto& value : values) add(name, value);
  }
  std::vector<Facet> take() && {
    std::sort(facets_.begin(), facets_.end());
    facets_.erase(std::unique(facets_.begin(), facets_.end()), facets_.end());
    return std::move(facets_);
  }

 private:
  std::vector<Facet> facets_;
};

void add_industry(std::string_view industry, const Taxonomy& taxonomy, FacetCollector& facets) {
  const char division = taxonomy.industry_division(industry);
  if (division != '\0') facets.add("industry", std::string_view(&division, 1));
  if (!industry.empty() && std::all_of(industry.begin(), industry.end(), is_digit)) {
    facets.add("industry", industry);
  }
}

bool may_name_facet(std::string_view name) {
  constexpr std::string_view kNameBytes = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name.size() <= kMaxExtraNameBytes && !is_digit(name.front()) &&
         name.find_first_not_of(kNameBytes) == name.npos &&
         std::find(kCoreNames.begin(), kCoreNames.end(), name) == kCoreNames.end();
}

void add_extras(const CaseRecord& record, FacetCollector& facets) {
  auto extras = extra_facets(record);
  // Sorted before the bound falls, so that the choice does not depend on the order in the file.
  std::sort(extras.begin(), extras.end());
  std::size_t count = 0;
  for (const auto& [name, value] : extras) {
    if (!may_name_facet(name) || value.size() > kMaxExtraValueBytes) continue;
    if (++count > kMaxExtraFacets) break;
    facets.add(name, value);
  }
}

}  // namespace

std::vector<Facet> facets_of(const CaseRecord& record, const Taxonomy& taxonomy) {
  FacetCollector facets;
  for (const Section& section : record.sections) {
    for (const int step : section.steps) facets.add("step", std::to_string(step));
  }
  facets.add_all("issue", record.issues);
  facets.add_all("stated_issue", record.stated_issues);
  facets.add_all("essential_issue", record.essential_issues);
  facets.add_all("tool", record.tools);
  facets.add_all("bridge_to", given_bridges(record));
  if (record.scale != Scale::kUnknown) facets.add("scale", scale_code(record.scale));
  add_industry(record.company.industry, taxonomy, facets);
  facets.add("prefecture", record.company.prefecture);
  facets.add("supporter", record.supporter);
  facets.add("organization", record.organization);
  const std::string_view year = year_of(record.period_from);
  facets.add("year", year.empty() ? year_of(record.updated_at) : year);
  add_extras(record, facets);
  return std::move(facets).take();
}

}  // namespace kizuki

#include "engine/essence/know_how_counts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "engine/base/hash.hpp"
#include "engine/essence/action_filter.hpp"

namespace kizuki {
namespace {

constexpr double kNormal95 = 1.96;

}  // namespace

std::string_view know_how_kind_code(KnowHowKind kind) {
  return kind == KnowHowKind::kCard ? "card" : "candidate";
}

ValueCounts count_values(const KnowHow& item, const std::vector<EssenceCase>& cases,
                         std::string_view facet) {
  ValueCounts out;
  for (const KnowHowEvidence& evidence : item.evidence) {
    for (const auto& [name, value] : cases[evidence.case_number].facets) {
      if (name == facet) ++out[value];
    }
  }
  return out;
}

void count_evidence(KnowHow& item, const std::vector<EssenceCase>& all) {
  std::set<std::uint32_t> cases;
  std::set<std::string> organizations;
  std::set<std::pair<std::uint32_t, unsigned>> steps;
  double variance = 0;
  item.expected_cases = 0;
  for (const KnowHowEvidence& evidence : item.evidence) {
    cases.insert(evidence.case_number);
    organizations.insert(all[evidence.case_number].organization);
    const auto p = static_cast<double>(evidence.confidence);
    item.expected_cases += p;
    variance += p * (1 - p);
    item.cautions += evidence.caution ? 1U : 0U;
    for (unsigned step = 0; step < kEssenceSteps; ++step) {
      if ((evidence.steps >> step & 1U) != 0) ++item.steps[std::to_string(step + 1)];
    }
  }
  item.cases = static_cast<std::uint32_t>(cases.size());
  item.organizations = static_cast<std::uint32_t>(organizations.size());
  const double half = kNormal95 * std::sqrt(variance);
  item.expected_low = std::max(0.0, item.expected_cases - half);
  item.expected_high = std::min(static_cast<double>(item.cases), item.expected_cases + half);
  item.scale = count_values(item, all, "scale");
  item.issues = count_values(item, all, "issue");
}

std::string candidate_id(const KnowHow& item, const std::vector<EssenceCase>& all,
                         std::uint64_t text_hash) {
  std::set<std::string> walls;
  for (const KnowHowEvidence& evidence : item.evidence) {
    walls.insert(all[evidence.case_number].compartment);
  }
  std::string within;
  for (const std::string& wall : walls) within.append(wall).append("\n");
  constexpr unsigned kIdShift = 24;
  std::array<char, 16> digits{};
  constexpr std::string_view kHex = "0123456789abcdef";
  std::uint64_t hash = xxh3(within, text_hash) >> kIdShift;
  std::string id;
  for (; hash != 0 && id.size() < digits.size(); hash >>= 4U) id += kHex[hash & 0xFU];
  return "c-" + id;
}

}  // namespace kizuki

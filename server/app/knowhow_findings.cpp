#include "server/app/knowhow_findings.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

constexpr std::uint32_t kLeastTogether = 3;
constexpr std::size_t kMostTogether = 200;

std::size_t bytes_of(const std::vector<EssenceCase>& cases) {
  std::size_t bytes = cases.size() * (sizeof(EssenceCase) + sizeof(std::uint32_t));
  for (const EssenceCase& one : cases) {
    bytes += one.id.size() + one.organization.size() + one.compartment.size();
    for (const auto& [name, value] : one.facets) {
      bytes += sizeof(FacetValue) + name.size() + value.size();
    }
  }
  return bytes;
}

void place_evidence(KnowHowFindings& findings) {
  const KnowHowResult& result = findings.result;
  for (std::uint32_t item = 0; item < result.items.size(); ++item) {
    const auto& evidence = result.items[item].evidence;
    for (std::uint32_t i = 0; i < evidence.size(); ++i) {
      findings.by_case[result.cases[evidence[i].case_number].id].push_back({item, i});
    }
  }
  const auto where = [&](const KnowHowPlace& place) {
    const KnowHowEvidence& evidence = result.items[place.item].evidence[place.evidence];
    return std::pair(evidence.section, evidence.span.begin);
  };
  for (auto& [id, places] : findings.by_case) {
    std::stable_sort(places.begin(), places.end(),
                     [&](const KnowHowPlace& left, const KnowHowPlace& right) {
                       return where(left) < where(right);
                     });
  }
}

}  // namespace

const KnowHow* KnowHowFindings::find(std::string_view id) const {
  const auto found = std::find_if(result.items.begin(), result.items.end(),
                                  [&](const KnowHow& item) { return item.id == id; });
  return found == result.items.end() ? nullptr : &*found;
}

std::shared_ptr<const KnowHowFindings> make_findings(
    EssenceReport report, std::shared_ptr<const CardMatcher> matcher,
    std::map<std::uint32_t, std::vector<NearGroup>> near) {
  auto findings = std::make_shared<KnowHowFindings>();
  findings->snapshot = snapshot_of(report);
  findings->result = std::move(report.result);
  findings->corpus = std::move(report.corpus);
  findings->matcher = std::move(matcher);
  findings->near = std::move(near);
  std::size_t evidence = 0;
  for (const auto* all : {&report.quotes, &report.quotes_below}) {
    for (const auto& quotes : *all) {
      auto& hashes = findings->sentences.emplace_back();
      for (const Quote& quote : quotes) hashes.push_back(xxh3(quote.sentence));
      evidence += quotes.size();
    }
  }
  place_evidence(*findings);
  findings->together = co_occurrences(findings->result, kLeastTogether, kMostTogether);
  for (const char* facet : {"scale", "issue", "industry"}) {
    for (FacetContrast& contrast : contrast_facet(findings->result, facet)) {
      findings->contrasts.emplace_back(facet, std::move(contrast));
    }
  }
  findings->bytes = bytes_of(findings->result.cases) +
                    evidence * (sizeof(KnowHowEvidence) + sizeof(KnowHowPlace) + 64);
  return findings;
}

}  // namespace kizuki

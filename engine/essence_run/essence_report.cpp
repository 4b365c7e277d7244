#include "engine/essence_run/essence_report.hpp"

#include <cstddef>
#include <map>
#include <utility>

namespace kizuki {

Result<std::vector<std::vector<Quote>>> read_quotes(const std::vector<EssenceCase>& of_result,
                                                    std::span<const KnowHow> items,
                                                    const ReadCases& read) {
  std::vector<std::vector<Quote>> quotes(items.size());
  std::map<std::uint32_t, std::vector<std::pair<std::size_t, std::size_t>>> by_case;
  for (std::size_t item = 0; item < items.size(); ++item) {
    const auto& evidence = items[item].evidence;
    quotes[item].resize(evidence.size());
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      by_case[evidence[i].case_number].emplace_back(item, i);
    }
  }
  std::vector<const EssenceCase*> cases;
  std::vector<const std::vector<std::pair<std::size_t, std::size_t>>*> places;
  for (const auto& [number, here] : by_case) {
    cases.push_back(&of_result[number]);
    places.push_back(&here);
  }
  auto done = read(cases, [&](std::size_t asked, const CaseRecord& record) {
    for (const auto& [item, i] : *places[asked]) {
      const KnowHowEvidence& evidence = items[item].evidence[i];
      const Section& section = record.sections.at(evidence.section);
      quotes[item][i] = {std::string(evidence.span.of(section.text)), section.heading,
                         record.title};
    }
  });
  if (!done) return std::move(done).error();
  return quotes;
}

}  // namespace kizuki

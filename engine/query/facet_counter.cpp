#include "engine/query/facet_counter.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "engine/index/case_attributes.hpp"

namespace kizuki {
namespace {

struct Count {
  std::uint64_t cases = 0;
  std::uint64_t predicted = 0;
};
using CountsByName = std::map<std::string, std::map<std::string, Count>, std::less<>>;

/// Counts one part. Nearly all cases are counted by the numbers of the tables' values; those that
/// people said something about one by one.
class PartCounter {
 public:
  explicit PartCounter(const IndexPart& part) : part_(part) {}

  void add(DocumentSet documents) {
    const AttributeTable& confirmed = part_.confirmed();
    for (std::uint32_t number = 0; number < confirmed.value_count(); ++number) {
      confirmed.for_each_document(number, [&](std::uint32_t document, AttributeScore) {
        if (!documents.contains(document)) return;
        documents.remove(document);
        add_judged(document);
      });
    }
    const CompartmentReader& reader = part_.reader;
    given_ = reader.facet_counter().count(documents, reader.facets().value_count());
    predicted_ = reader.predicted_counter().count(documents, claimed_values(reader.predicted()));
  }

  void add_to(CountsByName& all) const {
    for (const auto& [name, values] : judged_) {
      for (const auto& [value, count] : values) {
        all[name][value].cases += count.cases;
        all[name][value].predicted += count.predicted;
      }
    }
    for_each_count(part_.reader.facets(), given_, [&](const auto& value, std::uint64_t cases) {
      all[std::string(value.name)][std::string(value.value)].cases += cases;
    });
    for_each_count(part_.reader.predicted(), predicted_,
                   [&](const auto& value, std::uint64_t cases) {
                     Count& count = all[std::string(value.name)][std::string(value.value)];
                     count.cases += cases;
                     count.predicted += cases;
                   });
  }

 private:
  void add_judged(std::uint32_t document) {
    CaseAttributes(part_).for_each(document, [&](const CaseAttribute& attribute) {
      if (attribute.only_possible) return;
      Count& count = judged_[std::string(attribute.name)][std::string(attribute.value)];
      ++count.cases;
      count.predicted += attribute.origin == AttributeOrigin::kPredicted ? 1 : 0;
    });
  }

  /// The number of the first value that is only possible. Their prefix is greater than any letter,
  /// so all behind it are.
  static std::uint32_t claimed_values(const AttributeTable& table) {
    return table.range(std::string_view(&kPossiblePrefix, 1)).first;
  }

  template <typename Take>
  static void for_each_count(const AttributeTable& table, const std::vector<std::uint64_t>& counts,
                             const Take& take) {
    for (std::uint32_t number = 0; number < counts.size(); ++number) {
      if (counts[number] > 0) take(table.value(number), counts[number]);
    }
  }

  const IndexPart& part_;
  std::vector<std::uint64_t> given_;      // by number of the facets' table
  std::vector<std::uint64_t> predicted_;  // by number of the predicted tags' table
  CountsByName judged_;
};

std::vector<FacetCounts> sorted_counts(const CountsByName& counts) {
  std::vector<FacetCounts> facets;
  for (const auto& [name, values] : counts) {
    FacetCounts& facet = facets.emplace_back();
    facet.name = name;
    for (const auto& [value, count] : values) {
      facet.values.push_back({value, count.cases, count.predicted});
    }
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [](const auto& left, const auto& right) { return left.cases > right.cases; });
  }
  return facets;
}

}  // namespace

std::vector<FacetCounts> count_facets(const std::vector<IndexPart>& parts,
                                      const std::vector<DocumentSet>& sets) {
  CountsByName by_name;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    PartCounter counter(parts[i]);
    counter.add(sets[i]);
    counter.add_to(by_name);
  }
  return sorted_counts(by_name);
}

}  // namespace kizuki

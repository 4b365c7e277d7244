#include "engine/index/case_attributes.hpp"

#include <algorithm>
#include <iterator>

namespace kizuki {
namespace {

std::vector<std::uint32_t> documents_with(const AttributeTable& table, std::string_view name,
                                          std::string_view value) {
  std::vector<std::uint32_t> documents;
  const auto number = table.find(name, value);
  if (!number) return documents;
  documents.reserve(table.document_frequency(*number));
  table.for_each_document(
      *number, [&](std::uint32_t document, AttributeScore) { documents.push_back(document); });
  return documents;
}

}  // namespace

std::vector<CaseAttributes::Verdict> CaseAttributes::verdicts(std::uint32_t document) const {
  std::vector<Verdict> verdicts;
  const AttributeTable& confirmed = part_.confirmed();
  confirmed.for_each_value(document, [&](std::uint32_t number, AttributeScore) {
    auto value = confirmed.value(number);
    if (value.name.empty()) return;  // damaged
    const char prefix = value.name.front();
    value.name.remove_prefix(1);
    verdicts.push_back({prefix, value});
  });
  return verdicts;
}

bool CaseAttributes::has_facet(std::uint32_t document, const AttributeTable::Value& value) const {
  const AttributeTable& facets = part_.reader.facets();
  const auto wanted = facets.find(value.name, value.value);
  bool has = false;
  if (wanted) {
    facets.for_each_value(
        document, [&](std::uint32_t number, AttributeScore) { has = has || number == *wanted; });
  }
  return has;
}

std::vector<std::uint32_t> CaseAttributes::denied(std::string_view name,
                                                  std::string_view value) const {
  return documents_with(part_.confirmed(), annotation_name(kDeniedPrefix, name), value);
}

std::vector<std::uint32_t> CaseAttributes::added(std::string_view name,
                                                 std::string_view value) const {
  const auto predicted = documents_with(part_.reader.predicted(), name, value);
  const auto confirmed =
      documents_with(part_.confirmed(), annotation_name(kConfirmedPrefix, name), value);
  const auto denied = this->denied(name, value);
  std::vector<std::uint32_t> either;
  std::set_union(predicted.begin(), predicted.end(), confirmed.begin(), confirmed.end(),
                 std::back_inserter(either));
  std::vector<std::uint32_t> added;
  std::set_difference(either.begin(), either.end(), denied.begin(), denied.end(),
                      std::back_inserter(added));
  return added;
}

}  // namespace kizuki

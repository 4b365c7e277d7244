#include "cli/essence_report.hpp"

#include <cmath>
#include <string_view>
#include <utility>

#include "cli/essence_findings.hpp"
#include "engine/base/json.hpp"
#include "engine/essence/distinctiveness.hpp"

namespace kizuki {
namespace {

/// Four decimals: what is compared and shown.
double rounded(double value) {
  constexpr double kSteps = 1e4;
  return std::round(value * kSteps) / kSteps;
}

Json counts_to_json(const ValueCounts& counts) {
  Json out{JsonObject{}};
  for (const auto& [value, count] : counts) out.set(value, std::uint64_t{count});
  return out;
}

Json steps_to_json(StepBits bits) {
  JsonArray out;
  for (unsigned step = 0; step < kEssenceSteps; ++step) {
    if ((bits >> step & 1U) != 0) out.emplace_back(static_cast<int>(step + 1));
  }
  return out;
}

Json evidence_to_json(const KnowHowEvidence& evidence, const Quote& quote,
                      const EssenceCase& of_case) {
  Json out;
  out.set("case", of_case.id);
  out.set("section", std::uint64_t{evidence.section});
  out.set("heading", quote.heading);
  out.set("sentence", quote.sentence);
  out.set("begin", std::uint64_t{evidence.span.begin});
  out.set("end", std::uint64_t{evidence.span.end});
  out.set("confidence", rounded(static_cast<double>(evidence.confidence)));
  out.set("steps", steps_to_json(evidence.steps));
  if (evidence.confirmed) out.set("confirmed", true);
  if (evidence.caution) out.set("caution", true);
  if (evidence.stock_text) out.set("stock_text", true);
  return out;
}

Json item_to_json(const KnowHow& item, const std::vector<Quote>& quotes,
                  const std::vector<EssenceCase>& cases) {
  Json out;
  out.set("id", item.id);
  out.set("label", item.label);
  out.set("kind", know_how_kind_code(item.kind));
  if (!item.other_labels.empty()) {
    JsonArray labels;
    for (const std::string& label : item.other_labels) labels.emplace_back(label);
    out.set("other_labels", std::move(labels));
  }
  out.set("cases", std::uint64_t{item.cases});
  out.set("organizations", std::uint64_t{item.organizations});
  Json expected;
  expected.set("cases", rounded(item.expected_cases));
  expected.set("low", rounded(item.expected_low));
  expected.set("high", rounded(item.expected_high));
  out.set("expected", std::move(expected));
  out.set("cautions", std::uint64_t{item.cautions});
  if (item.kind == KnowHowKind::kCandidate) {
    out.set("cohesion", rounded(static_cast<double>(item.cohesion)));
  }
  out.set("steps", counts_to_json(item.steps));
  out.set("scale", counts_to_json(item.scale));
  out.set("issues", counts_to_json(item.issues));
  JsonArray evidence;
  for (std::size_t i = 0; i < item.evidence.size(); ++i) {
    evidence.push_back(
        evidence_to_json(item.evidence[i], quotes[i], cases[item.evidence[i].case_number]));
  }
  out.set("evidence", std::move(evidence));
  return out;
}

Json snapshot_to_json(const EssenceReport& report) {
  const KnowHowResult& result = report.result;
  Json out;
  out.set("id", report.snapshot);
  out.set("cases", std::uint64_t{result.counted_cases});
  out.set("copies", std::uint64_t{result.cases.size() - result.counted_cases});
  out.set("sentences", result.sentences);
  out.set("acts", result.acts);
  out.set("explained", result.explained);
  out.set("discovered", result.discovered);
  out.set("stock_sentences", result.stock_sentences);
  if (result.dismissed > 0) out.set("dismissed", std::uint64_t{result.dismissed});
  out.set("predicted_steps", report.corpus.predicted_steps);
  out.set("predicted_issues", report.corpus.predicted_issues);
  out.set("cards", std::uint64_t{report.cards.size()});
  out.set("least_cases", report.least_cases);
  Json filters{JsonObject{}};
  for (const CaseFilter& filter : report.filters) {
    JsonArray values;
    for (const std::string& value : filter.values) values.emplace_back(value);
    filters.set(filter.facet, std::move(values));
  }
  out.set("filters", std::move(filters));
  out.set("basis", report.basis);
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
    items.push_back(item_to_json(report.result.items[i], report.quotes[i], report.result.cases));
  }
  out.set("knowhow", std::move(items));
  JsonArray thin;
  for (const auto& [id, cases] : report.result.thin_cards) {
    Json card;
    card.set("id", id);
    card.set("cases", std::uint64_t{cases});
    thin.push_back(std::move(card));
  }
  out.set("thin_cards", std::move(thin));
  out.set("contrasts", contrasts_to_json(report.result));
  if (const auto change = issue_change_table(report.result)) {
    out.set("issue_change", issue_change_to_json(*change));
  }
  if (comparison != nullptr) out.set("comparison", comparison_to_json(*comparison));
  return out.dump() + "\n";
}

}  // namespace kizuki

#include "engine/essence_run/essence_json.hpp"

#include <cmath>
#include <string_view>
#include <utility>

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

}  // namespace

EssenceSnapshot snapshot_of(const EssenceReport& report) {
  return {report.snapshot, report.basis, report.cards.size(), report.least_cases, report.filters};
}

Json essence_snapshot_to_json(const EssenceSnapshot& snapshot, const KnowHowResult& result,
                              const CorpusSummary& corpus) {
  Json out;
  out.set("id", snapshot.id);
  out.set("cases", std::uint64_t{result.counted_cases});
  out.set("copies", std::uint64_t{result.cases.size() - result.counted_cases});
  out.set("sentences", result.sentences);
  out.set("acts", result.acts);
  out.set("explained", result.explained);
  out.set("discovered", result.discovered);
  out.set("stock_sentences", result.stock_sentences);
  if (result.dismissed > 0) out.set("dismissed", std::uint64_t{result.dismissed});
  out.set("predicted_steps", corpus.predicted_steps);
  out.set("predicted_issues", corpus.predicted_issues);
  out.set("cards", std::uint64_t{snapshot.cards});
  out.set("least_cases", snapshot.least_cases);
  Json filters{JsonObject{}};
  for (const CaseFilter& filter : snapshot.filters) {
    JsonArray values;
    for (const std::string& value : filter.values) values.emplace_back(value);
    filters.set(filter.facet, std::move(values));
  }
  out.set("filters", std::move(filters));
  out.set("basis", snapshot.basis);
  return out;
}

Json essence_item_to_json(const KnowHow& item, const std::vector<Quote>& quotes,
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

Json thin_cards_to_json(const std::vector<std::pair<std::string, std::uint32_t>>& cards) {
  JsonArray out;
  for (const auto& [id, count] : cards) {
    Json card;
    card.set("id", id);
    card.set("cases", std::uint64_t{count});
    out.push_back(std::move(card));
  }
  return Json(std::move(out));
}

}  // namespace kizuki

#include "server/api/knowhow_json.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kizuki {
namespace {

constexpr double kPlaces = 1e4;
constexpr int kMostSteps = 7;

double rounded(double value) { return std::round(value * kPlaces) / kPlaces; }

Json counts_as_json(const ValueCounts& counts) {
  Json out{JsonObject{}};
  for (const auto& [value, count] : counts) out.set(value, std::uint64_t{count});
  return out;
}

Json texts_as_json(const std::vector<std::string>& texts) {
  JsonArray out;
  for (const std::string& text : texts) out.emplace_back(text);
  return Json(std::move(out));
}

Json numbers_of_item(const CountedCard& card) {
  static const KnowHow kNone;
  const KnowHow& item = card.item == nullptr ? kNone : *card.item;
  Json out;
  out.set("id", card.card->card.id);
  out.set("label", card.card->card.label);
  out.set("cases", std::uint64_t{card.item == nullptr ? card.thin_cases : item.cases});
  out.set("organizations", std::uint64_t{item.organizations});
  out.set("cautions", std::uint64_t{item.cautions});
  Json expected;
  expected.set("low", rounded(item.expected_low));
  expected.set("high", rounded(item.expected_high));
  out.set("expected", std::move(expected));
  out.set("steps", counts_as_json(item.steps));
  out.set("scale", counts_as_json(item.scale));
  out.set("issues", counts_as_json(item.issues));
  return out;
}

Json evidence_as_json(const QuotedEvidence& evidence) {
  Json out;
  out.set("case", evidence.case_id);
  out.set("title", evidence.title);
  out.set("section", std::uint64_t{evidence.section});
  out.set("begin", std::uint64_t{evidence.span.begin});
  out.set("end", std::uint64_t{evidence.span.end});
  out.set("sentence", evidence.sentence);
  out.set("confidence", rounded(static_cast<double>(evidence.confidence)));
  JsonArray steps;
  for (int step = 1; step <= kMostSteps; ++step) {
    if ((evidence.steps & step_bits({step})) != 0) steps.emplace_back(step);
  }
  out.set("steps", Json(std::move(steps)));
  out.set("caution", evidence.caution);
  if (evidence.said) out.set("confirmed", *evidence.said);
  return out;
}

}  // namespace

Json knowhow_list_as_json(const KnowHowReading& knowhow) {
  std::vector<CountedCard> cards = knowhow.cards();
  cards.erase(std::remove_if(cards.begin(), cards.end(),
                             [](const CountedCard& card) { return card.item == nullptr; }),
              cards.end());
  std::stable_sort(cards.begin(), cards.end(),
                   [](const CountedCard& left, const CountedCard& right) {
                     return left.item->cases > right.item->cases;
                   });
  Json out;
  out.set("snapshot", knowhow.findings->snapshot.id);
  out.set("cases", std::uint64_t{knowhow.findings->result.counted_cases});
  out.set("outdated", knowhow.outdated);
  JsonArray list;
  for (const CountedCard& card : cards) list.push_back(numbers_of_item(card));
  out.set("knowhow", Json(std::move(list)));
  return out;
}

Json knowhow_card_as_json(const CountedCard& card, const std::vector<QuotedEvidence>& evidence) {
  Json out = numbers_of_item(card);
  out.set("definition", card.card->card.definition);
  out.set("questions", texts_as_json(card.card->card.questions));
  JsonArray list;
  for (const QuotedEvidence& one : evidence) list.push_back(evidence_as_json(one));
  out.set("evidence", Json(std::move(list)));
  return out;
}

}  // namespace kizuki

#include "server/app/card_catalogue.hpp"

#include <utility>

#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/catalogue_editor.hpp"
#include "engine/essence_run/essence_corpus.hpp"
#include "server/api/api.hpp"
#include "server/app/knowhow_changes.hpp"
#include "server/app/request_fields.hpp"

namespace kizuki {
namespace {

constexpr const char* kReason = "ファイルから取り込み";

MayRead rule_of(const Call& call) {
  return [&call](std::string_view name) { return call.visitor.scope.may_read(name); };
}

Result<std::vector<KnowHowCard>> standing_cards(const Call& call) {
  const auto library = call.desks.worker->library();
  if (!library) return library.error();
  auto all = read_catalogue_cards(**library, rule_of(call), *call.engine.models().shipped_cards);
  if (!all) return std::move(all).error();
  std::vector<KnowHowCard> cards;
  for (CatalogueCard& card : *all) {
    if (card.status == CardStatus::kActive) cards.push_back(std::move(card.card));
  }
  return cards;
}

/// The cards of {"cards": […]}, checked as those of a file.
Result<std::vector<KnowHowCard>> cards_in(const Json& json) {
  const Json* list = json.find("cards");
  if (list == nullptr || !list->is_array() || list->as_array().empty()) {
    return bad_field("cards", "[{\"id\": …, \"label\": …}] の並びで、1件以上を指定してください");
  }
  std::string lines;
  for (const Json& card : list->as_array()) lines += card.dump() + "\n";
  auto cards = parse_cards(lines, "");
  if (cards) return cards;
  Error error = std::move(cards).error();
  const std::string card = error.line > 0 ? "[" + std::to_string(error.line - 1) + "]" : "";
  error.field = "cards" + card + (error.field.empty() ? "" : "." + error.field);
  error.line = 0;
  return error;
}

HttpResponse take_in(Call& call) {
  // To others than curators it is not there, whatever they send.
  if (!may_curate(call.visitor)) {
    return error_response(call.route.name, {ErrorCode::kNotFound, "", "", 0, "", ""});
  }
  const auto json = parse_json(call.request.body);
  if (!json) return error_response(call.route.name, json.error());
  const auto cards = cards_in(*json);
  if (!cards) return error_response(call.route.name, cards.error());
  const auto compartments = compartments_of_place(call.visitor, json->string_or("place", ""));
  if (compartments.empty()) {
    return error_response(call.route.name,
                          bad_field("place",
                                    "新しいノウハウを見られる人を public・members・"
                                    "organization のうち許されたものから指定してください"));
  }
  const auto changed = take_in_cards(call, *cards, compartments);
  if (!changed) return error_response(call.route.name, changed.error());
  Json answer;
  answer.set("cards", std::uint64_t{cards->size()});
  answer.set("changed", std::uint64_t{*changed});
  return json_response(200, call.route.name, answer);
}

}  // namespace

std::vector<std::string> compartments_of_place(const Visitor& visitor, std::string_view place) {
  if (place == kPublicPlace || place == kMembersPlace) {
    std::vector<std::string> compartments = {std::string(place)};
    if (!may_settle(visitor, compartments)) compartments.clear();
    return compartments;
  }
  if (place != kOwnPlace || !may_curate(visitor) || visitor.account()->organization.empty()) {
    return {};
  }
  return {"org:" + visitor.account()->organization};
}

Result<std::vector<KnowHowCard>> hand_out_cards(Call& call) {
  auto cards = standing_cards(call);
  if (cards && call.visitor.signed_in()) {
    call.audit.push_back(
        {call.visitor.name(), "knowhow-export", "", "", std::to_string(cards->size())});
  }
  return cards;
}

Result<std::size_t> count_standing_cards(const Call& call) {
  const auto cards = standing_cards(call);
  if (!cards) return cards.error();
  return cards->size();
}

Result<std::size_t> take_in_cards(Call& call, const std::vector<KnowHowCard>& cards,
                                  const std::vector<std::string>& compartments) {
  const EngineModels& models = call.engine.models();
  auto library = Library::open(models.index, Library::Mode::kReadWrite);
  if (!library) return std::move(library).error();
  const auto now = read_catalogue(*library, rule_of(call), *models.shipped_cards);
  if (!now) return now.error();
  SentenceFinder reader(models.analyzer,
                        records_within(*library, call.visitor.scope, *models.codec));
  CatalogueEditor editor(*library, *now, reader, call.visitor.account());
  if (auto kept = call.record("knowhow-import", std::to_string(cards.size())); !kept) {
    return kept.error();
  }
  return editor.import(cards, compartments, kReason);
}

HttpResponse answer_cards_api(Call& call) {
  if (call.posted()) return take_in(call);
  const auto cards = hand_out_cards(call);
  if (!cards) return call.failed(cards.error());
  JsonArray list;
  for (const KnowHowCard& card : *cards) list.push_back(card_to_json(card));
  Json answer;
  answer.set("cards", std::move(list));
  return json_response(200, call.route.name, answer);
}

}  // namespace kizuki

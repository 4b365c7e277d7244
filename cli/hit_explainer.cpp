#include "cli/hit_explainer.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/engine_tools.hpp"
#include "engine/base/json.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/essence/essence_model.hpp"

namespace kizuki {

Result<HitExplainer> HitExplainer::load(const SearchSession& session) {
  const std::filesystem::path& data = session.data_folder;
  auto codec = CaseCodec::load(data / "schema" / "case.schema.json", session.taxonomy);
  if (!codec) return std::move(codec).error();
  auto tags = load_tag_model(data);
  if (!tags) return std::move(tags).error();
  auto model = EssenceModel::load(data / "models" / "essence.kzem");
  if (!model) return std::move(model).error();
  auto cards = load_cards(data / "cards" / "cards.jsonl");
  if (!cards) return std::move(cards).error();
  CaseSentenceReader reader(session.analyzer);
  auto matcher = CardMatcher::train(std::move(*model), std::move(*cards), reader);
  if (!matcher) return std::move(matcher).error();
  return HitExplainer(session.library, std::move(*codec),
                      {session.analyzer, std::move(*tags), std::move(*matcher)});
}

Result<CaseRecord> HitExplainer::read(const std::string& id) const {
  const auto stored = library_->get(id);
  if (!stored) return stored.error();
  auto json = parse_json(stored->json, {.text_bytes = stored->json.size()});
  if (!json) return std::move(json).error();
  auto decoded = codec_.decode(*json);
  if (!decoded) return std::move(decoded).error();
  return std::move(decoded->record);
}

Result<void> HitExplainer::ask(std::string_view text, const std::string& seed) {
  if (seed.empty()) return explainer_->ask(text);
  const auto record = read(seed);
  if (!record) return record.error();
  return explainer_->ask(*record);
}

Result<void> HitExplainer::explain(HitList& hits) {
  for (Hit& hit : hits.hits) {
    if (!hit.explanation) continue;
    const auto record = read(hit.id);
    if (!record && record.error().code == ErrorCode::kNotFound) continue;
    if (!record) return record.error();
    if (auto done = explainer_->explain(*record, hit); !done) return done;
  }
  return {};
}

namespace {

constexpr std::size_t kShownPlaces = 3;
constexpr std::size_t kShownWords = 4;

std::string_view name_of(FieldKind field) {
  switch (field) {
    case FieldKind::kTitle:
      return "題名";
    case FieldKind::kBusiness:
      return "事業";
    case FieldKind::kOutcome:
      return "成果";
    case FieldKind::kHeading:
    case FieldKind::kBody:
      break;
  }
  return "本文";
}

std::string describe_place(const MatchPlace& place) {
  std::string line;
  for (std::size_t i = 0; i < std::min(kShownWords, place.words.size()); ++i) {
    line.append("「").append(place.words[i]).append("」");
  }
  line += "が";
  if (place.field != FieldKind::kBody) return line.append(name_of(place.field)).append("に");
  line += place.heading.empty() ? "本文" : "「" + place.heading + "」";
  if (!place.steps.empty()) {
    line += "（段階";
    for (std::size_t i = 0; i < place.steps.size(); ++i) {
      line.append(i == 0 ? "" : "・").append(std::to_string(place.steps[i]));
    }
    line += place.steps_are_predicted ? "、推定）" : "）";
  }
  return line + "に";
}

std::string describe_know_how(const std::vector<KnowHowReason>& reasons, bool shared) {
  std::string line;
  for (const KnowHowReason& reason : reasons) {
    if (reason.asked.empty() == shared) continue;
    line += (line.empty() ? "" : "、") + reason.label;
  }
  return line;
}

void add_part(std::string& line, const std::string& part) {
  if (part.empty()) return;
  line += (line.empty() ? "" : " / ") + part;
}

}  // namespace

std::string describe_explanation(const HitExplanation& explanation, bool with_places) {
  std::vector<const MatchPlace*> places;
  if (with_places) {
    for (const MatchPlace& place : explanation.places) places.push_back(&place);
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const MatchPlace* left, const MatchPlace* right) {
                     return left->words.size() > right->words.size();
                   });
  std::string where;
  for (std::size_t i = 0; i < std::min(kShownPlaces, places.size()); ++i) {
    where += (i == 0 ? "" : "、") + describe_place(*places[i]);
  }
  std::string line;
  add_part(line, where);
  const std::string shared = describe_know_how(explanation.know_how, true);
  if (!shared.empty()) add_part(line, "共通のノウハウ: " + shared);
  const std::string own = describe_know_how(explanation.know_how, false);
  if (!own.empty()) add_part(line, "この事例のノウハウ: " + own);
  return line.empty() ? line : "理由: " + line;
}

}  // namespace kizuki

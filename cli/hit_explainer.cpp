#include "cli/hit_explainer.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/engine_tools.hpp"
#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/kept_matcher.hpp"
#include "engine/catalogue/run_knowledge.hpp"
#include "engine/catalogue/sentence_finder.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/essence/essence_model.hpp"
#include "engine/query/match_places.hpp"

namespace kizuki {

HitExplainer::HitExplainer(const SearchSession& session, CaseCodec codec)
    : library_(session.library),
      scope_(session.scope),
      codec_(std::move(codec)),
      read_(records_within(*library_, *scope_, codec_)) {}

Result<std::unique_ptr<HitExplainer>> HitExplainer::load(const SearchSession& session) {
  auto codec =
      CaseCodec::load(session.data_folder / "schema" / "case.schema.json", session.taxonomy);
  if (!codec) return std::move(codec).error();
  auto tags = load_tag_model(session.data_folder);
  if (!tags) return std::move(tags).error();
  std::unique_ptr<HitExplainer> made(new HitExplainer(session, std::move(*codec)));
  auto cards = made->learn_cards(session);
  if (!cards) return std::move(cards).error();
  made->explainer_ = std::make_unique<CaseExplainer>(
      CaseExplainer::Tools{session.analyzer, std::move(*tags), std::move(*cards)});
  return made;
}

Result<std::shared_ptr<const CardMatcher>> HitExplainer::learn_cards(
    const SearchSession& session) const {
  const std::filesystem::path& data = session.data_folder;
  auto model = EssenceModel::load(data / "models" / "essence.kzem");
  if (!model) return std::move(model).error();
  const auto shipped = load_cards(data / "cards" / "cards.jsonl");
  if (!shipped) return shipped.error();
  const auto catalogue = read_catalogue(
      *library_, [this](std::string_view name) { return scope_->may_read(name); }, *shipped);
  if (!catalogue) return catalogue.error();
  SentenceFinder finder(session.analyzer, read_);
  auto knowledge = knowledge_of(*catalogue, finder);
  if (!knowledge) return std::move(knowledge).error();
  // Somebody who searches writes nothing: what was learned by earlier runs is only read.
  const std::string scope = scope_of_examples(
      knowledge->cards, *shipped,
      scope_->key() == ReaderScope::everything().key() ? kEveryScope : std::string_view());
  const KeptMatcher kept{session.index, scope, *model, session.analyzer, *shipped};
  if (!scope.empty()) {
    if (auto matcher = open_kept_matcher(kept, knowledge->cards)) return matcher;
  }
  CaseSentenceReader reader(session.analyzer);
  return CardMatcher::train(std::move(*model), std::move(knowledge->cards), reader);
}

Result<void> HitExplainer::ask(std::string_view text, const std::string& seed) {
  if (seed.empty()) return explainer_->ask(text);
  const auto record = read_(seed);
  if (!record) return record.error();
  // Gone since it was searched for: nothing is shared with it.
  return *record ? explainer_->ask(**record) : explainer_->ask("");
}

Result<void> HitExplainer::explain(HitList& hits) {
  for (Hit& hit : hits.hits) {
    if (!hit.explanation) continue;
    const auto record = read_(hit.id);
    if (!record) return record.error();
    if (!*record) continue;
    if (auto done = explainer_->explain(**record, hit); !done) return done;
  }
  return {};
}

namespace {

constexpr std::size_t kShownPlaces = 3;
constexpr std::size_t kShownWords = 4;

std::string describe_place(const MatchPlace& place) {
  std::string line;
  for (std::size_t i = 0; i < std::min(kShownWords, place.words.size()); ++i) {
    line.append("「").append(place.words[i]).append("」");
  }
  line += "が";
  if (place.field != FieldKind::kBody) return line.append(part_name(place.field)).append("に");
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

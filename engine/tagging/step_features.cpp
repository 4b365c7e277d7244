#include "engine/tagging/step_features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
namespace kizuki {
namespace {

// Factors between groups of features: L2 regularisation prefers large values, so these say how much
// each group is trusted (knowhow recipe, 5; chosen with a style held out, bench/results).
constexpr float kCueFactor = 0.5F;
constexpr float kCardFactor = 3.0F;
constexpr float kNeighbourFactor = 1.0F;
constexpr float kPositionFactor = 0.3F;
constexpr float kVoiceFactor = 0.3F;
constexpr float kHeadingFactor = 0.5F;

constexpr std::size_t kPositions = 6;
constexpr std::size_t kPlaces = kPositions + 2;  // and first, last
constexpr GramViews kTextViews{{1.0F, 0.7F, 0.7F}};
constexpr GramViews kHeadingViews{{1.0F, 0.5F, 1.0F}};

constexpr std::array<std::u32string_view, 16> kSupporters = {
    U"支援",   U"担当", U"指導員", U"診断士",      U"専門家", U"コーディネーター",
    U"職員",   U"当所", U"当会",   U"当行",        U"弊所",   U"税理士",
    U"支店長", U"局",   U"拠点",   U"アドバイザー"};
constexpr std::array<std::u32string_view, 10> kOwners = {
    U"社長", U"代表", U"店主", U"事業主", U"経営者", U"会長", U"専務", U"女将", U"院長", U"理事長"};
constexpr std::array<std::u32string_view, 8> kResults = {U"%",  U"円",   U"増", U"減",
                                                         U"倍", U"黒字", U"件", U"達"};
constexpr std::size_t kVoices = 6;

constexpr std::array<std::u32string_view, 1> kQuote = {U"「"};
constexpr std::array<std::u32string_view, 1> kBullet = {U"・"};
constexpr std::size_t kVoiceGroups = 5;

/// The words above, with the group that each belongs to.
struct VoiceWords {
  PhraseTable phrases;
  std::vector<std::size_t> groups;  // by phrase

  VoiceWords() {
    add(0, kSupporters);
    add(1, kOwners);
    add(2, kResults);
    add(3, kQuote);
    add(4, kBullet);
  }
  template <typename Words>
  void add(std::size_t group, const Words& words) {
    for (const std::u32string_view word : words) {
      phrases.add(std::u32string(word));
      groups.push_back(group);
    }
  }
};

void add_voices(const CaseText& text, const CaseField& body, std::vector<PhraseHit>& hits,
                std::span<float> out) {
  static const VoiceWords words;
  std::array<std::size_t, kVoiceGroups> with{};  // sentences that have a word of the group
  for (std::size_t i = body.first_passage; i < body.end_passage; ++i) {
    words.phrases.find(text.passages[i].text, hits);
    std::array<bool, kVoiceGroups> has{};
    for (const PhraseHit& hit : hits) has[words.groups[hit.phrase]] = true;
    for (std::size_t group = 0; group < kVoiceGroups; ++group) with[group] += has[group] ? 1 : 0;
  }
  const std::size_t sentences = body.end_passage - body.first_passage;
  for (std::size_t group = 0; group < kVoiceGroups; ++group) {
    const float share =
        sentences == 0 ? 0.0F : static_cast<float>(with[group]) / static_cast<float>(sentences);
    out[group] = kVoiceFactor * share;
  }
  out[kVoiceGroups] = kVoiceFactor * std::log1p(static_cast<float>(sentences));
}

void add_cards(std::span<const SentenceFeatures> sentences, float factor, std::span<float> out) {
  for (const SentenceFeatures& sentence : sentences) {
    for (std::size_t card = 0; card < sentence.cards.size(); ++card) {
      out[card] = std::max(out[card], factor * sentence.cards[card]);
    }
  }
}

void add_place(std::size_t section, std::size_t sections, std::span<float> out) {
  const float place =
      sections < 2 ? 0.0F : static_cast<float>(section) / static_cast<float>(sections - 1);
  for (std::size_t i = 0; i < kPositions; ++i) {
    const float centre = static_cast<float>(i) / static_cast<float>(kPositions - 1);
    const float distance = std::abs(place - centre) * static_cast<float>(kPositions - 1);
    out[i] = kPositionFactor * std::max(0.0F, 1.0F - distance);
  }
  out[kPositions] = section == 0 ? kPositionFactor : 0.0F;
  out[kPositions + 1] = section + 1 == sections ? kPositionFactor : 0.0F;
}

}  // namespace

std::size_t step_dense_size(std::size_t cards) {
  return 2 * kSteps + 3 * cards + kPlaces + kVoices;
}

std::size_t step_card_feature(std::size_t card) { return 2 * kSteps + card; }

float step_card_value(float fit) { return kCardFactor * fit; }

StepFeatureBuilder::StepFeatureBuilder(const TagLexicon& lexicon, std::size_t cards,
                                       GramVectorizer& text, const GramVocabulary& headings)
    : lexicon_(&lexicon), cards_(cards), text_(&text), headings_(headings) {}

void StepFeatureBuilder::add_cues(std::span<const SentenceFeatures> sentences,
                                  std::span<float> out) const {
  for (const SentenceFeatures& sentence : sentences) {
    for (const CueHit& hit : sentence.cues) {
      const Cue& cue = lexicon_->cue(hit.phrase);
      if (cue.kind != CueKind::kStep) continue;
      // A denied cue still says what the section is about: a failed step is that step.
      const auto strength = static_cast<float>(cue.strength);
      out[cue.label] += strength;
      if (hit.denied) out[kSteps + cue.label] += strength;
    }
  }
  for (float& value : out.first(2 * kSteps)) value = kCueFactor * std::log1p(value);
}

void StepFeatureBuilder::add_heading(std::u32string_view heading, StepFeatures& out) {
  collect_grams(heading, grams_);
  headings_.look_up(grams_, known_);
  headings_.add(known_);
  headings_.finish(kHeadingViews, out.heading);
  for (GramFeature& feature : out.heading) feature.value *= kHeadingFactor;
}

void StepFeatureBuilder::build(const CaseFeatures& features, std::size_t section,
                               StepFeatures& out) {
  const CaseText& text = features.text;
  for (const SentenceFeatures& sentence : features.of(text.body(section))) {
    text_->add(sentence.grams);
  }
  text_->finish(kTextViews, out.text);
  add_heading(marked_heading(text, section), out);

  out.dense.assign(step_dense_size(cards_), 0.0F);
  std::span<float> rest = out.dense;
  const auto take = [&rest](std::size_t size) {
    const std::span<float> part = rest.first(size);
    rest = rest.subspan(size);
    return part;
  };
  const auto cues = take(2 * kSteps);
  add_cues(features.of(text.body(section)), cues);
  add_cards(features.of(text.body(section)), kCardFactor, take(cards_));
  const auto before = take(cards_);
  if (section > 0) add_cards(features.of(text.body(section - 1)), kNeighbourFactor, before);
  const auto behind = take(cards_);
  if (section + 1 < text.sections) {
    add_cards(features.of(text.body(section + 1)), kNeighbourFactor, behind);
  }
  add_place(section, text.sections, take(kPlaces));
  add_voices(text, text.body(section), voices_, take(kVoices));
}

std::u32string marked_heading(const CaseText& text, std::size_t section) {
  std::u32string out = U"^";
  const CaseField& heading = text.heading(section);
  for (std::size_t i = heading.first_passage; i < heading.end_passage; ++i) {
    out += text.passages[i].text;
  }
  return out + U"$";
}

}  // namespace kizuki

#include "engine/tagging/case_features.hpp"

#include <cmath>

#include "engine/tagging/polarity.hpp"

namespace kizuki {
namespace {

// From decision value to fit: steep around where right cards begin (knowhow recipe, 5).
constexpr float kFitSlope = 2.0F;
constexpr float kFitMiddle = -2.2F;

}  // namespace

CaseFeatureReader::CaseFeatureReader(const GramVocabulary& grams, const TagLexicon& lexicon,
                                     const CardModel& cards)
    : lexicon_(&lexicon), cards_(&cards), vectorizer_(grams) {}

Result<void> CaseFeatureReader::read(const CaseRecord& record, CaseFeatures& out) {
  if (auto done = reader_.read(record, out.text); !done) return done;
  if (out.sentences.size() < out.text.passages.size()) {
    out.sentences.resize(out.text.passages.size());
  }
  for (const CaseField& field : out.text.fields) {
    for (std::size_t i = field.first_passage; i < field.end_passage; ++i) {
      SentenceFeatures& sentence = out.sentences[i];
      read_sentence(out.text.passages[i].text, sentence);
      sentence.cards.clear();
      if (field.kind == CaseFieldKind::kBody) score_cards(sentence);
    }
  }
  return {};
}

void CaseFeatureReader::read_sentence(std::u32string_view sentence, SentenceFeatures& out) {
  collect_grams(sentence, grams_);
  vectorizer_.look_up(grams_, out.grams);
  lexicon_->phrases().find(sentence, hits_);
  out.cues.clear();
  for (const PhraseHit& hit : hits_) {
    const CueKind kind = lexicon_->cue(hit.phrase).kind;
    const bool may_be_denied = kind == CueKind::kStep || kind == CueKind::kTool ||
                               kind == CueKind::kPartner || kind == CueKind::kBridge;
    out.cues.push_back(
        {hit.phrase, hit.begin, hit.end, may_be_denied && is_denied(sentence, hit.end)});
  }
}

void CaseFeatureReader::score_cards(SentenceFeatures& out) {
  if (cards_->ids.empty()) return;
  vectorizer_.add(out.grams);
  vectorizer_.finish_unsorted(kCardViews, vector_);
  out.cards = cards_->biases;
  cards_->weights.multiply(vector_, out.cards);
  for (float& value : out.cards) {
    value = 1.0F / (1.0F + std::exp(-kFitSlope * (value - kFitMiddle)));
  }
}

}  // namespace kizuki

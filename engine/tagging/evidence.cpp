#include "engine/tagging/evidence.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace kizuki {
namespace {

// A card is named as a reason from this fit on (0..1); below it the match says little.
constexpr float kNamedFit = 0.3F;
// What one cue word of a step or wall counts beside the learned weights, so that a sentence with
// the very word of the guideline comes before one that only sounds alike.
constexpr float kCueShare = 0.4F;

/// A sentence with how much it speaks for the tag.
struct Speaking {
  std::size_t field = 0;
  std::size_t passage = 0;
  float share = 0;
};

/// And why.
struct Candidate : Speaking {
  Candidate() = default;
  explicit Candidate(const Speaking& speaking) : Speaking(speaking) {}

  std::vector<std::string> cues;
  std::string card;
  std::string wording;
  bool by_wording = true;  // its grams are of the model at hand
  bool denied = false;
};

std::string quoted(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += "「" + word + "」";
  return out;
}

std::string reason_of(const Candidate& candidate, bool heading) {
  std::string out;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : "、") + part; };
  if (!candidate.cues.empty()) add("手がかり語" + quoted(candidate.cues));
  if (!candidate.card.empty()) add("ノウハウ「" + candidate.card + "」に近い");
  if (!candidate.wording.empty()) add("言い回し「" + candidate.wording + "」");
  if (heading) add("見出し");
  if (out.empty()) out = "前後の節とのつながり";
  if (candidate.denied) out += "（打ち消し）";
  return out;
}

/// The strongest of all, as many as evidence shows, the strongest first; of equal ones the first.
std::vector<Speaking> strongest_of(const std::vector<Speaking>& all) {
  std::vector<Speaking> out;
  for (const Speaking& one : all) {
    const auto place =
        std::upper_bound(out.begin(), out.end(), one,
                         [](const Speaking& a, const Speaking& b) { return a.share > b.share; });
    if (place == out.end() && out.size() == kEvidenceSentences) continue;
    out.insert(place, one);
    if (out.size() > kEvidenceSentences) out.pop_back();
  }
  return out;
}

/// The first of the candidates as evidence; only these get their wording read, which is dear.
std::vector<TagEvidence> strongest(const CaseFeatures& features, std::vector<Candidate> candidates,
                                   const GramWeights* weights) {
  const CaseText& text = features.text;
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.share > b.share; });
  std::vector<TagEvidence> out;
  for (Candidate& candidate : candidates) {
    if (out.size() == kEvidenceSentences) break;
    if (candidate.share <= 0 && !out.empty()) break;
    const CaseField& field = text.fields[candidate.field];
    if (weights != nullptr && candidate.by_wording) {
      candidate.wording = to_utf8(weights->strongest_wording(
          features.sentences[candidate.passage].grams, text.passages[candidate.passage].text));
    }
    out.push_back({field_path(field), text.passages[candidate.passage].span,
                   reason_of(candidate, field.kind == CaseFieldKind::kHeading), candidate.denied});
  }
  return out;
}

void add_word(std::vector<std::string>& words, std::string word) {
  constexpr std::size_t kNamedWords = 3;
  if (words.size() >= kNamedWords) return;
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
}

bool is_cue_of(const Cue& cue, CueKind kind, std::size_t label) {
  return cue.kind == kind && cue.label == label;
}

/// What the best card of a sentence adds to a step; its number in `best_card`, when one adds.
float card_share(const TagModel& model, const SentenceFeatures& sentence, std::size_t step,
                 std::optional<std::size_t>& best_card) {
  float best = 0;
  for (std::size_t card = 0; card < sentence.cards.size(); ++card) {
    const float weight = model.steps.dense.weights[step_card_feature(card) * kSteps + step];
    const float share = weight * step_card_value(sentence.cards[card]);
    if (share <= best) continue;
    best = share;
    if (sentence.cards[card] >= kNamedFit) best_card = card;
  }
  return best;
}

float step_share(const TagModel& model, const SentenceFeatures& sentence,
                 const GramWeights& weights, std::size_t step) {
  float share = weights.sum(sentence.grams);
  for (const CueHit& hit : sentence.cues) {
    const Cue& cue = model.lexicon.cue(hit.phrase);
    if (is_cue_of(cue, CueKind::kStep, step)) share += kCueShare * static_cast<float>(cue.strength);
  }
  std::optional<std::size_t> card;
  return share + card_share(model, sentence, step, card);
}

/// Names the cues and the card of a sentence that speaks for a step.
Candidate step_candidate(const TagModel& model, const SentenceFeatures& sentence,
                         const Speaking& speaking, std::size_t step) {
  Candidate candidate(speaking);
  for (const CueHit& hit : sentence.cues) {
    if (!is_cue_of(model.lexicon.cue(hit.phrase), CueKind::kStep, step)) continue;
    candidate.denied = candidate.denied || hit.denied;
    add_word(candidate.cues, to_utf8(model.lexicon.phrases().phrase(hit.phrase)));
  }
  std::optional<std::size_t> card;
  (void)card_share(model, sentence, step, card);
  if (card) candidate.card = model.cards.labels[*card];
  return candidate;
}

bool is_cue_of_issue(const Cue& cue, std::size_t issue) {
  return is_cue_of(cue, CueKind::kIssueCue, issue) || is_cue_of(cue, CueKind::kIssueStem, issue);
}

}  // namespace

std::string field_path(const CaseField& field) {
  const auto section = [&field](std::string_view member) {
    return "sections[" + std::to_string(field.section) + "]." + std::string(member);
  };
  switch (field.kind) {
    case CaseFieldKind::kTitle:
      return "title";
    case CaseFieldKind::kBusiness:
      return "company.business";
    case CaseFieldKind::kHeading:
      return section("heading");
    case CaseFieldKind::kBody:
      return section("text");
    case CaseFieldKind::kOutcome:
      break;
  }
  return "outcome";
}

EvidenceReader::EvidenceReader(const TagModel& model)
    : model_(&model), values_(model.grams.size()) {}

std::vector<TagEvidence> EvidenceReader::of_step(const CasePrediction& prediction,
                                                 std::size_t section, std::size_t step) {
  const TagModel& model = *model_;
  const CaseText& text = prediction.features.text;
  const StepFeatures& features = prediction.sections[section];
  const auto& sentences = prediction.features.sentences;
  const CaseField& body = text.body(section);
  values_.assign(features.text);
  const GramWeights weights(model.steps.text, step, values_);
  std::vector<Speaking> speaking;
  speaking.reserve(body.end_passage - body.first_passage);
  for (std::size_t i = body.first_passage; i < body.end_passage; ++i) {
    speaking.push_back({3 + 2 * section, i, step_share(model, sentences[i], weights, step)});
  }
  std::vector<Candidate> candidates;
  for (const Speaking& one : strongest_of(speaking)) {
    candidates.push_back(step_candidate(model, sentences[one.passage], one, step));
  }
  const CaseField& heading = text.heading(section);
  if (heading.first_passage < heading.end_passage) {
    float share = 0;
    for (const GramFeature& feature : features.heading) {
      share += feature.value * model.steps.heading.weight(feature.index, step);
    }
    if (share > 0 || candidates.empty()) {
      Candidate& candidate = candidates.emplace_back();
      candidate.field = 2 + 2 * section;
      candidate.passage = heading.first_passage;
      candidate.share = share;
      candidate.by_wording = false;
    }
  }
  return strongest(prediction.features, std::move(candidates), &weights);
}

std::vector<TagEvidence> EvidenceReader::of_issue(const CasePrediction& prediction,
                                                  std::size_t issue) {
  const TagModel& model = *model_;
  const CaseFeatures& features = prediction.features;
  const IssueModel& issues = model.issues;
  values_.assign(prediction.issue_text);
  const GramWeights weights(issues.text, issue, values_);
  std::vector<Speaking> speaking;
  for (std::size_t f = 0; f < features.text.fields.size(); ++f) {
    const CaseField& field = features.text.fields[f];
    for (std::size_t i = field.first_passage; i < field.end_passage; ++i) {
      const SentenceFeatures& sentence = features.sentences[i];
      float share = issue_odds_weight(issues.weights) * weights.sum(sentence.grams);
      for (const CueHit& hit : sentence.cues) {
        if (!is_cue_of_issue(model.lexicon.cue(hit.phrase), issue)) continue;
        share += issue_phrase_weight(issues.weights, model.lexicon, issues.phrase_idf, hit.phrase,
                                     part_of(field));
      }
      speaking.push_back({f, i, share});
    }
  }
  std::vector<Candidate> candidates;
  for (const Speaking& one : strongest_of(speaking)) {
    Candidate& candidate = candidates.emplace_back(one);
    for (const CueHit& hit : features.sentences[one.passage].cues) {
      if (!is_cue_of_issue(model.lexicon.cue(hit.phrase), issue)) continue;
      add_word(candidate.cues, to_utf8(model.lexicon.phrases().phrase(hit.phrase)));
    }
  }
  return strongest(features, std::move(candidates), &weights);
}

std::vector<TagEvidence> EvidenceReader::of_wall(const CaseFeatures& features,
                                                 std::size_t wall) const {
  const TagModel& model = *model_;
  std::vector<Candidate> candidates;
  for (std::size_t f = 0; f < features.text.fields.size(); ++f) {
    const CaseField& field = features.text.fields[f];
    if (field.kind != CaseFieldKind::kBody) continue;
    for (std::size_t i = field.first_passage; i < field.end_passage; ++i) {
      Candidate candidate;
      candidate.field = f;
      candidate.passage = i;
      for (const CueHit& hit : features.sentences[i].cues) {
        const Cue& cue = model.lexicon.cue(hit.phrase);
        if (cue.kind != CueKind::kWall || cue.label != wall) continue;
        candidate.share += static_cast<float>(cue.strength);
        add_word(candidate.cues, to_utf8(model.lexicon.phrases().phrase(hit.phrase)));
      }
      if (candidate.share > 0) candidates.push_back(std::move(candidate));
    }
  }
  return strongest(features, std::move(candidates), nullptr);
}

namespace {

bool is_inside_longer(const CueHit& hit, const std::vector<CueHit>& all,
                      const TagLexicon& lexicon) {
  return std::any_of(all.begin(), all.end(), [&](const CueHit& other) {
    const CueKind kind = lexicon.cue(other.phrase).kind;
    const bool named = kind == CueKind::kTool || kind == CueKind::kPartner;
    return named && other.begin <= hit.begin && hit.end <= other.end &&
           other.end - other.begin > hit.end - hit.begin;
  });
}

}  // namespace

std::vector<std::vector<TagEvidence>> EvidenceReader::of_names(const CaseFeatures& features) const {
  const TagLexicon& lexicon = model_->lexicon;
  std::vector<std::vector<Candidate>> candidates(lexicon.names().size());
  for (std::size_t f = 0; f < features.text.fields.size(); ++f) {
    const CaseField& field = features.text.fields[f];
    if (field.kind != CaseFieldKind::kBody) continue;
    for (std::size_t i = field.first_passage; i < field.end_passage; ++i) {
      const std::vector<CueHit>& hits = features.sentences[i].cues;
      const bool hands_over = std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
        return lexicon.cue(hit.phrase).kind == CueKind::kBridge && !hit.denied;
      });
      for (const CueHit& hit : hits) {
        const Cue& cue = lexicon.cue(hit.phrase);
        const bool counts =
            cue.kind == CueKind::kTool || (cue.kind == CueKind::kPartner && hands_over);
        if (!counts || is_inside_longer(hit, hits, lexicon)) continue;
        auto& of_name = candidates[cue.label];
        if (of_name.empty() || of_name.back().passage != i) {
          of_name.emplace_back();
          of_name.back().field = f;
          of_name.back().passage = i;
        }
        of_name.back().share += 1.0F;
        of_name.back().denied = of_name.back().denied || hit.denied;
        add_word(of_name.back().cues, to_utf8(lexicon.phrases().phrase(hit.phrase)));
      }
    }
  }
  std::vector<std::vector<TagEvidence>> evidence;
  evidence.reserve(candidates.size());
  for (auto& of_name : candidates) {
    evidence.push_back(of_name.empty() ? std::vector<TagEvidence>()
                                       : strongest(features, std::move(of_name), nullptr));
  }
  return evidence;
}

}  // namespace kizuki

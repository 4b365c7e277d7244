#include "engine/tagging/issue_features.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace kizuki {
namespace {

constexpr float kMostHits = 2.0F;
// Factors between groups of features (see step_features.cpp).
constexpr float kOffsetFactor = 0.3F;
constexpr float kPhraseFactor = 0.3F;
constexpr float kOddsFactor = 0.5F;
constexpr GramViews kTextViews{{1.0F, 0.7F, 1.0F}};
constexpr std::array<float, kCaseParts> kTextTimes = {4.0F, 0.5F, 1.0F, 1.0F, 0.5F, 1.0F};

// Sections that tell what the company came with.
constexpr std::size_t kOpeningSections = 2;

// Layout: sums by part of cues, then of stems; totals against the best other issue; log odds of
// the gram model, and against the best other; log prior; offsets; corrections of phrases.
constexpr std::size_t kCueSums = 0;
constexpr std::size_t kStemSums = kCueSums + kCaseParts;
constexpr std::size_t kCueLead = kStemSums + kCaseParts;
constexpr std::size_t kStemLead = kCueLead + 1;
constexpr std::size_t kOdds = kStemLead + 1;
constexpr std::size_t kOddsLead = kOdds + 1;
constexpr std::size_t kPrior = kOddsLead + 1;
constexpr std::size_t kOffsets = kPrior + 1;

/// The value of each entry against the best of the others.
class Leads {
 public:
  explicit Leads(const std::vector<float>& values) : values_(values) {
    if (values.size() < 2) return;
    best_ =
        static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
    second_ = best_ == 0 ? 1 : 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i != best_ && values[i] > values[second_]) second_ = i;
    }
  }
  float of(std::size_t at) const {
    if (values_.size() < 2) return values_[at];
    return values_[at] - values_[at == best_ ? second_ : best_];
  }

 private:
  const std::vector<float>& values_;
  std::size_t best_ = 0;
  std::size_t second_ = 0;
};

/// ln(1 + value); most values are 0.
float log1p_of(float value) { return value == 0.0F ? 0.0F : std::log1p(value); }

void put(SparseVector& out, std::size_t index, float value) {
  if (value != 0.0F) out.push_back({static_cast<std::uint32_t>(index), value});
}

}  // namespace

CasePart part_of(const CaseField& field) {
  switch (field.kind) {
    case CaseFieldKind::kTitle:
      return CasePart::kTitle;
    case CaseFieldKind::kBusiness:
      return CasePart::kBusiness;
    case CaseFieldKind::kHeading:
      return CasePart::kHeadings;
    case CaseFieldKind::kBody:
      return field.section < kOpeningSections ? CasePart::kOpening : CasePart::kRest;
    case CaseFieldKind::kOutcome:
      break;
  }
  return CasePart::kOutcome;
}

void build_issue_text(const CaseFeatures& features, GramVectorizer& vectorizer, SparseVector& out) {
  for (const CaseField& field : features.text.fields) {
    const float times = kTextTimes[static_cast<std::size_t>(part_of(field))];
    for (const SentenceFeatures& sentence : features.of(field)) {
      vectorizer.add(sentence.grams, times);
    }
  }
  vectorizer.finish(kTextViews, out);
}

void count_issue_phrases(const CaseFeatures& features, const TagLexicon& lexicon,
                         IssueCounts& out) {
  std::map<std::uint32_t, std::array<float, kCaseParts>> counts;
  for (const CaseField& field : features.text.fields) {
    const auto part = static_cast<std::size_t>(part_of(field));
    for (const SentenceFeatures& sentence : features.of(field)) {
      for (const CueHit& hit : sentence.cues) {
        const CueKind kind = lexicon.cue(hit.phrase).kind;
        if (kind != CueKind::kIssueCue && kind != CueKind::kIssueStem) continue;
        float& hits = counts[hit.phrase][part];
        hits = std::min(hits + 1, kMostHits);
      }
    }
  }
  out.entries.clear();
  for (const auto& [phrase, hits] : counts) out.entries.push_back({phrase, hits});
}

IssueFeatureBuilder::IssueFeatureBuilder(const TagLexicon& lexicon,
                                         const std::vector<float>& phrase_idf,
                                         const std::vector<float>& log_priors)
    : lexicon_(&lexicon), phrase_idf_(&phrase_idf), log_priors_(&log_priors) {}

std::size_t IssueFeatureBuilder::size() const {
  return kOffsets + lexicon_->issues().size() + lexicon_->phrases().size();
}

void IssueFeatureBuilder::build(const IssueCounts& counts, const std::vector<float>& text_odds,
                                std::vector<SparseVector>& out) const {
  const std::size_t issues = lexicon_->issues().size();
  std::vector<std::array<float, kOffsets>> dense(issues);
  std::vector<SparseVector> phrases(issues);
  for (const IssueCounts::Entry& entry : counts.entries) {
    const Cue& cue = lexicon_->cue(entry.phrase);
    const float idf = (*phrase_idf_)[entry.phrase];
    const std::size_t base = cue.kind == CueKind::kIssueCue ? kCueSums : kStemSums;
    float all = 0;
    for (std::size_t part = 0; part < kCaseParts; ++part) {
      dense[cue.label][base + part] += idf * entry.hits[part];
      all += entry.hits[part];
    }
    put(phrases[cue.label], kOffsets + issues + entry.phrase, kPhraseFactor * std::log1p(all));
  }
  std::vector<float> cue_total(issues);
  std::vector<float> stem_total(issues);
  for (std::size_t issue = 0; issue < issues; ++issue) {
    for (std::size_t part = 0; part < kCaseParts; ++part) {
      cue_total[issue] += dense[issue][kCueSums + part];
      stem_total[issue] += dense[issue][kStemSums + part];
    }
    cue_total[issue] = log1p_of(cue_total[issue]);
    stem_total[issue] = log1p_of(stem_total[issue]);
  }
  const Leads cue_leads(cue_total);
  const Leads stem_leads(stem_total);
  const Leads odds_leads(text_odds);
  out.resize(issues);
  for (std::size_t issue = 0; issue < issues; ++issue) {
    auto& row = dense[issue];
    out[issue].clear();
    out[issue].reserve(kOffsets + 1 + phrases[issue].size());
    for (std::size_t i = 0; i < kCueLead; ++i) row[i] = log1p_of(row[i]);
    row[kCueLead] = cue_leads.of(issue);
    row[kStemLead] = stem_leads.of(issue);
    row[kOdds] = kOddsFactor * text_odds[issue];
    row[kOddsLead] = kOddsFactor * odds_leads.of(issue);
    row[kPrior] = (*log_priors_)[issue];
    for (std::size_t i = 0; i < kOffsets; ++i) put(out[issue], i, row[i]);
    put(out[issue], kOffsets + issue, kOffsetFactor);
    out[issue].insert(out[issue].end(), phrases[issue].begin(), phrases[issue].end());
  }
}

float issue_odds_weight(const std::vector<float>& weights) {
  return kOddsFactor * (weights[kOdds] + weights[kOddsLead]);
}

float issue_phrase_weight(const std::vector<float>& weights, const TagLexicon& lexicon,
                          const std::vector<float>& phrase_idf, std::uint32_t phrase,
                          CasePart part) {
  const bool cue = lexicon.cue(phrase).kind == CueKind::kIssueCue;
  const float of_part = weights[(cue ? kCueSums : kStemSums) + static_cast<std::size_t>(part)];
  const float of_lead = weights[cue ? kCueLead : kStemLead];
  const float own = kPhraseFactor * weights[kOffsets + lexicon.issues().size() + phrase];
  // ln(1 + x) grows by about ln(1 + idf) with the first hit.
  return std::log1p(phrase_idf[phrase]) * (of_part + of_lead) + own * std::log1p(1.0F);
}

}  // namespace kizuki

#include "engine/query/similar_ranking.hpp"

#include "engine/query/issue_ranking.hpp"
#include "engine/query/score_rounding.hpp"
#include "engine/query/soft_signal.hpp"

namespace kizuki {

SimilarRanking::SimilarRanking(const std::vector<IndexPart>& parts,
                               const IssueVocabulary& vocabulary, const CaseProfile& seed,
                               SimilarPurpose purpose, const RankingSettings& settings)
    : parts_(parts),
      vocabulary_(vocabulary),
      seed_(seed),
      purpose_(purpose),
      settings_(settings),
      rarities_(issue_rarities(parts, vocabulary)) {}

double SimilarRanking::worth(const LocalSimilarity& similarity, const CaseProfile& other) const {
  const double issues = settings_.similar_issue_weight * similarity.issues;
  switch (purpose_) {
    case SimilarPurpose::kSituation:
      return issues + settings_.similar_industry_weight * similarity.industry +
             settings_.similar_scale_weight * similarity.scale;
    case SimilarPurpose::kMeasures:
      return issues + settings_.similar_step_weight * similarity.steps +
             settings_.similar_tool_weight * similarity.tools;
    case SimilarPurpose::kContrast:
      break;
  }
  const auto differs = [](const auto& left, const auto& right) {
    return !left.empty() && !right.empty() && left != right ? 1.0 : 0.0;
  };
  const double contrast =
      differs(seed_.industry, other.industry) + differs(seed_.scale, other.scale);
  return issues + settings_.similar_contrast_weight * similarity.issues * contrast;
}

void SimilarRanking::rescore(std::vector<Candidate>& pool) const {
  const double yardstick = pool_yardstick(pool);
  for (Candidate& candidate : pool) {
    const CaseProfile other =
        profile_of_case(parts_[candidate.part], candidate.document, vocabulary_);
    const double gain = yardstick * worth(compare(seed_, other, rarities_), other);
    candidate.score = round_score(candidate.score + gain);
  }
}

std::vector<Facet> SimilarRanking::related() const {
  std::vector<Facet> facets;
  for (const std::string& issue : seed_.claimed) facets.push_back({"issue", issue});
  return facets;
}

std::vector<AttributeReason> SimilarRanking::reasons(const Candidate& candidate) const {
  const CaseProfile other =
      profile_of_case(parts_[candidate.part], candidate.document, vocabulary_);
  return reasons_of(seed_, other, compare(seed_, other, rarities_));
}

}  // namespace kizuki

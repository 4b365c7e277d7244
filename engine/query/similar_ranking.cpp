#include "engine/query/similar_ranking.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "engine/query/issue_ranking.hpp"
#include "engine/query/score_rounding.hpp"
#include "engine/query/soft_signal.hpp"

namespace kizuki {
namespace {

/// The mean of the local similarities in what both cases tell; 0 when that is nothing.
double likeness(const CaseProfile& left, const CaseProfile& right,
                const std::vector<double>& rarities) {
  const LocalSimilarity similarity = compare(left, right, rarities);
  double sum = similarity.issues;
  double told = 1.0;
  const auto add = [&](const auto& mine, const auto& others, double local) {
    if (mine.empty() || others.empty()) return;
    sum += local;
    told += 1.0;
  };
  add(left.industry, right.industry, similarity.industry);
  add(left.scale, right.scale, similarity.scale);
  add(left.steps, right.steps, similarity.steps);
  add(left.tools, right.tools, similarity.tools);
  return sum / told;
}

}  // namespace

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
    case SimilarPurpose::kVaried:
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
  std::vector<CaseProfile> profiles;
  profiles.reserve(pool.size());
  for (Candidate& candidate : pool) {
    const CaseProfile& other = profiles.emplace_back(
        profile_of_case(parts_[candidate.part], candidate.document, vocabulary_));
    const double gain = yardstick * worth(compare(seed_, other, rarities_), other);
    candidate.score = round_score(candidate.score + gain);
  }
  if (purpose_ == SimilarPurpose::kVaried) spread(pool, profiles, yardstick);
}

void SimilarRanking::spread(std::vector<Candidate>& pool, const std::vector<CaseProfile>& profiles,
                            double yardstick) const {
  const double most = settings_.similar_spread_weight * yardstick;
  std::vector<double> nearest(pool.size(), 0.0);  // likeness to the nearest of those taken
  std::vector<std::size_t> rest(pool.size());
  std::iota(rest.begin(), rest.end(), std::size_t{0});
  const auto value = [&](std::size_t i) {
    return round_score(pool[i].score + most * (1.0 - nearest[i]));
  };
  while (!rest.empty()) {
    const auto next = std::max_element(rest.begin(), rest.end(), [&](auto left, auto right) {
      return value(left) != value(right) ? value(left) < value(right) : left > right;
    });
    const std::size_t taken = *next;
    rest.erase(next);
    pool[taken].score = value(taken);
    for (const std::size_t other : rest) {
      nearest[other] =
          std::max(nearest[other], likeness(profiles[taken], profiles[other], rarities_));
    }
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

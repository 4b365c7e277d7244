// Ranks a pool by how like a seed its cases are. Inside engine/query only.
#pragma once

#include <vector>

#include "engine/index/index_part.hpp"
#include "engine/query/pool_ranking.hpp"
#include "engine/query/ranking_settings.hpp"
#include "engine/query/similarity.hpp"

namespace kizuki {

/// Adds to the scores of a pool the local similarities (similarity.hpp) by the weights of the
/// purpose, as soft signals (soft_signal.hpp): each times the yardstick. The contrast counts what
/// differs in trade and size where the issues agree.
///
/// A varied pool is ranked as like situations, then spread (maximal marginal relevance, Carbonell &
/// Goldstein 1998): one after the other that case comes next whose score, less RankingSettings::
/// similar_spread_weight × yardstick × its likeness to the nearest of those before it, is greatest.
/// Likeness is the mean of the local similarities that both cases tell, so that issue, trade, size,
/// steps and tools of the first hits differ. Everybody is given the greatest loss first: scores
/// never fall.
class SimilarRanking : public PoolRanking {
 public:
  /// All must outlive this.
  SimilarRanking(const std::vector<IndexPart>& parts, const IssueVocabulary& vocabulary,
                 const CaseProfile& seed, SimilarPurpose purpose, const RankingSettings& settings);

  void rescore(std::vector<Candidate>& pool) const override;
  /// Of the issues that the seed has.
  std::vector<Facet> related() const override;
  std::vector<AttributeReason> reasons(const Candidate& candidate) const override;

 private:
  double worth(const LocalSimilarity& similarity, const CaseProfile& other) const;
  void spread(std::vector<Candidate>& pool, const std::vector<CaseProfile>& profiles,
              double yardstick) const;

  const std::vector<IndexPart>& parts_;
  const IssueVocabulary& vocabulary_;
  const CaseProfile& seed_;
  SimilarPurpose purpose_;
  const RankingSettings& settings_;
  std::vector<double> rarities_;
};

}  // namespace kizuki

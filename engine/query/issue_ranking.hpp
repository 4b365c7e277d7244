// What a query and the cases of the pool are about, as a part of the score. Inside engine/query
// only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/issue_vocabulary.hpp"
#include "engine/query/pool_ranking.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"

namespace kizuki {

/// Whether the record tells of a company: its industry, its size or who supported it is given. A
/// page about a subsidy tells of no company's issues, whatever a model reads out of it: with its
/// guesses such pages rank worse.
bool is_about_company(const IndexPart& part, std::uint32_t document);

/// How surely a case has each issue of the vocabulary, 0 … 1 by number of issue: 1 where the record
/// or a person says so, else the tag model's probability, when the record tells of a company; 0
/// where a person denies it.
using IssueProbabilities = std::vector<float>;
IssueProbabilities issues_of_case(const IndexPart& part, std::uint32_t document,
                                  const IssueVocabulary& vocabulary);

/// ln(1 + N/(n+½)) by number of issue: n of the N cases of the opened parts claim it.
std::vector<double> issue_rarities(const std::vector<IndexPart>& parts,
                                   const IssueVocabulary& vocabulary);

/// Cosine over the issues of query weights × rarity and P(issue | case); 0 when either has none.
double issue_agreement(const std::vector<double>& weights, const IssueProbabilities& issues);

/// Adds to the scores of a pool, each signal divided by its maximum in the pool and multiplied by
/// the pool's yardstick (the mean of its ten best scores), so that a weight means the same in
/// a collection of sixty cases and of a hundred thousand:
/// - tag field: sum over the issues of P(issue | case) × IssueVocabulary::scores;
/// - issue profile: agreement of the case with the issues that the query is about, as
///   QueryUnderstanding has them, else by their scores;
/// - issue feedback: agreement with the issues of the three best cases by the score so far.
/// Nothing is ever subtracted. One a query; refers to all that it was made from.
class IssueRanking : public PoolRanking {
 public:
  IssueRanking(const std::vector<IndexPart>& parts, const IssueVocabulary& vocabulary,
               const QueryPlan& plan, const RankingSettings& settings);

  void rescore(std::vector<Candidate>& pool) const override;
  /// Of the issues that score at least RankingSettings::related_share of the best.
  std::vector<Facet> related() const override;
  std::vector<AttributeReason> reasons(const Candidate& candidate) const override;

 private:
  void add_feedback(std::vector<Candidate>& pool,
                    const std::vector<IssueProbabilities>& issues) const;

  std::vector<std::string> asked_issues() const;

  const std::vector<IndexPart>& parts_;
  const IssueVocabulary& vocabulary_;
  const RankingSettings& settings_;
  std::vector<double> scores_;   // of the issues, for this query
  std::vector<double> profile_;  // the query's issues × rarity
  std::vector<double> rarities_;
};

}  // namespace kizuki

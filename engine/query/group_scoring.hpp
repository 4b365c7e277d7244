// What a group of words is worth in the opened compartments. Inside engine/query only.
#pragma once

#include <optional>

#include "engine/base/result.hpp"
#include "engine/query/background_frequencies.hpp"
#include "engine/query/candidate_query.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"

namespace kizuki {

/// Scores groups: group_weight · (1 or weaker_member) · idf · (Q+1)/2, which is what a term gets
/// that occurs once in a case of usual length. The idf is that of the whole group, whose frequency
/// is taken as N · (1 − Π (1 − df/N)) over its members (as if they were independent; a member of
/// several terms has the df of the rarest): exact counting would cost more than the search, and
/// this depends on nothing but the frequencies of all opened parts together.
class GroupScoring {
 public:
  /// `quantum`: LengthSettings::quantum of the generation. First stage and settings must outlive
  /// it.
  GroupScoring(const FirstStage& first_stage, const TermRarity& rarity,
               const RankingSettings& settings, std::uint32_t quantum)
      : first_stage_(first_stage), rarity_(rarity), settings_(settings), quantum_(quantum) {}

  /// Nothing when no case has a member that the query does not hold itself: the words alone say it
  /// all. Members that no case has are left out. Where all that stands beside the word is itself
  /// written otherwise, the word adds to the frequency alone: it is no second reason. Errors: those
  /// of FirstStage.
  Result<std::optional<ScoredGroup>> score(const RankedGroup& group) const;
  /// 1, or RankingSettings::weaker_member.
  double factor(RankedGroup::Kind kind) const;

 private:
  const FirstStage& first_stage_;
  TermRarity rarity_;
  const RankingSettings& settings_;
  std::uint32_t quantum_;
};

}  // namespace kizuki

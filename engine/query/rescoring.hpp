// The second stage: the best candidates by words, ranked by the characters of the query as well.
// Inside engine/query only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/index/index_part.hpp"
#include "engine/query/case_passages.hpp"
#include "engine/query/first_stage.hpp"
#include "engine/query/gram_query.hpp"
#include "engine/query/length_correction.hpp"
#include "engine/query/query_plan.hpp"
#include "engine/query/ranking_settings.hpp"
#include "engine/text/character_grams.hpp"

namespace kizuki {

/// Adds to the first stage's score of a case, for pairs of characters and for single kanji
/// (character_grams.hpp), the weight of RankingSettings times their BM25:
///   sum over the distinct grams of the query of
///     2n/(1+n) · idf · (k1·Q+1)·tf / (tf + k1·(0.5 + 0.5·max(0.5, length / average)))
/// n: occurrences in the query's words and phrases that are not excluded; tf: in the texts of the
/// case; length: grams of this kind in them, average: over all opened cases; idf =
/// ln(1 + (N−df+½)/(df+½)), df from the gram tables of all opened parts together; k1 and Q as in
/// the first stage, so that both have the same bound.
///
/// The same sum over parts of the case is added with the weights of RankingSettings: over its
/// opening, which says what it is about, and over the best of its passages, where the words of the
/// query stand together (case_passages.hpp); tf and length are then those of the part, and average
/// is half a pair and 0.3 kanji for each character that such a part may have.
///
/// The words' own score is multiplied in collections of short cases (length_correction.hpp).
///
/// What is added is never negative: a case of the pool stays above all that the pool left out.
///
/// But for that, words are scored by the first stage alone. Counting them anew in the stored
/// analysis (true frequencies and lengths in place of the rounded, capped ones) changed no judged
/// set beyond its interval, and would mean decoding all terms
/// (bench/results/2026-11-28-rescoring.md).
///
/// One a query; refers to the parts.
class Rescoring {
 public:
  /// `length`: of the generation.
  Rescoring(const std::vector<IndexPart>& parts, const QueryPlan& plan,
            const RankingSettings& settings, const LengthSettings& length);

  /// False when no candidate's score can change.
  bool has_effect() const { return !pairs_.empty() || !kanji_.empty() || correction_.corrects(); }
  /// Changes the scores, not the order. Scores are rounded as the first stage rounds them. Errors:
  /// kCorrupt (analysis store).
  Result<void> rescore(std::vector<Candidate>& pool);

 private:
  Result<double> rescored(const Candidate& candidate);
  double score_part(const CasePassage& part, double characters);
  double parts_gain();

  const std::vector<IndexPart>& parts_;
  const RankingSettings& settings_;
  GramQuery pairs_;
  GramQuery kanji_;
  LengthCorrection correction_;
  CasePassages case_;
  std::vector<CasePassage> passages_;
  std::vector<std::string_view> texts_;
};

}  // namespace kizuki

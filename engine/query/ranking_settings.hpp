// Every number that ranking depends on and that is not index format.
#pragma once

#include <cstdint>

namespace kizuki {

/// Round numbers, compared on public question sets and on the sample cases (bench/results); none is
/// an optimum of a small set.
struct RankingSettings {
  /// Factor of a compound's parts beside the compound: 事業承継 asks for 事業承継 (1), 事業 and
  /// 承継.
  double part_weight = 0.5;
  /// Factor of an unknown word's character bigrams beside the word.
  double bigram_weight = 0.3;

  /// What a group of synonyms or spellings adds: so many times what a term of its idf gets that
  /// occurs once in a case of usual length …
  double group_weight = 1.6;
  /// … for the best member: 1, or for a weaker one or a guessed reading this.
  double weaker_member = 0.5;

  /// Terms of one query that are scored; of more, those with the largest weight × idf.
  std::uint32_t scored_terms = 64;

  /// The term budget ("MaxScore by hand"): ordered by weight × idf, terms are required (one of
  /// them) while their document frequencies add up to at most this share of all cases …
  double required_share = 0.04;
  /// … and at least this many; all others only raise the score.
  std::uint32_t required_least = 3;
  /// Corpora below this are searched without a budget, which makes their ranking exact; nothing is
  /// to be saved there.
  std::uint32_t budget_least_cases = 10'000;

  /// The pool: this many of the best hits of the first stage are scored by characters as well
  /// (rescoring.hpp). 20 and 200 rank as 50 does (bench/results/2026-11-28-rescoring.md).
  std::uint32_t pool_size = 50;
  /// Factors of pairs of characters and of single kanji beside the words; 0 leaves them out. 0.5
  /// and 0.4 or 0.6 are what either half of the judged queries chooses for the other
  /// (bench/results/2026-11-28-rescoring.md).
  double pair_weight = 0.5;
  double kanji_weight = 0.4;
  /// k1 of BM25, for words and characters: how soon a word that is said again counts no more.
  double term_saturation = 0.5;
  /// Characters once more over the opening of a case and over the best of its passages: factors,
  /// and how many characters these have (bench/results/2026-11-28-passages.md).
  double opening_weight = 0.7;
  double passage_weight = 0.6;
  std::uint32_t opening_characters = 250;
  std::uint32_t passage_characters = 80;

  /// Issues (issue_ranking.hpp): weights of the tag field, of the issues that the query is about,
  /// and of those of the best cases; each a share of the pool's yardstick (soft_signal.hpp).
  /// Round numbers between what either half of 48 judged queries chooses, so set with a look at all
  /// of them; what may be expected of new queries is what a half's choice reaches on the other
  /// (bench/results/2026-11-28-issue-ranking.md).
  double tag_field_weight = 0.25;
  double issue_profile_weight = 0.25;
  double issue_feedback_weight = 0.5;
  /// Pairs of characters beside words in the tag field.
  double issue_pair_weight = 1.0;
  /// Collections below budget_least_cases: cases that claim an issue whose score is at least this
  /// share of the best issue's are candidates, without any word of the query; 0: none are.
  double related_share = 0.5;

  /// Similar cases: terms of the seed that are scored, and weights of the local similarities
  /// (similar_ranking.hpp), each a share of the pool's yardstick. Set by hand, not tuned here.
  std::uint32_t similar_terms = 128;
  double similar_issue_weight = 1.0;
  double similar_industry_weight = 0.15;
  double similar_scale_weight = 0.05;
  double similar_step_weight = 0.2;
  double similar_tool_weight = 0.2;
  double similar_contrast_weight = 0.25;
  /// What the best cases have in common (pool_likeness.hpp), in collections of at least so many
  /// cases: in small ones the pool holds what is unlike the seed too, and half of it counts as best
  /// (bench/results/2026-11-29-accidents-by-example.md).
  double similar_likeness_weight = 0.5;
  std::uint32_t likeness_least_cases = 500;
  /// Varied: how much a hit loses that is in everything like one before it.
  double similar_spread_weight = 1.0;
  /// Cases that share at least this part of their pairs of characters (Jaccard) are one to a
  /// reader.
  double near_duplicate_share = 0.8;

  /// Fewer opened cases than `background_below` are counted together with up to `background_cases`
  /// of the shipped table (background_frequencies.hpp). 5 to 120 rank the same within the
  /// noise (bench/results/2026-11-28-rescoring.md); small collections need a few, large ones none.
  double background_cases = 20.0;
  std::uint32_t background_below = 500;

  /// Postings read for totals and facet counts, of the rarest terms first. What is not read makes
  /// them estimates: a query of words is counted whole in 100,000 cases, long notes are not.
  std::uint32_t count_postings = 400'000;
  /// Candidates looked at to replace those that a phrase or the visibility gate drops.
  std::uint32_t candidate_limit = 20'000;
};

}  // namespace kizuki

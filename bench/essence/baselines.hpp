// Simpler ways to find recurring know-how, to be scored beside ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/essence/evaluation_setup.hpp"

namespace kizuki {

/// A sentence as the baselines see it.
struct BaselineSentence {
  std::string case_id;
  std::string text;
  std::vector<std::string> lemmas;             // base forms of content words, in order
  std::vector<std::string> compounds;          // runs of nouns, longest first standing
  std::vector<std::vector<std::string>> runs;  // content words between function words
  std::vector<std::string> acts;               // "noun を verb"
  std::vector<std::string> pairs;              // pairs of characters, numbers as 0
};

/// All sentences of the chosen styles. Errors: the analyser's.
Result<std::vector<BaselineSentence>> read_baseline_sentences(const EvaluationSetup& setup,
                                                              const ChosenStyles& chosen);

/// Each gives at most 40 items, the best first, evidence from at least three cases, one sentence a
/// case. Deterministic: chance is a fixed sequence.
using Sentences = std::span<const BaselineSentence>;
std::vector<ScoredItem> compound_nouns(Sentences sentences);  // b1: FLR, as TermExtract
std::vector<ScoredItem> keyword_runs(Sentences sentences);    // b2: RAKE
std::vector<ScoredItem> gapped_grams(Sentences sentences);    // b3: closed, gap of 3 at most
std::vector<ScoredItem> latent_topics(Sentences sentences);   // b4: LDA, Gibbs, k = 40
std::vector<ScoredItem> matrix_topics(Sentences sentences);   // b4: NMF, k = 40
std::vector<ScoredItem> pair_clusters(Sentences sentences);   // b5: pairs, average link
std::vector<ScoredItem> latent_leaders(Sentences sentences);  // b6: LSI, leader clustering
std::vector<ScoredItem> coding_rules(Sentences sentences, const std::vector<KnowHowCard>& cards,
                                     Analyzer& analyzer);      // b7: words of the definitions
std::vector<ScoredItem> noun_verb_pairs(Sentences sentences);  // b8: noun を verb

}  // namespace kizuki

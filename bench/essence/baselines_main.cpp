// kizuki_essence_baselines: ours beside simpler ways to find recurring know-how, in one table.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bench/essence/baselines.hpp"
#include "bench/essence/evaluation_program.hpp"

namespace kizuki {
namespace {

void print_row(const std::string& set, const std::string& name, const std::vector<GoldMark>& gold,
               const std::vector<ScoredItem>& items) {
  const KnowHowScores scores = score_know_how(gold, items);
  fmt::print("| {} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} / {:.3f} | {:.3f} | {:.3f} |\n",
             set, name, items.size(), scores.precision, scores.coverage, scores.b_cubed_f1(),
             scores.b_cubed_precision, scores.b_cubed_recall, scores.noise, scores.evidence_at_5);
  std::fflush(stdout);
}

Result<void> compare(const EvaluationSetup& setup, const std::string& set,
                     const ChosenStyles& chosen) {
  const auto sentences = read_baseline_sentences(setup, chosen);
  if (!sentences) return sentences.error();
  const auto ours = run_pipeline(setup, chosen, setup.cards, true);
  if (!ours) return ours.error();
  const auto without = run_pipeline(setup, chosen, {}, true);
  if (!without) return without.error();
  Analyzer analyzer(setup.analyzer);
  const Sentences all = *sentences;
  const auto row = [&](const std::string& name, const std::vector<ScoredItem>& items) {
    print_row(set, name, ours->gold, items);
  };
  row("b1 compound nouns by FLR", compound_nouns(all));
  row("b2 runs between function words (RAKE)", keyword_runs(all));
  row("b3 closed gapped word grams", gapped_grams(all));
  row("b4 LDA, 40 topics", latent_topics(all));
  row("b4 NMF, 40 topics", matrix_topics(all));
  row("b5 character pairs, average link", pair_clusters(all));
  row("b6 LSI, leader clustering", latent_leaders(all));
  row("b7 coding rules of the definitions", coding_rules(all, setup.cards, analyzer));
  row("b8 noun を verb", noun_verb_pairs(all));
  row("ours, no cards", without->items);
  row("ours, cards", ours->items);
  return {};
}

Result<void> compare_all(const EvaluationSetup& setup) {
  fmt::print(
      "| set | | items | precision | coverage | B-cubed F1 | P / R | noise | evidence P@5 "
      "|\n|---|---|---|---|---|---|---|---|---|\n");
  for (const auto& [set, chosen] : sample_sets()) {
    if (auto compared = compare(setup, set, chosen); !compared) return compared;
  }
  return {};
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) {
  return kizuki::run_evaluation(argc, argv, "kizuki_essence_baselines",
                                "Scores baselines and our extraction on the same marked sentences.",
                                kizuki::compare_all);
}

// kizuki_essence_eval: know-how extraction on cases whose style of writing the filter did not see.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bench/essence/evaluation_program.hpp"
#include "bench/essence/label_agreement.hpp"
#include "bench/essence/near_halves.hpp"
#include "engine/essence/training/essence_trainer.hpp"

namespace kizuki {
namespace {

constexpr int kHalves = 4;

/// One run of the whole pipeline over the cases of the chosen styles.
Result<KnowHowScores> run(const EvaluationSetup& setup, const ChosenStyles& chosen,
                          const std::vector<KnowHowCard>& cards, bool given_steps,
                          const std::set<std::string>& removed = {}) {
  const auto found = run_pipeline(setup, chosen, cards, given_steps);
  if (!found) return found.error();
  return score_know_how(found->gold, found->items, 40, removed);
}

void print_row(const std::string& name, const KnowHowScores& scores) {
  fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} / {:.3f} | {:.3f} | {:.3f} | {} |\n", name,
             scores.precision, scores.coverage, scores.b_cubed_f1(), scores.b_cubed_precision,
             scores.b_cubed_recall, scores.noise, scores.evidence_at_5,
             scores.removed > 0 ? fmt::format("{:.3f}", scores.removed) : "–");
  std::fflush(stdout);
}

/// The mean over four halves of the cards removed.
Result<KnowHowScores> halves(const EvaluationSetup& setup, const ChosenStyles& chosen) {
  KnowHowScores mean;
  for (int half = 0; half < kHalves; ++half) {
    std::vector<KnowHowCard> kept;
    std::set<std::string> removed;
    for (std::size_t i = 0; i < setup.cards.size(); ++i) {
      // Two ways to cut in half, and the other halves of both.
      const bool first = half < 2 ? i % 2 == 0 : (i / 3) % 2 == 0;
      if (first == (half % 2 == 0)) {
        kept.push_back(setup.cards[i]);
      } else {
        removed.insert(setup.cards[i].id);
      }
    }
    auto scores = run(setup, chosen, kept, true, removed);
    if (!scores) return scores;
    mean.precision += scores->precision / kHalves;
    mean.coverage += scores->coverage / kHalves;
    mean.b_cubed_precision += scores->b_cubed_precision / kHalves;
    mean.b_cubed_recall += scores->b_cubed_recall / kHalves;
    mean.noise += scores->noise / kHalves;
    mean.evidence_at_5 += scores->evidence_at_5 / kHalves;
    mean.removed += scores->removed / kHalves;
  }
  return mean;
}

/// Filter and match by sentence, each style by the model that did not see it.
Result<void> print_sentence_measures(const EvaluationSetup& setup) {
  CaseSentenceReader reader(setup.analyzer);
  fmt::print(
      "\n| unseen style | filter F1 | filter AP | sentence → card, marked sentences accepted "
      "| of these right |\n|---|---|---|---|---|\n");
  for (const std::string_view name : kSampleStyles) {
    const std::string style(name);
    auto matcher = CardMatcher::train(setup.models.at(style), setup.cards, reader);
    if (!matcher) return std::move(matcher).error();
    SentenceMatcher sentences(*matcher);
    std::vector<std::pair<float, bool>> acts;
    std::vector<CardMatch> matches;
    double marked = 0;
    double accepted = 0;
    double right = 0;
    for (const MarkedCase& one : setup.cases) {
      if (style_of_sample(one.record.id) != style) continue;
      for (const MarkedSentence& sentence : one.sentences) {
        const SentenceTraits& traits = sentence.sentence.features;
        const StepBits steps = sentence.sentence.steps;
        const float action = sentences.action(traits, steps);
        acts.emplace_back(action, !sentence.know_how.empty());
        if (sentence.know_how.empty() || sentence.know_how == "OTHER") continue;
        ++marked;
        sentences.match(traits, steps, action, matches);
        if (matches.empty()) continue;
        ++accepted;
        right += setup.cards[matches.front().card].id == sentence.know_how ? 1 : 0;
      }
    }
    std::sort(acts.begin(), acts.end(), std::greater<>());
    double positives = 0;
    double precision_sum = 0;
    double above = 0;
    double right_above = 0;
    for (std::size_t i = 0; i < acts.size(); ++i) {
      if (acts[i].first >= kLeastAction) ++above, right_above += acts[i].second ? 1 : 0;
      if (!acts[i].second) continue;
      ++positives;
      precision_sum += positives / static_cast<double>(i + 1);
    }
    fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n", style,
               2 * right_above / (above + positives), precision_sum / positives, accepted / marked,
               accepted > 0 ? right / accepted : 0);
  }
  return {};
}

/// Whether the names of groups tell their know-how.
Result<void> print_label_measures(const EvaluationSetup& setup) {
  fmt::print(
      "\n| names of | groups | the right card fits the name best | among the best three "
      "|\n|---|---|---|---|\n");
  const auto print = [&](const std::string& name,
                         const std::vector<NamedGroup>& groups) -> Result<void> {
    const auto scores = label_agreement(setup, groups);
    if (!scores) return scores.error();
    fmt::print("| {} | {} | {:.3f} | {:.3f} |\n", name, scores->groups, scores->first,
               scores->among_three);
    return {};
  };
  for (const auto& set : sample_sets()) {
    const auto marked = marked_groups(setup, set.second);
    if (!marked) return marked.error();
    if (auto done = print(set.first + ", marked sentences", *marked); !done) return done;
    const auto found = run_pipeline(setup, set.second, {}, true);
    if (!found) return found.error();
    if (auto done = print(set.first + ", candidates", found_groups(*found)); !done) return done;
  }
  return {};
}

/// Whether what a candidate is said to be near is the same know-how.
Result<void> print_near_measures(const EvaluationSetup& setup) {
  fmt::print(
      "\n| know-how cut in two, marked sentences of | halves | something is near | the other half "
      "is the nearest | or among the near |\n|---|---|---|---|---|\n");
  for (const auto& set : sample_sets()) {
    const auto near = near_halves(setup, set.second);
    if (!near) return near.error();
    fmt::print("| {} | {} | {} | {} | {} |\n", set.first, near->halves, near->told, near->first,
               near->near);
  }
  return {};
}

Result<void> evaluate(const EvaluationSetup& setup) {
  fmt::print(
      "| | precision | coverage | B-cubed F1 | P / R | noise | evidence P@5 | removed "
      "covered |\n|---|---|---|---|---|---|---|---|\n");
  for (const auto& set : sample_sets()) {
    const ChosenStyles& chosen = set.second;
    const std::string begin = set.first + ", ";
    Result<void> failed;
    const auto row = [&](const std::string& setting, const Result<KnowHowScores>& scores) {
      if (scores) {
        print_row(begin + setting, *scores);
      } else {
        failed = scores.error();
      }
      return scores.has_value();
    };
    if (!row("cards, steps given", run(setup, chosen, setup.cards, true)) ||
        !row("cards, steps predicted", run(setup, chosen, setup.cards, false)) ||
        !row("no cards, steps given", run(setup, chosen, {}, true)) ||
        !row("no cards, steps predicted", run(setup, chosen, {}, false)) ||
        !row("half of the cards, steps given", halves(setup, chosen))) {
      return failed;
    }
  }
  if (auto printed = print_sentence_measures(setup); !printed) return printed;
  if (auto printed = print_label_measures(setup); !printed) return printed;
  return print_near_measures(setup);
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) {
  return kizuki::run_evaluation(
      argc, argv, "kizuki_essence_eval",
      "Scores know-how extraction with each style of writing unseen by the filter.",
      kizuki::evaluate);
}

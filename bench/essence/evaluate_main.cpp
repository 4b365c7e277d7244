// kizuki_essence_eval: know-how extraction on cases whose style of writing the filter did not see.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "bench/essence/know_how_scores.hpp"
#include "bench/machine.hpp"
#include "engine/essence/know_how_finder.hpp"
#include "engine/essence/training/essence_trainer.hpp"
#include "engine/tagging/tagger.hpp"
#include "engine/tagging/training/sample_data.hpp"

namespace kizuki {
namespace {

const std::vector<std::string> kStyles = {"vivid", "mixed", "banks", "chambers", "bureaus"};
constexpr int kHalves = 4;

struct Setup {
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::vector<KnowHowCard> cards;
  std::vector<MarkedCase> cases;
  std::map<std::string, std::shared_ptr<const EssenceModel>> models;  // by the style not seen
  std::map<std::string, std::vector<StepBits>> predicted;             // by case id
};

int fail(const Error& error) {
  std::fprintf(stderr, "エラー: %s\n", error.describe().c_str());
  return 1;
}

Result<void> train_models(Setup& setup) {
  CaseSentenceReader reader(setup.analyzer);
  for (const std::string& style : kStyles) {
    std::vector<const MarkedCase*> seen;
    for (const MarkedCase& one : setup.cases) {
      if (style_of_sample(one.record.id) != style) seen.push_back(&one);
    }
    auto model = train_essence_model(seen, setup.cards, reader);
    if (!model) return std::move(model).error();
    setup.models[style] = std::make_shared<const EssenceModel>(std::move(*model));
  }
  return {};
}

Result<void> predict_steps(const SampleData& sample, Setup& setup) {
  for (const std::string& style : kStyles) {
    std::vector<CaseRecord> seen;
    for (const CaseRecord& record : sample.cases) {
      if (style_of_sample(record.id) != style) seen.push_back(record);
    }
    auto model = train_tags(sample.lexicon, sample.cards, seen, {"", 5});
    if (!model) return std::move(model).error();
    TaggerSettings settings;
    settings.evidence = false;
    Tagger tagger(std::make_shared<const TagModel>(std::move(*model)), settings);
    for (const CaseRecord& record : sample.cases) {
      if (style_of_sample(record.id) != style) continue;
      auto tags = tagger.tag_case(record);
      if (!tags) return std::move(tags).error();
      auto& steps = setup.predicted[record.id];
      for (const SectionTags& section : tags->sections) {
        std::vector<int> named;
        for (const StepTag& tag : section.steps) named.push_back(tag.step);
        steps.push_back(step_bits(named));
      }
    }
  }
  return {};
}

using Chosen = std::function<bool(const std::string& style)>;

/// One run of the whole pipeline over the cases of the chosen styles.
Result<KnowHowScores> run(const Setup& setup, const Chosen& chosen,
                          const std::vector<KnowHowCard>& cards, bool given_steps,
                          const std::set<std::string>& removed = {}) {
  CaseSentenceReader reader(setup.analyzer);
  std::shared_ptr<const CardMatcher> any;
  std::map<std::string, std::pair<std::shared_ptr<const CardMatcher>, std::unique_ptr<CaseScanner>>>
      scanners;
  for (const std::string& style : kStyles) {
    if (!chosen(style)) continue;
    auto matcher = CardMatcher::train(setup.models.at(style), cards, reader);
    if (!matcher) return std::move(matcher).error();
    any = *matcher;
    scanners[style] = {*matcher, std::make_unique<CaseScanner>(setup.analyzer, *matcher, true)};
  }
  KnowHowFinder finder(any, setup.analyzer, {});
  std::map<std::string, const CaseRecord*> records;
  std::vector<GoldMark> gold;
  for (const MarkedCase& one : setup.cases) {
    const std::string style = style_of_sample(one.record.id);
    if (!chosen(style)) continue;
    EssenceCase info;
    info.id = one.record.id;
    info.organization = one.record.supporter + " " + one.record.company.prefecture;
    info.date = one.record.period_from;
    ScannedCase scan;
    const auto& steps =
        given_steps ? given_step_bits(one.record) : setup.predicted.at(one.record.id);
    auto scanned = scanners.at(style).second->scan(one.record, steps, scan);
    if (!scanned) return std::move(scanned).error();
    finder.add(std::move(info), std::move(scan));
    records[one.record.id] = &one.record;
    for (const KnowHowMark& mark : one.marks) {
      gold.push_back({one.record.id, mark.know_how, mark.sentence});
    }
  }
  auto found = finder.find(
      [&](const EssenceCase& info) -> Result<CaseRecord> { return *records.at(info.id); });
  if (!found) return std::move(found).error();
  std::vector<ScoredItem> items;
  for (const KnowHow& item : found->items) {
    ScoredItem scored;
    scored.candidate = item.kind == KnowHowKind::kCandidate;
    for (const KnowHowEvidence& evidence : item.evidence) {
      const std::string& id = found->cases[evidence.case_number].id;
      const std::string& text = records.at(id)->sections.at(evidence.section).text;
      scored.evidence.emplace_back(id, std::string(evidence.span.of(text)));
    }
    items.push_back(std::move(scored));
  }
  return score_know_how(gold, items, 40, removed);
}

void print_row(const std::string& name, const KnowHowScores& scores) {
  fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} / {:.3f} | {:.3f} | {:.3f} | {} |\n", name,
             scores.precision, scores.coverage, scores.b_cubed_f1(), scores.b_cubed_precision,
             scores.b_cubed_recall, scores.noise, scores.evidence_at_5,
             scores.removed > 0 ? fmt::format("{:.3f}", scores.removed) : "–");
  std::fflush(stdout);
}

/// The mean over four halves of the cards removed.
Result<KnowHowScores> halves(const Setup& setup, const Chosen& chosen) {
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
Result<void> print_sentence_measures(const Setup& setup) {
  CaseSentenceReader reader(setup.analyzer);
  fmt::print(
      "\n| unseen style | filter F1 | filter AP | sentence → card, marked sentences accepted "
      "| of these right |\n|---|---|---|---|---|\n");
  for (const std::string& style : kStyles) {
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

int evaluate(int argc, char** argv) {
  CLI::App app("Scores know-how extraction with each style of writing unseen by the filter.",
               "kizuki_essence_eval");
  std::string data = "data";
  std::string share = "build/release/share/kizuki";
  std::string revision;
  app.add_option("--data", data, "data folder of the source tree");
  app.add_option("--share", share, "folder with the compiled dictionary");
  app.add_option("--revision", revision, "of the sources, for the report");
  CLI11_PARSE(app, argc, argv);
  Setup setup;
  auto analyzer = AnalyzerModel::load(AnalyzerFiles::under(share));
  if (!analyzer) return fail(analyzer.error());
  setup.analyzer = std::move(*analyzer);
  auto cards = load_cards(data + "/cards/cards.jsonl");
  if (!cards) return fail(cards.error());
  setup.cards = std::move(*cards);
  CaseSentenceReader reader(setup.analyzer);
  auto cases = load_shipped_marked_cases(data, reader);
  if (!cases) return fail(cases.error());
  setup.cases = std::move(*cases);
  if (auto trained = train_models(setup); !trained) return fail(trained.error());
  auto sample = load_sample_data(data);
  if (!sample) return fail(sample.error());
  if (auto predicted = predict_steps(*sample, setup); !predicted) return fail(predicted.error());

  fmt::print("{}\n", describe_run(this_machine(), revision, data, command_line(argc, argv)));
  fmt::print(
      "| | precision | coverage | B-cubed F1 | P / R | noise | evidence P@5 | removed "
      "covered |\n|---|---|---|---|---|---|---|---|\n");
  const std::vector<std::pair<std::string, Chosen>> sets = {
      {"cases", [](const std::string& style) { return style == "vivid"; }},
      {"reports", [](const std::string& style) { return style != "vivid"; }}};
  for (const auto& [name, chosen] : sets) {
    const auto row = [&](const std::string& setting, const Result<KnowHowScores>& scores) {
      if (scores) print_row(name + ", " + setting, *scores);
      return scores.has_value();
    };
    if (!row("cards, steps given", run(setup, chosen, setup.cards, true)) ||
        !row("cards, steps predicted", run(setup, chosen, setup.cards, false)) ||
        !row("no cards, steps given", run(setup, chosen, {}, true)) ||
        !row("no cards, steps predicted", run(setup, chosen, {}, false)) ||
        !row("half of the cards, steps given", halves(setup, chosen))) {
      return 1;
    }
  }
  if (auto printed = print_sentence_measures(setup); !printed) return fail(printed.error());
  return 0;
}

}  // namespace
}  // namespace kizuki

int main(int argc, char** argv) { return kizuki::evaluate(argc, argv); }

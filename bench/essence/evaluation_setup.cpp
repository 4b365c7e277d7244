#include "bench/essence/evaluation_setup.hpp"

#include "engine/essence/training/essence_trainer.hpp"
#include "engine/tagging/tagger.hpp"
#include "engine/tagging/training/sample_data.hpp"

namespace kizuki {
namespace {

std::vector<std::string> sample_styles() { return {kSampleStyles.begin(), kSampleStyles.end()}; }

Result<void> train_models(EvaluationSetup& setup) {
  CaseSentenceReader reader(setup.analyzer);
  for (const std::string& style : sample_styles()) {
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

Result<void> predict_steps(const SampleData& sample, EvaluationSetup& setup) {
  for (const std::string& style : sample_styles()) {
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

}  // namespace

Result<EvaluationSetup> load_evaluation(const std::string& data, const std::string& share,
                                        bool models) {
  EvaluationSetup setup;
  auto analyzer = AnalyzerModel::load(AnalyzerFiles::under(share));
  if (!analyzer) return std::move(analyzer).error();
  setup.analyzer = std::move(*analyzer);
  auto cards = load_cards(data + "/cards/cards.jsonl");
  if (!cards) return std::move(cards).error();
  setup.cards = std::move(*cards);
  CaseSentenceReader reader(setup.analyzer);
  auto cases = load_shipped_marked_cases(data, reader);
  if (!cases) return std::move(cases).error();
  setup.cases = std::move(*cases);
  if (!models) return setup;
  if (auto trained = train_models(setup); !trained) return std::move(trained).error();
  auto sample = load_sample_data(data);
  if (!sample) return std::move(sample).error();
  if (auto predicted = predict_steps(*sample, setup); !predicted) {
    return std::move(predicted).error();
  }
  return setup;
}

std::vector<std::pair<std::string, ChosenStyles>> sample_sets() {
  return {{"cases", [](const std::string& style) { return style == "vivid"; }},
          {"reports", [](const std::string& style) { return style != "vivid"; }}};
}

Result<EvaluationRun> run_pipeline(const EvaluationSetup& setup, const ChosenStyles& chosen,
                                   const std::vector<KnowHowCard>& cards, bool given_steps,
                                   const FinderSettings& settings) {
  EvaluationRun out;
  CaseSentenceReader reader(setup.analyzer);
  std::shared_ptr<const CardMatcher> any;
  std::map<std::string, std::unique_ptr<CaseScanner>> scanners;
  for (const std::string& style : sample_styles()) {
    if (!chosen(style)) continue;
    auto matcher = CardMatcher::train(setup.models.at(style), cards, reader);
    if (!matcher) return std::move(matcher).error();
    any = *matcher;
    scanners[style] = std::make_unique<CaseScanner>(setup.analyzer, *matcher, true);
  }
  KnowHowFinder finder(any, setup.analyzer, settings);
  for (const MarkedCase& one : setup.cases) {
    const std::string style = style_of_sample(one.record.id);
    if (!chosen(style)) continue;
    EssenceCase info;
    info.id = one.record.id;
    info.organization = one.record.supporter + " " + one.record.company.prefecture;
    info.date = one.record.period_from;
    ScannedCase scan;
    const std::vector<StepBits> steps =
        given_steps ? given_step_bits(one.record) : setup.predicted.at(one.record.id);
    auto scanned = scanners.at(style)->scan(one.record, steps, scan);
    if (!scanned) return std::move(scanned).error();
    finder.add(std::move(info), std::move(scan));
    out.records[one.record.id] = &one.record;
    for (const KnowHowMark& mark : one.marks) {
      out.gold.push_back({one.record.id, mark.know_how, mark.sentence});
    }
  }
  auto found = finder.find(one_by_one(
      [&](const EssenceCase& info) -> Result<CaseRecord> { return *out.records.at(info.id); }));
  if (!found) return std::move(found).error();
  out.result = std::move(*found);
  for (const KnowHow& item : out.result.items) {
    ScoredItem scored;
    scored.candidate = item.kind == KnowHowKind::kCandidate;
    for (const KnowHowEvidence& evidence : item.evidence) {
      const std::string& id = out.result.cases[evidence.case_number].id;
      const std::string& text = out.records.at(id)->sections.at(evidence.section).text;
      scored.evidence.emplace_back(id, std::string(evidence.span.of(text)));
    }
    out.items.push_back(std::move(scored));
  }
  return out;
}

}  // namespace kizuki

// The marked sample cases with models that did not see the style of writing they are used on.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/essence/know_how_scores.hpp"
#include "engine/essence/essence_model.hpp"
#include "engine/essence/know_how_finder.hpp"
#include "engine/essence/training/marked_sentences.hpp"
#include "engine/text/analyzer.hpp"

namespace kizuki {

inline constexpr std::array<std::string_view, 5> kSampleStyles = {"vivid", "mixed", "banks",
                                                                  "chambers", "bureaus"};

struct EvaluationSetup {
  std::shared_ptr<const AnalyzerModel> analyzer;
  std::vector<KnowHowCard> cards;
  std::vector<MarkedCase> cases;
  std::map<std::string, std::shared_ptr<const EssenceModel>> models;  // by the style not seen
  std::map<std::string, std::vector<StepBits>> predicted;             // by case id
};

/// `data`: the data folder of the source tree; `share`: with the compiled dictionary. Without
/// `models` only analyser, cards and cases. Errors: those of what it reads and learns.
Result<EvaluationSetup> load_evaluation(const std::string& data, const std::string& share,
                                        bool models = true);

using ChosenStyles = std::function<bool(const std::string& style)>;
/// "cases" (vivid) and "reports" (all others).
std::vector<std::pair<std::string, ChosenStyles>> sample_sets();

/// What one run found, with the marks that it is scored against.
struct EvaluationRun {
  KnowHowResult result;
  std::vector<GoldMark> gold;
  std::vector<ScoredItem> items;
  std::map<std::string, const CaseRecord*> records;
};

/// The whole pipeline over the cases of the chosen styles, each style by the model that did not see
/// it.
Result<EvaluationRun> run_pipeline(const EvaluationSetup& setup, const ChosenStyles& chosen,
                                   const std::vector<KnowHowCard>& cards, bool given_steps,
                                   const FinderSettings& settings = {});

}  // namespace kizuki

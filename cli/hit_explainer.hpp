// Explains the hits of a search on the command line.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "cli/search_session.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/explanation/case_explainer.hpp"

namespace kizuki {

/// Completes explanations (CaseExplainer) from the session's library and the shipped cards.
class HitExplainer {
 public:
  /// Errors: those of the data folder.
  static Result<HitExplainer> load(const SearchSession& session);

  /// What is asked: a text, or the case `seed` unless that is empty. Errors: the library's.
  Result<void> ask(std::string_view text, const std::string& seed);
  /// Each hit has an explanation already; one whose case is gone keeps it as it is.
  Result<void> explain(HitList& hits);

 private:
  HitExplainer(std::shared_ptr<const Library> library, CaseCodec codec,
               const CaseExplainer::Tools& tools)
      : library_(std::move(library)),
        codec_(std::move(codec)),
        explainer_(std::make_unique<CaseExplainer>(tools)) {}
  Result<CaseRecord> read(const std::string& id) const;

  std::shared_ptr<const Library> library_;
  CaseCodec codec_;
  std::unique_ptr<CaseExplainer> explainer_;
};

/// "理由: 「現場」「息子」が「三枚の紙」（段階4）に / 共通のノウハウ: …"; empty without reasons.
/// Places tell nothing where a whole case was the question: its words stand everywhere.
std::string describe_explanation(const HitExplanation& explanation, bool with_places);

}  // namespace kizuki

// Explains the hits of a search on the command line.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/search_session.hpp"
#include "engine/base/result.hpp"
#include "engine/corpus/case_codec.hpp"
#include "engine/essence_run/essence_corpus.hpp"
#include "engine/explanation/case_explainer.hpp"

namespace kizuki {

/// Completes explanations (CaseExplainer) from the records that the session's reader may read, with
/// the catalogue as he sees it: shipped cards, cards of the library, and what people said of
/// sentences.
class HitExplainer {
 public:
  /// Errors: those of the data folder, the library, the catalogue.
  static Result<std::unique_ptr<HitExplainer>> load(const SearchSession& session);

  /// What is asked: a text, or the case `seed` unless that is empty. Errors: the library's.
  Result<void> ask(std::string_view text, const std::string& seed);
  /// Each hit has an explanation already; one whose case is gone, or may not be read any more,
  /// keeps it as it is.
  Result<void> explain(HitList& hits);

 private:
  HitExplainer(const SearchSession& session, CaseCodec codec);
  Result<std::shared_ptr<const CardMatcher>> learn_cards(const SearchSession& session) const;

  std::shared_ptr<const Library> library_;
  std::shared_ptr<const ReaderScope> scope_;
  CaseCodec codec_;
  ReadRecord read_;  // refers to the three above
  std::unique_ptr<CaseExplainer> explainer_;
};

/// "理由: 「現場」「息子」が「三枚の紙」（段階4）に / 共通のノウハウ: …"; empty without reasons.
/// Places tell nothing where a whole case was the question: its words stand everywhere.
std::string describe_explanation(const HitExplanation& explanation, bool with_places);

}  // namespace kizuki

// Why hits help, for the pages: completes the explanations that a search gives (HitExplanation) by
// steps and know-how, from what has been counted and indexed already, so that no case is read by
// the models for it.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/base/result.hpp"
#include "engine/catalogue/card_labels.hpp"
#include "engine/explanation/case_explainer.hpp"
#include "engine/explanation/know_how_reasons.hpp"
#include "engine/query/hit_list.hpp"
#include "server/app/case_brief.hpp"
#include "server/app/knowhow_reading.hpp"

namespace kizuki {

/// Longest question whose know-how is looked for, in bytes; of longer notes the beginning.
inline constexpr std::size_t kMostMatchedBytes = 2'000;

/// Reads the know-how of questions, kept between requests: to make a CaseExplainer takes as long as
/// a third of a search. The last questions are remembered by their digests. One a thread.
class QuestionReader {
 public:
  static constexpr std::size_t kRemembered = 64;

  /// The cards that `text` shows, by what the run behind `knowhow` (counted) learned, as they stand
  /// by now; surest first. Errors: the analyser's.
  Result<std::vector<ShownKnowHow>> read(const KnowHowReading& knowhow, std::string_view text);

 private:
  /// What the cards say of a question, before it is known how they stand.
  struct Answer {
    Sha256Digest question;
    std::vector<ShownKnowHow> shown;
  };

  Result<const std::vector<ShownKnowHow>*> match(const KnowHowReading& knowhow,
                                                 std::string_view text);

  std::shared_ptr<const CardMatcher> matcher_;  // of `explainer_` and `answers_`
  std::unique_ptr<CaseExplainer> explainer_;
  std::list<Answer> answers_;  // last used first
};

/// Of one request. What it refers to must outlive it.
class HitReasons {
 public:
  /// `labels`: what the reader calls cards.
  HitReasons(const KnowHowReading& knowhow, const CardLabels& labels)
      : knowhow_(knowhow), labels_(labels) {}

  /// What is asked: words or notes, or a case. Without know-how that has been counted nothing is
  /// known of it. Errors: the analyser's.
  Result<void> ask(std::string_view text, QuestionReader& reader);
  void ask(const CaseBrief& seed);

  /// Adds to a hit's explanation, which it must have: the steps of its sections as the record gives
  /// them, and its know-how (compare_know_how), surest first. The sentences are those that were
  /// counted and still stand; before anything has been counted there are none, and the cards are
  /// those of the index.
  void explain(const CaseBrief& brief, Hit& hit) const;

 private:
  std::vector<ShownKnowHow> indexed_know_how(const Hit& hit) const;

  const KnowHowReading& knowhow_;
  const CardLabels& labels_;
  std::vector<ShownKnowHow> asked_;
};

}  // namespace kizuki

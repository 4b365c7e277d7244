// Completes the explanation of a hit by what only the whole text can tell.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/essence/case_scan.hpp"
#include "engine/explanation/know_how_reasons.hpp"
#include "engine/query/hit_list.hpp"
#include "engine/tagging/tagger.hpp"

namespace kizuki {

/// Matches the query (or the seed) and the cases shown for it to know-how cards, and tells the
/// steps of sections: those of the record, else as the tag model reads them. For the ten hits of a
/// page, not for a corpus: about a millisecond for each kilobyte of text. One a thread.
class CaseExplainer {
 public:
  struct Tools {
    std::shared_ptr<const AnalyzerModel> analyzer;
    std::shared_ptr<const TagModel> tags;
    std::shared_ptr<const CardMatcher> cards;
  };
  explicit CaseExplainer(const Tools& tools);

  /// What is asked: a query or notes, or a case. Replaces what was asked before. Errors: those of
  /// the analyser.
  Result<void> ask(std::string_view text);
  Result<void> ask(const CaseRecord& seed);

  /// The know-how of what is asked, surest first.
  const std::vector<ShownKnowHow>& asked() const { return asked_; }

  /// Adds steps and know-how to the explanation of a hit, which must have one. `record` is the case
  /// as it stands in the library; places that it does not have are left as they are. Know-how
  /// stands as in compare_know_how, surest first. Errors: those of the analyser.
  Result<void> explain(const CaseRecord& record, Hit& hit);

 private:
  struct Steps {
    std::vector<StepBits> sections;
    bool predicted = false;
  };
  Result<Steps> steps_of(const CaseRecord& record);
  Result<std::vector<ShownKnowHow>> know_how_of(const CaseRecord& record, const Steps& steps);

  std::shared_ptr<const CardMatcher> cards_;
  CaseScanner scanner_;
  SentenceMatcher confidences_;
  Tagger tagger_;
  ScannedCase scan_;
  std::vector<ShownKnowHow> asked_;
};

}  // namespace kizuki

// Finds the sentences that decisions and candidates name.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/catalogue/evidence_decision.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/essence/decisions.hpp"

namespace kizuki {

/// A sentence as it stands now.
struct FoundSentence {
  EvidencePlace place;
  std::string sentence;
  StepBits steps = 0;  // that the record gives its section
};

/// The current record of a case; nothing when there is none that may be read.
using ReadRecord = std::function<Result<std::optional<CaseRecord>>(const std::string& id)>;

/// One a thread: it holds an analyser. Errors: those of `read`, the analyser's.
class SentenceFinder {
 public:
  SentenceFinder(std::shared_ptr<const AnalyzerModel> analyzer, ReadRecord read)
      : sentences_(std::move(analyzer)), read_(std::move(read)) {}

  /// The sentence at exactly this place; nothing when the text has none that begins and ends there.
  Result<std::optional<FoundSentence>> at(const EvidencePlace& place);
  /// The sentence that a decision was made about, wherever the case has it now; nothing when it is
  /// gone.
  Result<std::optional<FoundSentence>> of(const EvidenceDecision& decision);
  /// The sentence of a candidate.
  Result<std::optional<FoundSentence>> of(const GroupMember& member);

 private:
  using Wanted = std::function<bool(const CaseSentence&, std::string_view)>;
  Result<std::optional<FoundSentence>> search(const std::string& id, const Wanted& wanted);

  CaseSentenceReader sentences_;
  ReadRecord read_;
};

}  // namespace kizuki

// A case as the know-how extraction sees it: the sentences of its sections with their features.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/text_span.hpp"
#include "engine/corpus/case_record.hpp"
#include "engine/essence/know_how_card.hpp"
#include "engine/essence/sentence_traits.hpp"
#include "engine/text/analyzer.hpp"
#include "engine/text/section_analyses.hpp"

namespace kizuki {

/// Shorter sentences are no evidence.
inline constexpr std::size_t kLeastSentenceCharacters = 6;

/// One sentence at its place. `span` are bytes of the section's text as stored.
struct CaseSentence {
  std::uint32_t section = 0;  // 0-based
  TextSpan span;
  StepBits steps = 0;  // of the section; 0 = none or unknown
  SentenceTraits features;
};

/// Reads the sentences of sections. One a thread: it holds an analyser. Linear time.
class CaseSentenceReader {
 public:
  explicit CaseSentenceReader(std::shared_ptr<const AnalyzerModel> model);

  /// Replaces `out` by the sentences of all sections in order. `steps` has the steps of each
  /// section. A bullet or a number in front of a sentence is not part of it. Texts are taken from
  /// `known` when it is given, by the same analyser. Errors: those of the analyser.
  Result<void> read(const CaseRecord& record, const std::vector<StepBits>& steps,
                    std::vector<CaseSentence>& out, SectionAnalyses* known = nullptr);
  /// The features of one sentence alone (an example of a card).
  Result<void> read(std::string_view sentence, SentenceTraits& out);

 private:
  Result<const AnalyzedText*> analysis_of(std::size_t section, std::string_view text,
                                          SectionAnalyses* known);
  void add_sentences(std::string_view text, const AnalyzedText& analysis, const CaseSentence& place,
                     std::vector<CaseSentence>& out);

  Analyzer analyzer_;
  AnalyzedText text_;
  SentenceTraitReader features_;
};

/// The steps of each section as tagged in the record.
std::vector<StepBits> given_step_bits(const CaseRecord& record);

}  // namespace kizuki

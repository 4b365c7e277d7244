// One pass over a case: what may be know-how in it, small enough to keep for a hundred thousand
// cases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/essence/card_matcher.hpp"
#include "engine/essence/case_sentences.hpp"
#include "engine/essence/near_duplicates.hpp"

namespace kizuki {

/// Sentences from these log odds of telling an act on are looked at for new know-how.
inline constexpr float kLeastAction = 0.0F;
/// A record of so few sentences, like an entry in a register of accidents, is all about what was
/// done: each of its sentences that does not only name or count is looked at, whatever the filter,
/// which knows reports, says of it.
inline constexpr std::size_t kShortRecord = 3;

struct ScannedSentence {
  std::uint32_t section = 0;  // 0-based
  TextSpan span;              // bytes of the section's text
  StepBits steps = 0;
  bool caution = false;         // tells what went wrong
  float action = 0;             // log odds
  std::uint64_t text_hash = 0;  // SentenceTraits::text_hash
  /// Accepted ones, and where the sentence is looked at for new know-how those that are left open
  /// (kPossibleWidth), the best first.
  std::vector<CardMatch> matches;
  std::vector<std::uint32_t> features;  // discovery_features; empty when it is not looked at
};

struct ScannedCase {
  std::vector<ScannedSentence> sentences;  // those with a match or looked at for new know-how
  std::uint32_t sentence_count = 0;        // of all
  ShingleSketch sketch{};
};

/// A sentence without what depends on the cards.
struct PreparedSentence {
  std::uint32_t section = 0;
  TextSpan span;
  StepBits steps = 0;
  bool caution = false;
  float action = 0;
  std::uint64_t text_hash = 0;
  SparseVector vector;                  // SentenceMatcher::vector
  std::vector<std::uint32_t> features;  // as in ScannedSentence
};

/// What is read of a case whatever the cards say: a change of cards starts over from here.
struct PreparedScan {
  std::vector<PreparedSentence> sentences;  // all of the case
  ShingleSketch sketch{};
};

/// A PreparedScan as bytes that read back the same.
std::string encode_scan(const PreparedScan& scan);
/// Replaces `out`; false, with `out` in any state, when the bytes are no scan or name a feature
/// from `features` on.
bool decode_scan(std::string_view bytes, std::size_t features, PreparedScan& out);

/// Scans cases. One a thread. The same record gives the same scan.
class CaseScanner {
 public:
  /// `discover`: keep what discovery needs.
  CaseScanner(std::shared_ptr<const AnalyzerModel> analyzer,
              std::shared_ptr<const CardMatcher> matcher, bool discover);

  /// Replaces `out`. `steps` has the steps of each section; `known` as for CaseSentenceReader.
  /// Errors: the analyser's.
  Result<void> scan(const CaseRecord& record, const std::vector<StepBits>& steps, ScannedCase& out,
                    SectionAnalyses* known = nullptr);
  /// The two halves of scan: what does not depend on the cards, and the rest.
  Result<void> prepare(const CaseRecord& record, const std::vector<StepBits>& steps,
                       PreparedScan& out, SectionAnalyses* known = nullptr);
  void match(const PreparedScan& prepared, ScannedCase& out);

  /// The shingles that the sketch was made of.
  Result<std::vector<std::uint64_t>> shingles(const CaseRecord& record);

 private:
  CaseSentenceReader reader_;
  SentenceMatcher matcher_;
  bool discover_;
  std::vector<CaseSentence> sentences_;
  PreparedScan prepared_;
  std::vector<CardMatch> matches_;
};

}  // namespace kizuki

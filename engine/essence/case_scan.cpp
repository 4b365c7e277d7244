#include "engine/essence/case_scan.hpp"

#include <utility>

#include "engine/essence/discovery.hpp"

namespace kizuki {

CaseScanner::CaseScanner(std::shared_ptr<const AnalyzerModel> analyzer,
                         std::shared_ptr<const CardMatcher> matcher, bool discover)
    : reader_(std::move(analyzer)), matcher_(std::move(matcher)), discover_(discover) {}

Result<void> CaseScanner::scan(const CaseRecord& record, const std::vector<StepBits>& steps,
                               ScannedCase& out) {
  out.sentences.clear();
  if (auto read = reader_.read(record, steps, sentences_); !read) return read;
  out.sentence_count = static_cast<std::uint32_t>(sentences_.size());
  out.sketch = sketch_of(shingles_of(sentences_));
  for (const CaseSentence& sentence : sentences_) {
    const float action = matcher_.action(sentence.features, sentence.steps);
    matcher_.match(sentence.features, sentence.steps, action, matches_);
    const bool discovered = discover_ && action >= kLeastAction;
    if (matches_.empty() && !discovered) continue;
    ScannedSentence& kept = out.sentences.emplace_back();
    kept.section = sentence.section;
    kept.span = sentence.span;
    kept.steps = sentence.steps;
    kept.caution = sentence.features.caution;
    kept.action = action;
    kept.text_hash = sentence.features.text_hash;
    kept.matches = matches_;
    if (discovered) kept.features = discovery_features(sentence.features);
  }
  return {};
}

Result<std::vector<std::uint64_t>> CaseScanner::shingles(const CaseRecord& record) {
  if (auto read = reader_.read(record, {}, sentences_); !read) return std::move(read).error();
  return shingles_of(sentences_);
}

}  // namespace kizuki

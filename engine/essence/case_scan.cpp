#include "engine/essence/case_scan.hpp"

#include <utility>

#include "engine/essence/discovery.hpp"

namespace kizuki {

CaseScanner::CaseScanner(std::shared_ptr<const AnalyzerModel> analyzer,
                         std::shared_ptr<const CardMatcher> matcher, bool discover)
    : reader_(std::move(analyzer)), matcher_(std::move(matcher)), discover_(discover) {}

Result<void> CaseScanner::scan(const CaseRecord& record, const std::vector<StepBits>& steps,
                               ScannedCase& out, SectionAnalyses* known) {
  if (auto prepared = prepare(record, steps, prepared_, known); !prepared) return prepared;
  match(prepared_, out);
  return {};
}

Result<void> CaseScanner::prepare(const CaseRecord& record, const std::vector<StepBits>& steps,
                                  PreparedScan& out, SectionAnalyses* known) {
  if (auto read = reader_.read(record, steps, sentences_, known); !read) return read;
  out.sketch = sketch_of(shingles_of(sentences_));
  out.sentences.resize(sentences_.size());
  for (std::size_t i = 0; i < sentences_.size(); ++i) {
    const CaseSentence& sentence = sentences_[i];
    PreparedSentence& kept = out.sentences[i];
    kept.section = sentence.section;
    kept.span = sentence.span;
    kept.steps = sentence.steps;
    kept.caution = sentence.features.caution;
    kept.action = matcher_.action(sentence.features, sentence.steps);
    kept.text_hash = sentence.features.text_hash;
    matcher_.vector(sentence.features, kept.vector);
    kept.features.clear();
    const bool told = sentences_.size() <= kShortRecord && !sentence.features.names_only;
    if (discover_ && (kept.action >= kLeastAction || told)) {
      kept.features = discovery_features(sentence.features);
    }
  }
  return {};
}

void CaseScanner::match(const PreparedScan& prepared, ScannedCase& out) {
  out.sentences.clear();
  out.sentence_count = static_cast<std::uint32_t>(prepared.sentences.size());
  out.sketch = prepared.sketch;
  for (const PreparedSentence& sentence : prepared.sentences) {
    const bool discovered = discover_ && !sentence.features.empty();
    matcher_.match(sentence.vector, sentence.steps, sentence.action, matches_,
                   discovered ? kPossibleWidth : 0.0F);
    if (matches_.empty() && !discovered) continue;
    ScannedSentence& kept = out.sentences.emplace_back();
    kept.section = sentence.section;
    kept.span = sentence.span;
    kept.steps = sentence.steps;
    kept.caution = sentence.caution;
    kept.action = sentence.action;
    kept.text_hash = sentence.text_hash;
    kept.matches = matches_;
    if (discovered) kept.features = sentence.features;
  }
}

Result<std::vector<std::uint64_t>> CaseScanner::shingles(const CaseRecord& record) {
  if (auto read = reader_.read(record, {}, sentences_); !read) return std::move(read).error();
  return shingles_of(sentences_);
}

}  // namespace kizuki

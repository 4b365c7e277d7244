#include "engine/text/section_analyses.hpp"

namespace kizuki {

void SectionAnalyses::clear() {
  // Each place grows to the longest section that ever stood there.
  if (memory_bytes() > kMostMemory) sections_.clear();
  for (Section& section : sections_) section.made = false;
  bytes_ = 0;
}

std::size_t SectionAnalyses::memory_bytes() const {
  std::size_t sum = not_kept_.memory_bytes();
  for (const Section& section : sections_) sum += section.analysis.memory_bytes();
  return sum;
}

Result<const AnalyzedText*> SectionAnalyses::of(std::size_t number, std::string_view text) {
  if (number < sections_.size() && sections_[number].made) return &sections_[number].analysis;
  const bool kept = number < kMostSections && text.size() <= kMostBytes - bytes_;
  if (!kept) {
    if (auto done = analyzer_.analyze(text, not_kept_); !done) return std::move(done).error();
    return &not_kept_;
  }
  // What callers hold points into the analyses: they must not move when another section comes.
  if (sections_.capacity() == 0) sections_.reserve(kMostSections);
  if (number >= sections_.size()) sections_.resize(number + 1);
  Section& section = sections_[number];
  if (auto done = analyzer_.analyze(text, section.analysis); !done) {
    return std::move(done).error();
  }
  section.made = true;
  bytes_ += text.size();
  return &section.analysis;
}

}  // namespace kizuki

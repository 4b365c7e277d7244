#include "engine/essence/case_sentences.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/text/char_class.hpp"

namespace kizuki {
namespace {

/// Bullets, signs and white space in front of a sentence; 「 opens a quotation and stays.
std::size_t bullet_bytes(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t character = utf8_next(text, next);
    const CharClass kind = char_class(character);
    const bool bracket = character == U'「' || character == U'『' || character == U'(' ||
                         character == U'（' || character == U'【' || character == U'〔';
    if (bracket || (kind != CharClass::kSymbol && !is_space_class(kind))) break;
    at = next;
  }
  return at;
}

void mark_neighbours(std::vector<CaseSentence>& sentences) {
  for (std::size_t i = 1; i < sentences.size(); ++i) {
    CaseSentence& before = sentences[i - 1];
    CaseSentence& here = sentences[i];
    if (before.section != here.section) continue;
    if (before.features.has(SentenceFlag::kSupporterActs)) {
      set_flag(here.features, SentenceFlag::kSupporterBefore);
    }
    if (here.features.has(SentenceFlag::kSupporterActs)) {
      set_flag(before.features, SentenceFlag::kSupporterAfter);
    }
  }
}

}  // namespace

CaseSentenceReader::CaseSentenceReader(std::shared_ptr<const AnalyzerModel> model)
    : analyzer_(std::move(model)) {}

Result<const AnalyzedText*> CaseSentenceReader::analysis_of(std::size_t section,
                                                            std::string_view text,
                                                            SectionAnalyses* known) {
  if (known != nullptr) return known->of(section, text);
  if (auto done = analyzer_.analyze(text, text_); !done) return std::move(done).error();
  return &text_;
}

/// Adds the sentences of a section; `place`: what all of them have, section and steps.
void CaseSentenceReader::add_sentences(std::string_view text, const AnalyzedText& analysis,
                                       const CaseSentence& place, std::vector<CaseSentence>& out) {
  const std::vector<Token>& tokens = analysis.tokens();
  std::size_t first = 0;
  for (TextSpan span : analysis.sentences()) {
    while (first < tokens.size() && tokens[first].span.begin < span.begin) ++first;
    const auto bullet = static_cast<std::uint32_t>(bullet_bytes(span.of(text)));
    span.begin += bullet;
    while (first < tokens.size() && tokens[first].span.begin < span.begin) ++first;
    std::size_t last = first;
    while (last < tokens.size() && tokens[last].span.end <= span.end) ++last;
    const std::size_t begin = std::exchange(first, last);
    if (span.empty() || utf8_length(span.of(text)) < kLeastSentenceCharacters) continue;
    CaseSentence& sentence = out.emplace_back(place);
    sentence.span = span;
    features_.read(std::span(tokens).subspan(begin, last - begin), sentence.features);
    if (bullet > 0) set_flag(sentence.features, SentenceFlag::kBullet);
  }
}

Result<void> CaseSentenceReader::read(const CaseRecord& record, const std::vector<StepBits>& steps,
                                      std::vector<CaseSentence>& out, SectionAnalyses* known) {
  out.clear();
  for (std::size_t s = 0; s < record.sections.size(); ++s) {
    const std::string& text = record.sections[s].text;
    const auto analysis = analysis_of(s, text, known);
    if (!analysis) return analysis.error();
    CaseSentence place;
    place.section = static_cast<std::uint32_t>(s);
    place.steps = s < steps.size() ? steps[s] : StepBits{0};
    add_sentences(text, **analysis, place, out);
  }
  mark_neighbours(out);
  return {};
}

Result<void> CaseSentenceReader::read(std::string_view sentence, SentenceTraits& out) {
  if (auto done = analyzer_.analyze(sentence, text_); !done) return done;
  features_.read(text_.tokens(), out);
  return {};
}

std::vector<StepBits> given_step_bits(const CaseRecord& record) {
  std::vector<StepBits> out;
  out.reserve(record.sections.size());
  for (const Section& section : record.sections) out.push_back(step_bits(section.steps));
  return out;
}

}  // namespace kizuki

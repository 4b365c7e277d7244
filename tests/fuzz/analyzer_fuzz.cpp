// Any bytes through normaliser, splitter and tokenizer: valid text is covered whole, in order, on
// character borders; the rest is refused.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "engine/text/analyzer.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

Analyzer& analyzer() {
  static const auto kModel = AnalyzerModel::load(AnalyzerFiles::under(test::built_data()));
  require(kModel.has_value());
  static Analyzer one(*kModel);
  return one;
}

bool lies_well(std::string_view text, TextSpan span) {
  return span.begin < span.end && span.end <= text.size() && utf8_is_border(text, span.begin) &&
         utf8_is_border(text, span.end);
}

void check(std::string_view text, const AnalyzedText& analysis) {
  require(utf8_is_valid(analysis.normalized()));
  std::uint32_t covered = 0;
  for (const TextSpan sentence : analysis.sentences()) {
    require(lies_well(text, sentence) && sentence.begin >= covered);
    covered = sentence.end;
  }
  std::size_t bytes = 0;
  TextSpan previous;
  for (const Token& token : analysis.tokens()) {
    require(lies_well(text, token.span));
    require(token.span.begin >= previous.begin && token.span.end >= previous.end);
    require(!token.surface.empty() && !token.base.empty());
    bytes += token.surface.size();
    previous = token.span;
  }
  const std::string_view normalized = analysis.normalized();
  const auto spaces = std::count(normalized.begin(), normalized.end(), ' ') +
                      std::count(normalized.begin(), normalized.end(), '\n');
  require(bytes + static_cast<std::size_t>(spaces) == normalized.size());
  for (const IndexTerm& term : analysis.terms()) {
    require(lies_well(text, term.span));
    require(!term.text.empty() && term.text.size() <= kMaxTermBytes && utf8_is_valid(term.text));
  }
}

}  // namespace
}  // namespace kizuki

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static kizuki::AnalyzedText analysis;
  const auto done = kizuki::analyzer().analyze(text, analysis);
  kizuki::require(done.has_value() == (kizuki::utf8_is_valid(text) && size <= (1U << 20)));
  if (done) kizuki::check(text, analysis);
  return 0;
}

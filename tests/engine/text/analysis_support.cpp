#include "tests/engine/text/analysis_support.hpp"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

AnalyzerFiles built_files() { return AnalyzerFiles::under(test::built_data()); }

/// Tests cannot go on without the dictionaries.
template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << result.error().describe() << '\n';
    std::abort();
  }
  return std::move(*result);
}

Lexicon load_lexicon() {
  Lexicon lexicon;
  lexicon.stop_words = must(StopWords::load(built_files().stop_words));
  lexicon.compound_parts =
      must(CompoundParts::load(built_files().compound_parts, lexicon.stop_words));
  return lexicon;
}

}  // namespace

std::shared_ptr<const AnalyzerModel> shared_model() {
  static const std::shared_ptr<const AnalyzerModel> model =
      must(AnalyzerModel::load(built_files()));
  return model;
}

const TokenizerModel& shared_tokenizer_model() {
  static const TokenizerModel model =
      must(TokenizerModel::load(built_files().system_dictionary, built_files().user_dictionary));
  return model;
}

const TokenizerModel& plain_tokenizer_model() {
  static const TokenizerModel model =
      must(TokenizerModel::load(built_files().system_dictionary, {}));
  return model;
}

const Lexicon& shared_lexicon() {
  static const Lexicon lexicon = load_lexicon();
  return lexicon;
}

AnalyzedText analyzed(std::string_view text) {
  Analyzer analyzer(shared_model());
  AnalyzedText analysis;
  const auto done = analyzer.analyze(text, analysis);
  if (!done) {
    std::cerr << done.error().describe() << '\n';
    std::abort();
  }
  return analysis;
}

std::vector<std::string> sentence_texts(std::string_view text) {
  std::vector<std::string> out;
  const AnalyzedText analysis = analyzed(text);
  for (const TextSpan span : analysis.sentences()) out.emplace_back(span.of(text));
  return out;
}

std::string surfaces(std::string_view text) {
  std::string out;
  const AnalyzedText analysis = analyzed(text);
  for (const Token& token : analysis.tokens()) {
    if (!out.empty()) out += '/';
    out += token.surface;
  }
  return out;
}

std::string terms(std::string_view text) {
  std::string out;
  const AnalyzedText analysis = analyzed(text);
  for (const IndexTerm& term : analysis.terms()) {
    if (!out.empty()) out += ' ';
    if (term.kind == TermKind::kPart) out += '+';
    if (term.kind == TermKind::kBigram) out += '~';
    out += term.text;
  }
  return out;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace kizuki

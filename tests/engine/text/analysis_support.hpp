// What the tests of the analysis share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/analyzer.hpp"
#include "engine/text/lexicon.hpp"
#include "engine/text/tokenizer.hpp"

namespace kizuki {

/// The model of the built data folder, loaded once.
std::shared_ptr<const AnalyzerModel> shared_model();
/// Its dictionaries alone, and the same without the user dictionary.
const TokenizerModel& shared_tokenizer_model();
const TokenizerModel& plain_tokenizer_model();
const Lexicon& shared_lexicon();

/// The analysis of `text`, which must succeed.
AnalyzedText analyzed(std::string_view text);

std::vector<std::string> sentence_texts(std::string_view text);
/// Normalised surfaces, joined by "/".
std::string surfaces(std::string_view text);
/// Terms joined by " "; parts with "+" before them, bigrams with "~".
std::string terms(std::string_view text);

/// `text` repeated `count` times.
std::string repeated(std::string_view text, std::size_t count);

}  // namespace kizuki

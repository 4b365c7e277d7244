// The word lists under data/dictionary do what they promise.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/text/mecab_text.hpp"
#include "engine/text/normalizer.hpp"
#include "engine/text/text_table.hpp"
#include "tests/engine/text/analysis_support.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

std::vector<std::string> columns(std::string_view line, char separator) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == separator) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::vector<std::string>> rows(const char* name, char separator) {
  const auto content = read_table(test::source_path("data/dictionary/") + name);
  EXPECT_TRUE(succeeded(content));
  std::vector<std::vector<std::string>> out;
  EXPECT_TRUE(succeeded(for_each_table_line(*content, [&](std::string_view line, std::uint64_t) {
    out.push_back(columns(line, separator));
    return Result<void>();
  })));
  return out;
}

TEST(UserDictionaryTest, EntriesAreWrittenAsTheAnalysisMeetsThem) {
  std::set<std::string> seen;
  for (const auto& row : rows("user_words.csv", ',')) {
    ASSERT_EQ(row.size(), 13U) << row[0];
    const std::string& base = row[10];
    EXPECT_EQ(*normalized_form(base), base);
    EXPECT_EQ(mecab_spelling(base), row[0]);
    EXPECT_TRUE(seen.insert(base).second) << base << " stands twice";
  }
  EXPECT_GT(seen.size(), 280U);
}

TEST(UserDictionaryTest, EveryEntryStaysWholeAndHasItsParts) {
  for (const auto& row : rows("user_words.csv", ',')) {
    const std::string text = "今日は" + row[10] + "について話した。";
    const AnalyzedText analysis = analyzed(text);
    const auto& tokens = analysis.tokens();
    const auto found = std::find_if(tokens.begin(), tokens.end(),
                                    [&](const Token& token) { return token.base == row[10]; });
    ASSERT_NE(found, tokens.end()) << row[10];
    EXPECT_NE(found->compound, 0) << row[10] << " has no line in compound_parts.tsv";
  }
}

TEST(UserDictionaryTest, CompoundTableHasNoStrangers) {
  std::set<std::string> words;
  for (const auto& row : rows("user_words.csv", ',')) words.insert(row[10]);
  for (const auto& row : rows("compound_parts.tsv", '\t')) {
    EXPECT_TRUE(words.count(row[0]) == 1) << row[0];
    EXPECT_EQ(*normalized_form(row[0]), row[0]);
  }
}

/// A part that the analysis of the same word alone does not give would find nothing.
TEST(UserDictionaryTest, PartsAreTermsOfTheirOwn) {
  const CompoundParts& table = shared_lexicon().compound_parts;
  for (std::uint16_t entry = 1; entry <= table.size(); ++entry) {
    for (const std::string& part : table.parts(entry)) {
      const AnalyzedText analysis = analyzed(part);
      const auto& terms = analysis.terms();
      EXPECT_TRUE(std::any_of(terms.begin(), terms.end(), [&](const IndexTerm& term) {
        return term.text == part && term.kind == TermKind::kWord;
      })) << part;
    }
  }
}

TEST(UserDictionaryTest, NeighboursAreNotCut) {
  for (const auto& row : rows("user_words_traps.tsv", '\t')) {
    ASSERT_EQ(row.size(), 2U) << row[0];
    EXPECT_EQ(surfaces(row[0]), row[1]);
  }
}

std::vector<TextSpan> token_spans(const TokenizerModel& model, const std::string& text) {
  const OffsetMap offsets;
  OffsetCursor cursor(offsets);
  Tokenizer tokenizer(model, shared_lexicon());
  std::vector<Token> tokens;
  tokenizer.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, cursor, tokens);
  std::vector<TextSpan> spans;
  for (const Token& token : tokens) spans.push_back(token.span);
  return spans;
}

TEST(UserDictionaryTest, EntriesBeginAndEndWhereWordsDo) {
  for (const auto& row : rows("user_words_traps.tsv", '\t')) {
    const std::string& text = row[0];
    if (text == "全従業員数") continue;  // IPADIC alone cuts it 全/従業/員数, which is wrong
    const auto plain = token_spans(plain_tokenizer_model(), text);
    for (const TextSpan word : token_spans(shared_tokenizer_model(), text)) {
      EXPECT_TRUE(std::any_of(plain.begin(), plain.end(),
                              [&](TextSpan span) { return span.begin == word.begin; }))
          << text << ": " << word.of(text);
      EXPECT_TRUE(std::any_of(plain.begin(), plain.end(),
                              [&](TextSpan span) { return span.end == word.end; }))
          << text << ": " << word.of(text);
    }
  }
}

TEST(UserDictionaryTest, StopWordsAreNormalisedAndDistinct) {
  std::set<std::string> seen;
  for (const auto& row : rows("stop_words.txt", '\t')) {
    EXPECT_EQ(*normalized_form(row[0]), row[0]);
    EXPECT_TRUE(seen.insert(row[0]).second) << row[0];
  }
}

}  // namespace
}  // namespace kizuki

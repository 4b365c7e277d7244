// What the tests of know-how extraction share: the shipped model and cards, short ways to make
// cases.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/essence/card_matcher.hpp"
#include "engine/essence/case_scan.hpp"
#include "engine/essence/essence_model.hpp"
#include "engine/essence/know_how.hpp"
#include "engine/essence/know_how_card.hpp"
#include "tests/support/paths.hpp"

namespace kizuki::test {

inline std::shared_ptr<const AnalyzerModel> analyzer() {
  static const auto kModel = AnalyzerModel::load(AnalyzerFiles::under(built_data()));
  EXPECT_TRUE(kModel.has_value());
  return kModel.value();
}

inline std::shared_ptr<const EssenceModel> essence_model() {
  static const auto kModel = EssenceModel::load(source_path("data/models/essence.kzem"));
  EXPECT_TRUE(kModel.has_value());
  return kModel.value();
}

inline const std::vector<KnowHowCard>& shipped_cards() {
  static const auto kCards = load_cards(source_path("data/cards/cards.jsonl"));
  EXPECT_TRUE(kCards.has_value());
  return kCards.value();
}

inline std::shared_ptr<const CardMatcher> matcher_of(std::vector<KnowHowCard> cards) {
  CaseSentenceReader reader(analyzer());
  auto matcher = CardMatcher::train(essence_model(), std::move(cards), reader);
  EXPECT_TRUE(matcher.has_value());
  return matcher.value();
}

inline std::shared_ptr<const CardMatcher> shipped_matcher() {
  static const auto kMatcher = matcher_of(shipped_cards());
  return kMatcher;
}

/// A case of one section a text.
inline CaseRecord case_of(const std::string& id, const std::vector<std::string>& texts,
                          const std::vector<int>& steps = {3}) {
  CaseRecord record;
  record.id = id;
  for (const std::string& text : texts) {
    Section section;
    section.text = text;
    section.steps = steps;
    record.sections.push_back(std::move(section));
  }
  return record;
}

inline std::vector<Token> tokens_of(const std::string& text, AnalyzedText& out) {
  Analyzer reader(analyzer());
  EXPECT_TRUE(reader.analyze(text, out).has_value());
  return out.tokens();
}

inline SentenceTraits traits_of(const std::string& text) {
  CaseSentenceReader reader(analyzer());
  SentenceTraits out;
  EXPECT_TRUE(reader.read(text, out).has_value());
  return out;
}

}  // namespace kizuki::test

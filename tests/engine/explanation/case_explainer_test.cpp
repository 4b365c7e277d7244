#include "engine/explanation/case_explainer.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/essence/card_matcher.hpp"
#include "engine/essence/essence_model.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

/// Loaded once: learning the cards takes a while.
const CaseExplainer::Tools& tools() {
  static const CaseExplainer::Tools kTools = [] {
    const std::filesystem::path data = test::built_data();
    CaseExplainer::Tools made;
    made.analyzer = AnalyzerModel::load(AnalyzerFiles::under(data)).value();
    made.tags = TagModel::load(data / "models" / "tags.kztm").value();
    CaseSentenceReader reader(made.analyzer);
    made.cards = CardMatcher::train(EssenceModel::load(data / "models" / "essence.kzem").value(),
                                    load_cards(data / "cards" / "cards.jsonl").value(), reader)
                     .value();
    return made;
  }();
  return kTools;
}

/// Two examples of one card: different words for the same know-how.
const KnowHowCard& card() { return tools().cards->cards().front(); }

CaseRecord case_of(const std::vector<std::string>& sections) {
  CaseRecord record;
  record.id = "c-1";
  for (const std::string& text : sections) record.sections.push_back({"見出し", text, {}, {}});
  return record;
}

Hit hit_with_place(std::uint16_t section) {
  Hit hit;
  hit.id = "c-1";
  hit.explanation = HitExplanation{};
  MatchPlace place;
  place.section = section;
  hit.explanation->places.push_back(place);
  return hit;
}

TEST(CaseExplainerTest, NamesSharedKnowHowWithBothSentences) {
  ASSERT_GE(card().examples.size(), 2U);
  CaseExplainer explainer(tools());
  ASSERT_TRUE(succeeded(explainer.ask("訪問の前に読む。" + card().examples[0])));
  Hit hit = hit_with_place(0);
  const CaseRecord record = case_of({"会社は町の外れにある。", card().examples[1]});
  ASSERT_TRUE(succeeded(explainer.explain(record, hit)));
  ASSERT_FALSE(hit.explanation->know_how.empty());
  const KnowHowReason& reason = hit.explanation->know_how.front();
  EXPECT_EQ(reason.card, card().id);
  EXPECT_EQ(reason.label, card().label);
  EXPECT_EQ(reason.asked, card().examples[0]);
  EXPECT_EQ(reason.found, card().examples[1]);
  EXPECT_EQ(reason.section, 1U);
  EXPECT_GT(reason.confidence, 0.5F);
}

TEST(CaseExplainerTest, WhatTheCaseAloneHasComesWithoutASentenceOfTheQuery) {
  CaseExplainer explainer(tools());
  ASSERT_TRUE(succeeded(explainer.ask("天気")));
  Hit hit = hit_with_place(0);
  std::vector<std::string> sections;
  for (const KnowHowCard& each : tools().cards->cards()) sections.push_back(each.examples.front());
  ASSERT_TRUE(succeeded(explainer.explain(case_of(sections), hit)));
  EXPECT_EQ(hit.explanation->know_how.size(), kMaxOwnKnowHow);
  for (const KnowHowReason& reason : hit.explanation->know_how) {
    EXPECT_TRUE(reason.asked.empty());
    EXPECT_FALSE(reason.found.empty());
  }
}

TEST(CaseExplainerTest, StepsAreThoseOfTheRecordElseOfTheModel) {
  CaseExplainer explainer(tools());
  ASSERT_TRUE(succeeded(explainer.ask("天気")));
  CaseRecord given = case_of({"社長の話を最後まで聴いた。", "行動計画を社員と作った。"});
  given.sections[1].steps = {5, 6};
  Hit hit = hit_with_place(1);
  ASSERT_TRUE(succeeded(explainer.explain(given, hit)));
  EXPECT_EQ(hit.explanation->places[0].steps, (std::vector<int>{5, 6}));
  EXPECT_FALSE(hit.explanation->places[0].steps_are_predicted);

  Hit read = hit_with_place(0);
  ASSERT_TRUE(succeeded(
      explainer.explain(case_of({"支援員は社長の話を遮らずに最後まで聴き、信頼を得た。"}), read)));
  EXPECT_TRUE(read.explanation->places[0].steps_are_predicted);
}

TEST(CaseExplainerTest, PlacesThatTheRecordNoLongerHasStayAsTheyAre) {
  CaseExplainer explainer(tools());
  ASSERT_TRUE(succeeded(explainer.ask("")));
  Hit hit = hit_with_place(9);
  ASSERT_TRUE(succeeded(explainer.explain(case_of({"短い。"}), hit)));
  EXPECT_TRUE(hit.explanation->places[0].steps.empty());
}

TEST(CaseExplainerTest, AnotherQuestionForgetsTheOneBefore) {
  CaseExplainer explainer(tools());
  ASSERT_TRUE(succeeded(explainer.ask(card().examples[0])));
  ASSERT_TRUE(succeeded(explainer.ask("天気")));
  Hit hit = hit_with_place(0);
  ASSERT_TRUE(succeeded(explainer.explain(case_of({card().examples[1]}), hit)));
  for (const KnowHowReason& reason : hit.explanation->know_how) EXPECT_EQ(reason.asked, "");
}

}  // namespace
}  // namespace kizuki

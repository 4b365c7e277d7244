#include "engine/catalogue/catalogue_editor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/catalogue/catalogue_fixture.hpp"

namespace kizuki {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class CatalogueEditorTest : public CatalogueTest {};

TEST_F(CatalogueEditorTest, ADecisionBecomesAnExampleOrACounterExample) {
  EXPECT_TRUE(*editor().decide("K01", place(0), true, "聴いている"));
  EXPECT_TRUE(*editor().decide("K01", place(3), false, ""));
  EXPECT_FALSE(*editor().decide("K01", place(3), false, ""));  // said already
  reread();
  RunKnowledge learned = knowledge();
  EXPECT_THAT(learned.cards[0].examples, ElementsAre("よく聴いた。", kTexts[0]));
  EXPECT_THAT(learned.cards[0].counter_examples, ElementsAre(kTexts[3]));
  ASSERT_EQ(learned.verdicts.size(), 2U);
  EXPECT_EQ(learned.verdicts[0].case_id, "d-0");
  EXPECT_TRUE(learned.verdicts[0].confirmed);
  // Taken back, it is a counter-example; moved in a later revision, it is found again.
  EXPECT_TRUE(*editor().decide("K01", place(0), false, "見間違い"));
  records_["d-0"] = test::case_of("d-0", {"前書きである文。", "まえ。" + kTexts[0]});
  reread();
  learned = knowledge();
  EXPECT_THAT(learned.cards[0].examples, ElementsAre("よく聴いた。"));
  EXPECT_EQ(learned.verdicts[0].section, 1U);
  EXPECT_FALSE(learned.verdicts[0].confirmed);
  records_.erase("d-0");
  EXPECT_EQ(knowledge().verdicts.size(), 1U);
}

TEST_F(CatalogueEditorTest, RefusesWhatIsNoSentenceNoCardNoLabel) {
  EXPECT_EQ(editor().decide("K01", {"d-0", 0, {1, 5}}, true, "").error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(editor().decide("K01", {"d-9", 0, {0, 5}}, true, "").error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(editor().decide("K99", place(0), true, "").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(editor().rename("K01", "", "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(editor().rename("K01", "a\nb", "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(editor().merge("K01", "K01", "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(editor().split("K01", {"d-0"}, "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(*library_.cards(), IsEmpty());
}

TEST_F(CatalogueEditorTest, ACandidateBecomesACardWithItsSentences) {
  EXPECT_EQ(keep(run_with("c-1", {0, 1, 2})), 1U);
  EXPECT_EQ(keep(run_with("c-1", {0, 1, 2})), 0U);  // nothing changed, nothing written
  ASSERT_TRUE(editor().accept("c-1", {"最後まで聴く", "", {}, {}}, "", "よくある"));
  reread();
  const RunKnowledge learned = knowledge();
  ASSERT_EQ(learned.cards.size(), 3U);
  EXPECT_EQ(learned.cards[2].id, "c-1");
  EXPECT_EQ(learned.cards[2].label, "最後まで聴く");
  EXPECT_THAT(learned.cards[2].typical_steps, ElementsAre(3));
  EXPECT_THAT(learned.cards[2].examples, ElementsAre(kTexts[0], kTexts[1], kTexts[2]));
  EXPECT_THAT(learned.groups, IsEmpty());
  const auto history = library_.card_history("c-1");
  EXPECT_EQ(history->back().reason, "よくある");
  EXPECT_EQ(history->back().action, CardAction::kAccept);
  EXPECT_FALSE(editor().accept("c-1", {}, "x", ""));
}

TEST_F(CatalogueEditorTest, RejectedSplitAndMergedCandidatesStaySo) {
  keep(run_with("c-1", {0, 1, 2, 3}));
  const auto part = editor().split("c-1", {"d-3"}, "別の話");
  ASSERT_TRUE(part) << part.error().describe();
  reread();
  RunKnowledge known = knowledge();
  ASSERT_EQ(known.groups.size(), 2U);
  EXPECT_TRUE(known.groups[0].held && known.groups[1].held);
  EXPECT_EQ(catalogue_.find(*part)->members, (std::vector<GroupMember>{{"d-3", hash(3)}}));
  EXPECT_FALSE(editor().split("c-1", {"d-0", "d-1", "d-2"}, ""));  // nothing would be left
  ASSERT_TRUE(editor().merge(*part, "c-1", "やはり同じ"));
  reread();
  EXPECT_EQ(catalogue_.find("c-1")->members.size(), 4U);
  EXPECT_EQ(catalogue_.standing(*part)->card.id, "c-1");
  EXPECT_FALSE(editor().restore("c-1", "")) << "not rejected";
  ASSERT_TRUE(editor().dismiss("c-1", "進め方ではない"));
  reread();
  EXPECT_TRUE(knowledge().groups.front().dismissed);
  ASSERT_TRUE(editor().restore("c-1", "やはり見る"));
  reread();
  EXPECT_EQ(catalogue_.find("c-1")->status, CardStatus::kCandidate);
  EXPECT_FALSE(knowledge().groups.front().dismissed);
  EXPECT_EQ(library_.card_history("c-1")->back().action, CardAction::kRestore);
  EXPECT_EQ(library_.card_history("c-1")->back().reason, "やはり見る");
  ASSERT_TRUE(editor().dismiss("K01", "使わない"));
  reread();
  ASSERT_TRUE(editor().restore("K01", ""));
  reread();
  EXPECT_EQ(catalogue_.find("K01")->status, CardStatus::kActive);
  EXPECT_FALSE(editor().restore("none", ""));
  ASSERT_TRUE(editor().dismiss("c-1", "進め方ではない"));
  reread();
  ASSERT_TRUE(editor().merge("K25", "K01", "まとめる"));
  reread();
  known = knowledge();
  ASSERT_EQ(known.cards.size(), 1U);
  EXPECT_THAT(known.cards[0].examples, ElementsAre("よく聴いた。", "朝礼をした。"));
}

TEST_F(CatalogueEditorTest, ACandidateThatIsNotFoundAnyMoreIsGoneAndComesBack) {
  keep(run_with("c-1", {0, 1, 2}));
  keep(run_with("c-2", {1, 2, 3}));
  EXPECT_EQ(catalogue_.find("c-1")->status, CardStatus::kGone);
  keep(run_with("c-1", {0, 1}));
  EXPECT_EQ(catalogue_.find("c-1")->status, CardStatus::kCandidate);
}

TEST_F(CatalogueEditorTest, WallsHold) {
  const Account insider = account(Role::kCurator, "甲会");
  const Account outsider = account(Role::kCurator, "乙会");
  const Account reader = account(Role::kReader, "甲会");
  const Account headquarters = account(Role::kCurator, "", true);
  keep(run_with("c-1", {1, 2, 3}));
  ASSERT_TRUE(*editor().decide("K25", place(3), true, "朝礼"));
  reread(outsider);
  EXPECT_EQ(catalogue_.find("c-1"), nullptr);
  EXPECT_THAT(catalogue_.decisions, IsEmpty());
  EXPECT_EQ(editor(outsider).rename("c-1", "x", "").error().code, ErrorCode::kNotFound);
  reread(insider);
  ASSERT_NE(catalogue_.find("c-1"), nullptr);
  EXPECT_EQ(catalogue_.decisions.size(), 1U);
  EXPECT_TRUE(editor(insider).rename("c-1", "朝の一言", ""));
  reread(insider);
  EXPECT_EQ(editor(reader).rename("c-1", "x", "").error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(editor(insider).rename("K01", "x", "").error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(editor(insider).import({}, {"public"}, "").error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(editor(insider).import({}, {"org:乙会"}, "").error().code,
            ErrorCode::kPermissionDenied);
  reread(headquarters);
  EXPECT_TRUE(editor(headquarters).rename("K01", "よく聴く", "短く"));
  // A name that is taken behind a wall is not told of.
  reread(outsider);
  auto kept = keep_candidates(library_, catalogue_, run_with("c-1", {0, 1}), outsider.name);
  ASSERT_TRUE(kept);
  EXPECT_EQ(*kept, 0U);
}

TEST_F(CatalogueEditorTest, ErrorsTellNothingOfWhatLiesBehindWalls) {
  const Account insider = account(Role::kCurator, "甲会");
  const Account headquarters = account(Role::kCurator, "", true);
  // A card of 甲会 that headquarters makes part of one of 乙会: its name is not told.
  KnowHowCard own{"X1", "甲会の手", "", {}, "", {"聴いた。"}, {}, {}};
  ASSERT_TRUE(editor().import({own}, {"org:甲会"}, ""));
  own.id = "X2";
  ASSERT_TRUE(editor().import({own}, {"org:乙会"}, ""));
  reread();
  ASSERT_TRUE(editor(headquarters).merge("X1", "X2", ""));
  reread(insider);
  const auto merged = editor(insider).rename("X1", "x", "");
  ASSERT_FALSE(merged);
  EXPECT_EQ(merged.error().describe().find("X2"), std::string::npos) << merged.error().describe();
  reread(headquarters);
  EXPECT_NE(editor(headquarters).rename("X1", "x", "").error().message.find("X2"),
            std::string::npos);
  // A name that is taken behind a wall and one that is free come out alike.
  reread(insider);
  own.label = "別の手";
  KnowHowCard free = own;
  free.id = "X9";
  EXPECT_EQ(*editor(insider).import({own, free}, {"org:甲会"}, ""), 2U);
  reread(insider);
  EXPECT_EQ(catalogue_.find("X2"), nullptr);
  EXPECT_EQ(catalogue_.find("X9"), nullptr);
  EXPECT_EQ(*editor(insider).import({own, free}, {"org:甲会"}, ""), 0U);  // known again
  reread();
  EXPECT_EQ(catalogue_.find("X2")->card.label, "甲会の手");
}

TEST_F(CatalogueEditorTest, WhatIsNotToBeSeenIsNotSplitOffAndDoesNotShow) {
  keep(run_with("c-1", {0, 1, 2}));
  records_.erase("d-2");  // its consent has ended
  // With or without the hidden one: all that is to be seen is not a part of it.
  EXPECT_EQ(editor().split("c-1", {"d-0", "d-1"}, "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(editor().split("c-1", {"d-2"}, "").error().describe(),
            editor().split("c-1", {"d-9"}, "").error().describe());
  const auto part = editor().split("c-1", {"d-0", "d-2"}, "");
  ASSERT_TRUE(part) << part.error().describe();
  reread();
  EXPECT_EQ(catalogue_.find(*part)->members.size(), 1U);
  EXPECT_EQ(catalogue_.find("c-1")->members.size(), 2U);
}

TEST_F(CatalogueEditorTest, AnImportIsTakenInWholeOrNotAtAll) {
  const Account insider = account(Role::kCurator, "甲会");
  reread(insider);
  // The shared cards as they are may stand in the file of somebody who may not change them.
  std::vector<KnowHowCard> cards = shipped_;
  cards.push_back({"N1", "新しい手", "", {}, "", {"例。"}, {}, {}});
  EXPECT_EQ(*editor(insider).import(cards, {"org:甲会"}, ""), 1U);
  cards[2].label = "もう一つの手";
  cards[0].label = "変えた名前";
  const auto refused = editor(insider).import(cards, {"org:甲会"}, "");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kPermissionDenied);
  EXPECT_NE(refused.error().message.find("カード K01"), std::string::npos);
  EXPECT_EQ(library_.cards()->size(), 1U);
}

TEST_F(CatalogueEditorTest, ImportsWhatWasExported) {
  std::vector<KnowHowCard> cards = shipped_;
  cards[0].label = "最後まで聴く";
  cards.push_back(cards[0]);
  cards.back().id = "N1";
  EXPECT_EQ(*editor().import(cards, {"public"}, "改訂"), 2U);
  reread();
  EXPECT_EQ(catalogue_.find("K01")->card.label, "最後まで聴く");
  EXPECT_EQ(*editor().import(cards, {"public"}, "改訂"), 0U);
  EXPECT_EQ(library_.cards()->size(), 2U);
  EXPECT_THAT(findings(library_), IsEmpty());
}

}  // namespace
}  // namespace kizuki

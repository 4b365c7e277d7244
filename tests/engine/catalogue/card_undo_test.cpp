#include "engine/catalogue/card_undo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/catalogue/catalogue_fixture.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CardUndoTest : public CatalogueTest {
 protected:
  /// What a run would take from the catalogue, in words.
  std::string learned() {
    std::string out;
    const RunKnowledge known = knowledge();
    for (const KnowHowCard& card : known.cards) out += card_to_json(card).dump_canonical() + "\n";
    for (const SentenceVerdict& said : known.verdicts) {
      out += said.case_id + " " + said.card + (said.confirmed ? " yes\n" : " no\n");
    }
    for (const KnownGroup& group : known.groups) {
      out += group.id + " " + group.label + (group.dismissed ? " dismissed" : "") +
             (group.held ? " held" : "");
      for (const auto& [id, hash] : group.members) out += " " + id + ":" + std::to_string(hash);
      out += "\n";
    }
    return out;
  }
  Result<CardEntry> undo(std::string_view id, const std::optional<Account>& who = {},
                         std::uint64_t of = 0) {
    reread(who);
    auto undone = editor(who).undo(id, shipped_, of, "やりなおす");
    reread();
    return undone;
  }
  std::string refusal(std::string_view id, const std::optional<Account>& who = {},
                      std::uint64_t of = 0) {
    const std::uint64_t before = *library_.card_sequence();
    const std::uint64_t said = *library_.confirmation_sequence();
    const auto undone = undo(id, who, of);
    EXPECT_EQ(*library_.card_sequence(), before) << "nothing is written";
    EXPECT_EQ(*library_.confirmation_sequence(), said);
    return undone ? "undone" : undone.error().message;
  }
};

TEST_F(CardUndoTest, ASentenceIsUndecidedAgain) {
  const std::string before = learned();
  ASSERT_TRUE(*editor().decide("K01", place(0), true, "聴いている"));
  reread();
  EXPECT_NE(learned(), before);
  const std::uint64_t said = catalogue_.decisions.front().sequence;
  ASSERT_TRUE(editor().take_back("K01", place(0), said, "違う文だった"));
  reread();
  EXPECT_EQ(learned(), before);
  EXPECT_THAT(catalogue_.decisions, IsEmpty());
  EXPECT_EQ(catalogue_.taken_back.size(), 1U);
  // Both stay in the history, with who and why.
  const auto history = evidence_history(library_, catalogue_, "K01");
  ASSERT_EQ(history->size(), 2U);
  EXPECT_EQ(history->front().reason, "聴いている");
  EXPECT_FALSE(history->front().taken_back);
  EXPECT_EQ(history->back().reason, "違う文だった");
  EXPECT_TRUE(history->back().taken_back);
  // Twice, or of what was never decided: refused.
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    const auto again = editor().take_back("K01", place(i), 0, "");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(again.error().message, HasSubstr("まだ決められていない"));
  }
  EXPECT_EQ(editor().take_back("K99", place(0), 0, "").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(editor().take_back("K01", {"d-0", 0, {1, 5}}, 0, "").error().code,
            ErrorCode::kNotFound);
}

TEST_F(CardUndoTest, WhatWasSaidBeforeCountsAgainAndNobodyTakesBackAnothersWord) {
  ASSERT_TRUE(*editor().decide("K01", place(0), true, "一"));
  reread();
  const std::uint64_t first = catalogue_.decisions.front().sequence;
  const std::string confirmed = learned();
  ASSERT_TRUE(*editor().decide("K01", place(0), false, "二"));
  // Who still sees the first word: refused, from a catalogue read before and after.
  EXPECT_EQ(editor().take_back("K01", place(0), first, "").error().code, ErrorCode::kLocked);
  reread();
  EXPECT_EQ(editor().take_back("K01", place(0), first, "").error().code, ErrorCode::kLocked);
  ASSERT_TRUE(editor().take_back("K01", place(0), 0, "見直した"));
  reread();
  EXPECT_EQ(learned(), confirmed);
  EXPECT_EQ(catalogue_.decisions.front().sequence, first);
  // Said of an earlier revision, in another place: found by the sentence.
  records_["d-0"] = test::case_of("d-0", {"前書きである文。", "まえ。" + kTexts[0]});
  const auto now = reader_.of(catalogue_.decisions.front());
  ASSERT_TRUE(editor().take_back("K01", (*now)->place, first, ""));
  reread();
  EXPECT_THAT(catalogue_.decisions, IsEmpty());
}

TEST_F(CardUndoTest, AnAcceptedCandidateIsOneAgainWithoutItsConfirmations) {
  keep(run_with("c-1", {0, 1, 2}));
  const std::string before = learned();
  ASSERT_TRUE(editor().accept("c-1", {"最後まで聴く", "", {}, {}}, "", "よくある"));
  reread();
  EXPECT_EQ(catalogue_.decisions.size(), 3U);
  // What people said of its sentences since stays theirs.
  ASSERT_TRUE(*editor().decide("c-1", place(2), false, "合わない"));
  const auto undone = undo("c-1");
  ASSERT_TRUE(undone) << undone.error().describe();
  EXPECT_EQ(undone->action, CardAction::kAccept);
  EXPECT_EQ(learned(), before);
  EXPECT_EQ(catalogue_.find("c-1")->status, CardStatus::kCandidate);
  EXPECT_EQ(catalogue_.find("c-1")->card.label, "");
  ASSERT_EQ(catalogue_.decisions.size(), 1U);
  EXPECT_FALSE(catalogue_.decisions.front().confirmed);
  const auto history = library_.card_history("c-1");
  EXPECT_EQ(history->back().action, CardAction::kRestore);
  EXPECT_EQ(history->back().reason, "やりなおす");
  EXPECT_EQ((*history)[history->size() - 2].reason, "よくある");
  EXPECT_THAT(refusal("c-1"), HasSubstr("取り消せる決定がありません"));
  // And it can be accepted anew, with the same sentences.
  ASSERT_TRUE(editor().accept("c-1", {"最後まで聴く", "", {}, {}}, "", "よくある"));
  reread();
  EXPECT_EQ(knowledge().cards.back().examples.size(), 3U);
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(CardUndoTest, WhatWasMergedIsApartAgain) {
  ASSERT_TRUE(*editor().decide("K01", place(0), true, "先に確かめた"));
  reread();
  keep(run_with("c-1", {0, 1, 2}));
  const std::string before = learned();
  // Into a card, seen from either side; what was said of a sentence before says so again.
  for (const char* side : {"c-1", "K01"}) {
    ASSERT_TRUE(editor().merge("c-1", "K01", "同じ"));
    reread();
    EXPECT_EQ(knowledge().verdicts.size(), 3U);
    const auto undone = undo(side);
    ASSERT_TRUE(undone) << undone.error().describe();
    EXPECT_EQ(learned(), before) << side;
    EXPECT_EQ(catalogue_.decisions.front().reason, "先に確かめた");
  }
  // Two cards, one of them shipped and never stored.
  ASSERT_TRUE(editor().merge("K25", "K01", "まとめる"));
  reread();
  EXPECT_NE(learned(), before);
  ASSERT_TRUE(undo("K01"));
  EXPECT_EQ(learned(), before);
  // Two candidates.
  keep([&] {
    KnowHowResult both = run_with("c-1", {0, 1});
    both.items.push_back(run_with("c-2", {2, 3}).items.front());
    for (const std::size_t i : {std::size_t{2}, std::size_t{3}}) {
      EssenceCase of_case;
      of_case.id = "d-" + std::to_string(i);
      of_case.compartment = i == 3 ? "org:甲会" : "public";
      both.cases.push_back(of_case);
    }
    both.items[1].evidence[0].case_number = 2;
    both.items[1].evidence[1].case_number = 3;
    return both;
  }());
  const std::string apart = learned();
  ASSERT_TRUE(editor().merge("c-2", "c-1", ""));
  reread();
  EXPECT_NE(learned(), apart);
  ASSERT_TRUE(undo("c-2"));
  EXPECT_EQ(learned(), apart);
  EXPECT_THAT(catalogue_.find("c-1")->compartments, ElementsAre("public"));
  EXPECT_THAT(findings(library_), IsEmpty());
}

TEST_F(CardUndoTest, WhatWasSplitIsTogetherAgain) {
  keep(run_with("c-1", {0, 1, 2, 3}));
  const std::string before = learned();
  for (const bool from_part : {false, true}) {
    const auto part = editor().split("c-1", {"d-3"}, "別の話");
    ASSERT_TRUE(part) << part.error().describe();
    reread();
    EXPECT_NE(learned(), before);
    ASSERT_TRUE(undo(from_part ? *part : "c-1"));
    EXPECT_EQ(learned(), before);
    EXPECT_EQ(catalogue_.standing(*part)->card.id, "c-1") << "a link to the part leads on";
  }
}

TEST_F(CardUndoTest, DecisionsAreTakenBackOneByOneTheNewestFirst) {
  const std::string before = learned();
  ASSERT_TRUE(editor().rename("K01", "よく聴く", ""));
  reread();
  const std::string renamed = learned();
  ASSERT_TRUE(editor().merge("K25", "K01", ""));
  reread();
  const std::string merged = learned();
  ASSERT_TRUE(editor().dismiss("K01", ""));
  // The one that it was merged into was decided on since.
  EXPECT_THAT(refusal("K25"), HasSubstr("先に K01 の決定を取り消してください"));
  EXPECT_EQ(undo("K01")->action, CardAction::kReject);
  EXPECT_EQ(learned(), merged);
  EXPECT_EQ(undo("K01")->action, CardAction::kMerge);
  EXPECT_EQ(learned(), renamed);
  EXPECT_EQ(undo("K01")->action, CardAction::kRename);
  EXPECT_EQ(learned(), before);
  EXPECT_THAT(refusal("K01"), HasSubstr("取り消せる決定がありません"));
  EXPECT_THAT(refusal("K25"), HasSubstr("取り消せる決定がありません"));
  EXPECT_THAT(refusal("K99"), HasSubstr("そのカードはありません"));
  // An import is a new beginning, and what restore() took back is not taken back again.
  ASSERT_TRUE(editor().dismiss("K01", ""));
  reread();
  ASSERT_TRUE(editor().restore("K01", ""));
  EXPECT_THAT(refusal("K01"), HasSubstr("取り消せる決定がありません"));
  ASSERT_TRUE(editor().rename("K01", "聴く", ""));
  reread();
  ASSERT_TRUE(editor().import(shipped_, {"public"}, "改訂"));
  EXPECT_THAT(refusal("K01"), HasSubstr("取り消せる決定がありません"));
}

TEST_F(CardUndoTest, ARunInBetweenChangesNothingAboutIt) {
  keep(run_with("c-1", {0, 1, 2}));
  ASSERT_TRUE(editor().rename("c-1", "聴く", ""));
  reread();
  keep(run_with("c-1", {0, 1, 2, 3}));  // found in more cases: a row of its own
  ASSERT_EQ(library_.card_history("c-1")->back().action, CardAction::kFind);
  EXPECT_EQ(undo("c-1")->action, CardAction::kRename);
  EXPECT_EQ(catalogue_.find("c-1")->card.label, "");
}

TEST_F(CardUndoTest, WhatOthersChangedMeanwhileStays) {
  keep(run_with("c-1", {0, 1, 2}));
  ASSERT_TRUE(editor().rename("c-1", "一", ""));
  const std::uint64_t first = library_.card_history("c-1")->back().sequence;
  reread();
  ASSERT_TRUE(editor().rename("c-1", "二", ""));
  EXPECT_THAT(refusal("c-1", {}, first), HasSubstr("ほかの人が決め直しました"));
  EXPECT_EQ(catalogue_.find("c-1")->card.label, "二");
  // A merge into a card that was written by a version that noted nothing of the sentences.
  CatalogueCard target = *catalogue_.find("K01");
  CatalogueCard merged = *catalogue_.find("c-1");
  merged.status = CardStatus::kMerged;
  merged.merged_into = "K01";
  LibraryWriter writer(library_, fixed_clock);
  ASSERT_TRUE(*writer.write_cards({card_entry_of(target, CardAction::kMerge, "operator", ""),
                                   card_entry_of(merged, CardAction::kMerge, "operator", "")}));
  ASSERT_TRUE(writer.commit());
  EXPECT_THAT(refusal("K01"), HasSubstr("古い版で決めたもの"));
}

TEST_F(CardUndoTest, WhoMayDecideMayUndoAndWallsHold) {
  const Account insider = account(Role::kCurator, "甲会");
  const Account outsider = account(Role::kCurator, "乙会");
  const Account reader = account(Role::kReader, "甲会");
  keep(run_with("c-1", {1, 2, 3}));
  ASSERT_TRUE(editor().rename("c-1", "朝の一言", ""));
  ASSERT_TRUE(editor().rename("K01", "よく聴く", ""));
  ASSERT_TRUE(*editor().decide("K25", place(3), true, "朝礼"));
  // One that is not to be seen and one that there is not come out alike.
  EXPECT_EQ(refusal("c-1", outsider), refusal("c-9", outsider));
  EXPECT_THAT(refusal("c-1", reader), HasSubstr("curator"));
  EXPECT_THAT(refusal("K01", insider), HasSubstr("すべての組織の事例を読める人だけ"));
  reread(outsider);
  records_.erase("d-3");  // behind his wall
  EXPECT_EQ(editor(outsider).take_back("K25", place(3), 0, "").error().code, ErrorCode::kNotFound);
  reread(reader);
  EXPECT_EQ(editor(reader).take_back("K25", place(3), 0, "").error().code,
            ErrorCode::kPermissionDenied);
  records_["d-3"] = test::case_of("d-3", {kTexts[3]});
  reread(insider);
  EXPECT_TRUE(editor(insider).take_back("K25", place(3), 0, "朝礼でない"));
  EXPECT_TRUE(undo("c-1", insider));
  // A merge with a card that he does not see is no decision of his to take back, and is not told.
  ASSERT_TRUE(editor().import({{"X1", "乙会の手", "", {}, "", {"聴いた。"}, {}, {}},
                               {"X2", "甲会の手", "", {}, "", {"話した。"}, {}, {}}},
                              {"org:乙会"}, ""));
  reread();
  ASSERT_TRUE(editor().merge("X2", "X1", ""));
  EXPECT_EQ(refusal("X1", insider), refusal("X9", insider));
}

}  // namespace
}  // namespace kizuki

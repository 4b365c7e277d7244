#include "engine/query/hit_title.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/corpus/excerpt.hpp"
#include "tests/engine/query/wanted_words.hpp"

namespace kizuki {
namespace {

std::string shown(const std::string& query, const CaseRecord& record) {
  const WantedWords wanted(query);
  const CaseAnalysis analysis = analyze(record);
  const SnippetTexts texts(wanted.query);
  const MarkedTitle title = hit_title(CaseMatches(texts, analysis));
  return with_marks(title.text, title.marks);
}

TEST(HitTitleTest, IsTheTitleWithItsWordsMarked) {
  EXPECT_EQ(shown("承継 現場", make_case("a", "町工場の承継", {"現場を歩いた。"})),
            "町工場の【承継】");
}

TEST(HitTitleTest, AnUntitledCaseIsShownByItsTextAsTheRecordHasIt) {
  const std::string text =
      "\n　現場を歩いた社長が、職人の声を聞いて原価を測りはじめ、やがて会議を任せるようになった現場"
      "の話。";
  const std::string title = excerpt_of(text, kTitleCharacters).shown();
  const CaseRecord record = make_case("a", title, {text});
  ASSERT_EQ(analyze(record).fields.front().kind, FieldKind::kBody);
  EXPECT_EQ(shown("反発", record), title);
  EXPECT_EQ(
      shown("現場 職人", record),
      "【現場】を歩いた社長が、【職人】の声を聞いて原価を測りはじめ、やがて会議を任せるようにな…");
}

TEST(HitTitleTest, AMarkThatTheCutGoesThroughIsLeftOut) {
  const std::string text = std::string("社長の話を一年の間") +
                           "の、月に一度ずつ聞いて書き留めて、" +
                           "また聞いてから三度目に生産計画を立てた。";
  const std::string title = excerpt_of(text, kTitleCharacters).shown();
  const std::string marked = shown("生産計画", make_case("a", title, {text}));
  EXPECT_EQ(marked.find("【"), std::string::npos) << marked;
}

TEST(HitTitleTest, WithoutTextThereIsNone) {
  EXPECT_EQ(shown("現場", make_case("a", "", {})), "");
  EXPECT_EQ(shown("現場", make_case("a", "", {" \n "})), "");
}

}  // namespace
}  // namespace kizuki

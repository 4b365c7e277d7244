#include "server/web/case_marks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kText = "一<。二。\n三。";  // bytes 0-7, 7-13, 14-20

CaseMarks marks() {
  CaseMarks out;
  EvidenceMark mark;
  mark.section = 1;
  mark.span = {7, 13};
  mark.card = "K01";
  mark.label = "<聴く>";
  mark.confidence = 0.7F;
  out.evidence.push_back(mark);
  return out;
}

TEST(CaseMarksTest, MarksTheSentenceAndLinksBothWays) {
  const std::string part = print_marked_part(kText, 1, marks()).str();
  EXPECT_THAT(part, AllOf(HasSubstr("<p>一&lt;。<span class=\"ev ev--guess\" id=\"e1\">"),
                          HasSubstr("href=\"#k1\""), HasSubstr("二。</span></p><p>三。</p>")));
  EXPECT_EQ(print_marked_part(kText, 0, marks()).str(),
            "<div class=\"part__text\"><p>一&lt;。二。</p><p>三。</p></div>");
  EXPECT_THAT(print_knowhow_of_part(1, marks()).str(),
              AllOf(HasSubstr("id=\"k1\""), HasSubstr("&lt;聴く&gt;"), HasSubstr("推定 0.70")));
  EXPECT_TRUE(print_knowhow_of_part(0, marks()).empty());
}

TEST(CaseMarksTest, QuestionsOfItsKnowHowAreToldAsNoQuotation) {
  CaseMarks one = marks();
  EXPECT_TRUE(print_case_questions(one).empty());
  one.questions = {"それから<どう>なりましたか。"};
  EXPECT_THAT(print_case_questions(one).str(),
              AllOf(HasSubstr("<li>それから&lt;どう&gt;なりましたか。</li>"),
                    HasSubstr("本文の引用ではありません")));
}

TEST(CaseMarksTest, OpensAtASentenceWithOrWithoutEvidence) {
  CaseMarks one = marks();
  one.at = {1, {7, 13}};
  EXPECT_THAT(print_marked_part(kText, 1, one).str(),
              HasSubstr("<mark id=\"at\" tabindex=\"-1\"><span class=\"ev"));
  one.at = {1, {14, 20}};
  EXPECT_THAT(print_marked_part(kText, 1, one).str(),
              HasSubstr("<p><mark id=\"at\" tabindex=\"-1\">三。</mark></p>"));
  one.at = {1, {0, 20}};  // over the evidence: it counts for nothing
  EXPECT_THAT(print_marked_part(kText, 1, one).str(), Not(HasSubstr("<mark")));
  one.evidence.clear();  // over two lines
  EXPECT_THAT(print_marked_part(kText, 1, one).str(),
              AllOf(HasSubstr("二。</mark></p>"), HasSubstr("<p><mark>三。</mark></p>")));
}

TEST(CaseMarksTest, PlacesThatAreNoneCountForNothing) {
  const std::string plain = print_marked_part(kText, 1, {}).str();
  for (const TextSpan span : {TextSpan{1, 7}, TextSpan{0, 21}, TextSpan{7, 7}, TextSpan{13, 7},
                              TextSpan{0, 5}, TextSpan{4'000'000'000, 4'000'000'001}}) {
    CaseMarks one;
    one.at = {1, span};
    EXPECT_EQ(print_marked_part(kText, 1, one).str(), plain) << span.begin;
  }
}

TEST(CaseMarksTest, TheTurningPointIsNamedWhereItStands) {
  CaseMarks one;
  one.turn = TurningPoint{1, {7, 13}, 20};
  EXPECT_EQ(print_marked_part(kText, 1, one).str(),
            "<div class=\"part__text\"><p>一&lt;。<span class=\"turn\" id=\"turn\">転機</span> "
            "<span class=\"tag tag--guess\">推定</span> <mark>二。</mark></p><p>三。</p></div>");
  EXPECT_EQ(print_marked_part(kText, 0, one).str().find("転機"), std::string::npos);
  // It bears know-how too, or the page was opened there: one stretch, named once.
  CaseMarks both = marks();
  both.turn = TurningPoint{1, {7, 13}, 20};
  both.at = {1, {7, 13}};
  const std::string part = print_marked_part(kText, 1, both).str();
  EXPECT_THAT(part, AllOf(HasSubstr("id=\"turn\""), HasSubstr("id=\"e1\""),
                          HasSubstr("<mark id=\"at\" tabindex=\"-1\">")));
  EXPECT_EQ(part.find("<mark"), part.rfind("<mark"));
  EXPECT_EQ(part.find("転機"), part.rfind("転機"));
  // What is no stretch of characters is marked nowhere.
  for (const TextSpan wrong : {TextSpan{8, 13}, TextSpan{7, 99}, TextSpan{7, 7}}) {
    one.turn->span = wrong;
    EXPECT_THAT(print_marked_part(kText, 1, one).str(), Not(HasSubstr("転機")));
  }
}

}  // namespace
}  // namespace kizuki

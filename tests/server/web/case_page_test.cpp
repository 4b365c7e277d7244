#include "server/web/case_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CasePageTest : public testing::Test {
 protected:
  CasePageTest() {
    brief_.id = "d-1";
    brief_.title = "<b>題</b>";
    brief_.parts = {{"はじめ", "会社の話。", {1}},
                    {"気づく", "一。社長は「私か」とつぶやいた。三。", {4}}};
    brief_.outcome = "成果。";
  }
  std::string print() const { return print_case(brief_, {}, {}, marks_, *taxonomy_, visit_).str(); }

  std::shared_ptr<const Taxonomy> taxonomy_ =
      Taxonomy::load(test::built_data() / "taxonomy").value();
  CaseBrief brief_;
  CaseMarks marks_;
  CaseVisit visit_;
};

TEST_F(CasePageTest, SaysWhereItStandsAmongTheHits) {
  EXPECT_THAT(print(), AllOf(HasSubstr("<a href=\"/\">検索</a>"), Not(HasSubstr("件目")),
                             HasSubstr("&lt;b&gt;題")));
  visit_.trail = TrailStep{"T-1", 4, 1234, false, "d-0", "d/2"};
  EXPECT_THAT(print(), AllOf(HasSubstr("<a href=\"/?from=T-1#h4\">検索結果 1,234件</a>"),
                             HasSubstr("<li aria-current=\"page\">4件目</li>"),
                             HasSubstr("href=\"/cases/d-0?from=T-1\">前の事例</a>"),
                             HasSubstr("href=\"/cases/d%2F2?from=T-1\">次の事例</a>")));
  visit_.trail->previous.clear();
  visit_.trail->next.clear();
  visit_.trail->total_is_estimate = true;
  EXPECT_THAT(print(), AllOf(HasSubstr("検索結果 約1,234件"), Not(HasSubstr("前の事例")),
                             Not(HasSubstr("次の事例"))));
}

TEST_F(CasePageTest, OffersWhatTheVisitorMay) {
  EXPECT_THAT(print(), Not(HasSubstr("<form")));
  visit_.csrf = "secret";
  EXPECT_THAT(print(), AllOf(HasSubstr("マイリストに加える"), HasSubstr("value=\"secret\""),
                             Not(HasSubstr("この事例を直す"))));
  visit_.may_revise = true;
  EXPECT_THAT(print(), HasSubstr("この事例を直す"));
}

TEST_F(CasePageTest, ShowsTheTurningPointAsAGuessAndWhereItStands) {
  EXPECT_THAT(print(), Not(HasSubstr("転機")));
  const std::string& text = brief_.parts[1].text;
  const std::string sentence = "社長は「私か」とつぶやいた。";
  const auto begin = static_cast<std::uint32_t>(text.find(sentence));
  const TextSpan span{begin, begin + static_cast<std::uint32_t>(sentence.size())};
  marks_.turn = TurningPoint{1, span, 20};
  const std::string html = print();
  EXPECT_THAT(html, AllOf(HasSubstr("転機 <span class=\"tag tag--guess\">推定</span></h2><p><a "
                                    "href=\"#turn\">" +
                                    sentence + "</a>"),
                          HasSubstr("id=\"turn\">転機</span> <span class=\"tag tag--guess\">推定"
                                    "</span> <mark>" +
                                    sentence + "</mark>三。"),
                          HasSubstr("<a class=\"turn\" href=\"#turn\">転機</a>")));
  // What is no stretch of the text is marked nowhere.
  marks_.turn->span.end = 9'999;
  EXPECT_THAT(print(), Not(HasSubstr("転機")));
  marks_.turn->section = 7;
  EXPECT_THAT(print(), Not(HasSubstr("転機")));
}

}  // namespace
}  // namespace kizuki

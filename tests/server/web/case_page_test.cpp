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

}  // namespace
}  // namespace kizuki

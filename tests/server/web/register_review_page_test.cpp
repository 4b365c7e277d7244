#include "server/web/register_review_page.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string printed(const ReviewView& view) {
  static const auto kTaxonomy = Taxonomy::load(test::built_data() / "taxonomy").value();
  return print_review(view, *kTaxonomy).str();
}

ReviewView sample_review() {
  ReviewView view;
  view.draft.id = "r-1";
  view.draft.account = "hanako";
  view.draft.state = DraftState::kInReview;
  view.draft.version = 3;
  view.draft.changed_at = "2026-01-31T09:08:07Z";
  view.content.form.title = "題<1>";
  view.content.form.sections = {{"節", "一行め\n<二行め>", {3, 5}}, {"空", "", {1}}};
  view.content.form.visibility = "members";
  view.content.form.stated_issues = {"sales"};
  view.content.form.checklist = {"○", "", "×", "", "△"};
  view.content.form.kept_names = {"田中", "佐藤"};
  return view;
}

TEST(RegisterReviewPageTest, ShowsTheReportAndWhatMayBeDone) {
  ReviewView view = sample_review();
  view.may_decide = true;
  const std::string page = printed(view);
  EXPECT_THAT(page, AllOf(HasSubstr("題&lt;1&gt;"), HasSubstr("<p>一行め</p><p>&lt;二行め&gt;</p>"),
                          HasSubstr("<dd>会員</dd>"), HasSubstr("<dd>○－×－△</dd>"),
                          HasSubstr("<dd>田中、佐藤</dd>"), HasSubstr("販路開拓"),
                          HasSubstr("記録がありません")));
  EXPECT_THAT(page, AllOf(HasSubstr("value=\"publish\""), HasSubstr("value=\"return\""),
                          HasSubstr("name=\"v\" value=\"3\""), Not(HasSubstr("value=\"withdraw\"")),
                          Not(HasSubstr("value=\"discard\"")), Not(HasSubstr("<h2>空</h2>"))));
}

TEST(RegisterReviewPageTest, ItsWriterCannotDecide) {
  ReviewView view = sample_review();
  view.own = view.may_withdraw = view.may_discard = true;
  const std::string page = printed(view);
  EXPECT_THAT(page, AllOf(HasSubstr("自分では公開できません"), HasSubstr("value=\"withdraw\""),
                          HasSubstr("value=\"discard\""), Not(HasSubstr("value=\"publish\""))));
}

TEST(RegisterReviewPageTest, APublishedOneLeadsToItsCase) {
  ReviewView view = sample_review();
  view.draft.state = DraftState::kPublished;
  EXPECT_THAT(printed(view), AllOf(Not(HasSubstr("/cases/")), Not(HasSubstr("value=\"revise\""))));
  view.case_shown = view.may_revise = true;
  EXPECT_THAT(printed(view),
              AllOf(HasSubstr("href=\"/cases/r-1\""), HasSubstr("value=\"revise\"")));
}

}  // namespace
}  // namespace kizuki

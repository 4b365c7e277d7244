#include "server/web/register_page.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Taxonomy& taxonomy() {
  static const auto kTaxonomy = Taxonomy::load(test::built_data() / "taxonomy").value();
  return *kTaxonomy;
}

RegisterView sample_view() {
  RegisterView view;
  view.guide.guidance = ReportGuidance::load(test::built_data() / "guidance").value();
  view.guide.questions.at(2) = {{"それから<どう>なりましたか。", "K01", "最後まで\"聴く\""}};
  view.content.form = new_report_form();
  view.csrf = "secret";
  return view;
}

TEST(RegisterPageTest, ANewReportHasNoDraftToThrowAwayAndNoErrors) {
  const std::string page = print_register(sample_view(), taxonomy()).str();
  EXPECT_THAT(page, AllOf(HasSubstr("action=\"/register/new\""),
                          HasSubstr("name=\"csrf\" value=\"secret\""),
                          HasSubstr("name=\"n\" value=\"7\""), Not(HasSubstr("この下書きを消す")),
                          Not(HasSubstr("aria-invalid")), Not(HasSubstr("class=\"bad\""))));
  // The first button of the form is the one that Enter presses.
  EXPECT_LT(page.find("value=\"save\""), page.find("value=\"remove-1\""));
  EXPECT_THAT(page, HasSubstr("<template data-guide=\"7\">"));
}

TEST(RegisterPageTest, EverythingTypedIsEscaped) {
  RegisterView view = sample_view();
  const std::string evil = "\"><script>'&";
  view.id = "r-1";
  ReportForm& form = view.content.form;
  form.title = form.business = form.employees = form.tools = form.outcome = evil;
  form.industry = form.prefecture = form.consent_scope = form.reflection = evil;
  form.sections[0] = {evil, evil, {1}, 3};
  form.stated_issues = form.other_issues = {evil};
  form.kept_names = {evil};
  view.state = DraftState::kReturned;
  view.content.remarks = {{evil, "2026-01-31T09:08:07Z", evil}};
  view.hints = {{HintLevel::kStop, "t1", evil, evil}, {HintLevel::kAdvice, "step3", evil, ""}};
  view.checked = true;
  view.notice = view.problem = evil;
  view.guide.questions.at(0) = {{evil, evil, evil}};
  const std::string page = print_register(view, taxonomy()).str();
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<script>'")), Not(HasSubstr("\"><script"))));
  EXPECT_THAT(page, HasSubstr("&quot;&gt;&lt;script&gt;"));
}

TEST(RegisterPageTest, WhatNoListOffersIsSentBackAsItCame) {
  RegisterView view = sample_view();
  ReportForm& form = view.content.form;
  form.industry = "3122";
  form.prefecture = "大阪";
  form.stated_issues = {"sales", "old-code"};
  form.other_issues = {"hr"};
  form.sections[1].origin = 4;
  const std::string page = print_register(view, taxonomy()).str();
  EXPECT_THAT(page, AllOf(HasSubstr("<option value=\"3122\" selected>"),
                          HasSubstr("<option value=\"大阪\" selected>"),
                          HasSubstr("name=\"stated\" value=\"old-code\" checked"),
                          HasSubstr("name=\"other\" value=\"hr\" checked"),
                          HasSubstr("name=\"b2\" value=\"4\""), Not(HasSubstr("name=\"b1\""))));
  EXPECT_THAT(print_register(sample_view(), taxonomy()).str(),
              Not(HasSubstr("どちらとも書かれていない課題")));
}

TEST(RegisterPageTest, HintsLeadToTheirFieldsAndErrorsStandThere) {
  RegisterView view = sample_view();
  view.content.form.title = "題";
  view.hints = {{HintLevel::kStop, "t1", "会社名らしい語があります。", "ハルニレ"},
                {HintLevel::kAdvice, "step3", "③がありません。", ""},
                {HintLevel::kAdvice, "step7", "⑦がありません。", ""},
                {HintLevel::kFine, "outcome", "成果に数字があります。", ""}};
  view.content.form.sections[6].steps = {};
  view.checked = true;
  const std::string page = print_register(view, taxonomy()).str();
  EXPECT_THAT(page, AllOf(HasSubstr("<a href=\"#t1\">"), HasSubstr("<a href=\"#t3\">③"),
                          HasSubstr("<a href=\"#add\">⑦"), HasSubstr("id=\"t1-e\""),
                          HasSubstr("aria-describedby=\"t1-e\""),
                          HasSubstr("name=\"replace\" value=\"ハルニレ\""),
                          HasSubstr("直すところが <b>1つ</b>")));
  const std::string bare = print_register_hints(view, false).str();
  EXPECT_THAT(bare, AllOf(HasSubstr("会社名らしい語があります。"), Not(HasSubstr("<a ")),
                          Not(HasSubstr("<button"))));
}

TEST(RegisterPageTest, GuidanceIsThatOfTheTickedSteps) {
  const RegisterView view = sample_view();
  const std::string three = print_step_guide(view.guide, 3).str();
  EXPECT_THAT(
      three, AllOf(HasSubstr("data-step=\"3\""), HasSubstr("心がけること"), HasSubstr("避けること"),
                   HasSubstr("「それから&lt;どう&gt;なりましたか。」"),
                   HasSubstr("href=\"/knowhow/K01\"")));
  EXPECT_THAT(print_step_guide(view.guide, 4).str(), Not(HasSubstr("問いかけの例")));
  EXPECT_EQ(print_step_guide(view.guide, 0).str(), "");
  EXPECT_EQ(print_step_guide(view.guide, 8).str(), "");
  EXPECT_EQ(print_step_guide(WritingGuide(), 3).str(), "");
  ReportForm form;
  form.checklist = {"○", "", "×", "", ""};
  EXPECT_THAT(print_checklist(view.guide, form).str(),
              AllOf(HasSubstr("name=\"c1\" value=\"○\" checked"),
                    HasSubstr("name=\"c2\" value=\"\" checked"),
                    HasSubstr("name=\"c3\" value=\"×\" checked")));
}

}  // namespace
}  // namespace kizuki

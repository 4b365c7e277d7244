#include "engine/registration/report_hints.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/registration/report_sample.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<ReportHint> hints_of(const ReportForm& form,
                                 const std::vector<ReportName>& names = {}) {
  static const auto kTaxonomy = Taxonomy::load(test::source_path("data/taxonomy")).value();
  return report_hints(form, *kTaxonomy, names);
}

/// "field: message" of a level.
std::vector<std::string> texts(const ReportForm& form, HintLevel level) {
  std::vector<std::string> all;
  for (const ReportHint& hint : hints_of(form)) {
    if (hint.level == level) all.push_back(hint.field + ": " + hint.message);
  }
  return all;
}

TEST(ReportHintsTest, AFullReportIsFine) {
  const ReportForm form = test::full_report();
  EXPECT_THAT(texts(form, HintLevel::kStop), IsEmpty());
  EXPECT_THAT(texts(form, HintLevel::kAdvice), IsEmpty());
  EXPECT_THAT(texts(form, HintLevel::kFine),
              ElementsAre(StartsWith("employees: 中規模：従業員28人は"),
                          "names: 会社や人の名前らしい語は見つかりません。",
                          StartsWith("checklist: チェックリストに△"),
                          "steps: ①②③④⑤⑥⑦の記述があります。", "outcome: 成果に数字があります。"));
  EXPECT_TRUE(may_be_reviewed(hints_of(form)));
}

TEST(ReportHintsTest, ANewFormSaysWhatIsNeededFirst) {
  const auto stops = texts(new_report_form(), HintLevel::kStop);
  EXPECT_THAT(
      stops, ElementsAre(StartsWith("title: "), StartsWith("consent: "), "t1: 本文がありません。"));
  EXPECT_FALSE(may_be_reviewed(hints_of(new_report_form())));
  const auto hints = hints_of(new_report_form());
  for (std::size_t i = 1; i < hints.size(); ++i) EXPECT_LE(hints[i - 1].level, hints[i].level);
}

TEST(ReportHintsTest, StepsThatNoSectionBearsAreNamed) {
  ReportForm form = test::full_report();
  form.sections[6].text = "";    // ⑦ has no text
  form.sections[4].steps = {4};  // ⑤ is ticked nowhere
  form.sections[5].steps = {};   // ⑥ neither
  const auto advice = texts(form, HintLevel::kAdvice);
  EXPECT_THAT(advice, ElementsAre("s6: 本文 6 のステップが選ばれていません。",
                                  StartsWith("step5: ⑤内発的動機づけの記述がまだありません。"),
                                  StartsWith("step6: ⑥"), StartsWith("step7: ⑦")));
  EXPECT_THAT(texts(form, HintLevel::kFine), Contains("steps: ①②③④の記述があります。"));
}

TEST(ReportHintsTest, WhatCannotBeReadStopsTheReport) {
  struct Case {
    void (*change)(ReportForm&);
    const char* stop;
  };
  const Case cases[] = {
      {[](ReportForm& f) { f.title = "　"; }, "title: "},
      {[](ReportForm& f) { f.employees = "二十八"; }, "employees: 従業員数を数で"},
      {[](ReportForm& f) { f.employees = "20〜30"; }, "employees: 従業員数を数で"},
      {[](ReportForm& f) { f.employees = "99999999"; }, "employees: 従業員数を数で"},
      {[](ReportForm& f) { f.industry = "Z"; }, "industry: "},
      {[](ReportForm& f) { f.prefecture = "蝦夷"; }, "prefecture: "},
      {[](ReportForm& f) { f.founded = "昭和"; }, "founded: "},
      {[](ReportForm& f) { f.period_from = "去年の春"; }, "period_from: "},
      {[](ReportForm& f) { f.period_to = "2022"; }, "period_to: 支援の終わりが、始まりより前"},
      {[](ReportForm& f) { f.visibility = "all"; }, "visibility: "},
      {[](ReportForm& f) { f.consent = false; }, "consent: "},
      {[](ReportForm& f) { f.consent_scope = " "; }, "consent: "},
      {[](ReportForm& f) { f.consent_until = "いつでも"; }, "consent_until: "},
      {[](ReportForm& f) { f.stated_issues = {"nothing"}; }, "issues: "},
      {[](ReportForm& f) { f.sections.clear(); }, "t1: 本文がありません"},
  };
  for (const Case& one : cases) {
    ReportForm form = test::full_report();
    one.change(form);
    EXPECT_THAT(texts(form, HintLevel::kStop), ElementsAre(StartsWith(one.stop)));
    EXPECT_FALSE(may_be_reviewed(hints_of(form)));
  }
}

TEST(ReportHintsTest, ShortTextsAndWhatIsMissingAreSaidWithoutStopping) {
  ReportForm form = test::full_report();
  for (ReportForm::Section& section : form.sections) section.text = "話を聴いた。";
  form.outcome = "";
  form.reflection = "";
  form.stated_issues.clear();
  form.employees = "";
  const auto advice = texts(form, HintLevel::kAdvice);
  EXPECT_THAT(advice,
              AllOf(Contains(StartsWith("t1: 本文 1 は 6 文字です。")),
                    Contains(StartsWith("t1: 全体で 42 文字です。")),
                    Contains(StartsWith("outcome: ")), Contains(StartsWith("reflection: "))));
  EXPECT_THAT(advice, AllOf(Contains(StartsWith("issues: 相談のことば")),
                            Contains(HasSubstr("従業員数が分からない")),
                            Not(Contains(StartsWith("issues: 奥に")))));
  EXPECT_TRUE(may_be_reviewed(hints_of(form)));
}

TEST(ReportHintsTest, NamesOfCompaniesAndPeopleStopTheReportAndPlacesDoNot) {
  const std::vector<ReportName> names = {{"t2", NameKind::kCompany, "有限会社ハルニレ木工"},
                                         {"h3", NameKind::kPerson, "田中"},
                                         {"title", NameKind::kContact, "03-1234-5678"},
                                         {"t1", NameKind::kPlace, "石巻市"}};
  std::vector<std::string> said;
  for (const ReportHint& hint : hints_of(test::full_report(), names)) {
    if (hint.name.empty()) continue;
    said.push_back(std::to_string(static_cast<int>(hint.level)) + " " + hint.field + ": " +
                   hint.message);
  }
  EXPECT_THAT(
      said, ElementsAre("0 t2: 会社名らしい語「有限会社ハルニレ木工」が、本文 2 の文章にあります。",
                        "0 h3: 人の名前らしい語「田中」が、本文 3 の見出しにあります。",
                        "0 title: 連絡先「03-1234-5678」が、題名にあります。",
                        "1 t1: 市町村名らしい語「石巻市」が、本文 1 の文章にあります。"));
  EXPECT_TRUE(may_be_reviewed(hints_of(test::full_report(), {names.back()})));
  EXPECT_FALSE(may_be_reviewed(hints_of(test::full_report(), names)));
}

TEST(ReportHintsTest, TheChecklistSaysWhetherAccompanimentFits) {
  ReportForm form = test::full_report();
  form.checklist = {"○", "○", "○", "○", "○"};
  EXPECT_THAT(texts(form, HintLevel::kFine), Contains("checklist: チェックリストはすべて○です。"));
  form.checklist[3] = "×";
  EXPECT_THAT(texts(form, HintLevel::kAdvice),
              ElementsAre(StartsWith("checklist: チェックリストに×")));
  form.checklist = {"○", "", "", "", ""};
  EXPECT_THAT(texts(form, HintLevel::kFine), Not(Contains(StartsWith("checklist"))));
}

}  // namespace
}  // namespace kizuki

#include "engine/registration/report_names.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/registration/report_sample.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names_of(const ReportForm& form) {
  static const auto kModel = AnalyzerModel::load(AnalyzerFiles::under(test::built_data())).value();
  static const auto kTaxonomy = Taxonomy::load(test::source_path("data/taxonomy")).value();
  NameFinder finder(kModel, kTaxonomy);
  const auto names = names_in_report(form, finder);
  EXPECT_TRUE(names) << names.error().describe();
  std::vector<std::string> all;
  for (const ReportName& name : *names) all.push_back(name.field + " " + name.word);
  return all;
}

ReportForm named_report() {
  ReportForm form = test::full_report();
  form.title = "有限会社ハルニレ木工の椅子";
  form.sections[1].text = "有限会社ハルニレ木工の田中社長は黙った。田中社長はまた黙った。";
  form.reflection = "石巻市の佐藤さんに早く聞けばよかった。";
  return form;
}

TEST(ReportNamesTest, NamesStandInTheOrderOfTheFormOnceAField) {
  EXPECT_THAT(names_of(test::full_report()), IsEmpty());
  ReportForm form = named_report();
  EXPECT_THAT(names_of(form), ElementsAre("title 有限会社ハルニレ木工", "t2 有限会社ハルニレ木工",
                                          "t2 田中", "reflection 石巻市", "reflection 佐藤"));
  form.kept_names = {"田中", "石巻市"};
  EXPECT_THAT(names_of(form), ElementsAre("title 有限会社ハルニレ木工", "t2 有限会社ハルニレ木工",
                                          "reflection 佐藤"));
}

TEST(ReportNamesTest, NamesAreReplacedByLettersThatNobodyHas) {
  ReportForm form = named_report();
  const std::string company = replacement_for(form, NameKind::kCompany, "有限会社ハルニレ木工");
  EXPECT_EQ(company, "A社");
  replace_in_report(form, "有限会社ハルニレ木工", company);
  EXPECT_EQ(form.title, "A社の椅子");
  const std::string person = replacement_for(form, NameKind::kPerson, "田中");
  EXPECT_EQ(person, "B");
  replace_in_report(form, "田中", person);
  EXPECT_EQ(form.sections[1].text, "A社のB社長は黙った。B社長はまた黙った。");
  replace_in_report(form, "佐藤", replacement_for(form, NameKind::kPerson, "佐藤"));
  replace_in_report(form, "石巻市", replacement_for(form, NameKind::kPlace, "石巻市"));
  EXPECT_EQ(form.reflection, "○○市のCさんに早く聞けばよかった。");
  EXPECT_EQ(replacement_for(form, NameKind::kContact, "03-1234-5678"), "（連絡先）");
  EXPECT_THAT(names_of(form), IsEmpty());
  const ReportForm before = form;
  replace_in_report(form, "", "x");
  EXPECT_EQ(form, before);
}

TEST(ReportNamesTest, ThereIsAnEnd) {
  ReportForm form;
  std::string text;
  for (char c = 'A'; c <= 'Z'; ++c) text += std::string(1, c) + "社と";
  for (int i = 0; i < 60; ++i) text += "0" + std::to_string(1'000'000'000 + i) + "、";
  form.sections = {{"", text, {}}};
  EXPECT_EQ(names_of(form).size(), kMaxReportNames);
  EXPECT_EQ(replacement_for(form, NameKind::kCompany, "x"), "Z社");
}

}  // namespace
}  // namespace kizuki

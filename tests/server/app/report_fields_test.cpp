#include "server/app/report_fields.hpp"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ReportForm form_of(std::string_view body) {
  const auto fields = FormFields::parse(body);
  EXPECT_TRUE(fields);
  return report_form_in(*fields);
}

TEST(ReportFieldsTest, ReadsWhatTheFormSends) {
  const ReportForm form = form_of(
      "title=a%0D%0Ab&business=b&industry=E&employees=28&prefecture=c&founded=1968&supporter=d&"
      "period_from=2023&period_to=2024&tools=e&stated=sales&stated=hr&stated=sales&essential=hr&"
      "visibility=members&other=it&n=2&h1=f&t1=g%0D%0Ah%09i&s1=3&s1=1&s1=3&b1=2&h2=&t2=j&outcome=k&"
      "reflection=l&"
      "c1=%E2%97%8B&c5=%C3%97&consent=1&consent_scope=m&consent_until=2027&kept=n&kept=n");
  EXPECT_EQ(form.title, "a b");
  EXPECT_EQ(form.founded, "1968");
  EXPECT_THAT(form.stated_issues, ElementsAre("sales", "hr"));
  EXPECT_THAT(form.essential_issues, ElementsAre("hr"));
  EXPECT_THAT(form.other_issues, ElementsAre("it"));
  ASSERT_EQ(form.sections.size(), 2U);
  EXPECT_EQ(form.sections[0].text, "g\nh i");
  EXPECT_THAT(form.sections[0].steps, ElementsAre(1, 3));
  EXPECT_EQ(form.sections[1].text, "j");
  EXPECT_EQ(form.sections[0].origin, 2U);
  EXPECT_EQ(form.sections[1].origin, 0U);
  EXPECT_THAT(form.checklist, ElementsAre("○", "", "", "", "×"));
  EXPECT_TRUE(form.consent);
  EXPECT_THAT(form.kept_names, ElementsAre("n"));
  EXPECT_TRUE(check_report_form(form));
}

TEST(ReportFieldsTest, WhatNoFormOfOursSendsIsDropped) {
  const ReportForm form =
      form_of("n=999999999999999999999&s1=8&s1=0&s1=12&s1=x&c1=yes&c2=&consent=0&t1=a%01b%7F");
  EXPECT_THAT(form.sections, IsEmpty());  // a number that is none
  EXPECT_THAT(form.checklist, ElementsAre("", "", "", "", ""));
  EXPECT_FALSE(form.consent);
  EXPECT_EQ(form_of("n=500").sections.size(), kMaxReportSections);
  EXPECT_EQ(form_of("n=-1").sections.size(), 0U);
  const ReportForm one = form_of("n=1&s1=8&s1=0&s1=12&s1=7&t1=a%01b%7Fc");
  EXPECT_THAT(one.sections.at(0).steps, ElementsAre(7));
  EXPECT_EQ(one.sections.at(0).text, "abc");
}

}  // namespace
}  // namespace kizuki

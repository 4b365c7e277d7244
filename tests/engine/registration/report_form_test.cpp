#include "engine/registration/report_form.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/registration/report_sample.hpp"

namespace kizuki {
namespace {

using ::testing::HasSubstr;

std::string letters(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "字";
  return text;
}

TEST(ReportFormTest, ANewFormHasASectionAStepAndIsBlank) {
  const ReportForm form = new_report_form();
  ASSERT_EQ(form.sections.size(), 7U);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(form.sections[i].steps, std::vector<int>{static_cast<int>(i) + 1});
    EXPECT_FALSE(form.sections[i].heading.empty());
  }
  EXPECT_TRUE(is_blank(form));
  EXPECT_TRUE(is_blank(ReportForm()));
  ReportForm typed = form;
  typed.sections[3].text = "x";
  EXPECT_FALSE(is_blank(typed));
  typed = form;
  typed.checklist[0] = "○";
  EXPECT_FALSE(is_blank(typed));
}

TEST(ReportFormTest, WhatIsWrittenIsReadBack) {
  for (const ReportForm& form : {test::full_report(), new_report_form(), ReportForm()}) {
    EXPECT_EQ(report_form_from(report_form_json(form)), form);
  }
  // Of what is no form of ours nothing is taken.
  for (const char* text : {"null", "[]", R"({"title":5,"sections":[3,{"steps":[0,8,"a"]}]})",
                           R"({"checklist":["a","b","c","d","e","f"],"consent":"yes"})"}) {
    const ReportForm form = report_form_from(*parse_json(text));
    EXPECT_EQ(form.title, "");
    EXPECT_FALSE(form.consent);
    for (const auto& section : form.sections) EXPECT_TRUE(section.steps.empty());
  }
}

TEST(ReportFormTest, LimitsNameTheField) {
  EXPECT_TRUE(check_report_form(test::full_report()));
  const auto field_of = [](auto change) {
    ReportForm form = test::full_report();
    change(form);
    const auto checked = check_report_form(form);
    return checked ? std::string("-") : checked.error().field;
  };
  EXPECT_EQ(field_of([](ReportForm& f) { f.title = letters(kMaxLineCharacters); }), "-");
  EXPECT_EQ(field_of([](ReportForm& f) { f.title = letters(kMaxLineCharacters + 1); }), "title");
  EXPECT_EQ(field_of([](ReportForm& f) { f.title = "a\nb"; }), "title");
  EXPECT_EQ(field_of([](ReportForm& f) { f.outcome = "a\nb"; }), "-");
  EXPECT_EQ(field_of([](ReportForm& f) { f.outcome = std::string("a\0b", 3); }), "outcome");
  EXPECT_EQ(field_of([](ReportForm& f) { f.reflection = "\xFF"; }), "reflection");
  EXPECT_EQ(field_of([](ReportForm& f) { f.sections[1].text = letters(8'001); }), "t2");
  EXPECT_EQ(field_of([](ReportForm& f) { f.sections[6].heading = "\x7F"; }), "h7");
  EXPECT_EQ(field_of([](ReportForm& f) { f.sections.resize(21); }), "sections");
  EXPECT_EQ(field_of([](ReportForm& f) {
              for (auto& section : f.sections) section.text = letters(4'000);
            }),
            "sections");
  EXPECT_EQ(field_of([](ReportForm& f) { f.kept_names.assign(51, "x"); }), "kept");
  ReportForm form;
  form.title = letters(201);
  EXPECT_THAT(check_report_form(form).error().message,
              HasSubstr("題名は 200 文字までです（いまは 201 文字）"));
}

}  // namespace
}  // namespace kizuki

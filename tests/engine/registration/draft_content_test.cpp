#include "engine/registration/draft_content.hpp"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/corpus/case_codec.hpp"
#include "tests/engine/registration/report_sample.hpp"
#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;

const CaseCodec& codec() {
  static const auto kTaxonomy = Taxonomy::load(test::source_path("data/taxonomy")).value();
  static const CaseCodec kCodec =
      CaseCodec::load(test::source_path("data/schema/case.schema.json"), kTaxonomy).value();
  return kCodec;
}

TEST(DraftContentTest, WhatIsWrittenIsReadBack) {
  DraftContent content;
  content.form = test::full_report();
  content.remarks = {{"cura", "2026-01-31T09:08:07Z", "会社名が残っています。\n直してください。"}};
  content.base = *parse_json(R"({"id":"a","walls":["W1"]})");
  const auto read = parse_draft_content(draft_content_text(content));
  ASSERT_TRUE(read) << read.error().describe();
  EXPECT_EQ(read->form, content.form);
  EXPECT_EQ(read->remarks, content.remarks);
  EXPECT_EQ(read->base, content.base);
  EXPECT_FALSE(parse_draft_content("{"));
}

TEST(DraftContentTest, AReportBecomesARecordOfTheSchema) {
  DraftContent content;
  content.form = test::full_report();
  content.form.sections[2].text = " \n ";
  const Json json = report_record(content, "r-1", "甲会", "2026-11-28");
  const auto decoded = codec().decode(json);
  ASSERT_TRUE(decoded) << decoded.error().describe();
  EXPECT_TRUE(decoded->warnings.empty());
  const CaseRecord& record = decoded->record;
  EXPECT_EQ(record.id, "r-1");
  EXPECT_EQ(record.company.employees, 28);
  EXPECT_EQ(record.company.founded, 1968);
  EXPECT_EQ(record.scale, Scale::kMedium);
  EXPECT_EQ(record.period_from, "2023-04");
  EXPECT_THAT(record.tools, ElementsAre("ローカルベンチマーク", "なぜなぜ分析"));
  EXPECT_THAT(record.issues, ElementsAre("sales", "succession"));
  EXPECT_THAT(record.stated_issues, ElementsAre("sales"));
  EXPECT_EQ(record.sections.size(), 6U);  // without the empty one
  EXPECT_THAT(record.sections[2].steps, ElementsAre(4));
  EXPECT_EQ(compartment_of(record), "members");
  EXPECT_EQ(record.updated_at, "2026-11-28");
  EXPECT_EQ(json.find("consent")->dump(), R"({"scope":"匿名での共有","until":"2027-03-31"})");
  EXPECT_EQ(json.find("checklist")->dump(), R"(["○","○","△",null,"○"])");
}

TEST(DraftContentTest, WhatIsMissingOrCannotBeReadIsLeftOut) {
  DraftContent content;
  content.form.title = "題";
  content.form.employees = "二十八";
  content.form.period_from = "去年";
  content.form.consent_scope = "範囲";  // but nobody has ticked that there is consent
  content.form.sections = {{"", "本文", {}}};
  const Json json = report_record(content, "r-1", "甲会", "2026-11-28");
  EXPECT_EQ(json.dump(),
            R"({"id":"r-1","title":"題","sections":[{"text":"本文"}],"organization":"甲会",)"
            R"("visibility":"organization","updated_at":"2026-11-28"})");
  EXPECT_EQ(compartment_of(codec().decode(json)->record), "org:甲会");
}

TEST(DraftContentTest, ARevisionKeepsWhatTheFormDoesNotShow) {
  const auto before = codec().decode(*parse_json(
      R"({"id":"a-1","title":"題","organization":"甲会","visibility":"members",
          "company":{"employees":12,"capital_yen":5000000,"note":"x"},"walls":["W1"],
          "issues":["sales","hr"],"checklist":["○",null,null,null,"×"],"reflection":"悔い",
          "consent":{"scope":"会員","until":"2027-03"},"tools":["ロカベン","SWOT"],
          "sections":[{"heading":"節","text":"本文","steps":[3]}]})"));
  ASSERT_TRUE(before) << before.error().describe();
  DraftContent content = revision_of(before->record);
  // Nothing changed: nothing but the date differs.
  Json same = to_json(before->record);
  same.set("updated_at", "2026-11-28");
  EXPECT_EQ(report_record(content, "a-1", "甲会", "2026-11-28").dump_canonical(),
            same.dump_canonical());
  content.form.employees = "";
  content.form.consent = false;
  content.form.reflection = "";
  content.form.stated_issues = {"sales"};
  const Json changed = report_record(content, "a-1", "甲会", "2026-11-28");
  EXPECT_EQ(changed.find("company")->find("employees"), nullptr);
  EXPECT_EQ(changed.find("company")->int_or("capital_yen", 0), 5'000'000);
  EXPECT_EQ(changed.find("consent"), nullptr);
  EXPECT_EQ(changed.find("reflection"), nullptr);
  EXPECT_EQ(changed.find("issues")->dump(), R"(["sales"])");
  EXPECT_EQ(changed.find("walls")->dump(), R"(["W1"])");
}

}  // namespace
}  // namespace kizuki

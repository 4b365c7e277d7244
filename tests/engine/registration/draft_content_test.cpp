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
  EXPECT_EQ(changed.find("issues")->dump(), R"(["sales","hr"])");
  EXPECT_EQ(changed.find("walls")->dump(), R"(["W1"])");
}

/// A case from a file, with members that no form shows, in every object that it has.
CaseRecord foreign_record() {
  return codec()
      .decode(*parse_json(
          R"({"id":"a-1","title":"題","organization":"甲会","company":{"note":"x"},"scale":"small",
          "issues":["it","sales","hr"],"stated_issues":["sales"],"essential_issues":["hr"],
          "period":{"from":"2021年度の初め","to":"2022-05","note":"四半期"},"kind":"訪問",
          "consent":{"until":"2027年3月","form":"書面"},"tools":["経営、財務の分析","SWOT"],
          "sections":[{"heading":"一","text":"い","steps":[3],"scene":"工場"},
                      {"heading":"表だけ","text":"","table":[[1,2]]},
                      {"heading":"三","text":"は","steps":[4],"scene":"店","by":{"name":"y"}}]})"))
      .value()
      .record;
}

TEST(DraftContentTest, ARevisionOfAForeignRecordThatNobodyChangedIsTheSame) {
  const CaseRecord before = foreign_record();
  Json same = to_json(before);
  // Over a draft and back, as the form sends it.
  const auto content = parse_draft_content(draft_content_text(revision_of(before)));
  ASSERT_TRUE(content);
  EXPECT_THAT(content->form.other_issues, ElementsAre("it"));
  EXPECT_TRUE(content->form.consent);
  Json after = report_record(*content, "a-1", "甲会", "2026-11-28");
  // An agreement without a scope is mended before it is reviewed; who sees it is said from now on.
  same.set("updated_at", "2026-11-28");
  same.set("visibility", "organization");
  EXPECT_EQ(after.dump_canonical(), same.dump_canonical());
}

TEST(DraftContentTest, WhatTheFormDoesNotShowOfASectionGoesWithIt) {
  DraftContent content = revision_of(foreign_record());
  std::vector<ReportForm::Section>& sections = content.form.sections;
  sections[2].heading = "三の新しい見出し";
  std::swap(sections[0], sections[2]);
  sections.push_back({"新しい節", "に", {5}, 0});
  const auto sections_now = [&content] {
    return report_record(content, "a-1", "甲会", "2026-11-28").find("sections")->dump_canonical();
  };
  EXPECT_EQ(
      sections_now(),
      R"([{"by":{"name":"y"},"heading":"三の新しい見出し","scene":"店","steps":[4],"text":"は"},)"
      R"({"heading":"表だけ","table":[[1,2]],"text":""},)"
      R"({"heading":"一","scene":"工場","steps":[3],"text":"い"},)"
      R"({"heading":"新しい節","steps":[5],"text":"に"}])");
  // Taken out, or emptied: gone with all that it had.
  sections.erase(sections.begin() + 1);
  sections[1].text = " ";
  EXPECT_EQ(
      sections_now(),
      R"([{"by":{"name":"y"},"heading":"三の新しい見出し","scene":"店","steps":[4],"text":"は"},)"
      R"({"heading":"新しい節","steps":[5],"text":"に"}])");
  // A number that no section of the record has, or that another one has taken, continues nothing.
  sections[0].origin = 9;
  sections[2].origin = 1;
  sections[1] = {"一", "い", {}, 1};
  EXPECT_EQ(sections_now(), R"([{"heading":"三の新しい見出し","steps":[4],"text":"は"},)"
                            R"({"heading":"一","scene":"工場","text":"い"},)"
                            R"({"heading":"新しい節","steps":[5],"text":"に"}])");
}

TEST(DraftContentTest, IssuesThatNobodyNamedAsStatedOrEssentialStayUntilTheyAreTakenOut) {
  DraftContent content = revision_of(foreign_record());
  const auto issues_now = [&content] {
    const Json record = report_record(content, "a-1", "甲会", "2026-11-28");
    const Json* issues = record.find("issues");
    return issues == nullptr ? std::string() : issues->dump();
  };
  content.form.stated_issues = {"productivity"};
  EXPECT_EQ(issues_now(), R"(["it","hr","productivity"])");
  content.form.other_issues.clear();
  EXPECT_EQ(issues_now(), R"(["hr","productivity"])");
  content.form.stated_issues.clear();
  content.form.essential_issues.clear();
  EXPECT_EQ(issues_now(), "");
}

}  // namespace
}  // namespace kizuki

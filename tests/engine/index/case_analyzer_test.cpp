#include "engine/index/case_analyzer.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/corpus/excerpt.hpp"
#include "tests/engine/index/analysis_equality.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

std::shared_ptr<const AnalyzerModel> model() {
  static const auto kLoaded = AnalyzerModel::load(AnalyzerFiles::under(test::built_data()));
  EXPECT_TRUE(succeeded(kLoaded));
  return kLoaded.value();
}

const Taxonomy& taxonomy() {
  static const auto kLoaded = Taxonomy::load(test::built_data() / "taxonomy");
  EXPECT_TRUE(succeeded(kLoaded));
  return **kLoaded;
}

CaseRecord sample() {
  CaseRecord record;
  record.id = "a-1";
  record.title = "老舗旅館の事業承継";
  record.company.industry = "7511";
  record.company.business = "旅館業";
  record.company.prefecture = "北海道";
  record.scale = Scale::kSmall;
  record.supporter = "商工会";
  record.period_from = "2021-06";
  record.issues = {"succession", "finance"};
  record.stated_issues = {"sales"};
  record.essential_issues = {"succession"};
  record.tools = {"ローカルベンチマーク"};
  record.sections = {{"相談の経緯", "経営者は承継に悩んでいた。傾聴を行った。", {1, 3}, {}},
                     {"", "専門家と取り組んだ。", {3, 4}, {}}};
  record.outcome = "承継が進んだ。";
  record.organization = "東京商工会議所";
  return record;
}

CaseAnalysis analyse(const CaseRecord& record) {
  Analyzer analyzer(model());
  auto analysis = analyze_case(record, "hash", taxonomy(), analyzer);
  EXPECT_TRUE(succeeded(analysis));
  return analysis ? std::move(*analysis) : CaseAnalysis{};
}

TEST(CaseAnalyzerTest, FieldsStandInTheOrderOfTheRecord) {
  const auto analysis = analyse(sample());
  std::vector<std::pair<FieldKind, int>> fields;
  for (const auto& field : analysis.fields) fields.emplace_back(field.kind, field.section);
  const std::vector<std::pair<FieldKind, int>> expected{
      {FieldKind::kTitle, 0}, {FieldKind::kBusiness, 0}, {FieldKind::kHeading, 0},
      {FieldKind::kBody, 0},  {FieldKind::kBody, 1},     {FieldKind::kOutcome, 0}};
  EXPECT_EQ(fields, expected);
  EXPECT_EQ(analysis.id, "a-1");
  EXPECT_EQ(analysis.fields[3].sentences.size(), 2U);
}

TEST(CaseAnalyzerTest, ATitleMadeOfTheTextIsLeftOut) {
  CaseRecord record = sample();
  record.title = "経営者は承継に悩んでいた。傾聴を行った。";
  const auto kinds = [&] {
    std::vector<FieldKind> found;
    for (const auto& field : analyse(record).fields) found.push_back(field.kind);
    return found;
  };
  EXPECT_EQ(kinds().front(), FieldKind::kBusiness);
  record.title = "経営者は承継に悩んでいた。";  // somebody's own words, though the text begins so
  EXPECT_EQ(kinds().front(), FieldKind::kTitle);
  for (int i = 0; i < 3; ++i) record.sections[0].text += "後継者は三十歳で現場にいる。";
  record.title = excerpt_of(record.sections[0].text, kTitleCharacters).shown();
  EXPECT_EQ(kinds().front(), FieldKind::kBusiness);
  record.sections.clear();
  EXPECT_EQ(kinds().front(), FieldKind::kTitle);
}

TEST(CaseAnalyzerTest, TermsAreNumberedInOrderOfFirstOccurrence) {
  const auto analysis = analyse(sample());
  std::vector<bool> seen(analysis.terms.size(), false);
  std::uint32_t next = 0;
  for (const auto& field : analysis.fields) {
    for (const auto& occurrence : field.occurrences) {
      ASSERT_LE(occurrence.term, next);
      if (occurrence.term == next) ++next;
      seen[occurrence.term] = true;
    }
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), false), 0);
  auto sorted = analysis.terms;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end());
  EXPECT_TRUE(std::binary_search(sorted.begin(), sorted.end(), "承継"));
  EXPECT_TRUE(std::binary_search(sorted.begin(), sorted.end(), "取り組む"));
}

TEST(CaseAnalyzerTest, AnalysisSurvivesTheStore) {
  const auto analysis = analyse(sample());
  const auto back = decode_case_analysis(encode_case_analysis(analysis));
  ASSERT_TRUE(succeeded(back));
  test::expect_same_content(*back, analysis);
}

TEST(CaseAnalyzerTest, FacetsAreCollected) {
  const std::vector<Facet> expected{{"essential_issue", "succession"},
                                    {"industry", "7511"},
                                    {"industry", "M"},
                                    {"issue", "finance"},
                                    {"issue", "succession"},
                                    {"organization", "東京商工会議所"},
                                    {"prefecture", "北海道"},
                                    {"scale", "small"},
                                    {"stated_issue", "sales"},
                                    {"step", "1"},
                                    {"step", "3"},
                                    {"step", "4"},
                                    {"supporter", "商工会"},
                                    {"tool", "ローカルベンチマーク"},
                                    {"year", "2021"}};
  EXPECT_EQ(facets_of(sample(), taxonomy()), expected);
  EXPECT_EQ(facets_of(CaseRecord{}, taxonomy()), std::vector<Facet>{});
}

TEST(CaseAnalyzerTest, YearComesFromThePeriodElseFromTheUpdate) {
  struct Row {
    const char* from;
    const char* updated;
    const char* year;
  };
  for (const Row& row :
       {Row{"2021-06", "2023-01-01", "2021"}, Row{"", "2023-01-01", "2023"},
        Row{"2021", "", "2021"}, Row{"2021年6月", "", "2021"}, Row{"令和3年", "2022-02-02", "2022"},
        Row{"20210601", "", ""}, Row{"202", "", ""}, Row{"", "", ""}}) {
    CaseRecord record;
    record.period_from = row.from;
    record.updated_at = row.updated;
    const auto facets = facets_of(record, taxonomy());
    EXPECT_EQ(facets.empty() ? "" : facets[0].value, row.year) << row.from << "/" << row.updated;
  }
}

TEST(CaseAnalyzerTest, ExtraFacetsAreBounded) {
  CaseRecord record;
  JsonObject extra;
  extra.emplace_back("accident_type", Json("墜落"));
  extra.emplace_back("agent", Json(JsonArray{Json("乗物"), Json("乗物"), Json("")}));
  extra.emplace_back("step", Json("9"));    // a core name
  extra.emplace_back("id", Json("other"));  // would take other cases out
  extra.emplace_back("X:evil", Json("a"));  // would make terms of another facet
  extra.emplace_back("日本語", Json("a"));
  extra.emplace_back("", Json("a"));
  extra.emplace_back("long", Json(std::string(201, 'x')));
  record.other.emplace_back("facets", Json(extra));
  EXPECT_EQ(facets_of(record, taxonomy()),
            (std::vector<Facet>{{"accident_type", "墜落"}, {"agent", "乗物"}}));

  JsonObject many;
  for (int i = 0; i < 500; ++i) many.emplace_back("f" + std::to_string(i), Json("v"));
  record.other.assign({{"facets", Json(many)}});
  EXPECT_EQ(facets_of(record, taxonomy()).size(), 64U);
}

TEST(CaseAnalyzerTest, KeyNamesContentAndAnalyser) {
  const auto analysis = analyse(sample());
  EXPECT_EQ(analysis.key, analysis_key("hash", model()->fingerprint()));
  EXPECT_NE(analysis_key("a", "b"), analysis_key("b", "a"));
  EXPECT_NE(analysis_key("a", "b"), analysis_key("a", "c"));
  const Sha256Digest digest = sha256("a\nb");
  EXPECT_TRUE(std::equal(digest.begin(), digest.begin() + 8, analysis_key("a", "b").begin()));
}

TEST(CaseAnalyzerTest, BadTextNamesTheField) {
  CaseRecord record = sample();
  record.sections[1].text = "\xff";
  Analyzer analyzer(model());
  const auto analysis = analyze_case(record, "hash", taxonomy(), analyzer);
  ASSERT_EQ(failure_name(analysis), "invalid_encoding");
  EXPECT_EQ(analysis.error().field, "sections[1].text");
  EXPECT_EQ(analysis.error().id, "a-1");
}

}  // namespace
}  // namespace kizuki

#include "engine/tagging/scale_tag.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki::test {
namespace {

CaseRecord company(const std::string& industry, std::optional<std::int64_t> employees,
                   const std::string& text = "会社の話。") {
  CaseRecord record = record_of({{"概要", text}});
  record.company.industry = industry;
  record.company.employees = employees;
  return record;
}

ScaleTag tag(const CaseRecord& record, bool use_given = false) {
  return tag_scale(record, text_of(record), use_given);
}

TEST(ScaleTag, ComputedBeforeRead) {
  const ScaleTag computed = tag(company("E", 20, "従業員25名。"));
  EXPECT_EQ(computed.scale, Scale::kSmall);
  EXPECT_EQ(computed.source, ScaleSource::kComputed);
  EXPECT_EQ(computed.employees, 20);
  ASSERT_EQ(computed.conflicts.size(), 1U);
  EXPECT_NE(computed.conflicts[0].find("25人"), std::string::npos);
}

TEST(ScaleTag, ReadFromTheTextNamesItsSentence) {
  const CaseRecord record = company("E", std::nullopt, "創業50年。従業員25名（うちパート10名）。");
  const ScaleTag read = tag(record);
  EXPECT_EQ(read.scale, Scale::kMedium);
  EXPECT_EQ(read.source, ScaleSource::kText);
  ASSERT_TRUE(read.evidence.has_value());
  EXPECT_EQ(read.evidence->field, "sections[0].text");
  EXPECT_EQ(read.evidence->span.of(record.sections[0].text), "従業員25名（うちパート10名）。");
  EXPECT_LT(read.confidence, 1.0F);
}

TEST(ScaleTag, UnknownWithoutAnyNumber) {
  const ScaleTag unknown = tag(company("E", std::nullopt));
  EXPECT_EQ(unknown.scale, Scale::kUnknown);
  EXPECT_EQ(unknown.source, ScaleSource::kUnknown);
  EXPECT_EQ(unknown.confidence, 0.0F);
  EXPECT_FALSE(unknown.reason.empty());
}

TEST(ScaleTag, GivenCountsOnlyWhenAskedForAndConflictsAreNamed) {
  CaseRecord record = company("E", 30);
  record.scale = Scale::kSmall;
  record.scale_basis = ScaleBasis::kGiven;
  const ScaleTag predicted = tag(record, false);
  EXPECT_EQ(predicted.scale, Scale::kMedium);
  EXPECT_EQ(predicted.conflicts.size(), 1U);
  const ScaleTag kept = tag(record, true);
  EXPECT_EQ(kept.scale, Scale::kSmall);
  EXPECT_EQ(kept.source, ScaleSource::kGiven);
  EXPECT_EQ(kept.conflicts.size(), 1U);
}

TEST(ScaleTag, CoarseIndustriesFollowTheirMainGroup) {
  EXPECT_EQ(tag(company("N", 18)).scale, Scale::kMedium);  // service
  EXPECT_EQ(tag(company("I", 88)).scale, Scale::kMedium);  // over retail's limit, capital unknown
  EXPECT_LT(tag(company("I", 88)).confidence, 0.9F);
  EXPECT_EQ(tag(company("M", 15)).scale, Scale::kMedium);
  CaseRecord by_words = company("", 12);
  by_words.company.business = "木製家具製造";
  EXPECT_EQ(tag(by_words).scale, Scale::kSmall);
  by_words.company.business = "日本茶の小売";
  EXPECT_EQ(tag(by_words).scale, Scale::kMedium);
}

}  // namespace
}  // namespace kizuki::test

#include "engine/essence/know_how_counts.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

EssenceCase case_of(const std::string& organization, const std::string& compartment,
                    std::vector<FacetValue> facets) {
  EssenceCase one;
  one.organization = organization;
  one.compartment = compartment;
  one.facets = std::move(facets);
  return one;
}

KnowHowEvidence evidence_of(std::uint32_t number, float confidence, StepBits steps) {
  KnowHowEvidence evidence;
  evidence.case_number = number;
  evidence.confidence = confidence;
  evidence.steps = steps;
  return evidence;
}

const std::vector<EssenceCase>& three_cases() {
  static const std::vector<EssenceCase> kCases = {
      case_of("甲会", "public", {{"issue", "hr"}, {"issue", "sales"}, {"scale", "small"}}),
      case_of("甲会", "org:甲会", {{"issue", "hr"}, {"scale", "medium"}}),
      case_of("乙会", "public", {{"scale", "small"}})};
  return kCases;
}

TEST(KnowHowCounts, CountCasesOrganisationsAndFacets) {
  KnowHow item;
  item.evidence = {evidence_of(0, 1.0F, 0b101), evidence_of(1, 0.5F, 0b1), evidence_of(2, 0.5F, 0)};
  item.evidence[1].caution = true;
  count_evidence(item, three_cases());
  EXPECT_EQ(item.cases, 3U);
  EXPECT_EQ(item.organizations, 2U);
  EXPECT_EQ(item.cautions, 1U);
  EXPECT_EQ(item.steps, (ValueCounts{{"1", 2}, {"3", 1}}));
  EXPECT_EQ(item.scale, (ValueCounts{{"medium", 1}, {"small", 2}}));
  EXPECT_EQ(item.issues, (ValueCounts{{"hr", 2}, {"sales", 1}}));
  EXPECT_EQ(count_values(item, three_cases(), "year"), ValueCounts());
}

TEST(KnowHowCounts, ExpectedCasesHaveTheIntervalOfTheirDoubt) {
  KnowHow item;
  item.evidence = {evidence_of(0, 1.0F, 0), evidence_of(1, 0.5F, 0), evidence_of(2, 0.5F, 0)};
  count_evidence(item, three_cases());
  // 1 + .5 + .5, 1.96 · sqrt(.25 + .25) on either side, and no more than there are.
  EXPECT_NEAR(item.expected_cases, 2, 1e-9);
  EXPECT_NEAR(item.expected_low, 0.614, 1e-3);
  EXPECT_NEAR(item.expected_high, 3, 1e-9);
}

TEST(KnowHowCounts, ACandidateIsNamedBySentenceAndWalls) {
  KnowHow open;
  open.evidence = {evidence_of(0, 1, 0), evidence_of(2, 1, 0)};
  KnowHow walled;
  walled.evidence = {evidence_of(0, 1, 0), evidence_of(1, 1, 0)};
  const std::string id = candidate_id(open, three_cases(), 7);
  EXPECT_EQ(id.substr(0, 2), "c-");
  EXPECT_EQ(candidate_id(open, three_cases(), 7), id);
  EXPECT_NE(candidate_id(open, three_cases(), 8), id);
  EXPECT_NE(candidate_id(walled, three_cases(), 7), id);
}

}  // namespace
}  // namespace kizuki

// Queries and their plans, in tests/golden/query_plans.txt.
//   KIZUKI_UPDATE_GOLDEN=1 query_test --gtest_filter=QueryPlannerTest.*
// rewrites it; the diff is the report.
#include "engine/query/query_planner.hpp"

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "engine/query/query_knowledge.hpp"
#include "engine/query/query_parser.hpp"
#include "engine/tagging/tag_model.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

const std::string kGoldenPath = test::source_path("tests/golden/query_plans.txt");

Result<QueryPlan> plan_of(const std::string& text, const RankingSettings& settings = {}) {
  QueryPlanner planner(test_model(), test_taxonomy(), settings);
  return planner.plan(*parse_query(text));
}

std::string describe(const Result<QueryPlan>& plan) {
  if (!plan) return "! " + plan.error().message.substr(0, plan.error().message.find("。"));
  std::string out = print_plan(*plan);
  for (const std::string& word : plan->ignored) out += "  (ignored: " + word + ")";
  return out;
}

TEST(QueryPlannerTest, PlansAreThoseOfTheGoldenFile) {
  std::ifstream file(kGoldenPath);
  std::string golden((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(golden.empty()) << kGoldenPath;
  std::string actual;
  std::istringstream lines(golden);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("  → ", 0) == 0) continue;
    actual += line + "\n";
    if (line.empty() || line[0] == '#') continue;
    actual += "  → " + describe(plan_of(line)) + "\n";
  }
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (std::getenv("KIZUKI_UPDATE_GOLDEN") != nullptr)
    std::ofstream(kGoldenPath) << actual;
  else
    EXPECT_EQ(actual, golden);
}

TEST(QueryPlannerTest, RepeatedTermsWeighLessThanTheirNumber) {
  const auto plan = plan_of("原価 原価 社長 原価");
  ASSERT_TRUE(succeeded(plan));
  EXPECT_EQ(print_plan(*plan), "any(原価*1.5 社長)");
}

TEST(QueryPlannerTest, WeightsOfPartsAndBigramsAreSettings) {
  RankingSettings settings;
  settings.part_weight = 0.25;
  settings.bigram_weight = 0.125;
  const auto plan = plan_of("事業承継 ズンダモ", settings);
  ASSERT_TRUE(succeeded(plan));
  EXPECT_EQ(print_plan(*plan),
            "any(事業承継 事業*0.25 承継*0.25 ズンダモ ~ズン*0.125 ~ンダ*0.125 ~ダモ*0.125)");
}

TEST(QueryPlannerTest, TheNumberOfEmployeesIsNoWordToLookFor) {
  const auto knowledge = std::make_shared<QueryKnowledge>();
  knowledge->tags = TagModel::load(test::built_data() / "models" / "tags.kztm").value();
  QueryPlanner planner(test_model(), test_taxonomy(), {}, knowledge);
  const auto words = [&](const char* text) {
    const auto plan = planner.plan(*parse_query(text));
    return plan ? print_plan(*plan) : failure_name(plan);
  };
  EXPECT_EQ(words("従業員8名の製造業で値上げ"), words("製造業で値上げ"));
  EXPECT_EQ(words("製造業 従業員8名 値上げ"), words("製造業 値上げ"));
  EXPECT_NE(words("従業員8名"), words("値上げ")) << "there is nothing else to look for";
  EXPECT_NE(words("製造業 \"従業員8名\""), words("製造業")) << "a phrase is meant";
}

TEST(QueryPlannerTest, RefusesAQueryOfNothing) {
  for (const char* text : {"", "　", "()", "\"\""}) {
    EXPECT_EQ(failure_name(plan_of(text)), "invalid_query") << text;
  }
}

TEST(QueryPlannerTest, NamesThePlaceOfAValueThatDoesNotExist) {
  const auto plan = plan_of("後継者 課題:人手不足");
  ASSERT_EQ(failure_name(plan), "invalid_query");
  EXPECT_EQ(plan.error().message.rfind("5文字目: 課題「人手不足」", 0), 0u) << plan.error().message;
}

TEST(QueryPlannerTest, AFilterBesideTheQueryHasNoPlaceInIt) {
  auto query = *parse_query("後継者");
  add_filter(query, *parse_filter("scale=極小"));
  QueryPlanner planner(test_model(), test_taxonomy(), {});
  const auto plan = planner.plan(query);
  ASSERT_EQ(failure_name(plan), "invalid_query");
  EXPECT_EQ(plan.error().message.rfind("規模「極小」", 0), 0u) << plan.error().message;
}

TEST(QueryPlannerTest, NotesAreRankedAsTheyAre) {
  std::string notes;
  while (notes.size() <= kSyntaxLimitBytes) notes += "課題:hr -社長 「原価」の相談。";
  const auto plan = plan_of(notes);
  ASSERT_TRUE(succeeded(plan));
  EXPECT_TRUE(plan->wants_ranked);
  EXPECT_EQ(print_condition(plan->condition), "everything");
}

TEST(QueryPlannerTest, OnePlannerMakesTheSamePlanAgain) {
  QueryPlanner planner(test_model(), test_taxonomy(), {});
  const auto query = *parse_query("する 事業承継 -\"信頼関係\"");
  const std::string first = describe(planner.plan(query));
  EXPECT_EQ(describe(planner.plan(query)), first);
}

}  // namespace
}  // namespace kizuki

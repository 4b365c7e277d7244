#include "engine/query/facet_alternatives.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/query/query_parser.hpp"
#include "engine/query/query_planner.hpp"
#include "tests/engine/query/query_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

/// "scale: (rest) | step: (rest)".
std::string alternatives_of(const std::string& query) {
  QueryPlanner planner(test_model(), test_taxonomy(), {});
  const auto plan = planner.plan(*parse_query(query));
  EXPECT_TRUE(succeeded(plan));
  std::string out;
  for (const FacetAlternative& alternative : facet_alternatives(plan->condition)) {
    out +=
        (out.empty() ? "" : " | ") + alternative.facet + ": " + print_condition(alternative.others);
  }
  return out;
}

std::string condition_of(const std::string& query) {
  QueryPlanner planner(test_model(), test_taxonomy(), {});
  return print_condition(planner.plan(*parse_query(query))->condition);
}

TEST(FacetAlternativesTest, OneFilterLeavesEverything) {
  EXPECT_EQ(alternatives_of("現場 scale:small"), "scale: " + condition_of("現場"));
  EXPECT_EQ(alternatives_of("現場 scale:small scale:medium"), "scale: " + condition_of("現場"));
}

TEST(FacetAlternativesTest, OtherFiltersStay) {
  EXPECT_EQ(alternatives_of("現場 scale:small step:4"),
            "scale: " + condition_of("step:4") + " | step: " + condition_of("scale:small"));
}

TEST(FacetAlternativesTest, IdsExclusionsAndWordsAreNone) {
  EXPECT_EQ(alternatives_of("現場"), "");
  EXPECT_EQ(alternatives_of("現場 id:d-001"), "");
  EXPECT_EQ(alternatives_of("現場 -scale:small"), "");
}

TEST(FacetAlternativesTest, TwoConditionsOnOneFacetAreNone) {
  EXPECT_EQ(alternatives_of("step:3 (step:4 OR step:5)"), "");
}

}  // namespace
}  // namespace kizuki

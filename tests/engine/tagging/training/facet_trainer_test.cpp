#include "engine/tagging/training/facet_trainer.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/tagging/facet_fixture.hpp"
#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

TEST(FacetTrainerTest, OrderOfRecordsChangesNothing) {
  std::vector<CaseRecord> records = falls_and_floods();
  const std::string bytes = trained_on(records).serialize();
  std::mt19937_64 random(test_seed());
  std::shuffle(records.begin(), records.end(), random);
  EXPECT_TRUE(trained_on(records).serialize() == bytes);
}

TEST(FacetTrainerTest, TitlesChangeNothing) {
  std::vector<CaseRecord> records = falls_and_floods();
  const std::string bytes = trained_on(records).serialize();
  for (CaseRecord& record : records) record.title = extra_facets(record)[0].second;
  EXPECT_TRUE(trained_on(records).serialize() == bytes);
}

TEST(FacetTrainerTest, PassesOverWhatHasNotOneValueAndText) {
  FacetTrainer trainer("type");
  for (const CaseRecord& record :
       {record_with_facet("a", "文。", {"墜落", "水害"}), record_with_facet("b", "文。", {}),
        record_with_facet("c", "", {"墜落"}), record_with_facet("d", "文。", {"墜落"})}) {
    EXPECT_TRUE(trainer.add(record).has_value());
  }
  EXPECT_EQ(trainer.taken(), 1u);
  EXPECT_EQ(trainer.passed_over(), 3u);
}

TEST(FacetTrainerTest, TellsHowOftenAModelThatHadNotSeenTheRecordsAgreed) {
  FacetTrainer trainer("type");
  for (const CaseRecord& record : falls_and_floods()) ASSERT_TRUE(trainer.add(record).has_value());
  ASSERT_TRUE(trainer.train("tests").has_value());
  EXPECT_GT(trainer.agreement().records, 0u);
  EXPECT_LT(trainer.agreement().records, trainer.taken() / 2);
  EXPECT_EQ(trainer.agreement().right, trainer.agreement().records);
}

TEST(FacetTrainerTest, NeedsTwoValuesAndBoundsThem) {
  FacetTrainer one("type");
  ASSERT_TRUE(one.add(record_with_facet("a", "屋根。", {"墜落"})).has_value());
  EXPECT_FALSE(one.train("tests").has_value());
  FacetTrainer many("type");
  for (std::size_t i = 0; i <= kMostFacetValues; ++i) {
    const std::string number = std::to_string(i);
    ASSERT_TRUE(many.add(record_with_facet("a-" + number, "屋根。", {number})).has_value());
  }
  EXPECT_FALSE(many.train("tests").has_value());
}

}  // namespace
}  // namespace kizuki::test

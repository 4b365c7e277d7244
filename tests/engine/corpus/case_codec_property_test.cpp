#include <random>

#include <gtest/gtest.h>

#include "engine/corpus/case_codec.hpp"
#include "engine/corpus/case_schema.hpp"
#include "tests/engine/corpus/corpus_fixture.hpp"
#include "tests/engine/corpus/random_case.hpp"

namespace kizuki::test {
namespace {

constexpr std::uint64_t kSeed = 20261122;

TEST(CaseCodecProperty, DecodeOfToJsonGivesTheRecordAgain) {
  std::mt19937_64 random(kSeed);
  for (int round = 0; round < 500; ++round) {
    const Json source = random_case(random);
    SCOPED_TRACE("seed " + std::to_string(kSeed) + " round " + std::to_string(round) + " " +
                 source.dump());
    const auto first = codec().decode(source);
    ASSERT_TRUE(first.has_value()) << first.error().describe();
    const auto second = codec().decode(to_json(first->record));
    ASSERT_TRUE(second.has_value()) << second.error().describe();
    EXPECT_TRUE(second->record == first->record);
    EXPECT_EQ(content_hash(second->record), content_hash(first->record));
  }
}

TEST(CaseCodecProperty, MemberOrderDoesNotChangeTheContentHash) {
  std::mt19937_64 random(kSeed);
  for (int round = 0; round < 300; ++round) {
    const Json source = random_case(random);
    const Json other = shuffled(source, random);
    SCOPED_TRACE("seed " + std::to_string(kSeed) + " round " + std::to_string(round));
    const auto first = codec().decode(source);
    const auto second = codec().decode(other);
    ASSERT_TRUE(first.has_value() && second.has_value());
    EXPECT_EQ(content_hash(first->record), content_hash(second->record)) << source.dump();
  }
}

// SchemaShape answers for valijson on every accepted record, so the two must never differ.
TEST(CaseCodecProperty, QuickCheckAndValijsonAgree) {
  const auto schema = CaseSchema::load(data_folder() / "schema" / "case.schema.json");
  ASSERT_TRUE(schema.has_value());
  std::mt19937_64 random(kSeed);
  int accepted = 0;
  int refused = 0;
  for (int round = 0; round < 1500; ++round) {
    Json record = random_case(random);
    for (std::size_t changes = pick(random, 3); changes > 0; --changes) {
      record = mutated(std::move(record), random);
    }
    const bool quick = !schema->find_departure(record).has_value();
    const bool slow = !schema->find_departure_slowly(record).has_value();
    EXPECT_EQ(quick, slow) << "seed " << kSeed << " round " << round << " " << record.dump();
    ++(slow ? accepted : refused);
  }
  EXPECT_GT(accepted, 300);
  EXPECT_GT(refused, 300);
}

TEST(CaseCodecProperty, EveryRefusalNamesItsPlaceInJapanese) {
  std::mt19937_64 random(kSeed + 1);
  int refused = 0;
  for (int round = 0; round < 800; ++round) {
    const Json record = mutated(random_case(random), random);
    const auto decoded = codec().decode(record);
    if (decoded) continue;
    ++refused;
    SCOPED_TRACE(record.dump());
    EXPECT_FALSE(decoded.error().field.empty());
    EXPECT_NE(decoded.error().message.find_first_of("\xe3\xe4\xe5"), std::string::npos);
    EXPECT_EQ(decoded.error().message.find("constraint"), std::string::npos);
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace kizuki::test

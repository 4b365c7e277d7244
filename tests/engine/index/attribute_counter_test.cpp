#include "engine/index/attribute_counter.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/index/attribute_table_writer.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

/// Values of all sizes: 値0 stands in half of the documents, 値1 in a third, and so on; half of
/// them under a second name as well.
std::string random_table(std::mt19937_64& random, std::uint32_t documents) {
  AttributeTableBuilder builder;
  for (std::uint32_t document = 1; document <= documents; ++document) {
    for (std::uint32_t value = 0; value < 60; ++value) {
      const std::uint64_t share = value < 20 ? value + 2 : 20 * value;
      if (random() % share != 0) continue;
      builder.add(document, "step", std::to_string(value));
      if (value % 2 == 0) builder.add(document, "year", std::to_string(value), 100);
    }
  }
  return builder.build(documents);
}

TEST(AttributeCounterTest, CountsSetsOfAnySizeAsTheirDocumentsDo) {
  std::mt19937_64 random(test_seed());
  for (const std::uint32_t documents : {1U, 900U, 6'000U}) {
    const std::string bytes = random_table(random, documents);
    const auto table = AttributeTable::over(bytes);
    ASSERT_TRUE(table);
    AttributeCounter counter(*table);
    // From few documents to all and back: before and after the table is unpacked.
    for (const std::uint32_t share : {500U, 20U, 4U, 2U, 1U, 3U, 400U}) {
      SCOPED_TRACE(std::to_string(documents) + " documents, one of " + std::to_string(share));
      DocumentSet some(documents);
      for (std::uint32_t document = 1; document <= documents; ++document) {
        if (random() % share == 0) some.add(document);
      }
      for (const std::uint32_t end : {table->value_count(), table->value_count() / 2, 0U}) {
        std::vector<std::uint64_t> wanted(end);
        some.for_each([&](std::uint32_t document) {
          table->for_each_value(document, [&](std::uint32_t number, AttributeScore) {
            if (number < end) ++wanted[number];
          });
          return true;
        });
        ASSERT_EQ(counter.count(some, end), wanted);
      }
    }
  }
}

TEST(AttributeCounterTest, AnEmptyTableHasNothingToCount) {
  const std::string bytes = AttributeTableBuilder().build(0);
  const auto table = AttributeTable::over(bytes);
  ASSERT_TRUE(table);
  EXPECT_TRUE(AttributeCounter(*table).count(DocumentSet(), 0).empty());
}

}  // namespace
}  // namespace kizuki

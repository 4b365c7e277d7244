#include "engine/index/attribute_table.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "engine/index/attribute_table_writer.hpp"

namespace kizuki {
namespace {

/// What the table must say, kept the obvious way.
using Model =
    std::map<std::pair<std::string, std::string>, std::map<std::uint32_t, AttributeScore>>;

void expect_equal(const AttributeTable& table, const Model& model, std::uint32_t documents) {
  ASSERT_EQ(table.document_count(), documents);
  ASSERT_EQ(table.value_count(), model.size());
  std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, AttributeScore>>> forward;
  std::uint32_t number = 0;
  for (const auto& [name, scores] : model) {
    const auto value = table.value(number);
    ASSERT_EQ(value.name, name.first);
    ASSERT_EQ(value.value, name.second);
    ASSERT_EQ(table.find(name.first, name.second), number);
    ASSERT_EQ(table.document_frequency(number), scores.size());
    std::map<std::uint32_t, AttributeScore> found;
    table.for_each_document(number, [&](std::uint32_t document, AttributeScore score) {
      ASSERT_TRUE(found.empty() || found.rbegin()->first < document);
      found[document] = score;
    });
    ASSERT_EQ(found, scores);
    for (const auto& [document, score] : scores) forward[document].emplace_back(number, score);
    ++number;
  }
  for (std::uint32_t document = 1; document <= documents; ++document) {
    std::vector<std::pair<std::uint32_t, AttributeScore>> found;
    table.for_each_value(document, [&](std::uint32_t value, AttributeScore score) {
      found.emplace_back(value, score);
    });
    ASSERT_EQ(found, forward[document]) << document;
  }
}

/// What a walk over many documents gives must be what each of them gives by itself.
void expect_walk(const AttributeTable& table, const DocumentSet& documents, std::uint32_t end) {
  std::vector<std::uint32_t> wanted;
  documents.for_each([&](std::uint32_t document) {
    table.for_each_value_below(
        document, end, [&](std::uint32_t value, AttributeScore) { wanted.push_back(value); });
    return true;
  });
  std::vector<std::uint32_t> found;
  table.for_each_value_below(documents, end,
                             [&](std::uint32_t value, AttributeScore) { found.push_back(value); });
  ASSERT_EQ(found, wanted);
}

TEST(AttributeTable, AgreesWithAMapForRandomAttributes) {
  constexpr std::uint32_t kSeed = 42;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 generator(kSeed);
  const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
  for (int round = 0; round < 40; ++round) {
    const std::uint32_t documents = random() % 300;
    Model model;
    AttributeTableBuilder builder;
    const std::uint32_t entries = documents == 0 ? 0 : random() % 2000;
    for (std::uint32_t i = 0; i < entries; ++i) {
      const std::string name = std::string(1, static_cast<char>('a' + random() % 4));
      const std::string value = "値" + std::to_string(random() % 30);
      const std::uint32_t document = 1 + random() % documents;
      const auto score =
          random() % 3 == 0 ? static_cast<AttributeScore>(1 + random() % 255) : kCertain;
      builder.add(document, name, value, score);
      AttributeScore& stored = model[{name, value}][document];
      stored = std::max(stored, score);
    }
    const std::string bytes = builder.build(documents);
    const auto table = AttributeTable::over(bytes);
    ASSERT_TRUE(table) << table.error().describe();
    EXPECT_TRUE(table->checksum_fits());
    expect_equal(*table, model, documents);
    for (const std::uint32_t share : {1U, 2U, 9U, 40U}) {
      DocumentSet some(documents);
      for (std::uint32_t document = 1; document <= documents; ++document) {
        if (random() % share == 0) some.add(document);
      }
      expect_walk(*table, some, table->value_count());
      expect_walk(*table, some, table->value_count() / 2);
    }
  }
}

TEST(AttributeTable, ReadsOnlyTheValuesBelowANumber) {
  AttributeTableBuilder builder;
  for (const char* value : {"1", "4", "7"}) builder.add(2, "step", value);
  builder.add(2, "~issue", "dx", 30);
  builder.add(1, "step", "1");
  const std::string bytes = builder.build(2);
  const auto table = AttributeTable::over(bytes);
  ASSERT_TRUE(table);
  const auto below = [&](std::uint32_t end) {
    std::vector<std::uint32_t> numbers;
    table->for_each_value_below(
        2, end, [&](std::uint32_t number, AttributeScore) { numbers.push_back(number); });
    return numbers;
  };
  EXPECT_EQ(below(table->range("~").first), (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(below(1), (std::vector<std::uint32_t>{0}));
  EXPECT_TRUE(below(0).empty());
  EXPECT_EQ(below(1'000), (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

TEST(AttributeTable, KnowsTheValuesOfAName) {
  AttributeTableBuilder builder;
  builder.add(1, "scale", "small");
  builder.add(1, "step", "4");
  builder.add(2, "step", "5");
  builder.add(2, "step2", "x");
  const std::string bytes = builder.build(2);
  const auto table = AttributeTable::over(bytes);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->range("step"), (std::pair<std::uint32_t, std::uint32_t>(1, 3)));
  EXPECT_EQ(table->range("none").first, table->range("none").second);
  EXPECT_FALSE(table->find("step", "6"));
}

TEST(AttributeTable, SurvivesDamageAndItsChecksumTells) {
  AttributeTableBuilder builder;
  for (std::uint32_t document = 1; document <= 80; ++document) {
    builder.add(document, "issue", "値" + std::to_string(document % 9),
                static_cast<AttributeScore>(document));
  }
  const std::string good = builder.build(80);
  for (std::size_t bit = 0; bit < good.size() * 8; bit += 3) {
    std::string bytes = good;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    const auto table = AttributeTable::over(bytes);
    if (!table) continue;
    EXPECT_FALSE(table->checksum_fits()) << bit;
    for (std::uint32_t number = 0; number < std::min(table->value_count(), 20U); ++number) {
      (void)table->find(table->value(number).name, table->value(number).value);
      table->for_each_document(number, [&](std::uint32_t document, AttributeScore) {
        ASSERT_LE(document, table->document_count());
      });
    }
    for (std::uint32_t document = 1; document <= std::min(table->document_count(), 100U);
         ++document) {
      table->for_each_value(document, [&](std::uint32_t number, AttributeScore) {
        ASSERT_LT(number, table->value_count());
      });
    }
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(AttributeTable::over(std::string_view(good).substr(0, size))) << size;
  }
}

}  // namespace
}  // namespace kizuki

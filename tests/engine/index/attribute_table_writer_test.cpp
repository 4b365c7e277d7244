#include "engine/index/attribute_table_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using Row = std::tuple<std::uint32_t, std::string, std::string, AttributeScore>;

constexpr std::size_t kLimit = 1 << 22;

/// Many values, few documents with most of them; some said twice; the last documents have none.
std::vector<Row> random_rows(std::mt19937_64& random, std::uint32_t documents) {
  std::vector<Row> rows;
  for (std::uint32_t document = 1; document + 20 < documents; ++document) {
    const std::uint64_t entries = random() % 8;
    for (std::uint64_t i = 0; i < entries; ++i) {
      const std::string name(1, static_cast<char>('a' + random() % 3));
      const std::string value = random() % 2 == 0 ? "多い" : "値" + std::to_string(random() % 40);
      const auto score = random() % 3 == 0 ? static_cast<AttributeScore>(random() % 256) : kCertain;
      rows.emplace_back(document, name, value, score);
    }
  }
  return rows;
}

Result<void> add_all(const std::vector<Row>& rows, AttributeTableWriter& writer) {
  for (const auto& [document, name, value, score] : rows) {
    if (auto added = writer.add(document, name, value, score); !added) return added;
  }
  return {};
}

TEST(AttributeTableWriter, WritesTheSameBytesWhateverItMayKeepInMemory) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const TempFolder folder;
  for (const std::uint32_t documents : {0U, 1U, 16U, 300U, 40'000U}) {
    SCOPED_TRACE(describe_seed(seed, documents));
    const auto rows = random_rows(random, documents);
    AttributeTableBuilder builder;
    for (const auto& [document, name, value, score] : rows) {
      builder.add(document, name, value, score);
    }
    const std::string wanted = builder.build(documents);
    for (const AttributeWriterLimits limits :
         {AttributeWriterLimits{}, AttributeWriterLimits{0, 0}, AttributeWriterLimits{10, 1},
          AttributeWriterLimits{70'000, 1'000}, AttributeWriterLimits{0, 100'000}}) {
      AttributeTableWriter writer(folder / "table", limits);
      ASSERT_TRUE(succeeded(add_all(rows, writer)));
      ASSERT_TRUE(succeeded(writer.finish(documents)));
      ASSERT_TRUE(*read_file(folder / "table", kLimit) == wanted) << limits.rows << limits.lists;
      const auto files = std::distance(std::filesystem::directory_iterator(folder.path()), {});
      EXPECT_EQ(files, 1) << "only the table stays";
    }
  }
}

TEST(AttributeTableWriter, TakesDocumentsInOrderOnly) {
  const TempFolder folder;
  AttributeTableWriter writer(folder / "table");
  EXPECT_EQ(failure_name(writer.add(0, "step", "1")), "invalid_argument");
  ASSERT_TRUE(succeeded(writer.add(3, "step", "1")));
  ASSERT_TRUE(succeeded(writer.add(3, "step", "2")));
  EXPECT_EQ(failure_name(writer.add(2, "step", "1")), "invalid_argument");
  EXPECT_EQ(failure_name(writer.finish(2)), "invalid_argument");
  ASSERT_TRUE(succeeded(writer.finish(3)));
  EXPECT_EQ(failure_name(writer.add(4, "step", "1")), "invalid_argument");
}

TEST(AttributeTableWriter, AFullDiskFailsIt) {
  const TempFolder folder;
  std::filesystem::create_symlink("/dev/full", folder / "table.rows.tmp");
  AttributeTableWriter writer(folder / "table", {10, 1'000});
  Result<void> added;
  for (std::uint32_t document = 1; added && document < 200'000; ++document) {
    added = writer.add(document, "step", "1");
  }
  EXPECT_EQ(failure_name(added), "no_space");
  EXPECT_EQ(failure_name(writer.finish(200'000)), "no_space");
}

TEST(AttributeTableWriter, ChangedRowsAreFoundAndDoNoHarm) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  for (std::uint64_t round = 0; round < 60; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    const TempFolder folder;
    AttributeTableWriter writer(folder / "table", {10, 500});
    const auto rows = random_rows(random, 30'000);
    ASSERT_TRUE(succeeded(add_all(rows, writer)));
    const auto written = std::filesystem::file_size(folder / "table.rows.tmp");
    {
      std::fstream file(folder / "table.rows.tmp", std::ios::binary | std::ios::in | std::ios::out);
      const auto at = static_cast<std::streamoff>(random() % written);
      file.seekg(at);
      const int byte = file.get();
      file.seekp(at);
      file.put(static_cast<char>(byte ^ static_cast<int>(1 + random() % 255)));
    }
    EXPECT_EQ(failure_name(writer.finish(30'000)), "corrupt");
  }
}

TEST(AttributeTableBuilder, DoesNotDependOnTheOrderOfAdding) {
  std::vector<Row> rows;
  for (std::uint32_t document = 1; document <= 50; ++document) {
    rows.emplace_back(document, "step", std::to_string(document % 7 + 1), kCertain);
    rows.emplace_back(document, "scale", document % 2 == 0 ? "small" : "medium", kCertain);
  }
  const auto build = [&] {
    AttributeTableBuilder builder;
    for (const auto& [document, name, value, score] : rows) {
      builder.add(document, name, value, score);
    }
    return builder.build(50);
  };
  const std::string first = build();
  std::reverse(rows.begin(), rows.end());
  EXPECT_EQ(build(), first);
}

TEST(AttributeTableBuilder, LeavesOutHigherDocuments) {
  AttributeTableBuilder some;
  some.add(1, "step", "1");
  AttributeTableBuilder more = some;
  more.add(3, "step", "1");
  EXPECT_EQ(more.build(2), some.build(2));
}

}  // namespace
}  // namespace kizuki

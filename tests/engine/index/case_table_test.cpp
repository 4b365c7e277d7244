#include "engine/index/case_table.hpp"

#include <fstream>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/engine/index/random_analysis.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

std::map<std::string, CaseEntry> random_entries(std::mt19937_64& random, std::size_t count) {
  std::map<std::string, CaseEntry> entries;
  while (entries.size() < count) {
    std::string id;
    for (std::uint64_t length = 1 + random() % 64; length > 0; --length) {
      id += "ABab01._-"[random() % 9];
    }
    CaseEntry entry;
    for (auto& byte : entry.key) byte = static_cast<std::uint8_t>(random());
    entry.words = static_cast<std::uint32_t>(random());
    entries.emplace(std::move(id), entry);
  }
  return entries;
}

void write_table(const std::filesystem::path& file,
                 const std::map<std::string, CaseEntry>& entries) {
  CaseTableWriter writer(file);
  for (const auto& [id, entry] : entries) ASSERT_TRUE(succeeded(writer.add(id, entry)));
  ASSERT_TRUE(succeeded(writer.finish()));
}

TEST(CaseTableTest, FindsWhatWasWritten) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const TempFolder folder;
  for (const std::size_t count : {0U, 1U, 2U, 15U, 16U, 17U, 500U}) {
    SCOPED_TRACE(describe_seed(seed, count));
    const auto entries = random_entries(random, count);
    write_table(folder / "t", entries);
    const auto table = CaseTable::open(folder / "t");
    ASSERT_TRUE(succeeded(table));
    ASSERT_EQ(table->case_count(), count);
    std::uint32_t document = 0;
    for (const auto& [id, entry] : entries) {
      ++document;
      ASSERT_EQ(table->id(document), id);
      const auto cases = static_cast<std::uint32_t>(count);
      ASSERT_EQ(table->find(id, 1, cases), document);
      const auto before = table->find(id, 1, document - 1);
      ASSERT_EQ(before, std::nullopt) << "not among those before it";
      ASSERT_EQ(table->find(id, document, cases - document + 1), document);
      ASSERT_EQ(table->find(id, document + 1, cases - document), std::nullopt);
      EXPECT_EQ(table->key(document), entry.key);
      EXPECT_EQ(table->words(document), entry.words);
      for (const std::string& near : {id + "a", id.substr(1), id + '\0'}) {
        const auto expected = entries.find(near);
        ASSERT_EQ(table->find(near, 1, cases).has_value(), expected != entries.end());
      }
    }
  }
}

void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST(CaseTableTest, EveryFlippedBitIsFound) {
  std::mt19937_64 random(1);
  const TempFolder folder;
  write_table(folder / "t", random_entries(random, 18));
  const std::string bytes = *read_file(folder / "t", 1 << 20);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << (i % 8)));
    write_bytes(folder / "d", damaged);
    ASSERT_EQ(failure_name(CaseTable::open(folder / "d")), "corrupt") << i;
  }
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    write_bytes(folder / "d", bytes.substr(0, size));
    ASSERT_EQ(failure_name(CaseTable::open(folder / "d")), "corrupt") << size;
  }
}

TEST(CaseTableTest, HoldsAHundredThousandCases) {
  const TempFolder folder;
  CaseTableWriter writer(folder / "t");
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    ASSERT_TRUE(succeeded(writer.add(test::numbered_id(i), {})));
  }
  ASSERT_TRUE(succeeded(writer.finish()));
  const auto table = CaseTable::open(folder / "t");
  ASSERT_TRUE(succeeded(table));
  EXPECT_EQ(table->find("case-099999", 1, table->case_count()), 100'000U);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    EXPECT_EQ(entry.path().filename(), "t") << "left behind by the writer, which is still there";
  }
}

}  // namespace
}  // namespace kizuki

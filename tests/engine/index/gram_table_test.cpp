#include "engine/index/gram_table.hpp"

#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"
#include "engine/index/gram_codec.hpp"
#include "engine/index/gram_frequencies.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

/// A case with about `size` grams, small counters more often than large ones.
GramProfile random_profile(std::mt19937_64& random, std::size_t size, std::uint32_t buckets) {
  std::map<std::uint32_t, bool> distinct;
  for (std::size_t i = 0; i < size; ++i) {
    const auto below = static_cast<std::uint32_t>(1 + random() % buckets);
    distinct[static_cast<std::uint32_t>(random() % below)] = true;
  }
  GramProfile profile;
  for (const auto& [bucket, there] : distinct) profile.buckets.push_back(bucket);
  profile.pairs = static_cast<std::uint32_t>(size);
  profile.kanji = static_cast<std::uint32_t>(size / 3);
  return profile;
}

void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST(GramCodecTest, GivesBackNumbersOfAllSizes) {
  for (std::uint32_t order = 0; order <= kMaxGolombOrder; ++order) {
    std::vector<std::uint32_t> values;
    for (std::uint32_t bit = 0; bit < 26; ++bit) {
      for (const std::uint32_t near : {0U, 1U, 2U}) values.push_back((1U << bit) - 1 + near);
    }
    GolombWriter writer;
    std::uint64_t bits = 0;
    std::vector<std::uint32_t> written;
    for (const std::uint32_t value : values) {
      if (value + (1U << order) >= kMaxGolombValue) continue;
      writer.add(value, order);
      written.push_back(value);
      bits += golomb_bits(value, order);
      ASSERT_EQ(writer.bits(), bits);
    }
    const std::string bytes = std::move(writer).take() + std::string(8, '\0');
    GolombReader reader(bytes, 0, bits);
    for (const std::uint32_t value : written) ASSERT_EQ(reader.take(order), value);
    EXPECT_TRUE(reader.at_end());
  }
}

TEST(GramTableTest, CountsTheCasesOfEachCounter) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const TempFolder folder;
  struct Shape {
    std::size_t cases, size;
    std::uint32_t buckets;
  };
  for (const Shape shape : {Shape{0, 0, 1},
                            {1, 1, 1},
                            {1, 300, kGramBuckets},
                            {60, 700, 1 << 14},
                            {40, 20'000, kGramBuckets},
                            {3000, 40, 50}}) {
    SCOPED_TRACE(describe_seed(seed, shape.cases));
    GramTableWriter writer;
    std::vector<std::uint32_t> counts(kGramBuckets, 0);
    GramTotals totals;
    for (std::size_t i = 0; i < shape.cases; ++i) {
      const GramProfile profile = random_profile(random, shape.size, shape.buckets);
      writer.add(profile);
      for (const std::uint32_t bucket : profile.buckets) ++counts[bucket];
      ++totals.cases;
      totals.pairs += profile.pairs;
      totals.kanji += profile.kanji;
    }
    ASSERT_TRUE(succeeded(writer.write(folder / "t")));
    const auto table = GramTable::open(folder / "t");
    ASSERT_TRUE(succeeded(table));
    EXPECT_EQ(table->totals(), totals);
    EXPECT_EQ(table->bytes(), writer.encode());
    EXPECT_EQ(table->frequencies(), counts);
    GramFrequencies frequencies(*table);  // one by one at first, then unpacked
    for (std::uint32_t bucket = 0; bucket < kGramBuckets; ++bucket) {
      ASSERT_EQ(table->frequency(bucket), counts[bucket]) << bucket;
      ASSERT_EQ(frequencies.of(bucket), counts[bucket]) << bucket;
    }
  }
}

TEST(GramTableTest, TheLastCounterCounts) {
  const TempFolder folder;
  GramTableWriter writer;
  writer.add({{kGramBuckets - 1, 0}, 2, 0});
  ASSERT_TRUE(succeeded(writer.write(folder / "t")));
  const auto table = GramTable::open(folder / "t");
  ASSERT_TRUE(succeeded(table));
  EXPECT_EQ(table->frequency(0), 1U);
  EXPECT_EQ(table->frequency(1), 0U);
  EXPECT_EQ(table->frequency(kGramBuckets - 2), 0U);
  EXPECT_EQ(table->frequency(kGramBuckets - 1), 1U);
}

TEST(GramTableTest, EveryFlippedBitIsFound) {
  std::mt19937_64 random(1);
  const TempFolder folder;
  GramTableWriter writer;
  for (int i = 0; i < 3; ++i) writer.add(random_profile(random, 50, 500));
  const std::string bytes = writer.encode();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
    write_bytes(folder / "t", damaged);
    EXPECT_FALSE(GramTable::open(folder / "t").has_value()) << i;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    write_bytes(folder / "t", bytes.substr(0, size));
    EXPECT_FALSE(GramTable::open(folder / "t").has_value()) << size;
  }
}

/// Makes both checksums fit again.
std::string signed_anew(const std::string& bytes) {
  const std::string body = bytes.substr(kGramTableHeaderBytes);
  std::string head = bytes.substr(0, kGramTableHeaderBytes - 16);
  append_fixed(head, xxh3(body));
  append_fixed(head, xxh3(head));
  return head + body;
}

TEST(GramTableTest, ReadingSurvivesWhatNobodyWrote) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const TempFolder folder;
  GramTableWriter writer;
  for (int i = 0; i < 5; ++i) writer.add(random_profile(random, 400, kGramBuckets));
  const std::string bytes = writer.encode();
  ASSERT_EQ(signed_anew(bytes), bytes);
  std::size_t opened = 0;
  for (std::uint64_t round = 0; round < 400; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    std::string damaged = bytes;
    for (std::uint64_t i = 1 + random() % 4; i > 0; --i) {
      const std::size_t from = random() % 2 == 0 ? 12 : kGramTableHeaderBytes;
      damaged[from + random() % (damaged.size() - from)] = static_cast<char>(random());
    }
    if (round % 4 == 0) damaged.resize(damaged.size() - random() % 40);
    write_bytes(folder / "t", signed_anew(damaged));
    const auto table = GramTable::open(folder / "t");
    if (!table) continue;
    ++opened;
    for (int i = 0; i < 2000; ++i) {
      table->frequency(static_cast<std::uint32_t>(random() % kGramBuckets));
    }
    EXPECT_EQ(table->frequencies().size(), kGramBuckets);
  }
  EXPECT_GT(opened, 20U);
}

TEST(GramTableTest, AnotherVersionIsRefused) {
  const TempFolder folder;
  std::string bytes = GramTableWriter().encode();
  bytes[8] = static_cast<char>(kFormatVersion + 1);
  write_bytes(folder / "t", signed_anew(bytes));
  const auto table = GramTable::open(folder / "t");
  ASSERT_FALSE(table.has_value());
  EXPECT_EQ(table.error().code, ErrorCode::kVersionMismatch);
}

TEST(GramProfileTest, CountsEachGramOfACaseOnce) {
  CaseAnalysis analysis;
  for (const char* text : {"売上と売上", "現場", "売上"}) {
    analysis.fields.emplace_back();
    analysis.fields.back().text = text;
  }
  const GramProfile profile = gram_profile_of(analysis);
  // 売上 上と と売 現場, 売 上 現 場.
  EXPECT_EQ(profile.buckets.size(), 8U);
  EXPECT_EQ(profile.pairs, 6U);
  EXPECT_EQ(profile.kanji, 8U);
  for (const std::uint32_t bucket : profile.buckets) EXPECT_LT(bucket, kGramBuckets);
}

}  // namespace
}  // namespace kizuki

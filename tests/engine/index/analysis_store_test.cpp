#include <algorithm>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/index/analysis_store_reader.hpp"
#include "engine/index/analysis_store_writer.hpp"
#include "engine/index/block_compression.hpp"
#include "engine/index/fixed_width.hpp"
#include "engine/index/format.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

struct Record {
  std::string columns;
  std::string text;
};

std::string random_text(std::mt19937_64& random, std::size_t bytes) {
  static const std::vector<std::string> kPieces{"経営", "改善", "を",   "支援", "する", "。",
                                                "売上", "が",   "増え", "た",   "資金", "繰り"};
  std::string text;
  while (text.size() < bytes) text += kPieces[random() % kPieces.size()];
  text.resize(bytes);
  return text;
}

std::string random_columns(std::mt19937_64& random, std::size_t bytes) {
  std::string columns;
  while (columns.size() < bytes) columns += static_cast<char>(random() % 13);
  return columns;
}

std::vector<Record> records_of_sizes(std::uint64_t seed, const std::vector<std::size_t>& sizes) {
  std::mt19937_64 random(seed);
  std::vector<Record> records;
  records.reserve(sizes.size());
  for (const std::size_t size : sizes) {
    records.push_back({random_columns(random, size / 5), random_text(random, size - size / 5)});
  }
  return records;
}

void write_store(const std::filesystem::path& file, const std::vector<Record>& records,
                 const std::vector<std::string>& samples = {}) {
  auto writer = AnalysisStoreWriter::create(file, samples);
  EXPECT_TRUE(succeeded(writer));
  for (const Record& record : records) {
    EXPECT_TRUE(succeeded(writer->add({record.columns, record.text})));
  }
  EXPECT_TRUE(succeeded(writer->finish()));
}

/// What the footer says.
std::uint64_t count_blocks(const std::filesystem::path& file) {
  const std::string bytes = *read_file(file, 1 << 30);
  return load_fixed<std::uint64_t>(bytes, bytes.size() - kAnalysisFooterBytes + 8);
}

void expect_all(AnalysisStoreReader& reader, const std::vector<Record>& records,
                const std::vector<std::size_t>& order) {
  for (const std::size_t i : order) {
    const auto streams = reader.read(static_cast<std::uint32_t>(i));
    ASSERT_TRUE(succeeded(streams)) << i;
    ASSERT_EQ(streams->columns, records[i].columns) << i;
    ASSERT_EQ(streams->text, records[i].text) << i;
  }
}

TEST(AnalysisStoreTest, RecordsOfAnySizeInAnyOrder) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const std::vector<std::size_t> interesting{0,     1,     2,       4095,   4096, 4097,
                                             10'00, 0,     100'000, 0,      300,  1 << 20,
                                             5,     8'000, 65'536,  12'345, 0,    1};
  for (std::uint64_t round = 0; round < 3; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    auto sizes = interesting;
    for (int i = 0; i < 400; ++i) sizes.push_back(random() % 1500);
    std::shuffle(sizes.begin(), sizes.end(), random);
    const auto records = records_of_sizes(seed + round, sizes);
    const TempFolder folder;
    write_store(folder / "s", records);
    auto reader = AnalysisStoreReader::open(folder / "s");
    ASSERT_TRUE(succeeded(reader));
    ASSERT_EQ(reader->record_count(), records.size());
    std::vector<std::size_t> order(records.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    expect_all(*reader, records, order);
    std::shuffle(order.begin(), order.end(), random);
    expect_all(*reader, records, order);
  }
}

// Blocks that were read last are kept: small ones by the dozen, of large ones only the last.
TEST(AnalysisStoreTest, RecordsThatAreReadAgainAreTheSame) {
  const std::uint64_t seed = test_seed();
  SCOPED_TRACE(describe_seed(seed, 0));
  const TempFolder folder;
  std::mt19937_64 random(seed);
  std::vector<std::size_t> sizes;
  sizes.reserve(306);
  for (int i = 0; i < 300; ++i) sizes.push_back(100 + random() % 6'000);
  for (int i = 0; i < 6; ++i) sizes.push_back(300'000 + random() % 900'000);
  const auto records = records_of_sizes(seed + 1, sizes);
  write_store(folder / "a", records);
  auto reader = AnalysisStoreReader::open(folder / "a");
  ASSERT_TRUE(succeeded(reader));
  std::vector<std::size_t> order;
  std::size_t near = 0;
  for (int i = 0; i < 5'000; ++i) {
    if (random() % 50 == 0) near = random() % records.size();
    const bool again = random() % 4 != 0;
    order.push_back(again ? (near + random() % 30) % records.size() : random() % records.size());
  }
  expect_all(*reader, records, order);
  EXPECT_FALSE(reader->read(1'000'000)) << "no such record";
  expect_all(*reader, records, order);
}

TEST(AnalysisStoreTest, EmptyStoreOpens) {
  const TempFolder folder;
  write_store(folder / "s", {});
  auto reader = AnalysisStoreReader::open(folder / "s");
  ASSERT_TRUE(succeeded(reader));
  EXPECT_EQ(reader->record_count(), 0U);
  EXPECT_EQ(failure_name(reader->read(0)), "corrupt");
}

TEST(AnalysisStoreTest, RecordsThatAreNotThereAreErrors) {
  const TempFolder folder;
  const auto records = records_of_sizes(1, {10, 20, 5000, 7});
  write_store(folder / "s", records);
  auto reader = AnalysisStoreReader::open(folder / "s");
  ASSERT_TRUE(succeeded(reader));
  for (const std::uint32_t record : {4U, 5U, UINT32_MAX}) {
    EXPECT_EQ(failure_name(reader->read(record)), "corrupt");
  }
  expect_all(*reader, records, {3, 0, 2, 1});
}

TEST(AnalysisStoreTest, BlocksAreAboutTheirSize) {
  const TempFolder folder;
  const auto records = records_of_sizes(1, std::vector<std::size_t>(300, 700));
  write_store(folder / "s", records);
  EXPECT_EQ(count_blocks(folder / "s"), 34U);  // 9 × 700 bytes reach 6 KiB
  const auto empty = records_of_sizes(1, std::vector<std::size_t>(1000, 0));
  write_store(folder / "e", empty);
  EXPECT_EQ(count_blocks(folder / "e"), 1000 / kMaxRecordsPerBlock + 1);
}

TEST(AnalysisStoreTest, TooLargeARecordIsRefused) {
  const TempFolder folder;
  auto writer = AnalysisStoreWriter::create(folder / "s", {});
  ASSERT_TRUE(succeeded(writer));
  const std::string huge(kMaxRecordBytes, 'x');
  EXPECT_TRUE(succeeded(writer->add({"", huge})));
  EXPECT_EQ(failure_name(writer->add({"y", huge})), "limit_exceeded");
}

TEST(AnalysisStoreTest, SameRecordsGiveTheSameBytes) {
  std::mt19937_64 random(3);
  std::vector<std::string> samples;
  samples.reserve(300);
  for (int i = 0; i < 300; ++i) samples.push_back(random_text(random, 800));
  const auto records = records_of_sizes(2, std::vector<std::size_t>(4000, 600));
  const TempFolder folder;
  write_store(folder / "a", records, samples);
  write_store(folder / "b", records, samples);
  const auto a = read_file(folder / "a", 1 << 30);
  const auto b = read_file(folder / "b", 1 << 30);
  ASSERT_TRUE(succeeded(a));
  EXPECT_EQ(*a, *b);
}

TEST(AnalysisStoreTest, EveryFlippedBitIsFoundOnOpeningOrReading) {
  std::mt19937_64 random(5);
  std::vector<std::string> samples;
  samples.reserve(100);
  for (int i = 0; i < 100; ++i) samples.push_back(random_text(random, 800));
  const auto records = records_of_sizes(2, {900, 3000, 0, 5000, 200, 40, 2500});
  const TempFolder folder;
  write_store(folder / "s", records, samples);
  const std::string bytes = *read_file(folder / "s", 1 << 30);
  // All of header, block index and footer; of the rest, which only checksums tell apart, a part.
  for (std::size_t i = 0; i < bytes.size(); i += i < 64 || i + 200 > bytes.size() ? 1 : 5) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << (random() % 8)));
    std::ofstream(folder / "d", std::ios::binary) << damaged;
    auto reader = AnalysisStoreReader::open(folder / "d");
    bool found = !reader.has_value();
    for (std::size_t r = 0; !found && r < records.size(); ++r) {
      const auto streams = reader->read(static_cast<std::uint32_t>(r));
      if (!streams) {
        found = true;
      } else {
        ASSERT_EQ(streams->text, records[r].text) << "served a damaged byte";
        ASSERT_EQ(streams->columns, records[r].columns) << "served a damaged byte";
      }
    }
    ASSERT_TRUE(found) << "byte " << i;
  }
}

TEST(BlockCompressionTest, DictionaryMakesSmallBlocksClearlySmaller) {
  std::mt19937_64 random(6);
  std::vector<std::string> samples;
  // Sentences out of a fixed stock, as reports of one kind have.
  std::vector<std::string> stock;
  stock.reserve(400);
  for (int i = 0; i < 400; ++i) stock.push_back(random_text(random, 60 + random() % 60));
  const auto report = [&] {
    std::string text;
    for (int i = 0; i < 5; ++i) text += stock[random() % stock.size()];
    return text;
  };
  samples.reserve(2000);
  for (int i = 0; i < 2000; ++i) samples.push_back(report());
  const std::string dictionary = train_dictionary(samples, kMaxDictionaryBytes);
  ASSERT_FALSE(dictionary.empty());
  EXPECT_LE(dictionary.size(), kMaxDictionaryBytes);
  EXPECT_EQ(train_dictionary(samples, kMaxDictionaryBytes), dictionary);
  auto plain = BlockCompressor::create("");
  auto trained = BlockCompressor::create(dictionary);
  auto expander = BlockDecompressor::create(dictionary);
  ASSERT_TRUE(plain && trained && expander);
  std::size_t without = 0;
  std::size_t with = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string text = report();
    std::string out;
    without += plain->append(text, out);
    out.clear();
    with += trained->append(text, out);
    std::string back;
    ASSERT_TRUE(expander->expand(out, text.size(), back));
    ASSERT_EQ(back, text);
  }
  EXPECT_LT(2 * with, without);
}

TEST(BlockCompressionTest, TooFewSamplesMakeNoDictionary) {
  EXPECT_EQ(train_dictionary({}, kMaxDictionaryBytes), "");
  EXPECT_EQ(train_dictionary({"短い", ""}, kMaxDictionaryBytes), "");
  // Nothing to learn from: every sample is the same byte.
  train_dictionary(std::vector<std::string>(100, std::string(5000, 'a')), kMaxDictionaryBytes);
}

TEST(BlockCompressionTest, AnyBytesAreSafeToExpand) {
  auto expander = BlockDecompressor::create("");
  ASSERT_TRUE(expander);
  std::mt19937_64 random(8);
  std::string out;
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (std::uint64_t length = random() % 60; length > 0; --length) {
      bytes += static_cast<char>(random());
    }
    expander->expand(bytes, random() % 5000, out);
  }
  EXPECT_EQ(BlockDecompressor::create("no dictionary, but content to refer to").has_value(), true);
}

}  // namespace
}  // namespace kizuki

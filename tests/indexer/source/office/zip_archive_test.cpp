#include "indexer/source/office/zip_archive.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

Result<std::string> read(const ZipArchive& archive, const std::string& name,
                         std::uint64_t limit_bytes) {
  auto entry = archive.open_entry(name, limit_bytes);
  if (!entry) return std::move(entry).error();
  std::string out;
  std::string piece(1'000, '\0');
  for (;;) {
    const auto got = entry->read(piece.data(), piece.size());
    if (!got) return got.error();
    if (*got == 0) return out;
    out.append(piece, 0, *got);
  }
}

TEST(ZipArchive, ReadsItsEntries) {
  const std::string large(3'000'000, 'x');
  const auto archive = ZipArchive::open(make_zip({{"a/b.xml", "text"}, {"large", large}}));
  ASSERT_TRUE(succeeded(archive));
  EXPECT_TRUE(archive->has("A/B.XML"));
  EXPECT_FALSE(archive->has("b.xml"));
  EXPECT_EQ(archive->size_of("large"), large.size());
  EXPECT_EQ(archive->size_of("none"), 0U);
  EXPECT_EQ(*read(*archive, "a/b.xml", 4), "text");
  EXPECT_EQ(*read(*archive, "large", large.size()), large);
  EXPECT_EQ(failure_name(read(*archive, "none", 4)), "invalid_argument");
}

TEST(ZipArchive, InflatesNoMoreThanAllowed) {
  std::string zeros;
  zeros.resize(std::size_t{50} << 20U);
  const auto archive = ZipArchive::open(make_zip({{"bomb", zeros}}));
  ASSERT_TRUE(succeeded(archive));
  EXPECT_EQ(failure_name(read(*archive, "bomb", 1'000'000)), "limit_exceeded");
}

TEST(ZipArchive, RefusesWhatIsNone) {
  EXPECT_EQ(failure_name(ZipArchive::open("")), "invalid_argument");
  EXPECT_EQ(failure_name(ZipArchive::open("PK\x03\x04")), "invalid_argument");
  const std::string good = make_zip({{"a", "text"}});
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(ZipArchive::open(good.substr(0, size))) << size;
  }
}

TEST(ZipArchive, SurvivesAnyDamage) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += std::to_string(random() % 50);
  const std::string good = make_zip({{"a", text}, {"b", "other"}});
  int changed = 0;
  for (std::uint64_t round = 0; round < 3'000; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    std::string bytes = good;
    char& byte = bytes[random() % bytes.size()];
    byte = static_cast<char>(static_cast<unsigned>(byte) + 1 + random() % 255);
    const auto archive = ZipArchive::open(std::move(bytes));
    if (!archive) continue;
    const auto found = read(*archive, "a", 1'000'000);
    if (found && *found != text) ++changed;
  }
  EXPECT_EQ(changed, 0) << "every entry has a checksum";
}

}  // namespace
}  // namespace kizuki

#include "engine/base/spool.hpp"

#include <fstream>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

constexpr std::size_t kLimit = 1 << 22;

TEST(Spool, WritesWhatItTookWhereverItLay) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const TempFolder folder;
  for (const std::size_t most : {0U, 1U, 100U, 70'000U, 1U << 20U}) {
    SCOPED_TRACE(describe_seed(seed, most));
    auto out = FileWriter::create(folder / "out");
    ASSERT_TRUE(succeeded(out));
    ASSERT_TRUE(succeeded(out->write("head")));
    std::string all;
    {
      Spool spool(folder / "tmp", most);
      for (int piece = 0; piece < 200; ++piece) {
        const std::string bytes(random() % 2000, static_cast<char>(random()));
        all += bytes;
        ASSERT_TRUE(succeeded(spool.append(bytes)));
        ASSERT_EQ(spool.size(), all.size());
        ASSERT_EQ(spool.hash(), xxh3(all));
      }
      EXPECT_EQ(std::filesystem::exists(folder / "tmp"), all.size() > most);
      ASSERT_TRUE(succeeded(spool.write_to(*out)));
      EXPECT_FALSE(std::filesystem::exists(folder / "tmp"));
    }
    ASSERT_TRUE(succeeded(out->close(false)));
    EXPECT_EQ(*read_file(folder / "out", kLimit), "head" + all);
    ASSERT_TRUE(succeeded(Spool(folder / "tmp", most).append(all)));
    EXPECT_FALSE(std::filesystem::exists(folder / "tmp")) << "one that was never written";
  }
}

TEST(Spool, IsReadAsOftenAsOneLikes) {
  const TempFolder folder;
  for (const std::size_t most : {1'000U, 300'000U}) {
    Spool spool(folder / "tmp", most);
    const std::string all(200'000, 'x');
    ASSERT_TRUE(succeeded(spool.append(all)));
    for (int time = 0; time < 3; ++time) {
      std::string read;
      ASSERT_TRUE(succeeded(spool.read([&](std::string_view bytes) { read += bytes; })));
      EXPECT_EQ(read, all);
    }
    EXPECT_EQ(std::filesystem::exists(folder / "tmp"), most < all.size());
    spool.clear();
    EXPECT_FALSE(std::filesystem::exists(folder / "tmp"));
  }
}

TEST(Spool, OfNothingWritesNothing) {
  const TempFolder folder;
  auto out = FileWriter::create(folder / "out");
  ASSERT_TRUE(succeeded(out));
  Spool spool(folder / "tmp");
  EXPECT_EQ(spool.hash(), xxh3(""));
  ASSERT_TRUE(succeeded(spool.write_to(*out)));
  ASSERT_TRUE(succeeded(out->close(false)));
  EXPECT_EQ(*read_file(folder / "out", kLimit), "");
}

TEST(Spool, AFullDiskFailsEverythingFromThenOn) {
  const TempFolder folder;
  std::filesystem::create_symlink("/dev/full", folder / "tmp");
  Spool spool(folder / "tmp", 10);
  const std::string much(200'000, 'x');
  EXPECT_EQ(failure_name(spool.append(much)), "no_space");
  EXPECT_EQ(failure_name(spool.append("more")), "no_space");
  auto out = FileWriter::create(folder / "out");
  ASSERT_TRUE(succeeded(out));
  EXPECT_EQ(failure_name(spool.write_to(*out)), "no_space");
}

TEST(Spool, WithoutItsFolderFails) {
  const TempFolder folder;
  Spool spool(folder / "none" / "tmp", 10);
  EXPECT_EQ(failure_name(spool.append("longer than ten bytes")), "not_found");
  EXPECT_EQ(failure_name(spool.append("short")), "not_found") << "a gap must not go unseen";
  auto out = FileWriter::create(folder / "out");
  ASSERT_TRUE(succeeded(out));
  EXPECT_EQ(failure_name(spool.write_to(*out)), "not_found");
}

TEST(Spool, AChangedFileIsFound) {
  const TempFolder folder;
  Spool spool(folder / "tmp", 10);
  ASSERT_TRUE(succeeded(spool.append(std::string(200'000, 'x'))));
  {
    std::fstream file(folder / "tmp", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(1000);
    file << 'y';
  }
  auto out = FileWriter::create(folder / "out");
  ASSERT_TRUE(succeeded(out));
  EXPECT_EQ(failure_name(spool.write_to(*out)), "corrupt");
}

}  // namespace
}  // namespace kizuki

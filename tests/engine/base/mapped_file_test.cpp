#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

void put(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST(MappedFile, ShowsTheBytesOfTheFile) {
  const TempFolder folder;
  for (const std::size_t size : {1U, 4095U, 4096U, 4097U}) {
    const std::string bytes(size, 'm');
    put(folder / "f", bytes);
    const auto mapped = MappedFile::open(folder / "f");
    ASSERT_TRUE(succeeded(mapped));
    EXPECT_EQ(mapped->bytes(), bytes);
  }
}

TEST(MappedFile, ReadsThroughInPiecesAndKeepsTheBytes) {
  const TempFolder folder;
  std::string bytes(2 * MappedFile::kPieceBytes + 5000, ' ');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 >> 3U);
  put(folder / "f", bytes);
  const auto mapped = MappedFile::open(folder / "f");
  ASSERT_TRUE(succeeded(mapped));
  for (const std::size_t from : {std::size_t{0}, std::size_t{17}, std::size_t{4096}}) {
    std::string read;
    std::size_t pieces = 0;
    mapped->read_through(mapped->bytes().substr(from), [&](std::string_view piece) {
      read += piece;
      ++pieces;
    });
    EXPECT_EQ(read, bytes.substr(from));
    EXPECT_EQ(pieces, 3U);
    EXPECT_EQ(mapped->bytes(), bytes);
  }
  mapped->read_through({}, [](std::string_view) { FAIL() << "nothing to hand out"; });
}

TEST(MappedFile, OfAnEmptyFileIsEmpty) {
  const TempFolder folder;
  put(folder / "f", "");
  const auto mapped = MappedFile::open(folder / "f");
  ASSERT_TRUE(succeeded(mapped));
  EXPECT_TRUE(mapped->bytes().empty());
  EXPECT_TRUE(MappedFile().bytes().empty());
}

TEST(MappedFile, KeepsTheBytesOfAnUnlinkedFile) {
  const TempFolder folder;
  put(folder / "f", "still here");
  const auto mapped = MappedFile::open(folder / "f");
  ASSERT_TRUE(succeeded(mapped));
  std::filesystem::remove(folder / "f");
  put(folder / "f", "another file");
  EXPECT_EQ(mapped->bytes(), "still here");
}

TEST(MappedFile, CanBeMoved) {
  const TempFolder folder;
  put(folder / "a", "A");
  put(folder / "b", "B");
  auto a = MappedFile::open(folder / "a");
  auto b = MappedFile::open(folder / "b");
  ASSERT_TRUE(succeeded(a));
  ASSERT_TRUE(succeeded(b));
  MappedFile moved = *std::move(a);
  EXPECT_EQ(moved.bytes(), "A");
  moved = *std::move(b);
  EXPECT_EQ(moved.bytes(), "B");
}

TEST(MappedFile, RefusesWhatIsNoFile) {
  const TempFolder folder;
  EXPECT_EQ(failure_name(MappedFile::open(folder / "none")), "not_found");
  EXPECT_EQ(failure_name(MappedFile::open(folder.path())), "invalid_argument");
  EXPECT_EQ(failure_name(MappedFile::open("/dev/null")), "invalid_argument");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
  EXPECT_EQ(run_in_child([&] {
              ::alarm(5);
              const auto mapped = MappedFile::open(folder / "pipe");
              return mapped ? 100 : static_cast<int>(mapped.error().code);
            }),
            static_cast<int>(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace kizuki

#include "indexer/source/byte_source.hpp"

#include <fstream>
#include <string>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "tests/support/child_process.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;

class ByteSourceTest : public testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }

  TempFolder folder_;
};

std::string read_all(ByteSource& source, std::size_t step) {
  std::string all;
  std::string piece(step, '\0');
  for (;;) {
    const auto got = source.read(piece.data(), step);
    EXPECT_TRUE(got);
    if (!got || *got == 0) return all;
    all.append(piece, 0, *got);
  }
}

TEST_F(ByteSourceTest, ReadsAFileInOrderAndAgain) {
  const std::string bytes =
      "一行目\n\0二行目"
      "\xFF end";
  auto source = open_file_bytes(write("plain.txt", bytes));
  ASSERT_TRUE(source) << source.error().describe();
  EXPECT_EQ((*source)->size(), bytes.size());
  EXPECT_EQ(read_all(**source, 3), bytes);
  ASSERT_TRUE((*source)->rewind());
  EXPECT_EQ(read_all(**source, 1000), bytes);
}

TEST_F(ByteSourceTest, AnEmptyFileIsNoErrorAtThisLevel) {
  auto source = open_file_bytes(write("empty", ""));
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->size(), 0U);
  EXPECT_EQ(read_all(**source, 10), "");
}

TEST_F(ByteSourceTest, MemoryBehavesAsAFile) {
  auto source = memory_bytes("abcde");
  EXPECT_EQ(source->size(), 5U);
  EXPECT_EQ(read_all(*source, 2), "abcde");
  ASSERT_TRUE(source->rewind());
  EXPECT_EQ(read_all(*source, 5), "abcde");
}

TEST_F(ByteSourceTest, AMissingFileIsNotFoundAndNamed) {
  const auto source = open_file_bytes(folder_ / "none.csv");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(source.error().file, (folder_ / "none.csv").string());
}

TEST_F(ByteSourceTest, AFolderIsRefused) {
  const auto source = open_file_bytes(folder_.path());
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(source.error().message.find("フォルダー"), std::string::npos);
}

TEST_F(ByteSourceTest, APipeIsRefusedWithoutWaitingForAWriter) {
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto source = open_file_bytes(pipe);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(ByteSourceTest, ADeviceIsRefused) {
  const auto source = open_file_bytes("/dev/null");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kInvalidArgument);
}

// Root may read everything, so the check runs in a child that is nobody.
TEST_F(ByteSourceTest, AnUnreadableFileIsPermissionDenied) {
  const fs::path secret = write("secret.csv", "id\n");
  ASSERT_EQ(::chmod(secret.c_str(), 0), 0);
  constexpr int kCannotTry = 2;
  const int status = run_in_child([&] {
    if (!become_ordinary_user()) return kCannotTry;
    const auto source = open_file_bytes(secret);
    return !source && source.error().code == ErrorCode::kPermissionDenied ? 0 : 1;
  });
  if (status == kCannotTry) GTEST_SKIP() << "cannot give up root's rights here";
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace kizuki

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/source/record_source.hpp"
#include "tests/indexer/source/encode.hpp"
#include "tests/indexer/source/reading.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;

TEST(OpenSource, TheEndingDecidesInAnyCase) {
  const std::string lines = "{\"id\":\"a\"}\n";
  for (const char* name : {"a.jsonl", "a.NDJSON", "a.json", "b.JSON"}) {
    EXPECT_EQ(read_source(lines, name).front().json, "{\"id\":\"a\"}") << name;
  }
  EXPECT_EQ(read_source("id,x\n1,2\n", "A.CSV").front().json, R"({"id":"1","x":"2"})");
  EXPECT_EQ(read_source("id\tx\n1\t2\n", "a.tsv").front().json, R"({"id":"1","x":"2"})");
}

TEST(OpenSource, OtherwiseTheFirstBytesDecide) {
  for (const char* name : {"cases", "cases.txt", "-"}) {
    EXPECT_EQ(read_source("\n {\"id\":\"a\"}\n", name).front().json, "{\"id\":\"a\"}");
    EXPECT_EQ(read_source("\xEF\xBB\xBF[{\"id\":\"a\"}]", name).front().json, "{\"id\":\"a\"}");
    EXPECT_EQ(read_source("id,x\n1,2\n", name).front().json, R"({"id":"1","x":"2"})");
    EXPECT_EQ(read_source("id\tx\n1\t2\n", name).front().json, R"({"id":"1","x":"2"})");
    EXPECT_THAT(read_source("", name).front().error, HasSubstr("空のファイル"));
  }
  const auto unknown = open_source(memory_bytes("just some prose\n"), "memo", {});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(unknown.error().file, "memo");
  EXPECT_THAT(read_source("just some prose\n", "memo.txt").front().json, HasSubstr("\"sections\""));
}

TEST(OpenSource, TellsEncodingAndProgress) {
  const std::string bytes = *encode(Encoding::kEucJp, "id,本文\n1,相談を受けた\n");
  auto source = open_source(memory_bytes(bytes), "a.csv", {});
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->encoding(), Encoding::kEucJp);
  EXPECT_EQ((*source)->bytes_total(), bytes.size());
  while (*(*source)->next()) {
  }
  EXPECT_EQ((*source)->bytes_read(), bytes.size());
}

TEST(OpenSource, AForcedEncodingIsUsed) {
  SourceOptions options;
  options.encoding = Encoding::kCp932;
  const auto items = read_source("id,x\n1,\xB6\xC5\n", "a.csv", options);
  EXPECT_EQ(items.front().json, R"({"id":"1","x":"ｶﾅ"})");
}

TEST(OpenSource, FilesThatCannotBeReadAreErrorsThatNameThem) {
  const TempFolder folder;
  std::ofstream(folder / "book.csv", std::ios::binary) << "PK\x03\x04...";
  std::ofstream(folder / "old.xls", std::ios::binary) << "\xD0\xCF\x11\xE0...";
  std::ofstream(folder / "utf16.csv", std::ios::binary) << "\xFF\xFEi";
  const std::pair<std::filesystem::path, ErrorCode> cases[] = {
      {folder / "missing.jsonl", ErrorCode::kNotFound},
      {folder.path(), ErrorCode::kInvalidArgument},
      {folder / "book.csv", ErrorCode::kInvalidArgument},
      {folder / "old.xls", ErrorCode::kInvalidArgument},
      {folder / "utf16.csv", ErrorCode::kInvalidEncoding},
  };
  for (const auto& [path, code] : cases) {
    const auto source = open_source(path, {});
    ASSERT_FALSE(source) << path;
    EXPECT_EQ(source.error().code, code) << path;
    EXPECT_EQ(source.error().file, path.string());
  }
}

}  // namespace
}  // namespace kizuki

#include "indexer/source_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(SourceFiles, TakesAFileAsItIsWhateverItsName) {
  const TempFolder folder;
  const auto path = folder.write("cases.dat", "{}");
  const auto files = source_files(path);
  ASSERT_TRUE(files);
  EXPECT_THAT(*files, ElementsAre(path));
}

TEST(SourceFiles, SearchesFoldersForKnownEndingsInOrder) {
  const TempFolder folder;
  const auto b = folder.write("b.jsonl", "");
  const auto c = folder.write("sub/c.CSV", "");
  const auto a = folder.write("a.json", "");
  folder.write("notes.txt", "");
  folder.write(".hidden.json", "");
  folder.write("~$d.xlsx", "");
  const auto d = folder.write("sub/d.xlsx", "");
  folder.write(".git/config.json", "");
  const auto files = source_files(folder.path());
  ASSERT_TRUE(files);
  EXPECT_THAT(*files, ElementsAre(a, b, c, d));
}

TEST(SourceFiles, NamesWhatIsMissing) {
  const TempFolder folder;
  const auto missing = source_files(folder / "none.csv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().describe(), HasSubstr("none.csv"));

  const auto empty = source_files(folder.path());
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(empty.error().message, HasSubstr(".jsonl"));
}

}  // namespace
}  // namespace kizuki

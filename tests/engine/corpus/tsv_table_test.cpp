#include "engine/corpus/tsv_table.hpp"

#include <gtest/gtest.h>

#include "tests/engine/corpus/corpus_fixture.hpp"

namespace kizuki::test {
namespace {

TEST(TsvTable, ReadsRowsWithTheirLines) {
  const TemporaryFile file("t.tsv", "a\tb\r\n1\t\r\n日本\tx y\n");
  const auto rows = read_tsv(file.path(), {"a", "b"});
  ASSERT_TRUE(rows.has_value()) << rows.error().describe();
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].line, 2u);
  EXPECT_EQ((*rows)[0].cells, (std::vector<std::string>{"1", ""}));
  EXPECT_EQ((*rows)[1].line, 3u);
  EXPECT_EQ((*rows)[1].cells, (std::vector<std::string>{"日本", "x y"}));
}

TEST(TsvTable, FaultsNameTheirLine) {
  struct Row {
    std::string_view text;
    std::uint64_t line;
  };
  for (const Row& row :
       {Row{"", 1}, Row{"a\tc\n", 1}, Row{"a\n", 1}, Row{"a\tb\n1\t2\n3\n", 3},
        Row{"a\tb\n1\t2\t3\n", 2}, Row{"a\tb\n\n1\t2\n", 2}, Row{"a\tb\n1\t2\n\xff\t3\n", 3}}) {
    const TemporaryFile file("t.tsv", row.text);
    const auto rows = read_tsv(file.path(), {"a", "b"});
    ASSERT_FALSE(rows.has_value()) << row.text;
    EXPECT_EQ(rows.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(rows.error().line, row.line) << row.text;
    EXPECT_EQ(rows.error().file, file.path().string());
  }
  EXPECT_EQ(read_tsv("/nonexistent.tsv", {"a"}).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kizuki::test

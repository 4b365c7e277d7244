#include "indexer/source/document/document_source.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/source/encode.hpp"
#include "tests/indexer/source/reading.hpp"
#include "tests/support/make_workbook.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;

std::string record_of(const std::string& text, const std::string& name = "報告.md") {
  const auto items = read_source(text, name);
  EXPECT_EQ(items.size(), 1U);
  for (const std::size_t size : read_sizes()) {
    SourceOptions options;
    options.read_bytes = size;
    EXPECT_EQ(read_source(text, name, options), items);
  }
  return items.front().json;
}

TEST(DocumentSource, ReadsMarkdown) {
  EXPECT_EQ(
      record_of("\n# A社の**伴走**支援\r\n\r\n最初の文。\r## 経緯\n話を聞いた。\n- 一つ\n####### "
                "見出しでない\n#印も違う\n"),
      R"({"id":")" + document_id("報告.md") + R"(","title":"A社の伴走支援","sections":[)" +
          R"({"text":"最初の文。"},{"heading":"経緯","text":"話を聞いた。\n- 一つ\n####### 見出しでない\n#印も違う"}]})");
  EXPECT_THAT(record_of("文。\n# 見出し\n文。\n"), HasSubstr(R"("title":"文。")"));
}

TEST(DocumentSource, ReadsTextsInAnyEncoding) {
  const std::string text = "■ 経緯\n社長が相談に来た。\n";
  const std::string wanted = record_of(text, "a.txt");
  EXPECT_THAT(wanted,
              HasSubstr(R"("sections":[{"heading":"■ 経緯","text":"社長が相談に来た。"}])"));
  EXPECT_EQ(record_of("\xEF\xBB\xBF" + text, "a.txt"), wanted);
  EXPECT_EQ(record_of(*encode(Encoding::kCp932, text), "a.txt"), wanted);
}

TEST(DocumentSource, RefusesWhatIsNoReport) {
  EXPECT_EQ(read_source("", "a.md")[0].error, "文章がありません");
  EXPECT_EQ(read_source(" \n\n", "a.md")[0].error, "文章がありません");
  SourceOptions options;
  options.record_bytes = 10;
  EXPECT_THAT(read_source("12345678901", "a.txt", options)[0].error, HasSubstr("上限 10 バイト"));
  EXPECT_EQ(read_source("1234567890", "a.txt", options).size(), 1U);
  options = {};
  options.encoding = Encoding::kUtf8;
  EXPECT_THAT(read_source("a\xFF", "a.txt", options)[0].error, HasSubstr("読めない文字"));
  EXPECT_THAT(read_source(std::string("a\0b", 3), "a.txt", options)[0].error,
              HasSubstr("読めない文字"));
}

TEST(DocumentSource, FilesOfOneNameInTwoFoldersAreTwoCases) {
  const TempFolder folder;
  const auto id_of = [](const std::filesystem::path& path) {
    const auto source = open_source(path, {});
    EXPECT_TRUE(succeeded(source));
    const auto item = (*source)->next();
    return std::string(std::get<Json>((*item)->content).string_or("id", ""));
  };
  const auto a = folder.write("a/報告.txt", "文。");
  const auto b = folder.write("b/報告.txt", "文。");
  EXPECT_NE(id_of(a), id_of(b));
  EXPECT_EQ(id_of(a), id_of(folder / "b" / ".." / "a" / "報告.txt"));
}

TEST(DocumentSource, ReadsDocumentsOfWordProcessors) {
  const std::string bytes =
      make_zip({{"word/document.xml",
                 "<w:document xmlns:w=\"w\"><w:p><w:r><w:t>文。</w:t></w:r></w:p></w:document>"}});
  const auto items = read_source(bytes, "報告.docx");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].line, 1U);
  EXPECT_EQ(items[0].json, R"({"id":")" + document_id("報告.docx") +
                               R"(","title":"文。","sections":[{"text":"文。"}]})");
  EXPECT_EQ(read_source(make_zip({{"word/document.xml", "<a/>"}}), "空.docx")[0].error,
            "文章がありません");
}

}  // namespace
}  // namespace kizuki

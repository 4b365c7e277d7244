// Every kind of bad input that the design names: the promised error, the good records kept, exit 3.
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/program.hpp"
#include "tests/support/make_workbook.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;

const std::string kGood = R"({"id":"good","title":"よい記録","text":"社長の話に耳を傾けた。"})";

std::string repeated(std::string_view unit, std::size_t count) {
  std::string text;
  text.reserve(unit.size() * count);
  for (std::size_t i = 0; i < count; ++i) text += unit;
  return text;
}

class BadInputTest : public testing::Test {
 protected:
  ProcessResult index(const std::string& name, const std::string& bytes,
                      const std::string& profile = "plain") {
    return kizuki({"index", "--index", (folder_ / "index").string(), "--profile", profile,
                   folder_.write(name, bytes).string()});
  }
  bool finds(const std::string& query) {
    const auto result = kizuki({"search", "--index", (folder_ / "index").string(), query});
    return result.status == 0 && result.out.find("good") != std::string::npos;
  }

  TempFolder folder_;
};

TEST_F(BadInputTest, RefusesBadRecordsByLineAndKeepsTheRest) {
  struct Row {
    std::string name;
    std::string bad;  // one line (or more) before the good record
    std::string said;
  };
  const std::vector<Row> rows = {
      {"bad JSON", "{\"id\":\"x\",", ":1: "},
      {"not an object", "[1,2,3]", ":1: "},
      {"wrong type", R"({"id":17,"title":"題","text":"文"})", "id"},
      {"missing id", R"({"title":"題","text":"文"})", "id"},
      {"missing text", R"({"id":"x","title":"題","txt":"文"})", "必要な項目がありません: text"},
      {"path as id", R"({"id":"../../x","title":"題","text":"文"})", "id"},
      {"duplicate keys", R"({"id":"x","id":"y","title":"題","text":"文"})", "同じキー"},
      {"NUL byte", std::string("{\"id\":\"x\0\",\"text\":\"a\"}", 21), ":1: "},
      {"escaped NUL", R"({"id":"x","title":"題","text":"a\u0000b"})", "NUL"},
      {"invalid UTF-8", "{\"id\":\"x\",\"title\":\"\xE3\x81\",\"text\":\"文\"}", ":1: "},
      {"depth bomb", repeated("[", 200'000), ":1: "},
      {"2 MiB line", R"({"id":"x","title":"題","text":")" + repeated("あ", 700'000) + "\"}",
       ":1: "},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const auto result = index("a.jsonl", row.bad + "\n" + kGood + "\n");
    EXPECT_EQ(result.status, 3) << result.err;
    EXPECT_THAT(result.err, HasSubstr(row.said));
    EXPECT_THAT(result.err, HasSubstr("取り込めない記録 1 件"));
    EXPECT_TRUE(finds("社長"));
  }
}

TEST_F(BadInputTest, TakesTextThatBreaksCarelessAnalysers) {
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"letters", repeated("a", 80'000)},
      {"digits", repeated("7", 80'000)},
      {"long marks", repeated("ー", 60'000)},
      {"commas", repeated("、", 60'000)},
      {"spaces", repeated(" ", 65'536) + "後継者が決まる。"},
      {"kanji", repeated("漢", 60'000)},
      {"combining", repeated("か\u3099", 30'000)},
  };
  std::string lines;
  for (const auto& [id, text] : texts) {
    lines.append(R"({"id":")").append(id).append(R"(","title":"題","text":")");
    lines.append(text).append("\"}\n");
  }
  const auto result = index("a.jsonl", lines + kGood + "\n");
  // "long marks" has a space in its id, so it is refused; all others are taken.
  EXPECT_EQ(result.status, 3) << result.err;
  EXPECT_THAT(result.err, HasSubstr("新規 7"));
  EXPECT_TRUE(finds("社長"));
  const auto spaces = kizuki({"search", "--index", (folder_ / "index").string(), "後継者"});
  EXPECT_THAT(spaces.out, HasSubstr("spaces"));
}

TEST_F(BadInputTest, RefusesRaggedRowsOfACsv) {
  const auto result =
      index("list.csv",
            "date,lgcode,pref,area,title,comment,url\n"
            "2020-01-01,1,北海道,札幌市,よい補助金,説明,http://example.jp/a\n"
            "2020-01-02,1,北海道\n"
            "2020-01-03,1,北海道,札幌市,余る補助金,説明,http://example.jp/b,余分,余分\n"
            "2020-01-04,1,青森県,青森市,\"改行の\n補助金\",説明,http://example.jp/c\n",
            "jnet21");
  EXPECT_EQ(result.status, 3) << result.err;
  EXPECT_THAT(result.err, HasSubstr("list.csv:3"));
  EXPECT_THAT(result.err, HasSubstr("list.csv:4"));
  EXPECT_THAT(result.err, HasSubstr("新規 2"));
}

TEST_F(BadInputTest, RefusesRowsOfAWorkbookByTheirNumberAndSheet) {
  const std::string head = text_row(1, {"id", "title", "text"});
  const std::string bytes =
      make_workbook({{{"四月", head + text_row(2, {"good", "よい記録", "社長の話に耳を傾けた。"}) +
                                   text_row(5, {"../x", "題", "文"})},
                      {"説明", text_row(1, {"列", "意味"})},
                      {"五月", head + text_row(4, {"", "題", "文"})}}});
  const auto result = index("報告.xlsx", bytes);
  EXPECT_EQ(result.status, 3) << result.err;
  EXPECT_THAT(result.err, HasSubstr("報告.xlsx:5: id"));
  EXPECT_THAT(result.err, HasSubstr("報告.xlsx（シート「五月」）:4: id"));
  EXPECT_THAT(result.err, HasSubstr("シート「説明」は、見出しがはじめのシートと違うので"));
  EXPECT_THAT(result.err, HasSubstr("新規 1"));
  EXPECT_TRUE(finds("社長"));
}

TEST_F(BadInputTest, NamesTheColumnsOfATableThatDoesNotFit) {
  const auto result =
      index("報告.xlsx",
            make_workbook({{{"s", text_row(1, {"番号", "本文"}) + text_row(2, {"1", "文"})}}}));
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_THAT(result.err, HasSubstr("必要な列がありません: id、text"));
  EXPECT_THAT(result.err, HasSubstr("ファイルの列: 番号、本文"));
}

TEST_F(BadInputTest, SaysWhatToDoWithOtherOfficeFiles) {
  EXPECT_THAT(index("a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").err, HasSubstr(".xlsx か .docx"));
  EXPECT_THAT(index("a.pptx", make_zip({{"ppt/presentation.xml", "x"}})).err,
              HasSubstr("PowerPoint"));
  EXPECT_THAT(index("a.xlsx", make_workbook({}).substr(0, 400)).err, HasSubstr("壊れています"));
}

TEST_F(BadInputTest, SaysWhichFilesCannotBeReadAndReadsTheOthers) {
  const auto good = folder_.write("good.jsonl", kGood + "\n");
  const auto empty = folder_.write("empty.jsonl", "");
  std::filesystem::create_directory(folder_ / "hollow");
  const auto result = kizuki({"index", "--index", (folder_ / "index").string(), "--profile",
                              "plain", (folder_ / "missing.jsonl").string(),
                              (folder_ / "hollow").string(), empty.string(), good.string()});
  EXPECT_EQ(result.status, 3) << result.err;
  EXPECT_THAT(result.err, HasSubstr("missing.jsonl"));
  EXPECT_THAT(result.err, HasSubstr("hollow"));
  EXPECT_THAT(result.err, HasSubstr("empty.jsonl"));
  EXPECT_TRUE(finds("社長"));
}

TEST_F(BadInputTest, FailsWhenNothingCouldBeRead) {
  const auto result = kizuki(
      {"index", "--index", (folder_ / "index").string(), (folder_ / "missing.jsonl").string()});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("missing.jsonl"));
}

TEST_F(BadInputTest, StopsAtTheFirstBadRecordUnderStrict) {
  const auto file = folder_.write("a.jsonl", "{}\n" + kGood + "\n");
  const auto result = kizuki({"index", "--index", (folder_ / "index").string(), "--profile",
                              "plain", "--strict", file.string()});
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_THAT(result.err, HasSubstr("a.jsonl:1"));
}

TEST_F(BadInputTest, ReadsTheFourEncodingsAndOneThatIsForced) {
  // 「事業承継の相談を受けた。」 in each encoding, inside the same JSON line.
  const std::string head = R"({"id":"good","title":"t","text":")";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"cp932",
       "\x8e\x96\x8b\xc6\x8f\xb3\x8c\x70\x82\xcc\x91\x8a\x92\x6b\x82\xf0\x8e\xf3\x82\xaf\x82\xbd"
       "\x81\x42"},
      {"euc-jp",
       "\xbb\xf6\xb6\xc8\xbe\xb5\xb7\xd1\xa4\xce\xc1\xea\xc3\xcc\xa4\xf2\xbc\xf5\xa4\xb1\xa4\xbf"
       "\xa1\xa3"},
      {"utf-8", "事業承継の相談を受けた。"},
  };
  for (const auto& [encoding, text] : rows) {
    for (const bool forced : {false, true}) {
      SCOPED_TRACE(encoding);
      const TempFolder folder;
      const auto file = folder.write("a.jsonl", head + text + "\"}\n");
      std::vector<std::string> arguments = {"index",     "--index", (folder / "index").string(),
                                            "--profile", "plain",   file.string()};
      if (forced) arguments.insert(arguments.end(), {"--encoding", encoding});
      const auto result = kizuki(arguments);
      EXPECT_EQ(result.status, 0) << result.err;
      const auto found = kizuki({"search", "--index", (folder / "index").string(), "承継"});
      EXPECT_THAT(found.out, HasSubstr("相談"));
    }
  }
}

}  // namespace
}  // namespace kizuki::test

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/make_pdf.hpp"
#include "tests/support/make_workbook.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kCases = test::source_path("data/cases");

Json parsed(const std::string& text) {
  auto json = parse_json(text, {.text_bytes = std::size_t{16} << 20});
  EXPECT_TRUE(json) << text.substr(0, 500);
  return json ? *json : Json();
}

/// The sample cases, indexed once for all tests of the fixture.
class IndexSearchTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    sample_folder = new TempFolder();  // NOLINT: deleted in TearDownTestSuite
    const auto result = kizuki({"index", "--index", index(), kCases});
    ASSERT_EQ(result.status, 0) << result.err;
    EXPECT_THAT(result.err, HasSubstr("新規 60"));
  }
  static void TearDownTestSuite() {
    delete sample_folder;
    sample_folder = nullptr;
  }
  static std::string index() { return (sample_folder->path() / "index").string(); }

  static inline TempFolder* sample_folder = nullptr;
};

TEST_F(IndexSearchTest, FindsCasesAndShowsWhy) {
  const auto result = kizuki({"search", "--index", index(), "先代 古参 反発"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("d-0"));
  EXPECT_THAT(result.out, HasSubstr("反発"));
}

TEST_F(IndexSearchTest, AnswersInJsonByTheContract) {
  const auto result =
      kizuki({"search", "--index", index(), "--format", "json", "--limit", "5", "事業承継 父 娘"});
  ASSERT_EQ(result.status, 0) << result.err;
  const Json answer = parsed(result.out);
  ASSERT_NE(answer.find("hits"), nullptr);
  ASSERT_LE(answer.find("hits")->as_array().size(), 5U);
  ASSERT_FALSE(answer.find("hits")->as_array().empty());
  double previous = 1e9;
  for (const Json& hit : answer.find("hits")->as_array()) {
    EXPECT_FALSE(hit.string_or("id", "").empty());
    EXPECT_FALSE(hit.string_or("title", "").empty());
    EXPECT_FALSE(hit.string_or("snippet", "").empty());
    ASSERT_NE(hit.find("score"), nullptr);
    EXPECT_LE(hit.find("score")->as_double(), previous);
    previous = hit.find("score")->as_double();
  }
  EXPECT_GE(answer.int_or("total", -1), 5);
  EXPECT_NE(answer.find("facets"), nullptr);
}

TEST_F(IndexSearchTest, WritesTrecRunsForAFileOfQueries) {
  const auto queries = sample_folder->write("queries.jsonl", R"({"id":"q1","text":"値上げ 原価"})"
                                                             "\n"
                                                             R"({"id":"q2","text":"若手が辞める"})"
                                                             "\n");
  const auto result = kizuki(
      {"search", "--index", index(), "--queries", queries, "--format", "trec", "--limit", "3"});
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, testing::MatchesRegex("(q[12] Q0 d-[0-9]+ [123] [0-9.e-]+ kizuki\n)+"));
  EXPECT_THAT(result.out, HasSubstr("q2 Q0"));
}

TEST_F(IndexSearchTest, FiltersByFieldInBothLanguages) {
  const auto all = kizuki({"search", "--index", index(), "--format", "json", "社長"});
  const auto small =
      kizuki({"search", "--index", index(), "--format", "json", "--filter", "規模=小規模", "社長"});
  const auto same = kizuki({"search", "--index", index(), "--format", "json", "社長 scale:small"});
  EXPECT_EQ(parsed(small.out).find("hits")->dump(), parsed(same.out).find("hits")->dump());
  EXPECT_LT(parsed(small.out).int_or("total", -1), parsed(all.out).int_or("total", -1));
  const Json answer = parsed(small.out);
  for (const Json& hit : answer.find("hits")->as_array()) {
    EXPECT_EQ(hit.string_or("scale", ""), "small");
  }
}

TEST_F(IndexSearchTest, GivesTheSameBytesTwice) {
  const std::string first =
      kizuki({"search", "--index", index(), "--format", "json", "信頼関係"}).out;
  EXPECT_EQ(kizuki({"search", "--index", index(), "--format", "json", "信頼関係"}).out, first);
}

TEST_F(IndexSearchTest, VerifiesAndListsGenerations) {
  const auto verify = kizuki({"verify", "--index", index()});
  EXPECT_EQ(verify.status, 0) << verify.err;
  EXPECT_THAT(verify.err, HasSubstr("異常ありません"));
  const auto list = kizuki({"generations", "list", "--index", index()});
  EXPECT_EQ(list.status, 0);
  EXPECT_THAT(list.out, HasSubstr("60 件"));
}

TEST_F(IndexSearchTest, DoesNotBuildAgainWhatIsUpToDate) {
  const auto again = kizuki({"index", "--index", index(), kCases});
  EXPECT_EQ(again.status, 0);
  EXPECT_THAT(again.err, HasSubstr("変わりなし 60"));
  EXPECT_THAT(again.err, HasSubstr("最新です"));
}

TEST(IndexRoundTrip, UpdatesASmallIndexOnDemand) {
  const TempFolder folder;
  const std::string index = (folder / "index").string();
  const auto run = [&](const std::string& text, std::vector<std::string> options) {
    options.insert(options.begin(), {"index", "--index", index, "--profile", "plain"});
    options.push_back(
        folder.write("a.jsonl", R"({"id":"a","title":"題","text":")" + text + "\"}\n").string());
    return kizuki(options);
  };
  EXPECT_THAT(run("みかん農家です。", {"--update"}).err, HasSubstr("世代 1 を作り"));
  EXPECT_THAT(run("ぶどう農家です。", {"--update"}).err, HasSubstr("世代 1 に更新 1"));
  EXPECT_THAT(run("りんご農家です。", {}).err, HasSubstr("世代 2 を作り"));
  EXPECT_EQ(run("梨農家です。", {"--update", "--merge"}).status, 2);
}

TEST(IndexRoundTrip, RollsBackAndForthAndPrunes) {
  const TempFolder folder;
  const std::string index = (folder / "index").string();
  const auto write = [&](const std::string& text) {
    return folder.write("a.jsonl", R"({"id":"a","title":"題","text":")" + text + "\"}\n").string();
  };
  const auto hits = [&](const std::string& query) {
    return parsed(kizuki({"search", "--index", index, "--format", "json", query}).out)
        .int_or("total", -1);
  };
  ASSERT_EQ(
      kizuki({"index", "--index", index, "--profile", "plain", write("みかん農家です。")}).status,
      0);
  EXPECT_EQ(hits("みかん"), 1);
  ASSERT_EQ(
      kizuki({"index", "--index", index, "--profile", "plain", write("ぶどう農家です。")}).status,
      0);
  EXPECT_EQ(hits("みかん"), 0);
  EXPECT_EQ(hits("ぶどう"), 1);
  const auto back = kizuki({"generations", "rollback", "--index", index});
  EXPECT_EQ(back.status, 0) << back.err;
  const auto prune = kizuki({"generations", "prune", "--keep", "1", "--index", index});
  EXPECT_EQ(prune.status, 0) << prune.err;
  ASSERT_EQ(
      kizuki({"index", "--index", index, "--profile", "plain", write("ぶどう農家です。")}).status,
      0);
  EXPECT_EQ(hits("ぶどう"), 1);
}

TEST(IndexRoundTrip, FindsDamageInAnyFileOfAGeneration) {
  namespace fs = std::filesystem;
  const TempFolder folder;
  const std::string index = (folder / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, kCases}).status, 0);
  int damaged = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(index) / "generations")) {
    if (!entry.is_regular_file() || entry.file_size() == 0) continue;
    if (entry.path().extension() == ".lock") continue;
    const auto bytes = read_file(entry.path(), std::size_t{64} << 20);
    ASSERT_TRUE(bytes);
    std::string flipped = *bytes;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 0x10);
    ASSERT_TRUE(write_file_atomically(entry.path(), flipped));
    const auto verify = kizuki({"verify", "--index", index});
    EXPECT_EQ(verify.status, 1) << entry.path();
    ASSERT_TRUE(write_file_atomically(entry.path(), *bytes));
    ++damaged;
  }
  EXPECT_GE(damaged, 4);
  EXPECT_EQ(kizuki({"verify", "--index", index}).status, 0);
}

TEST(IndexRoundTrip, AfterAnUpgradeAnOlderFormatIsNoDamage) {
  namespace fs = std::filesystem;
  const TempFolder folder;
  const std::string index = (folder / "index").string();
  ASSERT_EQ(kizuki({"index", "--index", index, kCases}).status, 0);
  const fs::path first = fs::path(index) / "generations" / "000001";
  fs::remove_all(first);
  fs::copy(test::source_path("tests/fixtures/index-v3/generations/000001"), first,
           fs::copy_options::recursive);
  const auto before = kizuki({"verify", "--index", index});
  EXPECT_EQ(before.status, 1) << "nobody can search";
  EXPECT_THAT(before.err, HasSubstr("使えません: generations/000001"));
  EXPECT_THAT(before.err, HasSubstr("kizuki index --rebuild"));
  EXPECT_THAT(before.err, Not(HasSubstr("破損: ")));
  ASSERT_EQ(kizuki({"index", "--rebuild", "--index", index}).status, 0);
  const auto after = kizuki({"verify", "--index", index});
  EXPECT_EQ(after.status, 0) << after.err;
  EXPECT_THAT(after.err, HasSubstr("注意: generations/000001"));
  EXPECT_THAT(after.err, HasSubstr("異常ありません"));
}

TEST(IndexSearch, TakesReportsAsPeopleWriteThem) {
  const TempFolder folder;
  const auto index = [&](const std::vector<std::string>& sources) {
    std::vector<std::string> arguments = {"index", "--index", (folder / "index").string()};
    arguments.insert(arguments.end(), sources.begin(), sources.end());
    return kizuki(arguments);
  };
  const auto finds = [&](const std::string& words) {
    return kizuki({"search", "--index", (folder / "index").string(), words}).out;
  };
  const auto word = [](const std::string& text) {
    return make_zip({{"word/document.xml", "<w:document xmlns:w=\"w\"><w:p><w:r><w:t>" + text +
                                               "</w:t></w:r></w:p></w:document>"}});
  };
  folder.write("報告/A社/報告書.docx", word("社長は後継者の育成に悩んでいた。"));
  folder.write("報告/B社/報告書.docx", word("工場長は段取り替えに時間を取られていた。"));
  folder.write("報告/C社.pdf", make_pdf({{"■ 気づき", "社長は値決めが課題だと気づいた。"}}));
  folder.write("報告/読んで.txt", "この資料の説明。");
  const auto note = folder.write("D社.md", "# D社の支援\n\n## 経緯\n採用に苦労していた。\n");
  const auto first = index({(folder / "報告").string(), note.string()});
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.err, HasSubstr("4 ファイル、4 件を読みました: 新規 4"));
  EXPECT_THAT(finds("後継者の育成"), HasSubstr("【後継者】"));
  EXPECT_THAT(finds("段取り替え"), HasSubstr("工場長は"));
  EXPECT_THAT(finds("値決め"), HasSubstr("課題だと気づいた"));
  EXPECT_THAT(finds("採用"), HasSubstr("D社の支援"));

  folder.write("報告/A社/報告書.docx", word("社長は専務に任せると決めた。"));
  const auto again = index({(folder / "報告").string(), note.string()});
  EXPECT_THAT(again.err, HasSubstr("新規 0、変更 1、変わりなし 3"));
  EXPECT_THAT(finds("後継者の育成"), Not(HasSubstr("悩んでいた")));
  EXPECT_THAT(finds("専務"), HasSubstr("任せると決めた"));
}

TEST(IndexSearch, AProfileSaysWhoseReportsTheyAreAndWhoMayReadThem) {
  const TempFolder folder;
  const auto note = folder.write("D社.md", "# D社の支援\n\n## 経緯\n採用に苦労していた。\n");
  const auto profile = folder.write(
      "our.json",
      R"({"name":"our","pass_through":true,"fields":{"organization":{"value":"A商工会"},"visibility":{"value":"public"}}})");
  const std::string index = (folder / "index").string();
  const auto taken =
      kizuki({"index", "--index", index, "--profile", profile.string(), note.string()});
  EXPECT_EQ(taken.status, 0) << taken.err;
  EXPECT_TRUE(std::filesystem::exists(folder / "index/generations/000001/public"));
  EXPECT_THAT(kizuki({"search", "--index", index, "採用"}).out, HasSubstr("D社の支援"));
}

}  // namespace
}  // namespace kizuki::test

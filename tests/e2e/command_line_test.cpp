#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/program.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;

TEST(CommandLine, HelpIsJapaneseWithExamples) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                    {"index", "--help"},
                                                    {"search", "--help"},
                                                    {"check", "--help"},
                                                    {"tag", "--help"},
                                                    {"generations", "--help"}}) {
    const auto result = kizuki(arguments);
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("例:"));
    EXPECT_THAT(result.out, HasSubstr("kizuki "));
    EXPECT_EQ(result.out.find("Usage:"), std::string::npos);
    EXPECT_EQ(result.out.find("Options:"), std::string::npos);
    EXPECT_TRUE(result.err.empty()) << result.err;
  }
}

TEST(CommandLine, SaysItsVersion) {
  const auto result = kizuki({"--version"});
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.out, testing::MatchesRegex("kizuki [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(CommandLine, RefusesWrongUsageWithStatusTwoAndWhatToDo) {
  struct Row {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Row> rows = {
      {{}, "コマンドを指定してください"},
      {{"sing"}, "sing"},
      {{"index"}, "--index"},
      {{"index", "--index", "x"}, "SOURCE"},
      {{"index", "--index", "x", "--threads", "0", "y"}, "値が正しくありません"},
      {{"index", "--index", "x", "--threads", "many", "y"}, "値が正しくありません"},
      {{"search", "--index", "x"}, "探す言葉"},
      {{"search", "--index", "x", "--format", "xml", "y"}, "値が正しくありません"},
      {{"search", "--index", "x", "--queries", "f", "y"}, "いっしょに使えません"},
      {{"search", "--index", "x", "--queries", "f", "y", "z"}, "いっしょに使えません"},
      {{"search", "--index", "x", "--limit", "0", "y"}, "値が正しくありません"},
      {{"search", "--index", "x", "y", "-z"}, "-z"},
      {{"tag"}, "SOURCE"},
      {{"tag", "--none-from", "2", "y"}, "値が正しくありません"},
      {{"generations"}, "コマンドを指定してください"},
      {{"verify", "--index", "x", "--unknown"}, "--unknown"},
  };
  for (const Row& row : rows) {
    const auto result = kizuki(row.arguments);
    EXPECT_EQ(result.status, 2) << row.said;
    EXPECT_THAT(result.err, HasSubstr(row.said));
    EXPECT_THAT(result.err, HasSubstr("--help"));
    EXPECT_TRUE(result.out.empty());
  }
}

TEST(CommandLine, SaysThatThereIsNoIndexYet) {
  const TempFolder folder;
  const std::string index = folder / "none";
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"search", "--index", index, "後継者"},
        {"verify", "--index", index}}) {
    const auto result = kizuki(arguments);
    EXPECT_EQ(result.status, 1) << arguments.front();
    EXPECT_THAT(result.err, HasSubstr("エラー"));
  }
}

TEST(CommandLine, WordsOfASearchNeedNoQuotes) {
  const TempFolder folder;
  const std::string index = folder / "index";
  const auto file = folder.write(
      "a.jsonl",
      R"({"id":"a","title":"後継者と現場","sections":[{"heading":"取組","text":"後継者が現場で話を聴いた。"}]})");
  ASSERT_EQ(kizuki({"index", "--index", index, file}).status, 0);
  const auto asked = [&](const std::vector<std::string>& words) {
    std::vector<std::string> arguments = {"search", "--index", index, "--format", "json"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    const auto result = kizuki(arguments);
    EXPECT_EQ(result.status, 0) << result.err;
    return result.out;
  };
  const std::string quoted = asked({"後継者 現場"});
  EXPECT_THAT(quoted, HasSubstr(R"("query":"後継者 現場")"));
  EXPECT_THAT(quoted, HasSubstr(R"("id":"a")"));
  EXPECT_EQ(asked({"後継者", "現場"}), quoted);
  EXPECT_EQ(asked({"後継者", "--limit", "10", "現場"}), quoted);
  EXPECT_EQ(asked({"--", "後継者", "現場"}), quoted);
  EXPECT_THAT(asked({"現場", "--", "-後継者"}), HasSubstr(R"("query":"現場 -後継者","total":0)"));
  EXPECT_THAT(asked({"[後継者,現場]", "話"}), HasSubstr(R"("query":"[後継者,現場] 話")"));
}

TEST(CommandLine, RefusesAnUnknownProfileAndNamesTheKnownOnes) {
  const TempFolder folder;
  const auto file = folder.write("a.jsonl", "{}");
  const auto result = kizuki({"check", "--profile", "nothing", file});
  EXPECT_NE(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("mirasapo-supports"));
}

}  // namespace
}  // namespace kizuki::test

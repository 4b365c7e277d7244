// kizuki user, and kizuki search --as.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string case_line(const std::string& id, const std::string& owner, const std::string& text) {
  std::string line = R"({"id":")" + id + R"(","title":"題 )" + id + R"(",)";
  if (!owner.empty()) line += owner + ",";
  return line + R"("sections":[{"heading":"経緯","text":")" + text + "\"}]}\n";
}

std::string of(const std::string& organization) {
  return R"("organization":")" + organization + "\"";
}

class UserTest : public testing::Test {
 protected:
  ProcessResult user(const std::string& action, std::vector<std::string> rest) {
    rest.insert(rest.begin(), {"user", action, "--index", index_});
    return kizuki(rest);
  }
  ProcessResult add(std::vector<std::string> rest) {
    rest.insert(rest.end(), {"--reason", "着任"});
    return user("add", std::move(rest));
  }
  /// Ids of what an account finds.
  std::vector<std::string> found(const std::string& account, const std::string& query = "後継者") {
    const auto result = kizuki(
        {"search", "--index", index_, "--format", "json", "--limit", "50", "--as", account, query});
    EXPECT_EQ(result.status, 0) << result.err;
    const auto answer = parse_json(result.out, {.text_bytes = result.out.size()});
    std::vector<std::string> ids;
    if (!answer) return {"no answer"};
    for (const Json& hit : answer->find("hits")->as_array()) {
      ids.emplace_back(hit.string_or("id", ""));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  void index_cases() {
    std::string lines;
    lines += case_line("pub", R"("visibility":"public")", "後継者の話。");
    lines += case_line("mem", of("港") + R"(,"visibility":"members")", "後継者の話。");
    lines += case_line("minato", of("港"), "後継者の話。");
    lines += case_line("yamate", of("山手"), "後継者の話。");
    lines += case_line("loc", "", "後継者の話。");
    const auto file = folder_.write("cases.jsonl", lines);
    const auto result = kizuki({"index", "--index", index_, file});
    ASSERT_EQ(result.status, 0) << result.err;
  }

  TempFolder folder_;
  std::string index_ = folder_ / "index";
};

TEST_F(UserTest, AddsChangesDisablesListsAndShows) {
  const auto added = add({"--organization", "港", "hanako@minato.example"});
  EXPECT_EQ(added.status, 0) << added.err;
  EXPECT_TRUE(added.out.empty());
  EXPECT_EQ(add({"--role", "curator", "--reads-all", "honbu"}).status, 0);
  EXPECT_EQ(user("change", {"--organization", "山手", "--reads", "港", "--reads-local", "--reason",
                            "異動", "hanako@minato.example"})
                .status,
            0);
  EXPECT_EQ(user("disable", {"--reason", "退職", "honbu"}).status, 0);

  const auto list = user("list", {"--format", "json"});
  ASSERT_EQ(list.status, 0);
  const auto accounts = parse_json(list.out);
  ASSERT_TRUE(accounts);
  ASSERT_EQ(accounts->as_array().size(), 2U);
  const Json& hanako = accounts->as_array()[0];
  EXPECT_EQ(hanako.string_or("name", ""), "hanako@minato.example");
  EXPECT_EQ(hanako.string_or("role", ""), "reader");
  EXPECT_EQ(hanako.string_or("organization", ""), "山手");
  EXPECT_EQ(hanako.find("other_organizations")->dump(), R"(["港"])");
  EXPECT_TRUE(hanako.find("local")->as_bool());
  EXPECT_FALSE(hanako.find("disabled")->as_bool());
  EXPECT_TRUE(accounts->as_array()[1].find("disabled")->as_bool());

  const auto shown = user("show", {"--format", "json", "hanako@minato.example"});
  const auto account = parse_json(shown.out);
  ASSERT_TRUE(account);
  const JsonArray& history = account->find("history")->as_array();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].string_or("reason", ""), "着任");
  EXPECT_EQ(history[0].string_or("organization", ""), "港");
  EXPECT_EQ(history[1].string_or("reason", ""), "異動");
  EXPECT_EQ(history[1].string_or("actor", ""), "operator");

  EXPECT_THAT(user("list", {}).out, HasSubstr("honbu\tcurator\t-\tなし\t停止\n"));
  EXPECT_THAT(user("show", {"honbu"}).out, HasSubstr("退職"));
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

TEST_F(UserTest, SaysWhenNothingChanges) {
  ASSERT_EQ(add({"a"}).status, 0);
  const auto same = user("change", {"--role", "reader", "--reason", "r", "a"});
  EXPECT_EQ(same.status, 0);
  EXPECT_THAT(same.err, HasSubstr("変わりはありません"));
}

TEST_F(UserTest, ExitStatusSaysWhatWasWrong) {
  ASSERT_EQ(add({"a"}).status, 0);
  EXPECT_EQ(add({"a"}).status, 1);
  EXPECT_EQ(user("show", {"nobody"}).status, 1);
  EXPECT_EQ(user("change", {"--role", "curator", "--reason", "r", "nobody"}).status, 1);
  EXPECT_EQ(user("disable", {"--reason", "r", "nobody"}).status, 1);
  // Only a living operator changes accounts.
  EXPECT_EQ(user("disable", {"--reason", "r", "--actor", "a", "a"}).status, 1);
  EXPECT_EQ(user("disable", {"--reason", "r", "--actor", "nobody", "a"}).status, 1);
  ASSERT_EQ(add({"--role", "operator", "boss"}).status, 0);
  EXPECT_EQ(user("change", {"--role", "curator", "--reason", "r", "--actor", "boss", "a"}).status,
            0);
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"add", "--index", index_, "b"},
        {"add", "--index", index_, "--reason", "", "b"},
        {"add", "--index", index_, "--reason", "r"},
        {"add", "--index", index_, "--reason", "r", "b c"},
        {"add", "--index", index_, "--reason", "r", "operator"},
        {"add", "--index", index_, "--reason", "a\nb", "b"},
        {"add", "--index", index_, "--reason", "r", "--role", "king", "b"},
        {"add", "--index", index_, "--reason", "r", "--organization", " x", "b"},
        {"change", "--index", index_, "--reason", "r", "a"},
        {"change", "--index", index_, "--reason", "r", "--reads", "x", "--no-reads", "a"},
        {"list", "--index", index_, "--format", "trec"},
        {"list"},
        {}}) {
    std::vector<std::string> arguments = wrong;
    arguments.insert(arguments.begin(), "user");
    const auto result = kizuki(arguments);
    EXPECT_EQ(result.status, 2) << testing::PrintToString(wrong) << result.err;
    EXPECT_TRUE(result.out.empty());
  }
  EXPECT_THAT(user("list", {}).out, Not(HasSubstr("\nb\t")));
}

TEST_F(UserTest, HelpIsJapaneseWithExamples) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"user", "--help"},
                                                    {"user", "add", "--help"},
                                                    {"user", "change", "--help"},
                                                    {"user", "disable", "--help"},
                                                    {"user", "list", "--help"},
                                                    {"user", "show", "--help"},
                                                    {"erase", "--help"}}) {
    const auto result = kizuki(arguments);
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("例:"));
    EXPECT_THAT(result.out, HasSubstr("--index"));
    EXPECT_EQ(result.out.find("Usage:"), std::string::npos);
    EXPECT_EQ(result.out.find("Excludes:"), std::string::npos) << result.out;
  }
}

TEST_F(UserTest, EachAccountFindsWhatItMayRead) {
  index_cases();
  ASSERT_EQ(add({"guest"}).status, 0);
  ASSERT_EQ(add({"--organization", "港", "minato"}).status, 0);
  ASSERT_EQ(add({"--organization", "連合", "--reads", "港", "--reads", "山手", "rengo"}).status, 0);
  ASSERT_EQ(add({"--reads-all", "honbu"}).status, 0);
  ASSERT_EQ(add({"--organization", "港", "--reads-local", "desk"}).status, 0);
  ASSERT_EQ(add({"--role", "operator", "boss"}).status, 0);
  using Ids = std::vector<std::string>;
  EXPECT_EQ(found("guest"), (Ids{"mem", "pub"}));
  EXPECT_EQ(found("minato"), (Ids{"mem", "minato", "pub"}));
  EXPECT_EQ(found("rengo"), (Ids{"mem", "minato", "pub", "yamate"}));
  EXPECT_EQ(found("honbu"), (Ids{"mem", "minato", "pub", "yamate"}));
  EXPECT_EQ(found("desk"), (Ids{"loc", "mem", "minato", "pub"}));
  EXPECT_EQ(found("boss"), (Ids{"loc", "mem", "minato", "pub", "yamate"}));
  // A change of rights counts from the next search on.
  ASSERT_EQ(user("change", {"--organization", "山手", "--reason", "異動", "minato"}).status, 0);
  EXPECT_EQ(found("minato"), (Ids{"mem", "pub", "yamate"}));
}

TEST_F(UserTest, AccountThatMayNotReadGetsNothing) {
  index_cases();
  ASSERT_EQ(add({"--role", "operator", "boss"}).status, 0);
  ASSERT_EQ(user("disable", {"--reason", "退職", "boss"}).status, 0);
  for (const char* account : {"boss", "nobody", "", "operator", "Boss"}) {
    const auto refused =
        kizuki({"search", "--index", index_, "--format", "json", "--as", account, "後継者"});
    EXPECT_EQ(refused.status, 1) << account;
    EXPECT_TRUE(refused.out.empty()) << account;
    EXPECT_THAT(refused.err, HasSubstr("エラー"));
  }
}

// A case taken out of sight since the generation was built is not shown, to whomever.
TEST_F(UserTest, MovedCaseIsNotShownWhereItWas) {
  index_cases();
  ASSERT_EQ(add({"--organization", "港", "minato"}).status, 0);
  const auto moved = folder_.write("moved.jsonl", case_line("minato", of("山手"), "後継者の話。"));
  ASSERT_EQ(kizuki({"index", "--index", index_, moved}).status, 0);
  EXPECT_EQ(found("minato"), (std::vector<std::string>{"mem", "pub"}));
}

TEST_F(UserTest, WarnsOfAnOrganizationWithoutCases) {
  index_cases();
  EXPECT_THAT(add({"--organization", "みなと", "a"}).err, HasSubstr("「みなと」の事例はまだ"));
  EXPECT_THAT(add({"--organization", "港", "b"}).err, Not(HasSubstr("注意")));
}

}  // namespace
}  // namespace kizuki::test

// Readers of many organisations: the views that the index keeps for them.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "engine/index/generation.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class ViewTest : public testing::Test {
 protected:
  ViewTest() {
    std::string lines = case_line("loc", "");
    for (int i = 1; i <= 7; ++i) {
      lines += case_line("c" + std::to_string(i), "組織" + std::to_string(i));
    }
    index(lines);
  }

  static std::string case_line(const std::string& id, const std::string& organization) {
    std::string line = R"({"id":")" + id + R"(","title":"題","sections":[{"heading":"経緯",)";
    line += R"("text":"後継者の話。"}])";
    if (!organization.empty()) line += R"(,"organization":")" + organization + "\"";
    return line + "}\n";
  }
  void index(const std::string& lines) {
    const auto file = folder_.write("cases.jsonl", lines);
    const auto result = kizuki({"index", "--index", index_, file});
    ASSERT_EQ(result.status, 0) << result.err;
  }
  void add_account(std::vector<std::string> rest) {
    rest.insert(rest.begin(), {"user", "add", "--index", index_, "--reason", "着任"});
    const auto result = kizuki(rest);
    ASSERT_EQ(result.status, 0) << result.err;
  }
  ProcessResult search(const std::string& account) {
    return kizuki({"search", "--index", index_, "--format", "json", "--limit", "50", "--as",
                   account, "後継者"});
  }
  std::vector<std::string> found(const std::string& account) {
    const auto result = search(account);
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

  TempFolder folder_;
  std::string index_ = (folder_ / "index").string();
};

TEST_F(ViewTest, AnAccountOfManyOrganisationsReadsExactlyThese) {
  add_account({"--reads-all", "hq"});
  add_account({"--reads", "組織1", "--reads", "組織2", "--reads", "組織3", "--reads", "組織5",
               "--reads", "組織9", "--reads", "組織7", "rengo"});
  add_account({"--role", "operator", "op"});
  const auto before = search("hq");
  EXPECT_EQ(before.status, 1);
  EXPECT_THAT(before.err, HasSubstr("--merge"));

  const auto merged = kizuki({"index", "--index", index_, "--merge"});
  ASSERT_EQ(merged.status, 0) << merged.err;
  EXPECT_THAT(found("hq"), ElementsAre("c1", "c2", "c3", "c4", "c5", "c6", "c7"));
  EXPECT_THAT(found("rengo"), ElementsAre("c1", "c2", "c3", "c5", "c7"));
  EXPECT_THAT(found("op"), SizeIs(8));
}

TEST_F(ViewTest, ComesWithTheNextIndexingOfAnything) {
  add_account({"--reads-all", "hq"});
  index(case_line("c8", "組織8"));
  EXPECT_THAT(found("hq"), SizeIs(8));
  const auto verified = kizuki({"verify", "--index", index_});
  EXPECT_EQ(verified.status, 0) << verified.err;
}

TEST_F(ViewTest, ChangedRightsNeedNoNewCasesToTakeEffect) {
  add_account({"--reads-all", "hq"});
  ASSERT_EQ(kizuki({"index", "--index", index_, "--merge"}).status, 0);
  const auto disabled = kizuki({"user", "disable", "--index", index_, "--reason", "異動", "hq"});
  ASSERT_EQ(disabled.status, 0) << disabled.err;
  EXPECT_EQ(search("hq").status, 1);
}

}  // namespace
}  // namespace kizuki::test

// kizuki tag --index: review, confirm, deny, train, apply, forget, as a curator types them.
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::kizuki;
using testing::HasSubstr;
using testing::Not;

class TagReviewTest : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream out(folder_ / "cases.jsonl");
    for (int i = 0; i < 12; ++i) {
      const std::string number = std::to_string(i);
      out << R"({"id":"c-)" << number << R"(","title":"検査場の)" << number
          << R"(番","organization":")" << (i < 8 ? "港町商工会" : "山手商工会")
          << R"(","sections":[{"heading":"経緯","text":"検査のやり直しが)" << number
          << R"(回あり、納期に遅れた。職人の話を聴くと、後継者のことを気にしていた。"}]})"
          << "\n";
    }
    out.close();
    const auto indexed = kizuki({"index", "--index", index(), (folder_ / "cases.jsonl").string()});
    ASSERT_EQ(indexed.status, 0) << indexed.err;
  }

  std::string index() const { return (folder_ / "index").string(); }

  void add_user(const std::string& name, const std::string& role, const std::string& organization) {
    const auto added = kizuki({"user", "add", "--index", index(), "--role", role, "--organization",
                               organization, "--reason", "着任", name});
    ASSERT_EQ(added.status, 0) << added.err;
  }

  Json search(const std::string& query) {
    const auto found = kizuki({"search", "--index", index(), "--format", "json", query});
    EXPECT_EQ(found.status, 0) << found.err;
    return *parse_json(found.out, {});
  }

  TempFolder folder_;
};

TEST_F(TagReviewTest, ListsDoubtfulTagsWithTheirSentences) {
  const auto listed =
      kizuki({"tag", "--index", index(), "--review", "--field", "課題", "--limit", "4"});
  EXPECT_EQ(listed.status, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("確信度"));
  EXPECT_THAT(listed.out, HasSubstr("--confirm issue="));
  EXPECT_THAT(listed.out, HasSubstr("「"));
  const auto json = kizuki({"tag", "--index", index(), "--review", "--format", "json"});
  const auto parsed = parse_json(json.out, {});
  ASSERT_TRUE(parsed);
  ASSERT_NE(parsed->find("tags"), nullptr);
  EXPECT_EQ(parsed->find("tags")->as_array().size(), 10u);
}

TEST_F(TagReviewTest, AConfirmedTagShowsAtOnceAndIsMarked) {
  const auto said = kizuki({"tag", "--index", index(), "--case", "c-3", "--confirm", "課題=BCP",
                            "--deny", "issue=succession", "--reason", "本人に聞いた"});
  EXPECT_EQ(said.status, 0) << said.err;
  const Json hits = search("課題:bcp");
  ASSERT_EQ(hits.find("total")->as_int(), 1);
  const Json& hit = hits.find("hits")->as_array().front();
  EXPECT_EQ(hit.find("id")->as_string(), "c-3");
  EXPECT_EQ(hit.find("confirmed")->find("issue")->as_array().front().as_string(), "bcp");
  EXPECT_THAT(kizuki({"search", "--index", index(), "課題:bcp"}).out, HasSubstr("（確認済み）"));
  // Said again it changes nothing.
  const auto again = kizuki({"tag", "--index", index(), "--case", "c-3", "--confirm", "課題=BCP",
                             "--reason", "本人に聞いた"});
  EXPECT_EQ(again.status, 0);
  EXPECT_THAT(again.err, HasSubstr("前と同じ"));
}

TEST_F(TagReviewTest, OneSlipWritesNothing) {
  const auto said = kizuki({"tag", "--index", index(), "--case", "c-3", "--confirm", "課題=BCP",
                            "--confirm", "課題=ない課題"});
  EXPECT_EQ(said.status, 2);
  EXPECT_EQ(search("課題:bcp").find("total")->as_int(), 0);
  EXPECT_EQ(kizuki({"tag", "--index", index(), "--case", "nobody", "--confirm", "課題=BCP"}).status,
            1);
  EXPECT_EQ(kizuki({"tag", "--index", index(), "--case", "c-3"}).status, 2);
  EXPECT_EQ(kizuki({"tag", "--index", index(), "--case", "c-3", "--confirm", "県=福井"}).status, 2);
  EXPECT_EQ(kizuki({"tag", "--review"}).status, 2);
  EXPECT_EQ(kizuki({"tag", "--index", index(), "--review", "--train"}).status, 2);
  EXPECT_EQ(kizuki({"tag", "--index", index(), "--review", "--apply"}).status, 2);
}

TEST_F(TagReviewTest, RightsHoldForReviewAndConfirmation) {
  add_user("reader", "reader", "港町商工会");
  add_user("curator", "curator", "港町商工会");
  const auto listed =
      kizuki({"tag", "--index", index(), "--review", "--limit", "100", "--as", "curator"});
  EXPECT_EQ(listed.status, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("[c-1]"));
  EXPECT_THAT(listed.out, Not(HasSubstr("[c-9]")));

  const auto refused = kizuki(
      {"tag", "--index", index(), "--case", "c-1", "--confirm", "課題=BCP", "--as", "reader"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("curator"));
  // A case beyond his rights looks like one that never was.
  const auto foreign = kizuki(
      {"tag", "--index", index(), "--case", "c-9", "--confirm", "課題=BCP", "--as", "curator"});
  const auto absent = kizuki(
      {"tag", "--index", index(), "--case", "c-99", "--confirm", "課題=BCP", "--as", "curator"});
  EXPECT_EQ(foreign.status, 1);
  std::string expected = absent.err;
  expected.replace(expected.find("c-99"), 4, "c-9");
  EXPECT_EQ(foreign.err, expected);
  EXPECT_EQ(kizuki({"tag", "--index", index(), "--case", "c-1", "--confirm", "課題=BCP", "--as",
                    "curator"})
                .status,
            0);
}

TEST_F(TagReviewTest, TrainingShowsFirstAppliesThenAndCanBeForgotten) {
  EXPECT_THAT(kizuki({"tag", "--index", index(), "--train"}).out, HasSubstr("まだありません"));
  for (int i = 0; i < 6; ++i) {
    ASSERT_EQ(kizuki({"tag", "--index", index(), "--case", "c-" + std::to_string(i), "--confirm",
                      "issue=bcp"})
                  .status,
              0);
  }
  const auto shown = kizuki({"tag", "--index", index(), "--train"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("区画 org:港町商工会: 確かめた事例 6 件"));
  EXPECT_THAT(shown.out, HasSubstr("--apply"));
  EXPECT_EQ(search("課題:bcp").find("total")->as_int(), 6);

  const auto applied = kizuki({"tag", "--index", index(), "--train", "--apply"});
  EXPECT_EQ(applied.status, 0) << applied.err;
  EXPECT_EQ(search("課題:bcp").find("total")->as_int(), 8) << "the organisation's other two";
  // An erased case takes what was learned from it along.
  const auto erased = kizuki({"erase", "--index", index(), "--reason", "本人の求め", "c-0"});
  EXPECT_EQ(erased.status, 0) << erased.err;
  EXPECT_THAT(erased.err, HasSubstr("補正を消しました"));
  EXPECT_EQ(search("課題:bcp").find("total")->as_int(), 5);

  ASSERT_EQ(kizuki({"tag", "--index", index(), "--train", "--apply"}).status, 0);
  const auto forgotten = kizuki({"tag", "--index", index(), "--forget"});
  EXPECT_EQ(forgotten.status, 0) << forgotten.err;
  EXPECT_EQ(search("課題:bcp").find("total")->as_int(), 5);
  EXPECT_THAT(kizuki({"tag", "--index", index(), "--forget"}).err, HasSubstr("ありません"));
}

TEST_F(TagReviewTest, AnArgumentThatIsNoTagPointsToTheHelpOfThisCommand) {
  const auto said =
      kizuki({"tag", "--index", index(), "--case", "c-3", "--confirm", "課題=ない課題"});
  EXPECT_EQ(said.status, 2);
  EXPECT_THAT(said.err, HasSubstr("--help"));
  EXPECT_THAT(said.err, Not(HasSubstr("query-syntax")));
  EXPECT_THAT(said.err, Not(HasSubstr("言葉として探す")));
}

TEST_F(TagReviewTest, AMistypedFolderIsNotMadeAnIndex) {
  const std::string missing = (folder_ / "typo").string();
  EXPECT_EQ(kizuki({"tag", "--index", missing, "--case", "c-3", "--confirm", "課題=BCP"}).status,
            1);
  EXPECT_EQ(kizuki({"tag", "--index", missing, "--train"}).status, 1);
  EXPECT_FALSE(std::filesystem::exists(missing));
}

TEST_F(TagReviewTest, LearnsStepsAndShowsThemOnceApplied) {
  for (int i = 0; i < 7; ++i) {
    const std::string id = "c-" + std::to_string(i);
    ASSERT_EQ(kizuki({"tag", "--index", index(), "--case", id, "--confirm", "段階=7"}).status, 0);
  }
  const auto shown = kizuki({"tag", "--index", index(), "--train"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("[c-7] 付く: 段階: ⑦フォローアップ"));
  EXPECT_EQ(search("段階:7").find("total")->as_int(), 7);
  ASSERT_EQ(kizuki({"tag", "--index", index(), "--train", "--apply"}).status, 0);
  EXPECT_EQ(search("段階:7").find("total")->as_int(), 8) << "nobody said anything of c-7";
}

}  // namespace
}  // namespace kizuki

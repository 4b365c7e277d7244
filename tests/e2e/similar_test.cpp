// kizuki similar, as a supporter types it.
#include <fstream>
#include <sstream>
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

class SimilarTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto indexed = kizuki({"index", "--index", index(), test::source_path("data/cases")});
    ASSERT_EQ(indexed.status, 0) << indexed.err;
  }
  std::string index() const { return (folder_ / "index").string(); }
  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name) << content;
    return (folder_ / name).string();
  }

  TempFolder folder_;
};

TEST_F(SimilarTest, SaysWhatIsAlikeAndLeavesTheCaseItselfOut) {
  const auto text = kizuki({"similar", "--index", index(), "--case", "d-001", "--limit", "5"});
  EXPECT_EQ(text.status, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("似た点: "));
  EXPECT_THAT(text.out, Not(HasSubstr("[d-001]")));
  const auto json = kizuki(
      {"similar", "--index", index(), "--case", "d-001", "--limit", "5", "--format", "json"});
  const auto parsed = parse_json(json.out, {});
  ASSERT_TRUE(parsed);
  const auto& hits = parsed->find("hits")->as_array();
  ASSERT_EQ(hits.size(), 5u);
  for (const Json& hit : hits) {
    EXPECT_FALSE(hit.find("reasons")->as_array().empty()) << hit.find("id")->as_string();
  }
}

TEST_F(SimilarTest, TakesNotesQueriesAndSeeds) {
  const std::string notes =
      "旅館の社長が息子に経営を譲りたいが、客室の改装をめぐって意見が割れている。";
  const auto by_text =
      kizuki({"similar", "--index", index(), "--text", file("notes.txt", notes), "--limit", "3"});
  EXPECT_EQ(by_text.status, 0) << by_text.err;
  EXPECT_EQ(kizuki({"similar", "--index", index(), "--text", "-", "--limit", "3"}, notes).out,
            by_text.out);

  const auto trec = kizuki({"similar", "--index", index(), "--format", "trec", "--limit", "4",
                            "--seeds", file("seeds.txt", "d-001\nd-003\n")});
  EXPECT_EQ(trec.status, 0) << trec.err;
  std::istringstream lines(trec.out);
  std::string query;
  std::string zero;
  std::string document;
  std::string rest;
  std::size_t count = 0;
  while (lines >> query >> zero >> document && std::getline(lines, rest)) {
    EXPECT_NE(query, document) << "the seed is left out";
    ++count;
  }
  EXPECT_EQ(count, 8u);
}

TEST_F(SimilarTest, TellsWhatIsWrong) {
  EXPECT_EQ(kizuki({"similar", "--index", index()}).status, 2);
  EXPECT_EQ(kizuki({"similar", "--index", index(), "--case", "d-001", "--text", "-"}).status, 2);
  const auto unknown = kizuki({"similar", "--index", index(), "--case", "nobody"});
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.err, HasSubstr("nobody"));
  EXPECT_THAT(kizuki({"similar", "--help"}).out, Not(HasSubstr("required")));
}

TEST_F(SimilarTest, AForeignSeedLooksLikeOneThatNeverWas) {
  const auto indexed = kizuki(
      {"index", "--index", index(),
       file("own.jsonl", R"({"id":"own-1","title":"宿の代替わり","organization":"港町商工会",)"
                         R"("sections":[{"heading":"経緯","text":"旅館の社長が息子に譲った。"}]})"
                         "\n")});
  ASSERT_EQ(indexed.status, 0) << indexed.err;
  ASSERT_EQ(kizuki({"user", "add", "--index", index(), "--organization", "山手商工会", "--reason",
                    "着任", "taro"})
                .status,
            0);
  const auto foreign = kizuki({"similar", "--index", index(), "--as", "taro", "--case", "own-1"});
  auto absent = kizuki({"similar", "--index", index(), "--as", "taro", "--case", "own-9"});
  EXPECT_EQ(foreign.status, 1);
  EXPECT_EQ(foreign.status, absent.status);
  for (std::size_t at; (at = absent.err.find("own-9")) != std::string::npos;) {
    absent.err.replace(at, 5, "own-1");
  }
  EXPECT_EQ(foreign.err, absent.err);
  EXPECT_EQ(foreign.out, "");
  EXPECT_THAT(kizuki({"similar", "--index", index(), "--as", "taro", "--case", "d-019"}).out,
              Not(HasSubstr("own-1")));
}

}  // namespace
}  // namespace kizuki

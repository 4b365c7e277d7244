// Explained results as a supporter reads them, in tests/golden/explained_results.txt.
//
// KIZUKI_WRITE_GOLDEN=1 writes the file anew: read the difference before it is committed.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::kizuki;

const std::string kGoldenPath = test::source_path("tests/golden/explained_results.txt");

class ExplainedResultsTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto indexed = kizuki({"index", "--index", index(), test::source_path("data/cases")});
    ASSERT_EQ(indexed.status, 0) << indexed.err;
  }
  std::string index() const { return (folder_ / "index").string(); }

  std::string answer(std::vector<std::string> arguments) const {
    std::string line = "$ kizuki";
    for (const std::string& argument : arguments) line += " " + argument;
    const std::string command = arguments.front();
    arguments.insert(arguments.begin() + 1, {"--index", index()});
    const auto ran = kizuki(arguments);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return line + "\n" + ran.out + "\n";
  }

  TempFolder folder_;
};

constexpr const char* kMemo =
    "社長が財務の数字を見たがらない。話を最後まで聴いてから、"
    "ローカルベンチマークを一緒に書いてみたい。従業員8名の食品製造。";

TEST_F(ExplainedResultsTest, ReadAsTheyDid) {
  const std::string actual = answer({"search", "--explain", "--limit", "3", "後継者 現場 反発"}) +
                             answer({"search", "--explain", "--limit", "2", kMemo}) +
                             answer({"similar", "--explain", "--limit", "3", "--case", "d-001"});
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (std::getenv("KIZUKI_WRITE_GOLDEN") != nullptr) std::ofstream(kGoldenPath) << actual;
  std::ifstream file(kGoldenPath);
  const std::string golden((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(golden.empty()) << kGoldenPath;
  EXPECT_EQ(actual, golden);
}

TEST_F(ExplainedResultsTest, JsonTellsTheSame) {
  const auto ran = kizuki({"search", "--index", index(), "--explain", "--format", "json", "--limit",
                           "5", "後継者 現場 反発"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto parsed = parse_json(ran.out, {});
  ASSERT_TRUE(parsed);
  for (const Json& hit : parsed->find("hits")->as_array()) {
    const Json* explanation = hit.find("explanation");
    ASSERT_NE(explanation, nullptr);
    EXPECT_FALSE(explanation->find("places")->as_array().empty());
    EXPECT_NE(explanation->find("score")->find("characters"), nullptr);
  }
  const auto plain = kizuki({"search", "--index", index(), "--format", "json", "現場"});
  EXPECT_THAT(plain.out, testing::Not(testing::HasSubstr("\"explanation\"")));
}

}  // namespace
}  // namespace kizuki

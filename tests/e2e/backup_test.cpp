// kizuki backup, kizuki restore: as an operator runs them, also while others write, and killed.
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string small_case(const std::string& id) {
  return R"({"id":")" + id +
         R"(","title":"控えの話","sections":[{"heading":"経緯","text":"社長の話を聞いた。"}]})"
         "\n";
}

class BackupCommandTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto built = kizuki({"index", "--index", index(), source_path("data/cases")});
    ASSERT_EQ(built.status, 0) << built.err;
  }
  std::string path(const std::string& name) const { return folder_ / name; }
  std::string index() const { return path("index"); }
  ProcessResult back_up(const std::string& name) {
    return kizuki({"backup", "--index", index(), path(name)});
  }
  std::string answer(const std::string& folder) {
    const auto found = kizuki({"search", "--index", folder, "--format", "json", "後継者 反発"});
    EXPECT_EQ(found.status, 0) << found.err;
    return found.out;
  }

  TempFolder folder_;
};

TEST_F(BackupCommandTest, BringsBackAnIndexThatAnswersTheSame) {
  const auto decided = kizuki({"cards", "reject", "--index", index(), "K05", "--reason", "試し"});
  ASSERT_EQ(decided.status, 0) << decided.err;
  ASSERT_EQ(kizuki({"index", "--index", index(), "--merge"}).status, 0);
  const auto made = kizuki({"backup", "--index", index(), "--format", "json", path("copy")});
  ASSERT_EQ(made.status, 0) << made.err;
  const auto manifest = parse_json(made.out);
  ASSERT_TRUE(manifest) << made.out;
  EXPECT_EQ(manifest->int_or("cases", 0), 60);

  const auto restored = kizuki({"restore", "--index", path("again"), path("copy")});
  ASSERT_EQ(restored.status, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr("事例 60 件"));
  EXPECT_THAT(restored.err, HasSubstr("もう一度消去してください"));
  EXPECT_EQ(answer(path("again")), answer(index()));
  const auto rejected = kizuki({"cards", "list", "--index", path("again"), "--status", "rejected"});
  EXPECT_THAT(rejected.out, HasSubstr("K05"));
  EXPECT_EQ(kizuki({"verify", "--index", path("again")}).status, 0);
}

TEST_F(BackupCommandTest, SaysWhatToDoWhenItCannot) {
  ASSERT_EQ(back_up("copy").status, 0);
  const auto again = back_up("copy");
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("まだないフォルダー"));
  const auto inside = kizuki({"backup", "--index", index(), index() + "/copy"});
  EXPECT_EQ(inside.status, 2);
  EXPECT_THAT(inside.err, HasSubstr("外に置いてください"));
  const auto over = kizuki({"restore", "--index", index(), path("copy")});
  EXPECT_EQ(over.status, 1);
  EXPECT_THAT(over.err, HasSubstr("空のフォルダー"));
  const auto no_backup = kizuki({"restore", "--index", path("again"), index()});
  EXPECT_EQ(no_backup.status, 1);
  EXPECT_THAT(no_backup.err, HasSubstr("控えがありません"));
  EXPECT_EQ(kizuki({"backup", "--index", index()}).status, 2);
}

TEST_F(BackupCommandTest, HoldsAllThatWasAcknowledgedWhileOthersWrite) {
  std::atomic<bool> stop{false};
  std::atomic<int> acknowledged{0};
  std::thread writing([&] {
    for (int i = 0; !stop; ++i) {
      const std::string id = "w-" + std::to_string(i);
      const auto file = folder_.write("new.jsonl", small_case(id));
      const auto added = kizuki({"index", "--index", index(), "--update", file});
      if (added.status != 0) continue;
      acknowledged = i + 1;
    }
  });
  for (int round = 0; round < 4; ++round) {
    const int known = acknowledged;
    const std::string name = "copy-" + std::to_string(round);
    const auto made = kizuki({"backup", "--index", index(), "--format", "json", path(name)});
    EXPECT_EQ(made.status, 0) << made.err;
    const auto manifest = parse_json(made.out);
    EXPECT_GE(manifest ? manifest->int_or("cases", 0) : 0, 60 + known);
  }
  stop = true;
  writing.join();
  const auto restored = kizuki({"restore", "--index", path("again"), path("copy-3")});
  EXPECT_EQ(restored.status, 0) << restored.err;
  EXPECT_EQ(kizuki({"verify", "--index", path("again")}).status, 0);
}

}  // namespace
}  // namespace kizuki::test

#include "server/jobs/job_order.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using testing::ElementsAre;

class JobOrderTest : public testing::Test {
 protected:
  JobOrderTest() {
    std::filesystem::create_directory(folder_ / "sources");
    settings_.program = "/usr/bin/kizuki";
    settings_.index = "/srv/index";
    settings_.sources = folder_ / "sources";
    settings_.profiles = {"case", "plain"};
  }
  void put(const std::string& name) const { folder_.write("sources/" + name, "{}"); }
  std::string field_of(const JobOrder& order) const {
    const auto checked = check_job_order(order, settings_);
    return checked ? "" : checked.error().field;
  }

  TempFolder folder_;
  JobSettings settings_;
};

TEST_F(JobOrderTest, EveryKindHasACode) {
  for (const char* code :
       {"ingest", "update", "merge", "rebuild", "rollback", "essence", "verify"}) {
    const auto kind = parse_job_kind(code);
    ASSERT_TRUE(kind.has_value()) << code;
    EXPECT_EQ(job_kind_code(*kind), code);
  }
  for (const char* code : {"", "erase", "Update", "update "}) {
    EXPECT_FALSE(parse_job_kind(code).has_value()) << code;
  }
}

TEST_F(JobOrderTest, ListsPlainFilesOfTheSourceFolderAlone) {
  for (const char* name : {"b.csv", "a.jsonl", ".hidden", "line\nbreak", "\xFF.csv"}) put(name);
  std::filesystem::create_directory(folder_ / "sources/folder");
  put("folder/inner.csv");
  std::filesystem::create_symlink("/etc/passwd", folder_ / "sources/link.csv");
  std::vector<std::string> names;
  for (const JobSource& source : job_sources(settings_)) names.push_back(source.name);
  EXPECT_THAT(names, ElementsAre("a.jsonl", "b.csv"));
  settings_.sources = folder_ / "none";
  EXPECT_TRUE(job_sources(settings_).empty());
  settings_.sources.clear();
  EXPECT_TRUE(job_sources(settings_).empty());
}

TEST_F(JobOrderTest, TakesInNothingButAFileOfTheFolder) {
  put("a.jsonl");
  put("folder.csv");
  std::filesystem::create_symlink("/etc/passwd", folder_ / "sources/link.csv");
  EXPECT_EQ(field_of({JobKind::kIngest, "a.jsonl", "case"}), "");
  for (const char* source : {"", ".", "..", "../a.jsonl", "./a.jsonl", "/etc/passwd", "link.csv",
                             "none", "a.jsonl/", "--rebuild"}) {
    EXPECT_EQ(field_of({JobKind::kIngest, source, "case"}), "source") << source;
  }
  for (const char* profile : {"", "Case", "../case", "case.json"}) {
    EXPECT_EQ(field_of({JobKind::kIngest, "a.jsonl", profile}), "profile") << profile;
  }
  EXPECT_EQ(field_of({JobKind::kUpdate, "a.jsonl", ""}), "source");
  EXPECT_EQ(field_of({JobKind::kVerify, "", "case"}), "profile");
  EXPECT_EQ(field_of({JobKind::kVerify, "", ""}), "");
}

TEST_F(JobOrderTest, AFileThatLooksLikeAnOptionIsAFile) {
  put("--rebuild");
  const JobOrder order{JobKind::kIngest, "--rebuild", "plain"};
  ASSERT_TRUE(succeeded(check_job_order(order, settings_)));
  EXPECT_THAT(job_arguments(order, settings_),
              ElementsAre("index", "--index", "/srv/index", "--profile", "plain", "--",
                          (folder_ / "sources/--rebuild").string()));
  EXPECT_THAT(job_arguments({JobKind::kVerify, "", ""}, settings_),
              ElementsAre("verify", "--index", "/srv/index"));
}

}  // namespace
}  // namespace kizuki

#include "indexer/build.hpp"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/index/compartment_reader.hpp"
#include "tests/indexer/engine_fixture.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using test::Engine;
using test::make_case;
using test::must;

class BuildTest : public testing::Test {
 protected:
  void upsert(const CaseRecord& record) { upsert_all({record}); }
  void upsert_all(const std::vector<CaseRecord>& records) {
    LibraryWriter writer(library_);
    for (const CaseRecord& record : records) must(writer.upsert(record, "test"));
    ASSERT_TRUE(writer.commit());
  }

  BuildReport build(std::size_t threads = 2, bool everything = false) {
    BuildOptions options;
    options.threads = threads;
    options.analyse_everything = everything;
    options.program = "test";
    return must(build_generation(store_, library_, Engine::get().build_tools(), options, {}));
  }

  std::map<std::string, std::string> file_hashes() const {
    std::map<std::string, std::string> hashes;
    const auto generation = must(store_.open_current());
    for (const ManifestFile& file : generation->manifest().files) {
      hashes[file.path] = file.sha256;
    }
    return hashes;
  }

  TempFolder folder_;
  Library library_ = must(Library::open(folder_ / "index", Library::Mode::kReadWrite));
  GenerationStore store_{folder_ / "index"};
};

TEST_F(BuildTest, PutsEachCompartmentIntoItsOwnIndex) {
  upsert(make_case("a", "後継者が決まった。"));
  upsert(make_case("b", "銀行の顧客です。", "北信用金庫"));
  const BuildReport report = build();
  EXPECT_EQ(report.cases, 2U);
  EXPECT_EQ(report.analysed, 2U);
  const auto generation = must(store_.open_current());
  ASSERT_EQ(generation->manifest().compartments.size(), 2U);
  const auto local = must(generation->open_compartment("local"));
  EXPECT_EQ(local.case_count(), 1U);
  EXPECT_TRUE(local.find_case("a"));
  EXPECT_FALSE(local.find_case("b"));
  EXPECT_TRUE(must(generation->open_compartment("org:北信用金庫")).find_case("b"));
}

TEST_F(BuildTest, TakesOverUnchangedAnalysesAndStillWritesTheSameFiles) {
  std::vector<CaseRecord> records;
  for (int i = 0; i < 300; ++i) {
    records.push_back(
        make_case("case-" + std::to_string(i), "社長は現場の声に耳を傾けた。" + std::to_string(i)));
  }
  upsert_all(records);
  EXPECT_EQ(build().analysed, 300U);
  upsert(make_case("case-7", "社長は三度目の訪問で本音を漏らした。"));
  const BuildReport second = build();
  EXPECT_EQ(second.analysed, 1U);
  EXPECT_EQ(second.cases, 300U);
  const auto incremental = file_hashes();
  EXPECT_EQ(build(2, true).analysed, 300U);
  EXPECT_EQ(file_hashes(), incremental);
}

TEST_F(BuildTest, WritesTheSameFilesForAnyNumberOfThreads) {
  std::vector<CaseRecord> records;
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (int j = 0; j <= i % 40; ++j)
      text += "支援者は答えを言わず、問いかけた。" + std::to_string(i * j);
    records.push_back(make_case("t-" + std::to_string(i), text));
  }
  upsert_all(records);
  build(1, true);
  const auto one = file_hashes();
  build(2, true);
  EXPECT_EQ(file_hashes(), one);
  build(5, true);
  EXPECT_EQ(file_hashes(), one);
}

TEST_F(BuildTest, KnowsWhetherTheIndexIsUpToDate) {
  const auto up_to_date = [&] {
    return must(index_need(store_, library_, Engine::get().build_tools(), BuildOptions{})) ==
           IndexNeed::kNothing;
  };
  EXPECT_FALSE(up_to_date());
  upsert(make_case("a", "本文。"));
  build();
  EXPECT_TRUE(up_to_date());
  upsert(make_case("a", "別の本文。"));
  EXPECT_FALSE(up_to_date());
}

TEST_F(BuildTest, RefusesASecondBuilderAndLeavesNoDraft) {
  upsert(make_case("a", "本文。"));
  const auto lock = must(store_.lock_for_building());
  const auto second =
      build_generation(store_, library_, Engine::get().build_tools(), BuildOptions{}, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kLocked);
  EXPECT_TRUE(must(store_.list()).empty());
}

TEST_F(BuildTest, BuildsFromAnEmptyLibrary) {
  const BuildReport report = build();
  EXPECT_EQ(report.cases, 0U);
  EXPECT_TRUE(store_.open_current());
}

}  // namespace
}  // namespace kizuki

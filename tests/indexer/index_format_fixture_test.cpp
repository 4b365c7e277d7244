// The index format as released: tests/fixtures/index-v<N> holds an index of each version's making,
// two cases of the samples. An index is a cache, so an older one is refused with what to do, and
// the next run of `kizuki index` builds it anew. KIZUKI_WRITE_FIXTURES=1 in the environment writes
// the newest version's fixture; those of older versions are never written again.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/index/format.hpp"
#include "engine/query/query_parser.hpp"
#include "tests/indexer/index_fixture.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;
using test::Engine;
using test::Index;
using test::make_case;
using test::must;
using testing::HasSubstr;

fs::path fixture(std::uint32_t version) {
  return test::source_path("tests/fixtures/index-v" + std::to_string(version));
}

CaseRecord fixture_case(const std::string& id) {
  CaseRecord record = make_case(id, "社長が後継者に事業承継の話をした。原価を調べて値段を改めた。");
  record.issues = {"succession"};
  return record;
}

void write_fixture() {
  const TempFolder folder;
  Index index(folder.path());
  index.upsert({fixture_case("first"), fixture_case("second")});
  index.build();
  fs::remove_all(fixture(kFormatVersion));
  fs::create_directories(fixture(kFormatVersion));
  fs::copy_file(folder / "current", fixture(kFormatVersion) / "current");
  fs::copy(folder / "generations", fixture(kFormatVersion) / "generations",
           fs::copy_options::recursive);
}

TEST(IndexFormatFixtureTest, TheNewestFormatIsRead) {
  if (std::getenv("KIZUKI_WRITE_FIXTURES") != nullptr) write_fixture();  // NOLINT
  ASSERT_TRUE(fs::exists(fixture(kFormatVersion)))
      << "run with KIZUKI_WRITE_FIXTURES=1 once for the new format";
  const TempFolder folder;  // reading locks, which creates nothing, but the tree may be read-only
  fs::copy(fixture(kFormatVersion), folder / "index", fs::copy_options::recursive);
  const GenerationStore store(folder / "index");
  const Engine& engine = Engine::get();
  Searcher searcher =
      must(Searcher::open_all({must(store.open_current()), engine.analyzer, engine.taxonomy}));
  const auto list = must(searcher.search(*parse_query("後継者"), {}));
  ASSERT_EQ(list.hits.size(), 2u);
  EXPECT_EQ(list.hits[0].id, "first");
  std::size_t findings = 0;
  must(store.verify([&](const GenerationFinding& finding) {
    ADD_FAILURE() << finding.file << ": " << finding.message;
    ++findings;
  }));
}

TEST(IndexFormatFixtureTest, OlderFormatsAreRefusedWithWhatToDoAndBuiltAnew) {
  for (std::uint32_t version = 2; version < kFormatVersion; ++version) {
    SCOPED_TRACE(version);
    const TempFolder folder;
    fs::copy(fixture(version), folder.path(), fs::copy_options::recursive);
    Index index(folder.path());
    index.upsert({fixture_case("first")});
    const auto opened = index.store.open_current();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kVersionMismatch);
    EXPECT_THAT(std::string(error_recovery(opened.error().code)), HasSubstr("kizuki index"));
    EXPECT_EQ(index.need(), IndexNeed::kBuild);
    EXPECT_GT(index.build().generation, 1u) << "numbers are not used twice";
    EXPECT_TRUE(index.store.open_current());
  }
}

/// What verify finds, by kind: damaged, current but of another format, out of use.
std::array<int, 3> count_findings(const GenerationStore& store) {
  std::array<int, 3> counts{};
  must(store.verify([&](const GenerationFinding& finding) {
    ++counts.at(static_cast<std::size_t>(finding.kind));
  }));
  return counts;
}

TEST(IndexFormatFixtureTest, AnOlderFormatIsNoDamage) {
  const TempFolder folder;
  fs::copy(fixture(2), folder.path(), fs::copy_options::recursive);
  Index index(folder.path());
  index.upsert({fixture_case("first")});
  EXPECT_THAT(count_findings(index.store), testing::ElementsAre(0, 1, 0));
  index.build();
  EXPECT_THAT(count_findings(index.store), testing::ElementsAre(0, 0, 1));
  const fs::path manifest = folder / "generations" / "000001" / "manifest.json";
  std::ofstream(manifest, std::ios::app) << ' ';
  EXPECT_THAT(count_findings(index.store), testing::ElementsAre(1, 0, 0)) << "and damage is";
}

}  // namespace
}  // namespace kizuki

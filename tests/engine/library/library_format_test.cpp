// The file format as released: every later version must open tests/fixtures/library-v1.db.
// KIZUKI_WRITE_FIXTURES=1 in the environment writes the newest version's fixture anew; those of
// older versions are never written again.
#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "engine/library/ingest_log.hpp"
#include "tests/engine/library/library_support.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::filesystem::path kFixture =
    std::filesystem::path(KIZUKI_SOURCE_DIR) / "tests" / "fixtures" / "library-v1.db";

void write_fixture() {
  const TempFolder folder;
  {
    Library library = open_library(folder.path());
    LibraryWriter writer(library, fixed_clock);
    CaseRecord shop = sample_case("shop-1");
    shop.visibility = Visibility::kPublic;
    CaseRecord inn = sample_case("inn-2");
    inn.organization = "港町商工会";
    ASSERT_TRUE(writer.upsert(shop, "cases.jsonl"));
    ASSERT_TRUE(writer.upsert(inn, "cases.jsonl"));
    ASSERT_TRUE(writer.upsert(sample_case("farm-3"), "cases.jsonl"));
    inn.title = "第2版";
    ASSERT_TRUE(writer.upsert(inn, "more.jsonl"));
    ASSERT_TRUE(writer.remove("shop-1", "取り下げ"));
    ASSERT_TRUE(writer.erase("farm-3", "本人の求め"));
    ASSERT_TRUE(writer.upsert(shop, "more.jsonl"));
    ASSERT_TRUE(writer.commit());
  }
  std::filesystem::create_directories(kFixture.parent_path());
  std::filesystem::copy_file(folder / "library.db", kFixture,
                             std::filesystem::copy_options::overwrite_existing);
}

class LibraryFormatTest : public ::testing::TestWithParam<Library::Mode> {};

TEST_P(LibraryFormatTest, OpensTheFixtureOfVersion1) {
  if (std::getenv("KIZUKI_WRITE_FIXTURES") != nullptr) write_fixture();
  const TempFolder folder;
  ASSERT_TRUE(std::filesystem::copy_file(kFixture, folder / "library.db"));
  const Library library = open_library(folder.path(), GetParam());
  EXPECT_THAT(findings(library), IsEmpty());
  EXPECT_EQ(*library.sequence(), 7U);

  const auto inn = library.get("inn-2");
  ASSERT_TRUE(inn) << inn.error().describe();
  EXPECT_EQ(inn->compartment, "org:港町商工会");
  EXPECT_EQ(inn->revision, 2U);
  EXPECT_EQ(inn->sequence, 4U);
  EXPECT_EQ(inn->content_hash, sha256_hex(inn->json));
  EXPECT_THAT(inn->json, ::testing::StartsWith(R"({"id":"inn-2","organization":"港町商工会")"));

  std::vector<std::string> now;
  for (const StoredCase& stored : all_cases(library, 7)) now.push_back(stored.id);
  EXPECT_THAT(now, ElementsAre("inn-2", "shop-1"));
  EXPECT_EQ(library.get("shop-1")->revision, 2U);
  EXPECT_EQ(library.get("farm-3").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(*library.count_cases(3), 2U);  // the erased one is gone from the past too
}

INSTANTIATE_TEST_SUITE_P(Modes, LibraryFormatTest,
                         ::testing::Values(Library::Mode::kReadOnly, Library::Mode::kReadWrite));

// The bytes under the chain's hashes, written out by hand from docs/library.md.
TEST(IngestLogTest, HashCoversTheDocumentedBytes) {
  LogEntry entry;
  entry.sequence = 300;
  entry.kind = LogKind::kChange;
  entry.case_id = "a-1";
  entry.revision = 2;
  entry.content_hash = std::string(32, 'c');
  entry.compartment = "local";
  entry.source = "f.csv";
  entry.time = "2026-01-31T09:08:07Z";
  entry.previous_hash = std::string(32, 'p');
  std::string bytes;
  bytes.append("\x20").append(32, 'p');               // previous_hash
  bytes.append("\xac\x02").append("\x02");            // sequence 300, kind 2
  bytes.append("\x03").append("a-1").append("\x02");  // case_id, revision
  bytes.append("\x20").append(32, 'c');               // content_hash
  bytes.append("\x05").append("local");
  bytes.append("\x05").append("f.csv");
  bytes.append("\x14").append("2026-01-31T09:08:07Z");
  EXPECT_EQ(log_hash(entry), to_bytes(sha256(bytes)));
  EXPECT_EQ(log_beginning(), std::string(32, '\0'));
}

TEST(IngestLogTest, EveryFieldChangesTheHash) {
  LogEntry entry;
  entry.content_hash = std::string(32, 'c');
  entry.previous_hash = std::string(32, 'p');
  std::vector<std::string> hashes = {log_hash(entry)};
  const auto with = [&](auto change) {
    LogEntry changed = entry;
    change(changed);
    hashes.push_back(log_hash(changed));
  };
  with([](LogEntry& e) { e.sequence = 1; });
  with([](LogEntry& e) { e.kind = LogKind::kErase; });
  with([](LogEntry& e) { e.case_id = "a"; });
  with([](LogEntry& e) { e.revision = 1; });
  with([](LogEntry& e) { e.content_hash[31] = 'd'; });
  with([](LogEntry& e) { e.compartment = "a"; });
  with([](LogEntry& e) { e.source = "a"; });
  with([](LogEntry& e) { e.time = "a"; });
  with([](LogEntry& e) { e.previous_hash[0] = 'q'; });
  std::sort(hashes.begin(), hashes.end());
  EXPECT_EQ(std::adjacent_find(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace
}  // namespace kizuki

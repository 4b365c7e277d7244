// Erasure leaves no byte of the content, whatever SQLite did with its pages before.
#include <map>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/library/library_support.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

using ::testing::IsEmpty;

CaseRecord repeating_case(std::string_view id, std::string_view words, std::size_t bytes) {
  CaseRecord record = sample_case(id, 1, 0);
  record.title = words;
  std::string& text = record.sections[0].text;
  while (text.size() < bytes) text.append(words).append("。");
  return record;
}

TEST(LibraryEraseTest, RemovedCaseKeepsItsRevisions) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {repeating_case("a", "秘密のことば", 100)});
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.remove("a", "r"));
  ASSERT_TRUE(writer.commit());
  EXPECT_FALSE(library.get("a"));
  EXPECT_EQ(all_cases(library, 1).size(), 1U);
  EXPECT_TRUE(bytes_occur(folder.path(), "秘密のことば"));
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryEraseTest, ErasedCaseIsGoneAtEverySequence) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("b"), sample_case("a", 2)});
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.erase("a", "r"));
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(library.get("a").error().code, ErrorCode::kNotFound);
  for (std::uint64_t sequence = 0; sequence <= 5; ++sequence) {
    for (const StoredCase& stored : all_cases(library, sequence)) EXPECT_EQ(stored.id, "b");
    EXPECT_EQ(*library.count_cases(sequence), sequence >= 2 ? 1U : 0U);
  }
  EXPECT_EQ(*library.sequence(), 4U);
  EXPECT_THAT(findings(library), IsEmpty());
}

TEST(LibraryEraseTest, ARowsHeadIsTheRowWithoutItsContentAndGoneWithIt) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a-1"), sample_case("a-2")});
  const auto snapshot = library.snapshot(*library.sequence());
  ASSERT_TRUE(snapshot);
  ASSERT_EQ(snapshot->compartments.size(), 1U);
  const std::vector<std::uint64_t> rows = snapshot->compartments.front().rows;
  ASSERT_EQ(rows.size(), 2U);
  for (const std::uint64_t row : rows) {
    const auto whole = library.read_row(row);
    const auto head = library.read_row_head(row);
    ASSERT_TRUE(whole && *whole && head && *head);
    EXPECT_EQ((*head)->id, (*whole)->id);
    EXPECT_EQ((*head)->compartment, (*whole)->compartment);
    EXPECT_EQ((*head)->revision, (*whole)->revision);
    EXPECT_EQ((*head)->sequence, (*whole)->sequence);
    EXPECT_EQ((*head)->content_hash, (*whole)->content_hash);
    EXPECT_TRUE((*head)->json.empty());
  }
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.erase("a-1", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_FALSE(library.read_row_head(rows.front())->has_value());
  EXPECT_TRUE(library.read_row_head(rows.back())->has_value());
  EXPECT_FALSE(library.read_row_head(1'000)->has_value());
}

TEST(LibraryEraseTest, ErasedCaseMayComeBackAsANewRevision) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a")});
  LibraryWriter writer(library);
  ASSERT_TRUE(writer.erase("a", "r"));
  EXPECT_EQ(*writer.upsert(sample_case("a", 2), "f"), UpsertOutcome::kAdded);
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(library.get("a")->revision, 2U);
  EXPECT_THAT(all_cases(library, 1), IsEmpty());
  EXPECT_EQ(all_cases(library, 3).size(), 1U);
  ASSERT_TRUE(writer.erase("a", "r"));
  ASSERT_TRUE(writer.commit());
  EXPECT_THAT(all_cases(library, 3), IsEmpty());
  EXPECT_THAT(findings(library), IsEmpty());
}

// Cases of all sizes (many a page, one over many pages), changed, removed, erased and added again
// in random order: SQLite splits, fills and frees pages all the time.
TEST(LibraryEraseTest, LeavesNoByteOfTheContentInAnyFile) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::mt19937_64 random(test_seed());
  const TempFolder folder;
  Library library = open_library(folder.path());
  LibraryWriter writer(library);
  std::map<std::string, std::vector<std::uint64_t>> canaries;  // of the cases there are
  std::vector<std::uint64_t> gone;
  for (std::uint64_t step = 0; step < 1500; ++step) {
    const std::string id = numbered("case-", random() % 200);
    if (random() % 4 != 0 || canaries.count(id) == 0) {
      const std::size_t bytes = random() % 20 == 0 ? 60'000 : random() % 3000;
      ASSERT_TRUE(writer.upsert(repeating_case(id, canary(step), bytes), "f"));
      canaries[id].push_back(step);
    } else {
      if (random() % 2 == 0) {
        ASSERT_TRUE(writer.remove(id, "r"));
      }
      ASSERT_TRUE(writer.erase(id, "r"));
      gone.insert(gone.end(), canaries[id].begin(), canaries[id].end());
      canaries.erase(id);
    }
  }
  ASSERT_TRUE(writer.commit());
  ASSERT_GT(gone.size(), 300U);
  const std::set<std::uint64_t> left = canaries_in(folder.path());
  for (const std::uint64_t number : gone) EXPECT_EQ(left.count(number), 0U) << canary(number);
  for (const auto& [id, kept] : canaries) {
    EXPECT_EQ(left.count(kept.back()), 1U) << "the scan would find nothing at all";
  }
  EXPECT_THAT(findings(library), IsEmpty());
}

// A writer that dies after the erasure was committed and before its traces were cleared.
TEST(LibraryEraseTest, NextOpeningClearsWhatADeadWriterLeft) {
  const TempFolder folder;
  Library reader = open_library(folder.path());
  write_cases(reader, {repeating_case("a", "秘密のことば", 100)});
  {
    LibraryWriter writer(reader);
    ASSERT_TRUE(writer.erase("a", "r"));
    for (std::uint64_t i = 0; i < 199; ++i) {  // fills the group, which then commits by itself
      ASSERT_TRUE(writer.upsert(sample_case(numbered("b", i)), "f"));
    }
  }
  ASSERT_EQ(reader.get("a").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(bytes_occur(folder.path(), "秘密のことば"));
  open_library(folder.path());
  EXPECT_FALSE(bytes_occur(folder.path(), "秘密のことば"));
}

TEST(LibraryEraseTest, ErasureIsOnRecord) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a"), sample_case("a", 2), sample_case("b")});
  EXPECT_EQ(library.erasure("a").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(library.erasure("none").error().code, ErrorCode::kNotFound);
  const std::string hash = library.get("a")->content_hash;
  LibraryWriter writer(library, fixed_clock);
  ASSERT_TRUE(writer.erase("a", "本人の求め"));
  ASSERT_TRUE(writer.commit());
  const auto erasure = library.erasure("a");
  ASSERT_TRUE(erasure) << erasure.error().describe();
  EXPECT_EQ(erasure->id, "a");
  EXPECT_EQ(erasure->sequence, 4U);
  EXPECT_EQ(erasure->revisions, 2U);
  EXPECT_EQ(erasure->content_hash, hash);
  EXPECT_EQ(erasure->log_hash.size(), 64U);
  EXPECT_EQ(erasure->reason, "本人の求め");
  EXPECT_EQ(erasure->time, fixed_clock());
  EXPECT_TRUE(erasure->scrubbed);
  EXPECT_TRUE(*library.knows("a"));
  EXPECT_TRUE(*library.knows("b"));
  EXPECT_FALSE(*library.knows("none"));
  // Comes back and goes again: the newest counts.
  write_cases(library, {sample_case("a", 3)});
  EXPECT_EQ(library.erasure("a")->sequence, 4U);
  ASSERT_TRUE(writer.erase("a", "再び"));
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(library.erasure("a")->sequence, 6U);
  tamper(folder / "library.db", "UPDATE ingest_log SET source = 'x' WHERE sequence = 6");
  EXPECT_EQ(library.erasure("a").error().code, ErrorCode::kCorrupt);
}

TEST(LibraryEraseTest, ReasonAndHashStayInTheLog) {
  const TempFolder folder;
  Library library = open_library(folder.path());
  write_cases(library, {sample_case("a")});
  LibraryWriter writer(library, fixed_clock);
  ASSERT_TRUE(writer.erase("a", "本人の求めによる"));
  ASSERT_TRUE(writer.commit());
  EXPECT_TRUE(bytes_occur(folder.path(), "本人の求めによる"));
}

}  // namespace
}  // namespace kizuki

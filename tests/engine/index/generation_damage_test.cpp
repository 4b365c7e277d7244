// Generations on disks that rot, fill up, cannot be written, and under builders that are killed.
#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation.hpp"
#include "engine/index/gram_table.hpp"
#include "tests/engine/index/index_folder.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;

/// Changes one bit of a file in place and, on request, back.
void flip_bit(const fs::path& file, std::uint64_t byte, unsigned bit) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(byte));
  const auto old = static_cast<unsigned char>(stream.get());
  stream.seekp(static_cast<std::streamoff>(byte));
  stream.put(static_cast<char>(old ^ (1U << bit)));
}

TEST(GenerationDamageTest, VerifyFindsAFlippedBitInAnyFile) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const TempFolder folder;
  const GenerationStore store(folder.path());
  ASSERT_TRUE(succeeded(test::publish_cases(store, test::random_cases(seed, 20), 1)));
  ASSERT_EQ(test::findings_of(store), std::vector<std::string>{});
  std::vector<fs::path> files{folder / "current"};
  for (const auto& entry : fs::recursive_directory_iterator(folder / "generations")) {
    if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path());
  }
  ASSERT_GE(files.size(), 9U);
  for (std::uint64_t round = 0; round < 25 * files.size(); ++round) {
    const fs::path& file = files[round % files.size()];
    const std::uint64_t byte = random() % fs::file_size(file);
    const auto bit = static_cast<unsigned>(random() % 8);
    flip_bit(file, byte, bit);
    ASSERT_FALSE(test::findings_of(store).empty())
        << describe_seed(seed, round) << " " << file << " byte " << byte << " bit " << bit;
    flip_bit(file, byte, bit);
  }
  EXPECT_EQ(test::findings_of(store), std::vector<std::string>{});
}

// The hashes fit then: only what the tables say of the cases does not.
TEST(GenerationDamageTest, VerifyFindsAGramTableThatIsNotOfItsCases) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  const auto draft = store.begin();
  ASSERT_TRUE(succeeded(draft));
  const auto totals = test::write_compartment(draft->folder / "public", test::random_cases(1, 20));
  ASSERT_TRUE(succeeded(totals));
  GramTableWriter of_others;
  for (int i = 0; i < 20; ++i) of_others.add({});
  ASSERT_TRUE(succeeded(of_others.write(draft->folder / "public" / kGramTableFile)));
  Manifest manifest;
  manifest.library_sequence = 1;
  manifest.analyzer_fingerprint = "test";
  manifest.program = "test";
  manifest.compartments.push_back({"public", "public", totals->cases, totals->text_bytes});
  ASSERT_TRUE(succeeded(store.publish(*draft, manifest)));
  const auto findings = test::findings_of(store);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_NE(findings[0].find("文字の出現数の表"), std::string::npos) << findings[0];
}

// Xapian 1.4 crashes on some of these.
TEST(GenerationDamageTest, EveryBitOfTheTextIndexsFirstFileIsChecked) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  ASSERT_TRUE(succeeded(test::publish_cases(store, test::random_cases(1, 20), 1)));
  const auto generation = store.open_current();
  ASSERT_TRUE(succeeded(generation));
  const auto& compartment = (*generation)->manifest().compartments.at(0);
  const fs::path file = (*generation)->folder() / compartment.folder / "text" / "iamglass";
  for (std::uint64_t byte = 0; byte < fs::file_size(file); ++byte) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      flip_bit(file, byte, bit);
      const auto reader = (*generation)->open_compartment(compartment.name);
      ASSERT_FALSE(reader) << "byte " << byte << " bit " << bit;
      EXPECT_EQ(reader.error().code, ErrorCode::kCorrupt);
      flip_bit(file, byte, bit);
    }
  }
  EXPECT_TRUE(succeeded((*generation)->open_compartment(compartment.name)));
}

TEST(GenerationDamageTest, OpeningAndReadingSurviveAnyFlippedBit) {
  const std::uint64_t seed = test_seed() + 1;
  std::mt19937_64 random(seed);
  const TempFolder folder;
  const GenerationStore store(folder.path());
  ASSERT_TRUE(succeeded(test::publish_cases(store, test::random_cases(seed, 20), 1)));
  const fs::path part = folder / "generations/000001/public";
  for (std::uint64_t round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    const fs::path file = part / (round % 2 == 0 ? "analysis.blk" : "cases.tbl");
    const std::uint64_t byte = random() % fs::file_size(file);
    const auto bit = static_cast<unsigned>(random() % 8);
    flip_bit(file, byte, bit);
    if (const auto reader = CompartmentReader::open(part)) {
      for (std::uint32_t document = 1; document <= reader->case_count(); ++document) {
        const auto analysis = reader->analysis(document);
        EXPECT_TRUE(analysis || failure_name(analysis) == "corrupt");
      }
    }
    flip_bit(file, byte, bit);
  }
}

/// What a reader must always find: a current generation that opens and verifies.
void expect_whole(const GenerationStore& store) {
  const auto current = store.open_current();
  ASSERT_TRUE(succeeded(current));
  ASSERT_TRUE(succeeded((*current)->open_compartment("public")));
  ASSERT_EQ(test::findings_of(store), std::vector<std::string>{});
}

TEST(GenerationDamageTest, KillingABuilderAtAnyPointCostsNothing) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  const TempFolder folder;
  const GenerationStore store(folder.path());
  const auto cases = test::random_cases(seed, 30);
  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(succeeded(test::publish_cases(store, cases, 1)));
  // Killed anywhere within about three builds, however fast this machine is just now.
  const auto build_us = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  const auto span_us = static_cast<std::uint64_t>(3 * build_us.count());
  std::uint64_t sequence = 1;
  std::uint64_t published = 0;
  for (std::uint64_t round = 0; round < 30; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::alarm(60);
      // Builds, switches back and prunes without end, as far as it gets.
      for (std::uint64_t next = sequence;; ++next) {
        const auto lock = store.lock_for_building();
        if (!lock || !test::publish_cases(store, cases, next)) ::_exit(1);
        if (next % 3 == 0 && !store.roll_back()) ::_exit(2);
        if (!store.prune(2)) ::_exit(3);
      }
    }
    ::usleep(static_cast<useconds_t>(random() % span_us));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the builder gave up: " << WEXITSTATUS(status);
    expect_whole(store);
    if (HasFatalFailure()) return;
    const auto current = store.open_current();
    published = std::max(published, (*current)->number());
    sequence = (*current)->manifest().library_sequence;
  }
  EXPECT_GT(published, 1U) << "no child ever got as far as a publish";
  ASSERT_TRUE(succeeded(test::publish_cases(store, cases, sequence)));
  expect_whole(store);
}

TEST(GenerationDamageTest, FullDiskKeepsTheOldGeneration) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  ASSERT_TRUE(succeeded(test::publish_cases(store, test::random_cases(1, 20), 1)));
  const auto large = test::random_cases(2, 150, 3);
  const TempFolder whole;
  ASSERT_TRUE(succeeded(test::publish_cases(GenerationStore(whole.path()), large, 2)));
  const std::uint64_t largest = fs::file_size(whole / "generations/000001/public/analysis.blk");
  for (const std::uint64_t percent : {0U, 2U, 30U, 95U}) {
    const rlim_t bytes = largest * percent / 100;
    const int status = run_in_child([&] {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{bytes, bytes};
      if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 9;
      const auto number = test::publish_cases(store, large, 2);
      return failure_name(number) == "no_space" ? 0 : 1;
    });
    EXPECT_EQ(status, 0) << percent;
    expect_whole(store);
    EXPECT_EQ((*store.open_current())->number(), 1U);
  }
  ASSERT_TRUE(succeeded(test::publish_cases(store, large, 2)));
  expect_whole(store);
}

/// Reads and verifies where nothing can be written; 0 when all went well.
int read_only_checks(const GenerationStore& store) {
  if (!store.open_current()) return 1;
  if (!(*store.open_current())->open_compartment("public")) return 2;
  if (!test::findings_of(store).empty()) return 3;
  if (failure_name(store.lock_for_building()) != "permission_denied") return 4;
  if (failure_name(store.switch_to(1)) != "permission_denied") return 5;
  return 0;
}

TEST(GenerationDamageTest, ReadingNeedsNoRightToWrite) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  ASSERT_TRUE(succeeded(test::publish_cases(store, test::random_cases(1, 5), 1)));
  ASSERT_TRUE(succeeded(store.lock_for_building()));
  const auto check = [&] { return become_ordinary_user() ? read_only_checks(store) : 7; };
  fs::permissions(folder.path(), fs::perms{0555});
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms{0555} : fs::perms{0444});
  }
  EXPECT_EQ(run_in_child(check), 0);
  fs::permissions(folder / "generations/000001", fs::perms{0755});
  fs::remove(folder / "generations/000001/lock");
  fs::permissions(folder / "generations/000001", fs::perms{0555});
  EXPECT_EQ(run_in_child(check), 0) << "without the lock file";
  fs::permissions(folder.path(), fs::perms{0755});
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    if (entry.is_directory()) fs::permissions(entry.path(), fs::perms{0755});
  }
}

TEST(GenerationDamageTest, ReadOnlyDiskIsEnoughForReadingAndVerifying) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may mount";
  const TempFolder folder;
  const GenerationStore store(folder / "index");
  ASSERT_TRUE(succeeded(test::publish_cases(store, test::random_cases(1, 5), 1)));
  ASSERT_TRUE(succeeded(store.lock_for_building()));
  const fs::path mounted = folder / "mounted";
  fs::create_directory(mounted);
  if (::mount((folder / "index").c_str(), mounted.c_str(), nullptr, MS_BIND, nullptr) != 0) {
    GTEST_SKIP() << "mounting is not allowed here";
  }
  if (::mount(nullptr, mounted.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) != 0) {
    ::umount(mounted.c_str());
    GTEST_SKIP() << "mounting read-only is not allowed here";
  }
  EXPECT_EQ(read_only_checks(GenerationStore(mounted)), 0);
  fs::remove(folder / "index/generations/000001/lock");
  EXPECT_EQ(read_only_checks(GenerationStore(mounted)), 0) << "without the lock file";
  EXPECT_EQ(::umount(mounted.c_str()), 0);
}

}  // namespace
}  // namespace kizuki

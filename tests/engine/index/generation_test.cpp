#include "engine/index/generation.hpp"

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/index/compartment_name.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/format.hpp"
#include "engine/index/generation_layout.hpp"
#include "tests/engine/index/index_folder.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

namespace fs = std::filesystem;
using Findings = std::vector<std::string>;
using Numbers = std::vector<std::uint64_t>;

std::uint64_t publish(const GenerationStore& store, std::size_t cases, std::uint64_t sequence) {
  const auto number = test::publish_cases(store, test::random_cases(cases, cases), sequence);
  EXPECT_TRUE(succeeded(number));
  return number.value_or(0);
}

std::uint64_t current_number(const GenerationStore& store) {
  const auto current = store.open_current();
  EXPECT_TRUE(succeeded(current));
  return current ? (*current)->number() : 0;
}

Numbers numbers_of(const GenerationStore& store) {
  Numbers numbers;
  const auto infos = store.list();
  EXPECT_TRUE(succeeded(infos));
  for (const auto& info : *infos) numbers.push_back(info.number);
  return numbers;
}

TEST(GenerationTest, NothingBuiltYet) {
  const TempFolder folder;
  const GenerationStore store(folder / "none");
  EXPECT_EQ(failure_name(store.open_current()), "not_found");
  EXPECT_EQ(failure_name(store.open(1)), "not_found");
  EXPECT_EQ(failure_name(store.roll_back()), "not_found");
  EXPECT_TRUE(numbers_of(store).empty());
  EXPECT_EQ(test::findings_of(store), Findings{});
  EXPECT_TRUE(succeeded(store.prune(1)));
}

TEST(GenerationTest, PublishMakesItCurrent) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  EXPECT_EQ(publish(store, 3, 10), 1U);
  EXPECT_EQ(publish(store, 4, 10), 2U);
  const auto current = store.open_current();
  ASSERT_TRUE(succeeded(current));
  EXPECT_EQ((*current)->number(), 2U);
  EXPECT_EQ((*current)->folder(), folder / "generations" / "000002");
  EXPECT_EQ((*current)->manifest().library_sequence, 10U);
  const auto reader = (*current)->open_compartment("org:東京商工会議所");
  ASSERT_TRUE(succeeded(reader));
  EXPECT_EQ(reader->case_count(), 4U);
  EXPECT_EQ(failure_name((*current)->open_compartment("org:other")), "not_found");
  EXPECT_EQ(test::findings_of(store), Findings{});

  const auto infos = store.list();
  ASSERT_TRUE(succeeded(infos));
  ASSERT_EQ(infos->size(), 2U);
  EXPECT_FALSE((*infos)[0].current);
  EXPECT_TRUE((*infos)[1].current);
  EXPECT_TRUE((*infos)[1].readable);
  EXPECT_EQ((*infos)[1].cases, 8U);
  EXPECT_EQ((*infos)[1].library_sequence, 10U);
  EXPECT_GT((*infos)[1].bytes, 0U);
}

TEST(GenerationTest, OlderSequenceIsRefusedAndNothingChanges) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 2, 10);
  EXPECT_EQ(failure_name(test::publish_cases(store, test::random_cases(1, 2), 9)),
            "invalid_argument");
  EXPECT_EQ(current_number(store), 1U);
  EXPECT_EQ(numbers_of(store), Numbers{1});
  EXPECT_EQ(publish(store, 2, 11), 2U);
}

TEST(GenerationTest, LeftoversOfKilledBuildsAreRemoved) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 2, 1);
  fs::create_directories(folder / "generations/000002.building/public/parts");
  fs::create_directories(folder / "generations/000001.removing/public");
  std::ofstream(folder / "generations/000002.building/public/cases.tbl") << "half";
  EXPECT_EQ(current_number(store), 1U);
  const auto draft = store.begin();
  ASSERT_TRUE(succeeded(draft));
  EXPECT_EQ(draft->number, 2U);
  EXPECT_TRUE(fs::is_empty(draft->folder));
  EXPECT_FALSE(fs::exists(folder / "generations/000001.removing"));
}

TEST(GenerationTest, DraftThatDoesNotOpenIsNotPublished) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 2, 1);
  const auto draft = store.begin();
  ASSERT_TRUE(succeeded(draft));
  const auto totals = test::write_compartment(draft->folder / "public", test::random_cases(1, 3));
  ASSERT_TRUE(succeeded(totals));
  Manifest manifest;
  manifest.library_sequence = 2;
  manifest.compartments = {{"public", "public", 4, totals->text_bytes}};
  EXPECT_FALSE(store.publish(*draft, manifest).has_value());
  manifest.compartments = {{"public", "missing", 3, totals->text_bytes}};
  EXPECT_FALSE(store.publish(*draft, manifest).has_value());
  manifest.compartments = {{"public", "public", 3, totals->text_bytes}};
  fs::create_symlink("/etc/passwd", draft->folder / "link");
  EXPECT_FALSE(store.publish(*draft, manifest).has_value());
  fs::remove(draft->folder / "link");
  EXPECT_EQ(current_number(store), 1U);
  EXPECT_TRUE(succeeded(store.publish(*draft, manifest)));
  EXPECT_EQ(current_number(store), 2U);
}

TEST(GenerationTest, RollBackGoesDownOneByOne) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  for (std::uint64_t i = 1; i <= 3; ++i) publish(store, 1 + i, i);
  EXPECT_EQ(store.roll_back().value_or(0), 2U);
  EXPECT_EQ(current_number(store), 2U);
  EXPECT_EQ(store.roll_back().value_or(0), 1U);
  EXPECT_EQ(failure_name(store.roll_back()), "not_found");
  EXPECT_EQ(current_number(store), 1U);
  EXPECT_TRUE(succeeded(store.switch_to(3)));
  EXPECT_EQ(current_number(store), 3U);
  EXPECT_EQ(failure_name(store.switch_to(4)), "not_found");
  EXPECT_EQ(current_number(store), 3U);
}

TEST(GenerationTest, RollBackSkipsDamagedGenerationsAndMendsThePointer) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  for (std::uint64_t i = 1; i <= 3; ++i) publish(store, 1 + i, i);
  std::ofstream(folder / "generations/000002/manifest.json") << "{}";
  EXPECT_EQ(failure_name(store.switch_to(2)), "corrupt");
  EXPECT_EQ(store.roll_back().value_or(0), 1U);
  std::ofstream(folder / "current") << "000003\n";
  EXPECT_EQ(failure_name(store.open_current()), "corrupt");
  EXPECT_EQ(store.roll_back().value_or(0), 3U);
  EXPECT_EQ(current_number(store), 3U);
}

TEST(GenerationTest, PruneKeepsTheNewestTheCurrentAndTheHeld) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  for (std::uint64_t i = 1; i <= 6; ++i) publish(store, 2, i);
  ASSERT_TRUE(succeeded(store.switch_to(3)));
  auto held = store.open(2);
  ASSERT_TRUE(succeeded(held));
  const auto removed = store.prune(2);
  ASSERT_TRUE(succeeded(removed));
  EXPECT_EQ(*removed, (Numbers{1, 4}));
  EXPECT_EQ(numbers_of(store), (Numbers{2, 3, 5, 6}));
  EXPECT_TRUE(succeeded((*held)->open_compartment("public")));
  held = store.open(6);
  EXPECT_EQ(store.prune(2).value_or(Numbers{}), Numbers{2});
  EXPECT_EQ(failure_name(store.prune(0)), "invalid_argument");
  EXPECT_EQ(test::findings_of(store), Findings{});
}

TEST(GenerationTest, OpenReadersOutliveTheirGeneration) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 5, 1);
  auto reader = (*store.open_current())->open_compartment("public");
  ASSERT_TRUE(succeeded(reader));
  publish(store, 6, 2);
  ASSERT_EQ(store.prune(1).value_or(Numbers{}), Numbers{1});
  for (std::uint32_t document = 1; document <= 5; ++document) {
    EXPECT_TRUE(succeeded(reader->analysis(document)));
  }
}

TEST(GenerationTest, RemovesWhatWasBuiltBeforeASequence) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 1, 10);
  publish(store, 1, 20);
  publish(store, 1, 30);
  publish(store, 1, 30);
  fs::create_directories(folder / "generations/000009.building/public");
  fs::create_directories(folder / "generations/000003.removing");
  auto held = store.open(2);
  ASSERT_TRUE(succeeded(held));
  const auto first = store.remove_built_before(30);
  ASSERT_TRUE(succeeded(first));
  EXPECT_EQ(first->removed, Numbers{1});
  EXPECT_EQ(first->kept, Numbers{2});
  EXPECT_EQ(numbers_of(store), (Numbers{2, 3, 4}));
  EXPECT_FALSE(fs::exists(folder / "generations/000009.building"));
  EXPECT_FALSE(fs::exists(folder / "generations/000003.removing"));
  *held = nullptr;
  EXPECT_EQ(store.remove_built_before(30)->removed, Numbers{2});
  // One that cannot be read may hold anything; the current one always stays, and is named.
  fs::remove(folder / "generations/000003/manifest.json");
  const auto last = store.remove_built_before(31);
  ASSERT_TRUE(succeeded(last));
  EXPECT_EQ(last->removed, Numbers{3});
  EXPECT_EQ(last->kept, Numbers{4});
  EXPECT_TRUE(succeeded(store.open_current()));
}

TEST(GenerationTest, NumbersAreNotUsedTwice) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 1, 1);
  publish(store, 2, 2);
  ASSERT_TRUE(succeeded(store.roll_back()));
  EXPECT_EQ(publish(store, 3, 3), 3U);
  fs::remove_all(folder / "generations/000003");
  EXPECT_EQ(failure_name(store.open_current()), "corrupt");
  EXPECT_EQ(publish(store, 3, 3), 4U);
}

TEST(GenerationTest, TwoBuildersExcludeEachOther) {
  const TempFolder folder;
  const GenerationStore store(folder / "new");
  {
    const auto first = store.lock_for_building();
    ASSERT_TRUE(succeeded(first));
    EXPECT_EQ(failure_name(GenerationStore(folder / "new").lock_for_building()), "locked");
  }
  EXPECT_TRUE(succeeded(store.lock_for_building()));
}

TEST(GenerationTest, ForeignFilesAreLeftAloneAndReported) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 2, 1);
  for (const char* name : {"lost+found", "000001.bak", "1", "0000002", "000000", "12345x", "-00001",
                           "99999999999999999999999"}) {
    fs::create_directories(folder / "generations" / name);
  }
  std::ofstream(folder / "generations/README") << "mine";
  EXPECT_EQ(numbers_of(store), Numbers{1});
  EXPECT_EQ(test::findings_of(store), Findings{});
  EXPECT_TRUE(succeeded(store.begin()));
  EXPECT_TRUE(fs::exists(folder / "generations/000001.bak"));
  std::ofstream(folder / "generations/000001/public/notes.txt") << "mine";
  EXPECT_EQ(test::findings_of(store),
            Findings{"generations/000001/public/notes.txt: 目録にないファイルです"});
}

TEST(GenerationTest, DamagedGenerationsAreListedAsUnreadable) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 2, 1);
  publish(store, 2, 2);
  fs::create_directories(folder / "generations/000003");
  std::ofstream(folder / "generations/000004") << "a file";
  std::ofstream(folder / "generations/000001/manifest.json") << "{}";
  const auto infos = store.list();
  ASSERT_TRUE(succeeded(infos));
  ASSERT_EQ(infos->size(), 4U);
  EXPECT_FALSE((*infos)[0].readable);
  EXPECT_TRUE((*infos)[1].readable);
  EXPECT_FALSE((*infos)[2].readable);
  EXPECT_FALSE((*infos)[3].readable);
  EXPECT_EQ(test::findings_of(store).size(), 3U);
  EXPECT_EQ(current_number(store), 2U);
  EXPECT_EQ(store.prune(1).value_or(Numbers{}), (Numbers{1, 3}));
}

TEST(GenerationTest, MissingFilesAreReported) {
  const TempFolder folder;
  const GenerationStore store(folder.path());
  publish(store, 2, 1);
  fs::remove(folder / "generations/000001/public/cases.tbl");
  const auto findings = test::findings_of(store);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0], "generations/000001/public/cases.tbl: ファイルがないか、読めません");
}

TEST(GenerationLayoutTest, NamesAreExact) {
  EXPECT_EQ(generation_name(12), "000012");
  EXPECT_EQ(generation_name(1'234'567), "1234567");
  EXPECT_EQ(parse_generation_name("000012"), 12U);
  EXPECT_EQ(parse_generation_name("1234567"), 1'234'567U);
  for (const char* name : {"", "12", "0000012", "000000", "+00012", "00012 ", "0x0012",
                           "０００１２", "18446744073709551616"}) {
    EXPECT_EQ(parse_generation_name(name), std::nullopt) << name;
  }
}

TEST(GenerationLayoutTest, EveryFlippedBitOfThePointerIsFound) {
  const TempFolder folder;
  ASSERT_TRUE(succeeded(write_current(folder.path(), 7)));
  EXPECT_EQ(read_current(folder.path()).value_or(0), 7U);
  const std::string bytes = *read_file(folder / "current", 1000);
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    std::string damaged = bytes;
    damaged[i / 8] =
        static_cast<char>(static_cast<unsigned char>(damaged[i / 8]) ^ (1U << (i % 8)));
    std::ofstream(folder / "current", std::ios::binary) << damaged;
    ASSERT_EQ(failure_name(read_current(folder.path())), "corrupt") << i;
  }
}

TEST(CompartmentNameTest, IsSafeForAnyName) {
  EXPECT_EQ(compartment_folder("public"), "public");
  EXPECT_EQ(compartment_folder("local"), "local");
  std::vector<std::string> folders;
  for (const std::string& name :
       {std::string("org:a"), std::string("org:A"), std::string("org:../x"),
        std::string("org:東京"), std::string(5000, 'x'), std::string(), std::string("Public"),
        std::string("a\0b", 3)}) {
    const std::string folder = compartment_folder(name);
    EXPECT_EQ(folder.size(), 34U);
    EXPECT_EQ(folder.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), folder.npos);
    folders.push_back(folder);
  }
  std::sort(folders.begin(), folders.end());
  EXPECT_EQ(std::adjacent_find(folders.begin(), folders.end()), folders.end());
}

}  // namespace
}  // namespace kizuki

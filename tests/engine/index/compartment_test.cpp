#include <random>
#include <set>

#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/index/compartment_reader.hpp"
#include "engine/index/compartment_writer.hpp"
#include "engine/index/postings.hpp"
#include "tests/engine/index/analysis_equality.hpp"
#include "tests/engine/index/index_folder.hpp"
#include "tests/engine/index/random_analysis.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

TEST(CompartmentTest, GivesBackWhatWasAdded) {
  const TempFolder folder;
  const auto cases = test::random_cases(1, 300);
  const auto totals = test::write_compartment(folder / "c", cases, {"見本の文です。"});
  ASSERT_TRUE(succeeded(totals));
  EXPECT_EQ(totals->cases, cases.size());

  const auto reader = CompartmentReader::open(folder / "c");
  ASSERT_TRUE(succeeded(reader));
  ASSERT_EQ(reader->case_count(), cases.size());
  std::uint64_t text_bytes = 0;
  std::uint64_t words = 0;
  for (std::uint32_t document = static_cast<std::uint32_t>(cases.size()); document > 0;
       --document) {
    const CaseAnalysis& expected = cases[document - 1];
    EXPECT_EQ(reader->case_id(document), expected.id);
    EXPECT_EQ(reader->case_key(document), expected.key);
    EXPECT_EQ(reader->case_words(document), count_words(expected));
    EXPECT_EQ(reader->find_case(expected.id), document);
    const auto analysis = reader->analysis(document);
    ASSERT_TRUE(succeeded(analysis));
    EXPECT_EQ(analysis->id, expected.id);
    EXPECT_EQ(analysis->key, expected.key);
    test::expect_same_content(*analysis, expected);
    for (const auto& field : expected.fields) text_bytes += field.text.size();
    words += count_words(expected);
  }
  EXPECT_EQ(totals->text_bytes, text_bytes);
  EXPECT_EQ(reader->total_words(), words);
  for (const char* absent : {"", "case-000000", "case-000300x", "zzz"}) {
    EXPECT_EQ(reader->find_case(absent), std::nullopt) << absent;
  }
}

TEST(CompartmentTest, HoldsOnlyTheFilesOfTheFormat) {
  const TempFolder folder;
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "c", test::random_cases(1, 5))));
  std::set<std::string> names;
  for (const auto& [name, bytes] : test::files_below(folder / "c")) names.insert(name);
  EXPECT_EQ(names, (std::set<std::string>{"analysis.blk", "cases.tbl", "confirmed.tbl",
                                          "facets.tbl", "grams.tbl", "predicted.tbl",
                                          "text/iamglass", "text/postlist.glass"}));
}

TEST(CompartmentTest, MayBeEmpty) {
  const TempFolder folder;
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "c", {})));
  const auto reader = CompartmentReader::open(folder / "c");
  ASSERT_TRUE(succeeded(reader));
  EXPECT_EQ(reader->case_count(), 0U);
  EXPECT_EQ(reader->find_case("a"), std::nullopt);
}

TEST(CompartmentTest, TwoBuildsAreEqualByteForByte) {
  const TempFolder folder;
  const auto cases = test::random_cases(2, 1100);
  std::vector<std::string> samples;
  for (const auto& analysis : cases) {
    for (const auto& field : analysis.fields) samples.push_back(field.text);
  }
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "1/local", cases, samples)));
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "2/local", cases, samples)));
  EXPECT_EQ(test::files_below(folder / "1/local"), test::files_below(folder / "2/local"));
}

TEST(CompartmentTest, StoredRecordsGiveTheSameFilesAgain) {
  const TempFolder folder;
  const auto cases = test::random_cases(3, 200);
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "1/local", cases)));
  const auto reader = CompartmentReader::open(folder / "1/local");
  ASSERT_TRUE(succeeded(reader));
  auto writer = CompartmentWriter::create(folder / "2/local", LengthSettings{}, {});
  ASSERT_TRUE(succeeded(writer));
  for (std::uint32_t document = 1; document <= reader->case_count(); ++document) {
    auto record = reader->stored_record(document);
    ASSERT_TRUE(succeeded(record));
    const auto prepared =
        PreparedCase::from_stored(std::string(reader->case_id(document)),
                                  reader->case_key(document), *record, LengthSettings{});
    ASSERT_TRUE(succeeded(prepared));
    ASSERT_TRUE(succeeded(writer->add(*prepared)));
  }
  ASSERT_TRUE(succeeded(writer->finish()));
  EXPECT_EQ(test::files_below(folder / "1/local"), test::files_below(folder / "2/local"));
}

TEST(CompartmentTest, DamagedRecordIsNotTakenOver) {
  EXPECT_EQ(failure_name(PreparedCase::from_stored("a", {}, "\x05gibberish", LengthSettings{})),
            "corrupt");
}

TEST(CompartmentTest, WrongUseEndsTheWriter) {
  std::mt19937_64 random(4);
  const auto prepared = [&](std::string id, const LengthSettings& length = {}) {
    return PreparedCase::from(test::random_analysis(random, std::move(id), 1), length);
  };
  struct Row {
    const char* name;
    PreparedCase wrong;
  };
  Row rows[] = {{"same id", prepared("b")},
                {"smaller id", prepared("a")},
                {"empty id", prepared("")},
                {"long id", prepared(std::string(65, 'x'))},
                {"other length settings", prepared("c", LengthSettings{99, 8, 4})}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const TempFolder folder;
    auto writer = CompartmentWriter::create(folder / "c", LengthSettings{}, {});
    ASSERT_TRUE(succeeded(writer));
    ASSERT_TRUE(succeeded(writer->add(prepared("b"))));
    EXPECT_EQ(failure_name(writer->add(row.wrong)), "invalid_argument");
    EXPECT_EQ(failure_name(writer->add(prepared("z"))), "internal");
    EXPECT_EQ(failure_name(writer->finish()), "internal");
  }
}

TEST(CompartmentTest, FolderMustBeNew) {
  const TempFolder folder;
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "c", {})));
  EXPECT_EQ(failure_name(CompartmentWriter::create(folder / "c", LengthSettings{}, {})),
            "already_exists");
}

TEST(CompartmentTest, FilesOfDifferentCompartmentsDoNotOpenTogether) {
  const TempFolder folder;
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "a", test::random_cases(1, 10))));
  ASSERT_TRUE(succeeded(test::write_compartment(folder / "b", test::random_cases(1, 11))));
  for (const char* name : {"analysis.blk", "cases.tbl", "text/postlist.glass"}) {
    SCOPED_TRACE(name);
    std::filesystem::remove_all(folder / "mixed");
    std::filesystem::copy(folder / "a", folder / "mixed", std::filesystem::copy_options::recursive);
    std::filesystem::copy_file(folder / "b" / name, folder / "mixed" / name,
                               std::filesystem::copy_options::overwrite_existing);
    const auto reader = CompartmentReader::open(folder / "mixed");
    // Xapian's own table file alone may open: the manifest's hash tells (verify).
    if (std::string(name) != "text/postlist.glass") {
      EXPECT_EQ(failure_name(reader), "corrupt");
    }
  }
  std::filesystem::remove(folder / "mixed" / "cases.tbl");
  EXPECT_EQ(failure_name(CompartmentReader::open(folder / "mixed")), "not_found");
}

}  // namespace
}  // namespace kizuki

#include <csignal>
#include <functional>
#include <map>
#include <string>
#include <sys/resource.h>
#include <vector>

#include <gtest/gtest.h>
#include <xapian.h>

#include "engine/index/format.hpp"
#include "engine/index/index_term.hpp"
#include "engine/index/text_index_writer.hpp"
#include "tests/engine/index/index_folder.hpp"
#include "tests/engine/index/random_analysis.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using Model = std::map<std::string, std::map<std::uint32_t, std::uint32_t>>;

Model read_back(const std::filesystem::path& folder) {
  Model model;
  const Xapian::Database database((folder / kTextIndexFolder).string());
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term);
         ++posting) {
      model[*term][*posting] = posting.get_wdf();
    }
  }
  return model;
}

TEST(TextIndexTest, HoldsThePostingsOfTheModel) {
  const TempFolder folder;
  const auto cases = test::random_cases(5, 1200);
  TextIndexWriter writer(folder.path());
  Model expected;
  std::uint32_t document = 0;
  for (const auto& analysis : cases) {
    const auto postings = postings_of(analysis, LengthSettings{});
    ++document;
    for (const auto& posting : postings) expected[posting.term][document] = posting.wdf;
    ASSERT_TRUE(succeeded(writer.add(IndexDocument(postings))));
  }
  ASSERT_TRUE(succeeded(writer.finish()));
  EXPECT_EQ(read_back(folder.path()), expected);
}

TEST(TextIndexTest, StoresNeitherPositionsNorTermlistsNorData) {
  const TempFolder folder;
  TextIndexWriter writer(folder.path());
  ASSERT_TRUE(succeeded(writer.add(IndexDocument({{"Qa", 0}, {"W承継", 8}}))));
  ASSERT_TRUE(succeeded(writer.finish()));
  const Xapian::Database database((folder / "text").string());
  EXPECT_EQ(database.get_doccount(), 1U);
  EXPECT_FALSE(database.has_positions());
  EXPECT_EQ(database.get_document(1).get_data(), "");
  EXPECT_EQ(database.spellings_begin(), database.spellings_end());
  EXPECT_THROW(database.termlist_begin(1), Xapian::FeatureUnavailableError);
}

TEST(TextIndexTest, PartsAreJoinedInOrder) {
  const TempFolder folder;
  TextIndexWriter writer(folder.path());
  const std::uint32_t count = 2 * kCasesPerPart + 3;
  for (std::uint32_t i = 1; i <= count; ++i) {
    ASSERT_TRUE(succeeded(writer.add(IndexDocument(
        {{content_term(TermKind::kWord, test::numbered_id(i)), 0}, {"W全", i % 7 + 1}}))));
  }
  ASSERT_TRUE(succeeded(writer.finish()));
  EXPECT_FALSE(std::filesystem::exists(folder / kPartsFolder));
  const Xapian::Database database((folder / "text").string());
  ASSERT_EQ(database.get_doccount(), count);
  ASSERT_EQ(database.get_lastdocid(), count);
  std::uint32_t document = 0;
  for (auto posting = database.postlist_begin("W全"); posting != database.postlist_end("W全");
       ++posting) {
    ASSERT_EQ(*posting, ++document);
    ASSERT_EQ(posting.get_wdf(), document % 7 + 1);
  }
  EXPECT_EQ(document, count);
  for (const std::uint32_t i : {1U, kCasesPerPart, kCasesPerPart + 1, count}) {
    EXPECT_EQ(*database.postlist_begin(content_term(TermKind::kWord, test::numbered_id(i))), i);
  }
}

TEST(TextIndexTest, TermsAtTheLimitsAreStored) {
  const TempFolder folder;
  TextIndexWriter writer(folder.path());
  const std::vector<std::string> texts{std::string(1000, 'x'), std::string(130, '\0'),
                                       std::string(kMaxStoredTermBytes - 1, 'y'),
                                       std::string(1, '\0'), std::string("a\0b", 3)};
  std::map<std::string, Posting> postings;
  for (const auto& text : texts) {
    const std::string term = content_term(TermKind::kWord, text);
    postings[term] = {term, 1};
  }
  std::vector<Posting> sorted;
  sorted.reserve(postings.size());
  for (const auto& [term, posting] : postings) sorted.push_back(posting);
  ASSERT_TRUE(succeeded(writer.add(IndexDocument(sorted))));
  ASSERT_TRUE(succeeded(writer.finish()));
  EXPECT_EQ(read_back(folder.path()).size(), sorted.size());
}

TEST(TextIndexTest, AfterAnErrorTheWriterAcceptsNothingMore) {
  const TempFolder folder;
  // Over the limit, past the functions that make terms: Xapian throws while adding, and for NULs
  // at the commit only.
  for (const std::string& term : {std::string(300, 'x'), std::string(130, '\0')}) {
    std::filesystem::remove_all(folder / "t");
    std::filesystem::create_directory(folder / "t");
    TextIndexWriter writer(folder / "t");
    ASSERT_TRUE(succeeded(writer.add(IndexDocument({{"Wgood", 1}}))));
    auto done = writer.add(IndexDocument({{term, 1}}));
    if (done) done = writer.finish();
    EXPECT_EQ(failure_name(done), "internal");
    EXPECT_EQ(failure_name(writer.add(IndexDocument({{"Wgood", 1}}))), "internal");
    EXPECT_EQ(failure_name(writer.finish()), "internal");
  }
}

/// Adds documents until the writer says no, with files limited to `bytes`. Exit status: 0 when the
/// error is the one that a full disk gives and the writer can be destroyed, 1 when nothing failed.
int write_into_limit(const std::filesystem::path& folder, rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 9;
  std::string outcome = "ok";
  {
    TextIndexWriter writer(folder);
    for (std::uint32_t i = 0; i < 2500 && outcome == "ok"; ++i) {
      std::vector<Posting> postings;
      for (std::uint32_t j = 0; j < 30; ++j) {
        const std::uint32_t number = (i * 31 + j * j * 17) % 9973;
        postings.push_back({"W" + std::to_string(number), 1 + j % 9});
      }
      outcome = failure_name(writer.add(IndexDocument(postings)));
    }
    if (outcome == "ok")
      outcome = failure_name(writer.finish());
    else if (failure_name(writer.finish()) != "internal")
      return 8;
  }
  return outcome == "ok" ? 1 : outcome == "no_space" ? 0 : 2;
}

TEST(TextIndexTest, FullDiskIsAnErrorAtAnyPoint) {
  const TempFolder whole;
  ASSERT_EQ(run_in_child([&] { return write_into_limit(whole.path(), rlim_t{100'000'000}); }), 1);
  const std::uint64_t largest = std::filesystem::file_size(whole / "text/postlist.glass");
  for (const std::uint64_t percent : {0U, 5U, 40U, 95U}) {
    const TempFolder folder;
    const rlim_t bytes = largest * percent / 100;
    EXPECT_EQ(run_in_child([&] { return write_into_limit(folder.path(), bytes); }), 0) << percent;
  }
}

}  // namespace
}  // namespace kizuki

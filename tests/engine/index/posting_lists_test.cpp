#include "engine/index/posting_lists.hpp"

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <xapian.h>

#include "engine/index/format.hpp"
#include "engine/index/index_term.hpp"
#include "engine/index/postings.hpp"
#include "engine/index/text_index_writer.hpp"
#include "tests/engine/index/index_folder.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

/// A text index of random cases, each with a word of its own.
class PostingListsTest : public testing::Test {
 protected:
  void SetUp() override {
    TextIndexWriter writer(folder_.path());
    for (const auto& analysis : test::random_cases(11, 300)) {
      auto postings = postings_of(analysis, LengthSettings{});
      postings.push_back({content_term(TermKind::kWord, analysis.id), 1});  // one that is rare
      ASSERT_TRUE(succeeded(writer.add(IndexDocument(postings))));
    }
    ASSERT_TRUE(succeeded(writer.finish()));
    database_ = Xapian::Database((folder_ / kTextIndexFolder).string());
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
      terms_.push_back(*term);
    }
    ASSERT_GT(terms_.size(), 100U);
  }

  void expect_list(const PostingList& list, const std::string& term) const {
    ASSERT_EQ(list.documents.size(), list.frequencies.size());
    std::size_t at = 0;
    for (auto posting = database_.postlist_begin(term); posting != database_.postlist_end(term);
         ++posting, ++at) {
      ASSERT_LT(at, list.documents.size()) << term;
      ASSERT_EQ(list.documents[at], *posting) << term;
      ASSERT_EQ(list.frequencies[at], posting.get_wdf()) << term;
    }
    ASSERT_EQ(at, list.documents.size()) << term;
  }

  TempFolder folder_;
  Xapian::Database database_;
  std::vector<std::string> terms_;
};

TEST_F(PostingListsTest, GivesEachListAsTheIndexHasItAgainAndAgain) {
  PostingLists lists(database_);
  for (int round = 0; round < 2; ++round) {
    for (const std::string& term : terms_) {
      expect_list(*lists.list(term), term);
      EXPECT_EQ(lists.document_frequency(term), database_.get_termfreq(term));
    }
  }
  EXPECT_GT(lists.bytes(), 0U);
  EXPECT_LE(lists.bytes(), PostingLists::kMostBytes);
}

TEST_F(PostingListsTest, UnpacksAListOnce) {
  PostingLists lists(database_);
  const auto first = lists.list(terms_.front());
  EXPECT_EQ(lists.list(terms_.front()), first);
}

TEST_F(PostingListsTest, ATermThatNoDocumentHasHasAnEmptyList) {
  PostingLists lists(database_);
  EXPECT_TRUE(lists.list("W存在しない")->documents.empty());
  EXPECT_EQ(lists.document_frequency("W存在しない"), 0U);
  EXPECT_TRUE(lists.list("W存在しない")->documents.empty());
}

TEST_F(PostingListsTest, DocumentsOfAllTermsAreThoseThatEachListHas) {
  std::mt19937_64 random(test_seed());
  for (const std::size_t bytes : {PostingLists::kMostBytes, std::size_t{2'000}}) {
    PostingLists lists(database_, bytes);
    for (std::uint64_t round = 0; round < 300; ++round) {
      SCOPED_TRACE(describe_seed(test_seed(), round));
      std::vector<std::string> terms;
      for (std::size_t i = 1 + random() % 4; i > 0; --i) {
        terms.push_back(terms_[random() % terms_.size()]);
      }
      std::vector<std::uint32_t> wanted = lists.list(terms.front())->documents;
      for (const std::string& term : terms) {
        const auto list = lists.list(term);
        std::vector<std::uint32_t> both;
        std::set_intersection(wanted.begin(), wanted.end(), list->documents.begin(),
                              list->documents.end(), std::back_inserter(both));
        wanted = both;
      }
      const auto found = lists.list_of_all(terms);
      ASSERT_EQ(found->documents, wanted);
      ASSERT_EQ(lists.list_of_all(terms)->documents, wanted);
    }
  }
}

TEST_F(PostingListsTest, KeepsWhatWasUsedLastWithinItsBytes) {
  constexpr std::size_t kBytes = 4'000;
  PostingLists lists(database_, kBytes);
  const std::string& kept = terms_.front();
  const auto list = lists.list(kept);
  for (const std::string& term : terms_) {
    expect_list(*lists.list(term), term);
    ASSERT_LE(lists.bytes(), kBytes);
    ASSERT_EQ(lists.list(kept), list) << "used between any two others";
  }
  for (const std::string& term : terms_) lists.list(term);
  EXPECT_NE(lists.list(kept), list) << "not used any more";
  expect_list(*list, kept);
}

TEST_F(PostingListsTest, AListThatDoesNotFitIsReadEachTime) {
  PostingLists lists(database_, 10);
  expect_list(*lists.list(terms_.front()), terms_.front());
  EXPECT_EQ(lists.bytes(), 0U);
  expect_list(*lists.list(terms_.front()), terms_.front());
}

TEST(PostingListsEmptyTest, AnEmptyIndexHasNoPostings) {
  const TempFolder folder;
  TextIndexWriter writer(folder.path());
  ASSERT_TRUE(succeeded(writer.finish()));
  const Xapian::Database database((folder / kTextIndexFolder).string());
  PostingLists lists(database);
  EXPECT_TRUE(lists.list("W承継")->documents.empty());
  EXPECT_EQ(lists.document_frequency("W承継"), 0U);
}

}  // namespace
}  // namespace kizuki

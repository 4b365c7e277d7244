#include "engine/essence_run/essence_corpus.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/essence_run/essence_run_fixture.hpp"

namespace kizuki::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

class EssenceCorpusTest : public EssenceRunTest {
 protected:
  Result<CorpusSummary> read(const ReaderScope& scope, const CorpusRequest& request = {}) {
    const EssenceTools& tools = essence_tools();
    const CorpusTools corpus_tools{tools.taxonomy, tools.codec, tools.tags, tools.analyzer,
                                   shipped_matcher()};
    ids_.clear();
    cases_.clear();
    return read_corpus(
        library_, scope, corpus_tools, request, [](std::uint64_t, std::uint64_t) {},
        [this](const CorpusCase& one) {
          ids_.push_back(one.info.id);
          cases_.push_back(one.info);
        });
  }

  std::vector<std::string> ids_;
  std::vector<EssenceCase> cases_;
};

TEST_F(EssenceCorpusTest, ReadsWhatTheReaderMayReadAndNothingElse) {
  const auto all = read(ReaderScope::everything());
  ASSERT_TRUE(all);
  EXPECT_EQ(all->cases, 5U);
  const auto some = read(ReaderScope::of_anybody());
  ASSERT_TRUE(some);
  EXPECT_THAT(ids_, ElementsAre("d-0", "d-1", "d-2", "d-3"));
  EXPECT_NE(some->fingerprint, all->fingerprint);
}

TEST_F(EssenceCorpusTest, ThreadsDoNotChangeOrderOrFingerprint) {
  const auto one = read(ReaderScope::everything());
  const std::vector<std::string> order = ids_;
  CorpusRequest request;
  request.threads = 2;
  const auto two = read(ReaderScope::everything(), request);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->fingerprint, two->fingerprint);
  EXPECT_EQ(ids_, order);
}

TEST_F(EssenceCorpusTest, FiltersOfOneFacetAreAlternatives) {
  const auto filters =
      parse_case_filters({"id=d-3", "id=d-1", "課題=事業承継"}, *essence_tools().taxonomy);
  ASSERT_TRUE(filters);
  CorpusRequest request;
  request.filters = *filters;
  ASSERT_TRUE(read(ReaderScope::everything(), request));
  EXPECT_THAT(ids_, ElementsAre("d-1", "d-3"));
  EXPECT_FALSE(parse_case_filters({"規模=巨大"}, *essence_tools().taxonomy));
}

TEST_F(EssenceCorpusTest, AnErasedCaseIsNotToBeReadAgain) {
  ASSERT_TRUE(read(ReaderScope::everything()));
  const std::vector<EssenceCase> cases = cases_;
  const ReadCases records = read_corpus_cases(library_, 1, {});
  const std::vector<const EssenceCase*> asked = {&cases.front()};
  EXPECT_TRUE(records(asked, [&](std::size_t i, const CaseRecord& record) {
    EXPECT_EQ(i, 0U);
    EXPECT_EQ(record.id, cases.front().id);
  }));
  EXPECT_TRUE(*all_still_readable(library_, ReaderScope::everything(), cases));
  LibraryWriter writer(library_);
  ASSERT_TRUE(writer.erase(cases.front().id, "撤回"));
  ASSERT_TRUE(writer.commit());
  const auto gone = records(asked, [](std::size_t, const CaseRecord&) { ADD_FAILURE(); });
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(*all_still_readable(library_, ReaderScope::everything(), cases));
}

TEST_F(EssenceCorpusTest, ReadsRecordsAgainOnAnyNumberOfThreads) {
  ASSERT_TRUE(read(ReaderScope::everything()));
  std::vector<const EssenceCase*> asked;
  for (const EssenceCase& one : cases_) asked.push_back(&one);
  for (int round = 0; round < 6; ++round) asked.insert(asked.end(), asked.begin(), asked.end());
  for (const std::size_t threads : {1U, 3U}) {
    std::vector<std::string> ids(asked.size());
    const ReadCases records = read_corpus_cases(library_, threads, {});
    ASSERT_TRUE(
        records(asked, [&](std::size_t i, const CaseRecord& record) { ids[i] = record.id; }));
    for (std::size_t i = 0; i < asked.size(); ++i) EXPECT_EQ(ids[i], asked[i]->id);
  }
  const ReadCases stopped = read_corpus_cases(library_, 2, [] { return true; });
  const auto none = stopped(asked, [](std::size_t, const CaseRecord&) { ADD_FAILURE(); });
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kCancelled);
}

TEST_F(EssenceCorpusTest, LeavesOutWhatItsCompanyDoesNotConsentToAnyMore) {
  CaseRecord& record = records_[1];
  Json consent;
  consent.set("until", "2021-05");
  record.other.emplace_back("consent", std::move(consent));
  write_cases(library_, {record});
  CorpusRequest request;
  request.consent_on = "2021-06-01";
  const auto after = read(ReaderScope::everything(), request);
  ASSERT_TRUE(after);
  EXPECT_THAT(ids_, Not(Contains("d-1")));
  request.consent_on = "2021-05-31";
  const auto before = read(ReaderScope::everything(), request);
  ASSERT_TRUE(before);
  EXPECT_THAT(ids_, Contains("d-1"));
  EXPECT_NE(before->fingerprint, after->fingerprint);
}

TEST_F(EssenceCorpusTest, RefusesMoreThanItMayReadAndStopsWhenAsked) {
  CorpusRequest request;
  request.most_cases = 4;
  const auto many = read(ReaderScope::everything(), request);
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().code, ErrorCode::kLimitExceeded);
  EXPECT_TRUE(read(ReaderScope::of_anybody(), request));
  request.most_cases = 0;
  request.stopped = [] { return true; };
  const auto stopped = read(ReaderScope::everything(), request);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
}

TEST_F(EssenceCorpusTest, RecordsLieWithinTheReadersReach) {
  const ReaderScope anybody = ReaderScope::of_anybody();
  const ReadRecord read = records_within(library_, anybody, *essence_tools().codec);
  EXPECT_TRUE((*read("d-0")).has_value());
  EXPECT_FALSE((*read("d-4")).has_value());
  EXPECT_FALSE((*read("none")).has_value());
}

}  // namespace
}  // namespace kizuki::test

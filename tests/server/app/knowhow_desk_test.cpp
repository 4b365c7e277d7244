#include "server/app/knowhow_desk.hpp"

#include <chrono>
#include <thread>

#include "tests/server/app/knowhow_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki::test {
namespace {

using State = KnowHowAnswer::State;

class KnowHowDeskTest : public KnowHowTest {
 protected:
  void SetUp() override {
    KnowHowTest::SetUp();
    models_.index = folder_.path();
    models_.data = source_path("data");
    models_.taxonomy = essence_tools().taxonomy;
    models_.analyzer = analyzer();
    auto telemetry = Telemetry::open(folder_.path() / "log");
    ASSERT_TRUE(telemetry);
    telemetry_ = std::move(*telemetry);
  }

  KnowHowAnswer ask(KnowHowDesk& desk, const ReaderScope& scope) {
    const auto answer = desk.ask(scope, library_);
    EXPECT_TRUE(succeeded(answer));
    return answer ? *answer : KnowHowAnswer();
  }

  /// The answer once nothing is under way.
  KnowHowAnswer settled(KnowHowDesk& desk, const ReaderScope& scope) {
    for (int i = 0; i < 3000; ++i) {
      KnowHowAnswer answer = ask(desk, scope);
      if (answer.state != State::kWorking && !answer.outdated) return answer;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ADD_FAILURE() << "never settled";
    return {};
  }

  EngineModels models_;
  std::unique_ptr<Telemetry> telemetry_;
};

TEST_F(KnowHowDeskTest, WorksAsideAndKeepsWhatItFoundForEachReach) {
  KnowHowDesk desk(models_, 100, *telemetry_);
  EXPECT_EQ(desk.tools(), nullptr);
  EXPECT_EQ(ask(desk, ReaderScope::everything()).state, State::kWorking);
  const KnowHowAnswer all = settled(desk, ReaderScope::everything());
  ASSERT_EQ(all.state, State::kReady);
  EXPECT_EQ(all.findings->result.counted_cases, 5U);
  EXPECT_EQ(ask(desk, ReaderScope::everything()).findings, all.findings);
  const KnowHowAnswer some = settled(desk, ReaderScope::of_anybody());
  EXPECT_EQ(some.findings->result.counted_cases, 4U);
  EXPECT_NE(desk.tools(), nullptr);
}

TEST_F(KnowHowDeskTest, WhatLiesBeyondTheWallsMakesNothingOutdated) {
  KnowHowDesk desk(models_, 100, *telemetry_);
  const KnowHowAnswer before = settled(desk, ReaderScope::of_anybody());
  CaseRecord other = records_[4];
  other.id = "x-1";
  write_cases(library_, {other});
  LibraryWriter writer(library_);
  ASSERT_TRUE(writer.erase("d-4", "撤回"));
  ASSERT_TRUE(writer.commit());
  const KnowHowAnswer after = ask(desk, ReaderScope::of_anybody());
  EXPECT_EQ(after.findings, before.findings);
  EXPECT_FALSE(after.outdated);
}

TEST_F(KnowHowDeskTest, AddedCasesAndDecisionsCountWithTheNextRun) {
  KnowHowDesk desk(models_, 100, *telemetry_);
  const KnowHowAnswer before = settled(desk, ReaderScope::of_anybody());
  CaseRecord more = records_[0];
  more.id = "d-9";
  more.sections[0].text = "専門家は先代の思い出話を、夜まで口を挟まずに聴き通した。";
  write_cases(library_, {more});
  const KnowHowAnswer meanwhile = ask(desk, ReaderScope::of_anybody());
  EXPECT_EQ(meanwhile.findings, before.findings);
  EXPECT_TRUE(meanwhile.outdated);
  const KnowHowAnswer after = settled(desk, ReaderScope::of_anybody());
  EXPECT_EQ(after.findings->result.counted_cases, 5U);

  Confirmation confirmation;
  confirmation.case_id = "d-0";
  confirmation.name = kCardConfirmation;
  EvidenceDecision decision;
  decision.card = kListeningCard;
  decision.place.case_id = "d-0";
  decision.place.span = {0, static_cast<std::uint32_t>(records_[0].sections[0].text.size())};
  decision.sentence_key = sentence_key(records_[0].sections[0].text);
  confirmation.value = evidence_value(decision);
  confirmation.author = "operator";
  LibraryWriter writer(library_);
  ASSERT_TRUE(writer.confirm(confirmation));
  ASSERT_TRUE(writer.commit());
  EXPECT_TRUE(ask(desk, ReaderScope::of_anybody()).outdated);
  const KnowHowAnswer decided = settled(desk, ReaderScope::of_anybody());
  EXPECT_NE(decided.findings, after.findings);
  EXPECT_NE(decided.findings->snapshot.id, after.findings->snapshot.id);
}

TEST_F(KnowHowDeskTest, AnErasedCaseTakesTheResultWithItAtOnce) {
  KnowHowDesk desk(models_, 100, *telemetry_);
  ASSERT_EQ(settled(desk, ReaderScope::of_anybody()).state, State::kReady);
  LibraryWriter writer(library_);
  ASSERT_TRUE(writer.erase("d-1", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(ask(desk, ReaderScope::of_anybody()).state, State::kWorking);
  EXPECT_EQ(settled(desk, ReaderScope::of_anybody()).findings->result.counted_cases, 3U);
}

TEST_F(KnowHowDeskTest, MoreCasesThanItMayReadAreRefused) {
  KnowHowDesk desk(models_, 4, *telemetry_);
  EXPECT_EQ(settled(desk, ReaderScope::everything()).state, State::kTooManyCases);
  EXPECT_EQ(settled(desk, ReaderScope::of_anybody()).state, State::kReady);
}

TEST_F(KnowHowDeskTest, AFailureIsLoggedAndSaid) {
  models_.data = folder_.path() / "none";
  KnowHowDesk desk(models_, 100, *telemetry_);
  EXPECT_EQ(settled(desk, ReaderScope::everything()).state, State::kFailed);
}

TEST_F(KnowHowDeskTest, EndsInTheMiddleOfItsWork) {
  KnowHowDesk desk(models_, 100, *telemetry_);
  ask(desk, ReaderScope::everything());
  ask(desk, ReaderScope::of_anybody());
  desk.stop();
  EXPECT_EQ(ask(desk, ReaderScope::of_anybody()).state, State::kWorking);
}

}  // namespace
}  // namespace kizuki::test

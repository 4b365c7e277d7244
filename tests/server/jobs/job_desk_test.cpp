#include "server/jobs/job_desk.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

/// In place of the program: each job has another fate.
constexpr const char* kProgram = R"sh(#!/bin/sh
case "$1$4" in
  index--update) echo '{"say":"更新しました"}' >&2 ;;
  index--merge) echo '{"progress":{"stage":"索引中","done":1,"total":9,"unit":"件"}}' >&2
    touch "$3/merging"; while [ ! -e "$3/go" ]; do sleep 0.01; done; rm "$3/merging" ;;
  index--rebuild) kill -SEGV $$ ;;
  essence*) exit 3 ;;
  generations*) echo '{"error":{"message":"前の世代がありません","recovery":"作ってください"}}' >&2; exit 1 ;;
esac
)sh";

class JobDeskTest : public testing::Test {
 protected:
  JobDeskTest() {
    settings_.program = folder_.write("program", kProgram);
    std::filesystem::permissions(settings_.program, std::filesystem::perms{0755});
    settings_.index = folder_.path();
    desk_ = std::make_unique<JobDesk>(settings_, [this](const JobRecord&) { ++changes_; });
  }

  std::uint64_t start(JobKind kind) {
    const auto number = desk_->start({kind, "", ""}, "root");
    EXPECT_TRUE(succeeded(number));
    return number ? *number : 0;
  }
  JobRecord wait_for(std::uint64_t number, JobState state) const {
    for (int i = 0; i < 3'000; ++i) {
      const auto job = desk_->job(number);
      if (job && job->state == state) return *job;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ADD_FAILURE() << "job " << number << " is "
                  << job_state_code(desk_->job(number).value_or(JobRecord()).state);
    return {};
  }
  bool there(const char* file) const { return std::filesystem::exists(folder_ / file); }
  void wait_for_file(const char* file) const {
    while (!there(file)) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }

  TempFolder folder_;
  JobSettings settings_;
  std::atomic<int> changes_{0};
  std::unique_ptr<JobDesk> desk_;
};

TEST_F(JobDeskTest, RunsAJobAndKeepsWhatItSaid) {
  const JobRecord job = wait_for(start(JobKind::kUpdate), JobState::kDone);
  EXPECT_THAT(job.messages, testing::ElementsAre("更新しました"));
  EXPECT_EQ(job.account, "root");
  EXPECT_FALSE(job.asked_at.empty() || job.began_at.empty() || job.ended_at.empty());
  wait_for(start(JobKind::kEssence), JobState::kDone);  // some records were refused
  desk_->stop();
  desk_->finish();
  EXPECT_EQ(changes_, 6);
}

TEST_F(JobDeskTest, AFailedOrKilledChildIsAFailedJob) {
  const JobRecord refused = wait_for(start(JobKind::kRollback), JobState::kFailed);
  EXPECT_THAT(refused.messages, testing::ElementsAre("前の世代がありません", "作ってください"));
  EXPECT_EQ(refused.status, 1);
  const JobRecord killed = wait_for(start(JobKind::kRebuild), JobState::kFailed);
  EXPECT_EQ(killed.status, 128 + 11);
  EXPECT_THAT(killed.messages.back(), testing::HasSubstr("シグナル 11"));
  wait_for(start(JobKind::kUpdate), JobState::kDone);  // the lane goes on
}

TEST_F(JobDeskTest, OneJobWritesAtATimeAndReadersDoNotWait) {
  const std::uint64_t merge = start(JobKind::kMerge);
  wait_for_file("merging");
  const std::uint64_t update = start(JobKind::kUpdate);
  wait_for(start(JobKind::kVerify), JobState::kDone);
  EXPECT_EQ(desk_->job(update)->state, JobState::kWaiting);
  EXPECT_EQ(wait_for(merge, JobState::kRunning).progress.total, 9U);
  folder_.write("go", "");
  wait_for(merge, JobState::kDone);
  wait_for(update, JobState::kDone);
  EXPECT_EQ(desk_->jobs().front().number, update + 1);
}

TEST_F(JobDeskTest, CancelsWhatWaitsAndKillsWhatRuns) {
  const std::uint64_t merge = start(JobKind::kMerge);
  wait_for_file("merging");
  const std::uint64_t update = start(JobKind::kUpdate);
  EXPECT_EQ(desk_->cancel(update).value_or(false), true);
  EXPECT_EQ(desk_->job(update)->state, JobState::kCancelled);
  EXPECT_EQ(desk_->cancel(merge).value_or(false), true);
  const auto told = desk_->job(merge);
  EXPECT_TRUE(told->stopping || told->ended());
  wait_for(merge, JobState::kCancelled);
  EXPECT_FALSE(desk_->job(merge)->stopping);
  EXPECT_TRUE(there("merging"));  // it did not end by itself
  EXPECT_EQ(desk_->cancel(merge).value_or(true), false);
  EXPECT_EQ(failure_name(desk_->cancel(99)), "not_found");
  EXPECT_TRUE(desk_->job(update)->began_at.empty());
}

TEST_F(JobDeskTest, TheQueueHasAnEnd) {
  start(JobKind::kMerge);
  wait_for_file("merging");
  for (std::size_t i = 0; i < JobDesk::kMaxWaiting; ++i) start(JobKind::kUpdate);
  EXPECT_EQ(failure_name(desk_->start({JobKind::kUpdate, "", ""}, "root")), "locked");
  EXPECT_EQ(failure_name(desk_->start({JobKind::kUpdate, "x", ""}, "root")), "invalid_argument");
}

TEST_F(JobDeskTest, KeepsTheLastThatHaveEnded) {
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < JobDesk::kMaxKept + 5; ++i) {
    last = start(JobKind::kVerify);
    wait_for(last, JobState::kDone);
  }
  EXPECT_EQ(desk_->jobs().size(), JobDesk::kMaxKept);
  EXPECT_EQ(desk_->jobs().front().number, last);
  EXPECT_FALSE(desk_->job(5).has_value());
}

TEST_F(JobDeskTest, EndsWithTheServer) {
  const std::uint64_t merge = start(JobKind::kMerge);
  wait_for_file("merging");
  const std::uint64_t update = start(JobKind::kUpdate);
  desk_->stop();
  desk_->finish();
  EXPECT_EQ(desk_->job(merge)->state, JobState::kCancelled);
  EXPECT_EQ(desk_->job(update)->state, JobState::kCancelled);
  EXPECT_EQ(failure_name(desk_->start({JobKind::kVerify, "", ""}, "root")), "locked");
}

TEST_F(JobDeskTest, AProgramThatCannotBeStartedIsAFailedJob) {
  std::filesystem::remove(settings_.program);
  const JobRecord job = wait_for(start(JobKind::kUpdate), JobState::kFailed);
  EXPECT_THAT(job.messages.front(), testing::HasSubstr("作業を始められません"));
}

}  // namespace
}  // namespace kizuki

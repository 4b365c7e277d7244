#include "server/web/job_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

JobRecord ingest(JobState state) {
  JobRecord job;
  job.number = 7;
  job.order = {JobKind::kIngest, "<a>.csv", "case"};
  job.state = state;
  return job;
}

TEST(JobPageTest, WhatRunsCanBeCancelledOnce) {
  JobRecord job = ingest(JobState::kRunning);
  EXPECT_THAT(print_job_row(job, "s").str(),
              AllOf(HasSubstr("実行中"), HasSubstr("name=\"cancel\" value=\"7\"")));
  job.stopping = true;
  EXPECT_THAT(
      print_job_row(job, "s").str(),
      AllOf(HasSubstr("中止しています"), Not(HasSubstr("実行中")), Not(HasSubstr("<form"))));
}

TEST(JobPageTest, WhatHasFailedCanBeStartedAgain) {
  EXPECT_THAT(
      print_job_row(ingest(JobState::kFailed), "s").str(),
      AllOf(HasSubstr("失敗"), HasSubstr("name=\"start\" value=\"ingest\""),
            HasSubstr("name=\"source\" value=\"&lt;a&gt;.csv\""), HasSubstr("value=\"case\"")));
  JobRecord verify;
  verify.order.kind = JobKind::kVerify;
  verify.state = JobState::kFailed;
  EXPECT_THAT(print_job_row(verify, "s").str(), Not(HasSubstr("name=\"source\"")));
  for (const JobState state : {JobState::kDone, JobState::kCancelled, JobState::kWaiting}) {
    EXPECT_THAT(print_job_row(ingest(state), "s").str(), Not(HasSubstr("やりなおす")));
  }
}

}  // namespace
}  // namespace kizuki

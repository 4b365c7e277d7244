#include "server/jobs/job_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::ElementsAre;

TEST(JobRecordTest, KnowsHowFarAJobIs) {
  JobRecord job;
  take_job_line(R"({"progress":{"stage":"索引中","done":30,"total":120,"unit":"件"}})", job);
  EXPECT_EQ(job.progress.stage, "索引中");
  EXPECT_EQ(job.progress.done, 30U);
  EXPECT_EQ(job.progress.total, 120U);
  EXPECT_EQ(job.progress.unit, "件");
  take_job_line(R"({"progress":{"stage":1,"done":-5}})", job);
  EXPECT_EQ(job.progress.done, 0U);
}

TEST(JobRecordTest, CountsRefusedRecordsAndKeepsTheFirst) {
  JobRecord job;
  for (std::size_t i = 1; i <= kMaxRefusedRecords + 7; ++i) {
    take_job_line(
        R"({"report":{"kind":"取り込めません","message":"数として読めません","file":"/srv/a.csv","line":)" +
            std::to_string(i) + R"(,"field":"従業員","id":"y-1"}})",
        job);
  }
  EXPECT_EQ(job.refused_count, kMaxRefusedRecords + 7);
  ASSERT_EQ(job.refused.size(), kMaxRefusedRecords);
  EXPECT_EQ(job.refused[4].line, 5U);
  EXPECT_EQ(job.refused[4].field, "従業員");
  EXPECT_EQ(job.refused[4].id, "y-1");
  EXPECT_EQ(job.refused[4].reason, "数として読めません");
  EXPECT_TRUE(job.messages.empty());
}

TEST(JobRecordTest, KeepsWhatWasSaidWithoutPaths) {
  JobRecord job;
  take_job_line(R"({"say":"索引は最新です"})", job);
  take_job_line(R"({"report":{"kind":"注意","message":"変です","file":"/srv/a.csv","line":3}})",
                job);
  take_job_line(
      R"({"error":{"code":"locked","message":"別の作業中です","file":"/srv/x","recovery":"待ってください。"}})",
      job);
  take_job_line("a library's own words", job);
  take_job_line("\xFF\xFE", job);
  take_job_line("", job);
  EXPECT_THAT(job.messages,
              ElementsAre("索引は最新です", "注意: a.csv:3: 変です", "x: 別の作業中です",
                          "待ってください。", "a library's own words"));
}

TEST(JobRecordTest, TellsTheResultInALine) {
  JobRecord job;
  EXPECT_EQ(job_result(job), "");
  take_job_line(R"({"say":"異常 2 件"})", job);
  take_job_line(R"({"say":"  → 直すには作り直します"})", job);
  job.state = JobState::kFailed;
  EXPECT_EQ(job_result(job), "異常 2 件");
  take_job_line(R"({"report":{"kind":"読めません","message":"ありません","file":"a.docx"}})", job);
  take_job_line(R"({"say":"0 ファイルを読みました"})", job);
  EXPECT_EQ(job_result(job), "読めません: a.docx: ありません");
  job.state = JobState::kDone;
  EXPECT_EQ(job_result(job), "0 ファイルを読みました");
}

TEST(JobRecordTest, IsBoundedWhateverComes) {
  JobRecord job;
  for (int i = 0; i < 1'000; ++i) {
    take_job_line("{\"say\":\"" + std::string(5'000, 'x') + std::to_string(i) + "\"}", job);
  }
  take_job_line(R"({"say":"a\nb\u0007c"})", job);
  EXPECT_EQ(job.messages.size(), kMaxJobMessages);
  EXPECT_EQ(job.messages.front().size(), kMaxJobTextBytes);
  EXPECT_EQ(job.messages.back(), "a b c");
}

}  // namespace
}  // namespace kizuki

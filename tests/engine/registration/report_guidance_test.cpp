#include "engine/registration/report_guidance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

TEST(ReportGuidanceTest, TheShippedFilesGuideEveryStep) {
  const auto loaded = ReportGuidance::load(test::built_data() / "guidance");
  ASSERT_TRUE(loaded) << loaded.error().describe();
  const ReportGuidance& guidance = **loaded;
  for (int step = 1; step <= 7; ++step) {
    int to_do = 0;
    int to_avoid = 0;
    for (const StepPoint& point : guidance.points(step)) ++(point.avoid ? to_avoid : to_do);
    EXPECT_GE(to_do, 2) << step;
    EXPECT_GE(to_avoid, 1) << step;
  }
  EXPECT_TRUE(guidance.points(0).empty());
  EXPECT_TRUE(guidance.points(8).empty());
  EXPECT_TRUE(guidance.points(-1).empty());
  for (const std::string& text : guidance.checklist()) EXPECT_FALSE(text.empty());
}

TEST(ReportGuidanceTest, ABrokenFileIsNamedByItsLine) {
  const std::string head = "step\tkind\ttext\n";
  const std::string points = head + "1\tdo\t聴く\n";
  std::string checklist = "point\ttext\n";
  for (int i = 1; i <= 5; ++i) checklist += std::to_string(i) + "\t項目\n";
  const auto load = [](const std::string& first, const std::string& second) {
    const TempFolder folder;
    folder.write("points.tsv", first);
    folder.write("checklist.tsv", second);
    return failure_name(ReportGuidance::load(folder.path()));
  };
  EXPECT_EQ(load(points, checklist), "ok");
  for (const char* row :
       {"0\tdo\tx\n", "8\tdo\tx\n", "1x\tdo\tx\n", "1\tmaybe\tx\n", "1\tdo\t\n"}) {
    EXPECT_EQ(load(head + row, checklist), "corrupt") << row;
  }
  EXPECT_EQ(load(points, "point\ttext\n1\tx\n"), "corrupt");
  EXPECT_EQ(load(points, checklist + "6\tx\n"), "corrupt");
  EXPECT_EQ(failure_name(ReportGuidance::load(TempFolder().path())), "not_found");
}

}  // namespace
}  // namespace kizuki

#include "server/app/case_brief.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"

namespace kizuki {
namespace {

TEST(CaseBriefTest, TakesWhatIsThere) {
  StoredCase stored;
  stored.id = "a-1";
  stored.json =
      R"({"title":"t","company":{"business":"b","employees":9},"period":{"from":"2021-06"},)"
      R"("sections":[{"heading":"h","text":"x","steps":[2,3]},{"text":"y"}],"outcome":"o","tools":["z"]})";
  const auto brief = brief_of(stored);
  ASSERT_TRUE(succeeded(brief));
  EXPECT_EQ(brief->business, "b");
  EXPECT_EQ(brief->employees, 9);
  EXPECT_EQ(brief->period_from, "2021-06");
  EXPECT_EQ(brief->period_to, "");
  ASSERT_EQ(brief->parts.size(), 2U);
  EXPECT_THAT(brief->parts[0].steps, testing::ElementsAre(2, 3));
  EXPECT_EQ(brief->parts[1].heading, "");
  EXPECT_THAT(brief->tools, testing::ElementsAre("z"));
  stored.json = "{}";
  EXPECT_TRUE(brief_of(stored)->parts.empty());
  stored.json = "{";
  EXPECT_FALSE(brief_of(stored));
}

}  // namespace
}  // namespace kizuki

#include "server/web/mylist_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::Each;
using testing::ElementsAre;

TEST(MyListPageTest, ARowHasACellForEachColumn) {
  ListedCase listed;
  listed.entry.case_id = "d-1";
  listed.entry.note = "覚え書き";
  CaseBrief brief;
  brief.id = "d-1";
  brief.title = "題";
  brief.business = "電気工事";
  brief.employees = 27;
  brief.prefecture = "熊本県";
  brief.supporter = "商工会議所";
  brief.period_from = "2023-01";
  brief.outcome = "黒字";
  listed.brief = brief;
  EXPECT_EQ(list_row(3, listed).size(), list_columns().size());
  EXPECT_THAT(list_row(3, listed), ElementsAre("3", "d-1", "題", "覚え書き", "電気工事", "27",
                                               "熊本県", "商工会議所", "2023-01〜", "黒字"));
}

TEST(MyListPageTest, NothingIsToldOfACaseThatMayNotBeRead) {
  ListedCase listed;
  listed.entry.case_id = "b-1";
  listed.entry.note = "秘密の写し";
  auto row = list_row(1, listed);
  EXPECT_EQ(row[0], "1");
  EXPECT_EQ(row[2], kNoLongerReadable);
  row.erase(row.begin());
  row.erase(row.begin() + 1);
  EXPECT_THAT(row, Each(""));
}

}  // namespace
}  // namespace kizuki

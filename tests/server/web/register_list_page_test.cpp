#include "server/web/register_list_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

DraftRow row(const std::string& id, DraftState state, const std::string& title) {
  DraftRow made;
  made.draft.id = id;
  made.draft.account = "hana<ko";
  made.draft.state = state;
  made.draft.changed_at = "2026-01-31T09:08:07Z";
  made.title = title;
  return made;
}

TEST(RegisterListPageTest, EachKindHasATableOfItsOwn) {
  RegisterListView view;
  EXPECT_THAT(print_register_list(view).str(), HasSubstr("まだ何も書いていません"));
  view.waiting = {row("r-1", DraftState::kInReview, "題<1>")};
  view.own = {row("r-2", DraftState::kReturned, "")};
  view.published = {row("r-3", DraftState::kPublished, "題3")};
  const std::string page = print_register_list(view).str();
  EXPECT_THAT(page,
              AllOf(HasSubstr("確認を待っている事例 1件"), HasSubstr("題&lt;1&gt;</a>"),
                    HasSubstr("確認待ち"), HasSubstr("hana&lt;ko"), HasSubstr("自分の下書き 1件"),
                    HasSubstr("（題名なし）</a>"), HasSubstr("差し戻し")));
  EXPECT_THAT(page, AllOf(HasSubstr("href=\"/register/r-3\""), HasSubstr("2026-01-31 09:08:07"),
                          Not(HasSubstr("機関のほかの下書き")), Not(HasSubstr("まだ何も"))));
}

}  // namespace
}  // namespace kizuki

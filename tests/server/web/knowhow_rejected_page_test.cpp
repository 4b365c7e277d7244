#include "server/web/knowhow_rejected_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/paths.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(KnowHowRejectedPageTest, SaysWhoWhenAndWhyAndOffersTheWayBack) {
  const auto taxonomy = Taxonomy::load(test::built_data() / "taxonomy").value();
  KnowHowRejectedView view;
  view.tabs.rejected = 2;
  EXPECT_THAT(
      print_knowhow_rejected(view, *taxonomy).str(),
      AllOf(HasSubstr("見送ったノウハウはありません"), HasSubstr("aria-current=\"page\">見送り"),
            Not(HasSubstr("もどしました")), Not(HasSubstr("class=\"pager\""))));
  RejectedKnowHow candidate;
  candidate.id = "c-1";
  candidate.label = "<u>名</u>";
  candidate.author = "mori";
  candidate.date = "2024-11-02";
  candidate.reason = "一般的<u>すぎる";
  candidate.evidence.resize(1);
  candidate.evidence[0].sentence = "文<u>。";
  candidate.decides = true;
  RejectedKnowHow card;
  card.id = "K02";
  card.label = "外した手";
  card.card = true;
  view.rejected = {candidate, card};
  view.restored = true;
  view.csrf = "secret";
  view.pages = 2;
  const std::string page = print_knowhow_rejected(view, *taxonomy).str();
  EXPECT_THAT(page, AllOf(HasSubstr("見送った候補"), HasSubstr("2024-11-02"), HasSubstr("mori"),
                          HasSubstr("理由：一般的&lt;u&gt;すぎる"), HasSubstr("文&lt;u&gt;。"),
                          HasSubstr("value=\"secret\""), HasSubstr("name=\"id\" value=\"c-1\""),
                          HasSubstr("aria-label=\"もどす（&lt;u&gt;名")));
  EXPECT_THAT(page, AllOf(HasSubstr("外したノウハウ"), HasSubstr("すべての組織の事例を読める人"),
                          HasSubstr("もどしました"), HasSubstr("href=\"/knowhow/rejected?page=2\""),
                          Not(HasSubstr("value=\"K02\"")), Not(HasSubstr("<u>"))));
}

}  // namespace
}  // namespace kizuki

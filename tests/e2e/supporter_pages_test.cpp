// A day of a supporter in the browser: search, read, keep, note, take along; compare; similar
// cases.
#include <gmock/gmock.h>

#include "tests/e2e/pages_fixture.hpp"
#include "tests/support/workbook_reader.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class SupporterPagesTest : public PagesTest {
 protected:
  void search(Chromium& browser, const std::string& words) const {
    open(browser, "/");
    browser.type("#q", words);
    browser.press("さがす");
    EXPECT_TRUE(browser.shows("件の事例"));
  }
  /// From the sign-in to the files, with or without scripts.
  void collects_notes_and_takes_along(Chromium& browser, bool scripts) const;
};

void SupporterPagesTest::collects_notes_and_takes_along(Chromium& browser, bool scripts) const {
  sign_in(browser, "hanako");
  search(browser, "後継者 反発");
  EXPECT_EQ(browser.url(), address("/#hits"));  // what was typed is in no address
  EXPECT_THAT(browser.text_of(".hit"), AllOf(HasSubstr("なぜ出たか"), HasSubstr("反発")));
  EXPECT_GE(browser.count("#hits mark"), 2U);

  // Narrowed by a step, and the words stay.
  browser.click(".stepnav .s4 button");
  EXPECT_TRUE(browser.shows(".stepnav [aria-pressed=true] .stepnav__name", "腹落ち"));
  EXPECT_THAT(browser.run("return document.getElementById('q').value").as_string(),
              HasSubstr("反発"));

  // A case opens, with its steps; on the list by the button there.
  const std::string title = browser.text_of(".hit h3");
  browser.click(".hit h3 a");
  EXPECT_TRUE(browser.shows("h1", title));
  EXPECT_TRUE(browser.has(".line") || browser.has(".part"));
  browser.press("マイリストに加える");
  if (scripts) {
    EXPECT_TRUE(browser.shows("マイリストに加えました"));
    EXPECT_THAT(browser.url(), HasSubstr("/cases/"));
    open(browser, "/mylist");
  }
  EXPECT_TRUE(browser.shows("h1", "マイリスト"));
  EXPECT_THAT(browser.text(), AllOf(HasSubstr("1件"), HasSubstr(title)));

  // A second one by the button at a hit.
  search(browser, "極秘計画");
  browser.press("マイリストに加える");
  if (scripts) {
    EXPECT_TRUE(browser.shows("マイリストに加えました"));
    open(browser, "/mylist");
  }
  EXPECT_TRUE(browser.shows("#e2", "題 a-1"));

  browser.type("#n2", "来週の訪問で話す");
  browser.press("覚え書きを保存する：2件め");
  open(browser, "/mylist");
  EXPECT_EQ(browser.run("return document.getElementById('n2').value").as_string(),
            "来週の訪問で話す");
  browser.press("上へ：2件め");
  EXPECT_TRUE(browser.shows("#e1 h2", "題 a-1"));

  browser.press("CSVで受け取る");
  EXPECT_THAT(downloaded(browser, ".csv"),
              AllOf(HasSubstr("\"a-1\""), HasSubstr("\"来週の訪問で話す\"")));
  browser.press("Excelで受け取る");
  const auto sheets = read_workbook(downloaded(browser, ".xlsx"));
  ASSERT_FALSE(sheets.empty());
  EXPECT_EQ(sheets.front().cells.at("B2").value, "a-1");

  browser.press("外す：1件め");
  EXPECT_TRUE(browser.shows(".page__head", "1件"));
  EXPECT_THAT(browser.text(), Not(HasSubstr("題 a-1")));
  browser.press("サインアウト");
  EXPECT_TRUE(browser.shows(".bar__me", "サインイン"));
  open(browser, "/cases/a-1");
  EXPECT_THAT(browser.text_of("h1"), HasSubstr("表示できません"));
}

TEST_F(SupporterPagesTest, CollectsNotesAndTakesAlong) {
  Chromium browser;
  collects_notes_and_takes_along(browser, true);
  EXPECT_THAT(audit({"--account", "hanako"}), HasSubstr("a-1"));
}

TEST_F(SupporterPagesTest, CollectsNotesAndTakesAlongWithoutScripts) {
  Chromium browser({.scripts = false});
  collects_notes_and_takes_along(browser, false);
}

TEST_F(SupporterPagesTest, KeysAloneAreEnough) {
  Chromium browser;
  open(browser, "/");
  // The skip link is the first thing that Tab reaches; then the box takes words and Ctrl+Enter.
  browser.run("document.body.focus()");
  browser.keys("\uE004");
  EXPECT_EQ(browser.run("return document.activeElement.textContent").as_string(), "本文へ移る");
  browser.run("document.getElementById('q').focus()");
  browser.keys("値上げ");
  browser.keys("\uE009\uE007");
  EXPECT_TRUE(browser.shows("件の事例"));
  browser.run("document.querySelector('.hit h3 a').focus()");
  browser.keys("\uE007");
  EXPECT_TRUE(
      browser.wait_until([&] { return browser.url().find("/cases/") != std::string::npos; }));
}

TEST_F(SupporterPagesTest, NarrowsWidensAndCompares) {
  Chromium browser;
  search(browser, "値上げ");
  const std::string all = browser.text_of("#hits h2");
  browser.click(".stepnav .s1 button");
  EXPECT_TRUE(browser.shows(".chips", "ステップ：1"));
  EXPECT_NE(browser.text_of("#hits h2"), all);
  browser.click("button.chip");  // takes the condition off again
  EXPECT_TRUE(browser.shows("#hits h2", all));
  browser.click("#h1 .hit__pick input");
  browser.click("#h2 .hit__pick input");
  browser.press("比較する");
  EXPECT_TRUE(browser.shows("h1", "2件の比較"));
  EXPECT_EQ(browser.count(".cmp thead a"), 2U);
  EXPECT_THAT(browser.text(),
              AllOf(HasSubstr("共通するところ"), HasSubstr("分かれるところ"), HasSubstr("成果")));
  browser.resize(360, 800);
  EXPECT_THAT(browser.text_of(".cmp"), HasSubstr("課題"));
}

TEST_F(SupporterPagesTest, NarrowsByKnowHow) {
  Chromium browser({.scripts = false});
  search(browser, "社長 話");
  const std::string card = ".facet__v[value='knowhow:K01']";
  const std::string label = browser.text_of(card + " span");
  EXPECT_THAT(label, HasSubstr("最後まで話を聴く"));
  const std::string cases =
      browser.run("return document.querySelector(arguments[0]).dataset.n", {Json(card)})
          .as_string();
  browser.click(card);
  EXPECT_TRUE(browser.shows("button.chip", "ノウハウ：" + label));
  EXPECT_THAT(browser.text_of("#hits h2"), EndsWith(cases + "件の事例"));
  browser.click("button.chip");
  EXPECT_TRUE(browser.wait_until([&] { return !browser.has("button.chip"); }));
}

TEST_F(SupporterPagesTest, UnfoldsWhyAHitIsThere) {
  Chromium browser({.scripts = false});
  search(browser, "後継者 反発");
  browser.resize(360, 800);
  EXPECT_THAT(browser.text_of("#h1 .why"), Not(HasSubstr("書かれた所")));  // folded
  browser.click("#h1 .why summary");
  EXPECT_TRUE(browser.shows("#h1 .why[open]", "書かれた所"));
  EXPECT_THAT(browser.text_of("#h1 .reasons"),
              AllOf(HasSubstr("合ったことば"), HasSubstr("反発"), HasSubstr("順位の内訳")));
  browser.click("#h1 .reasons a");  // to the section
  EXPECT_TRUE(
      browser.wait_until([&] { return browser.url().find("/cases/") != std::string::npos; }));
}

TEST_F(SupporterPagesTest, SimilarCasesFollowTheSwitches) {
  for (const bool scripts : {true, false}) {
    Chromium browser({.scripts = scripts});
    open(browser, "/similar");
    browser.type(
        "#m", "食品製造、従業員15名。社長が値上げを言い出せない。後継者の息子とは口もきかない。");
    browser.press("メモからさがす");
    EXPECT_TRUE(browser.shows("#hits h2", "近い順に"));
    EXPECT_THAT(browser.text(), HasSubstr("メモから読み取ったこと"));
    EXPECT_THAT(browser.url(), AllOf(HasSubstr("/similar"), Not(HasSubstr("?"))));
    const std::size_t read = browser.count(".chip input:checked");
    ASSERT_GE(read, 2U);
    const std::string first = browser.text_of("#hits");
    // What was read wrongly is switched off, and stays so.
    browser.click(".chip input:checked");
    browser.press("選んだものでさがしなおす");
    EXPECT_TRUE(browser.wait_until([&] { return browser.text_of("#hits") != first; }));
    EXPECT_EQ(browser.count(".chip input:checked"), read - 1);
    browser.press("対照的");
    EXPECT_TRUE(browser.shows(".sort [aria-current]", "対照的"));
    EXPECT_EQ(browser.count(".chip input:checked"), read - 1);
  }
}

TEST_F(SupporterPagesTest, GoesFromHitToHitAndBackWithoutScripts) {
  Chromium browser({.scripts = false});
  search(browser, "後継者 反発");
  browser.click("#h2 h3 a");
  ASSERT_TRUE(browser.shows(".crumb", "2件目"));
  const std::string second = browser.text_of("h1");
  browser.press("次の事例");
  ASSERT_TRUE(browser.shows(".crumb", "3件目"));
  EXPECT_NE(browser.text_of("h1"), second);
  browser.press("前の事例");
  ASSERT_TRUE(browser.shows(".crumb", "2件目"));
  EXPECT_EQ(browser.text_of("h1"), second);
  browser.click(".crumb a");
  ASSERT_TRUE(browser.shows("#h2 h3", second));
  EXPECT_THAT(browser.url(), AllOf(HasSubstr("/?from="), EndsWith("#h2")));
  EXPECT_EQ(browser.run("return document.getElementById('q').value").as_string(), "後継者 反発");
}

TEST_F(SupporterPagesTest, ShowsWhereACaseTurnedAndNothingWhereThatIsNotClear) {
  Chromium browser({.scripts = false});
  open(browser, "/cases/d-002");
  EXPECT_THAT(browser.text_of(".arc__turn"),
              AllOf(HasSubstr("転機"), HasSubstr("推定"), HasSubstr("止めているのは私か")));
  browser.click(".arc__turn a");
  EXPECT_THAT(browser.url(), EndsWith("#turn"));
  EXPECT_THAT(browser.text_of(".part mark"), HasSubstr("止めているのは私か"));
  EXPECT_TRUE(browser.has(".line a.turn"));
  open(browser, "/cases/d-058");
  ASSERT_TRUE(browser.has(".arc"));
  EXPECT_FALSE(browser.has(".arc__turn"));
  EXPECT_FALSE(browser.has("#turn"));
}

}  // namespace
}  // namespace kizuki::test

// Headquarters in the browser: know-how, its evidence, candidates decided by one click, analysis.
#include <gmock/gmock.h>

#include "tests/e2e/pages_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CuratorPagesTest : public PagesTest {};

TEST_F(CuratorPagesTest, EvidenceOpensAtItsSentence) {
  for (const bool scripts : {true, false}) {
    Chromium browser({.scripts = scripts});
    open(browser, "/");
    browser.press("ノウハウ");
    // Counted aside: the page comes back by itself, without scripts as well.
    ASSERT_TRUE(browser.shows("結論を急がず最後まで話を聴く"));
    browser.press("結論を急がず最後まで話を聴く");
    ASSERT_TRUE(browser.shows("根拠の文"));
    const std::string sentence = browser.text_of("#evidence blockquote");
    ASSERT_FALSE(sentence.empty());
    browser.click("#evidence .kwic a");
    EXPECT_TRUE(browser.shows("#at", sentence));
    EXPECT_THAT(browser.url(), AllOf(HasSubstr("/cases/"), HasSubstr("?at=")));
    // It is in sight, not somewhere below.
    EXPECT_TRUE(browser
                    .run("const box = document.getElementById('at').getBoundingClientRect();"
                         "return box.top >= 0 && box.bottom <= innerHeight")
                    .as_bool());
  }
}

TEST_F(CuratorPagesTest, DecidesByOneClick) {
  Chromium browser;
  sign_in(browser, "mori");
  open_counted(browser, "/knowhow/candidates");
  const std::string first = browser.text_of(".cand h2");
  ASSERT_THAT(first, HasSubstr("候補"));
  browser.type(".cand input[name=label]", "まず職人の仕事を見る");
  browser.press("採用する");
  EXPECT_TRUE(browser.shows("採用しました"));
  const std::string second = browser.text_of(".cand h2");
  EXPECT_NE(second, first);
  browser.press("見送る");
  EXPECT_TRUE(browser.shows("見送りました"));
  EXPECT_NE(browser.text_of(".cand h2"), second);
  browser.choose(".cand select[name=into]", "K02");
  browser.press("統合する");
  EXPECT_TRUE(browser.shows("統合しました"));
  EXPECT_THAT(kizuki({"cards", "list", "--index", index_}).out, HasSubstr("まず職人の仕事を見る"));

  open_counted(browser, "/knowhow/K01");
  const std::string card = browser.text_of("h1");
  browser.click("#evidence button[value=confirm]");
  EXPECT_TRUE(browser.shows("根拠にしました"));
  open_counted(browser, "/knowhow/K01");
  browser.click("#evidence button[value=reject]");
  EXPECT_TRUE(browser.shows("違うとしました"));
  browser.press("名前を直す");
  browser.type("#l", card + "（改）");
  browser.click("button[value=rename]");
  EXPECT_TRUE(browser.shows("直しました"));
  EXPECT_TRUE(browser.shows("h1", card + "（改）"));
  EXPECT_THAT(browser.text(), HasSubstr("履歴"));
  EXPECT_THAT(audit({"--account", "mori"}),
              AllOf(HasSubstr("knowhow-accept"), HasSubstr("knowhow-merge"),
                    HasSubstr("knowhow-reject"), HasSubstr("knowhow-rename")));
}

TEST_F(CuratorPagesTest, DecidesWithoutScriptsAndAReaderDecidesNothing) {
  Chromium browser({.scripts = false});
  sign_in(browser, "hanako");
  open_counted(browser, "/knowhow/candidates");
  EXPECT_TRUE(browser.has(".cand"));
  EXPECT_FALSE(browser.has(".cand form"));
  open_counted(browser, "/knowhow/K01");
  EXPECT_FALSE(browser.has("#evidence form"));
  browser.press("サインアウト");
  ASSERT_TRUE(browser.shows(".bar__me", "サインイン"));
  sign_in(browser, "mori");
  open_counted(browser, "/knowhow/candidates");
  browser.press("採用する");
  EXPECT_TRUE(browser.shows("採用しました"));
  open_counted(browser, "/knowhow/K01");
  browser.click("#evidence button[value=confirm]");
  EXPECT_TRUE(browser.shows("根拠にしました"));
}

TEST_F(CuratorPagesTest, TakesBackByOneClick) {
  for (const bool scripts : {true, false}) {
    Chromium browser({.scripts = scripts});
    sign_in(browser, "mori");
    open_counted(browser, "/knowhow/K01");
    browser.click("#evidence button[value=confirm]");
    ASSERT_TRUE(browser.shows("#evidence", "確認済み"));
    browser.click("#evidence button[value=undo]");
    EXPECT_TRUE(browser.shows("取り消しました"));
    EXPECT_FALSE(browser.has("#evidence button[value=undo]"));
    // What was denied is no evidence any more once it has been counted: from the history.
    open_counted(browser, "/knowhow/K01");
    browser.click("#evidence button[value=reject]");
    ASSERT_TRUE(browser.shows("違うとしました"));
    open_counted(browser, "/knowhow/K01");
    ASSERT_TRUE(browser.has("aside button[value=undo]"));
    browser.click("aside button[value=undo]");
    EXPECT_TRUE(browser.shows("取り消しました"));
    open_counted(browser, "/knowhow/candidates");
    const std::string first = browser.text_of(".cand h2");
    browser.press("採用する");
    ASSERT_TRUE(browser.shows("採用しました"));
    browser.press("取り消す");
    EXPECT_TRUE(browser.shows("取り消しました"));
    open_counted(browser, "/knowhow/candidates");
    EXPECT_EQ(browser.text_of(".cand h2"), first);
  }
}

TEST_F(CuratorPagesTest, SplitsACandidateWithoutScripts) {
  Chromium browser({.scripts = false});
  sign_in(browser, "mori");
  open_counted(browser, "/knowhow/candidates");
  const std::string split = ".cand details:has([value=split])";
  ASSERT_TRUE(browser.has(split));
  const std::string id =
      browser.run("return document.querySelector(arguments[0] + ' [name=id]').value", {Json(split)})
          .as_string();
  const std::string sentence = browser.text_of(split + " li:first-of-type span");
  browser.press("一部の文を別の候補に分ける");
  browser.press("選んだ文を分ける");  // none is chosen
  EXPECT_TRUE(browser.shows("この内容では変えられません"));
  open_counted(browser, "/knowhow/candidates");
  browser.press("一部の文を別の候補に分ける");
  browser.click(split + " input[name=case]");
  browser.press("選んだ文を分ける");
  EXPECT_TRUE(browser.shows("分けました"));
  const std::string shown = kizuki({"cards", "show", "--index", index_, id}).out;
  EXPECT_THAT(shown, HasSubstr("分けた"));
  EXPECT_THAT(kizuki({"cards", "list", "--index", index_}).out, HasSubstr(id + "-2"));
  EXPECT_THAT(audit({"--account", "mori"}), HasSubstr("knowhow-split"));
}

TEST_F(CuratorPagesTest, TakesTheCatalogueAlongAndInWithoutScripts) {
  Chromium browser({.scripts = false});
  sign_in(browser, "mori");
  open_counted(browser, "/knowhow");
  browser.press("ノウハウの書き出しと取り込み");
  ASSERT_TRUE(browser.shows("h1", "ノウハウの書き出しと取り込み"));
  browser.press("ファイルで受け取る");
  std::string cards = downloaded(browser, ".jsonl");
  EXPECT_THAT(cards, HasSubstr("\"id\":\"K01\""));
  cards += R"({"id":"X1","label":"新しい手","examples":["例。"]})";
  browser.choose_file("#file", folder_.write("cards.jsonl", cards));
  browser.choose("#where", "members");
  browser.press("取り込む");
  EXPECT_TRUE(browser.shows("31件のうち 1件が新しくなりました"));
  browser.choose_file("#file", folder_.write("wrong.jsonl", "{\"id\":\"X2\"}\n"));
  browser.press("取り込む");
  EXPECT_TRUE(browser.shows("[role=alert]", "1行目の label"));
  EXPECT_THAT(browser.text_of("[role=alert]"), HasSubstr("何も変わっていません"));
}

TEST_F(CuratorPagesTest, TheMatrixLeadsToTheCases) {
  Chromium browser;
  open_counted(browser, "/analysis");
  EXPECT_THAT(browser.text(), AllOf(HasSubstr("課題 × ステップ × 規模"), HasSubstr("集めたい事例"),
                                    Not(HasSubstr("＜3"))));
  const std::string cases = browser.text_of(".heat td a");
  ASSERT_FALSE(cases.empty());
  browser.click(".heat td a");
  EXPECT_TRUE(browser.shows("#hits h2", cases + "件の事例"));
  open_counted(browser, "/analysis?publish=1");
  EXPECT_THAT(browser.text(), HasSubstr("＜3"));
}

}  // namespace
}  // namespace kizuki::test

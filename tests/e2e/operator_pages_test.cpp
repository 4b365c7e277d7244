// An operator in the browser: jobs that are watched and cancelled, refused records, users, audit.
#include <chrono>
#include <functional>
#include <thread>

#include <gmock/gmock.h>

#include "tests/e2e/pages_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class OperatorPagesTest : public PagesTest {
 protected:
  /// So many cases that taking them in lasts.
  /// So many that taking them in is far from its end when somebody presses for it to stop.
  void put_many(const std::string& name) const {
    std::string lines;
    for (int i = 0; i < 100'000; ++i) {
      lines += record(name.substr(0, 2) + std::to_string(i),
                      "\"visibility\":\"public\",\"organization\":\"丙会\",",
                      "社長が後継者の反発と資金繰りに向き合い、" + std::to_string(i) +
                          "回めの値上げをした。職人が辞め、採用と販路に取り組んだ。");
    }
    folder_.write("sources/" + name, lines);
  }
  /// Looks at the jobs until it holds: the page renews them by itself, or somebody presses for it.
  static void watch(Chromium& browser, bool scripts, const std::function<bool()>& holds) {
    EXPECT_TRUE(browser.wait_until([&] {
      if (holds()) return true;
      if (!scripts) {
        browser.press("いまの進みに更新");
        std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the page comes
      }
      return false;
    })) << first_job(browser);
  }
  static std::string first_job(Chromium& browser) { return browser.text_of("#jobs .job"); }
};

TEST_F(OperatorPagesTest, WatchesAJobAndReadsWhatWasRefused) {
  folder_.write("sources/new.jsonl",
                record("p-9", "\"visibility\":\"public\",\"organization\":\"丙会\",",
                       "指導員が蒲鉾屋の暖簾分けに立ち会った。") +
                    "no json\n");
  Chromium browser;
  sign_in(browser, "root");
  browser.press("運用");
  ASSERT_TRUE(browser.shows("作業を始める"));
  browser.choose("#source", "new.jsonl");
  browser.choose("#profile", "case");
  browser.press("取り込みを始める");
  ASSERT_TRUE(browser.shows("#jobs", "取り込み new.jsonl"));
  // Nobody reloads: the page asks again while somebody looks.
  browser.run("window.stayed = true");
  EXPECT_TRUE(browser.wait_until([&] {
    return first_job(browser).find("完了") != std::string::npos;
  })) << first_job(browser);
  EXPECT_TRUE(browser.run("return window.stayed === true").as_bool());
  EXPECT_THAT(first_job(browser), AllOf(HasSubstr("取り込み new.jsonl"), HasSubstr("1件")));
  browser.press("記録：取り込み new.jsonl");
  EXPECT_TRUE(browser.shows("頼んだ人"));
  EXPECT_THAT(browser.text(), HasSubstr("JSON として読めません"));
  browser.press("CSVで受け取る");
  EXPECT_THAT(downloaded(browser, ".csv"), HasSubstr("\"new.jsonl\",\"2\","));
  open(browser, "/");
  browser.type("#q", "蒲鉾屋");
  browser.press("さがす");
  EXPECT_TRUE(browser.shows("#hits", "題 p-9"));
}

TEST_F(OperatorPagesTest, SeesProgressAndCancels) {
  for (const bool scripts : {true, false}) {
    const std::string name = scripts ? "many.jsonl" : "more.jsonl";
    put_many(name);
    Chromium browser({.scripts = scripts});
    sign_in(browser, "root");
    open(browser, "/operate");
    browser.choose("#source", name);
    browser.choose("#profile", "case");
    browser.press("取り込みを始める");
    watch(browser, scripts, [&] { return browser.has("#jobs progress"); });
    EXPECT_TRUE(browser.has("#jobs progress")) << first_job(browser);
    browser.run("window.before = true");
    browser.press("中止する：取り込み " + name);
    EXPECT_TRUE(browser.wait_until([&] { return browser.run("return !window.before").as_bool(); }));
    watch(browser, scripts, [&] { return !browser.has("[name=cancel]"); });
    EXPECT_THAT(first_job(browser), HasSubstr("中止"));
  }
  EXPECT_EQ(server_->post_json("/api/v1/search", R"({"text":"社長"})").status, 200);
}

TEST_F(OperatorPagesTest, LocksAnAccountAndReadsTheAudit) {
  for (const bool scripts : {true, false}) {
    Chromium hanako({.scripts = scripts});
    sign_in(hanako, "hanako");
    open(hanako, "/cases/a-1");
    EXPECT_THAT(hanako.text_of("h1"), HasSubstr("題 a-1"));

    Chromium root({.scripts = scripts});
    sign_in(root, "root");
    open(root, "/operate");
    root.press("利用者");
    EXPECT_TRUE(root.shows("tbody", "hanako"));
    EXPECT_THAT(root.text(), HasSubstr("otsu"));
    root.click("form:has(input[value=hanako]) button[value=lock]");
    EXPECT_TRUE(root.wait_until([&] { return root.has(".tag--bad"); }));
    // Her open session ends with it.
    open(hanako, "/cases/a-1");
    EXPECT_THAT(hanako.text_of("h1"), Not(HasSubstr("題 a-1")));
    root.click("form:has(input[value=hanako]) button[value=unlock]");

    EXPECT_TRUE(root.wait_until([&] { return !root.has(".tag--bad"); }));
    root.press("閲覧の記録");
    root.type("#account", "hanako");
    root.press("しぼりこむ");
    EXPECT_TRUE(
        root.wait_until([&] { return root.url().find("account=hanako") != std::string::npos; }));
    EXPECT_THAT(root.text_of("tbody"), AllOf(HasSubstr("a-1"), Not(HasSubstr("root"))));
  }
}

}  // namespace
}  // namespace kizuki::test

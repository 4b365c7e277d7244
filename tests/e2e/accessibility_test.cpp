// Every page, as everybody sees it, at the width of an office PC and of a phone: axe-core finds
// nothing, text is readable, nothing runs out to the right, nothing is fetched from elsewhere.
//
// KIZUKI_SCREENSHOTS=DIR keeps a picture of each page, to be looked at.
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

#include "tests/e2e/pages_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr double kReadable = 4.5;  // contrast of any text, large or small
constexpr std::array<int, 2> kWidths{1280, 360};

/// What axe-core finds, a line a finding; and the smallest contrast of a text.
constexpr const char* kCheck = R"(
  return axe.run(document, { resultTypes: ["violations", "passes"] }).then((found) => {
    const lines = found.violations.flatMap((rule) =>
      rule.nodes.map((node) => rule.id + ": " + node.html.slice(0, 200) + " | " + node.failureSummary));
    let contrast = 21;
    for (const rule of found.passes.filter((one) => one.id === "color-contrast"))
      for (const node of rule.nodes)
        for (const check of node.any)
          if (check.data?.contrastRatio && check.data.contrastRatio < contrast) {
            contrast = check.data.contrastRatio;
            if (contrast < arguments[0]) lines.push("contrast " + contrast + ": " + node.html.slice(0, 200));
          }
    if (found.passes.length < 5) lines.push("axe-core has checked next to nothing");
    return lines.join("\n");
  });)";

/// What sticks out to the right of the window, and what came from elsewhere.
constexpr const char* kLayout = R"(
  const lines = [];
  if (document.documentElement.scrollWidth > innerWidth) {
    lines.push("scrolls to " + document.documentElement.scrollWidth);
    for (const one of document.querySelectorAll("body *"))
      if (one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll,.cardtab,.stepnav"))
        lines.push("  " + one.outerHTML.slice(0, 120));
  }
  for (const one of performance.getEntriesByType("resource"))
    if (!one.name.startsWith(location.origin)) lines.push("fetched " + one.name);
  return lines.slice(0, 12).join("\n");)";

class AccessibilityTest : public PagesTest {
 protected:
  void SetUp() override {
    std::ifstream stream(source_path("tests/e2e/accessibility/node_modules/axe-core/axe.min.js"),
                         std::ios::binary);
    axe_.assign(std::istreambuf_iterator<char>(stream), {});
    ASSERT_FALSE(axe_.empty()) << "axe-core is missing: scripts/setup fetches it";
    PagesTest::SetUp();
  }

  static std::string layout_faults(Chromium& browser) { return browser.run(kLayout).as_string(); }
  std::string accessibility_faults(Chromium& browser) const {
    browser.run(axe_ + ";window.axe = axe");
    return browser.run(kCheck, {kReadable}).as_string();
  }
  /// The page that the browser shows now, at both widths.
  void check(Chromium& browser, const std::string& name) const {
    for (const int width : kWidths) {
      SCOPED_TRACE(name + " " + std::to_string(width) + " " + browser.url());
      browser.resize(width, 800);
      EXPECT_EQ(layout_faults(browser), "");
      EXPECT_EQ(accessibility_faults(browser), "");
      const char* folder = std::getenv("KIZUKI_SCREENSHOTS");  // NOLINT(concurrency-mt-unsafe)
      if (folder == nullptr) continue;
      browser.take_screenshot(std::filesystem::path(folder) /
                              (name + "-" + std::to_string(width) + ".png"));
    }
    browser.resize(kWidths.front(), 800);
  }
  void check_at(Chromium& browser, const std::string& name, const std::string& path) const {
    open(browser, path);
    check(browser, name);
  }
  void check_counted(Chromium& browser, const std::string& name, const std::string& path) const {
    open_counted(browser, path);
    check(browser, name);
  }
  void search(Chromium& browser, const std::string& words) const {
    open(browser, "/");
    browser.type("#q", words);
    browser.press("さがす");
    ASSERT_TRUE(browser.shows("件"));
  }

  /// A report that lacks nothing, on the page where it is written.
  static void fill_in_report(Chromium& browser) {
    std::string text;
    for (int i = 0; i < 5; ++i) {
      text += "支援者は先代と後継者の話を別々に聴き、互いの言葉を言い換えて渡した。";
    }
    browser.type("[name=title]", "沈黙をほどく");
    browser.type("[name=business]", "木製家具の製造");
    browser.choose("[name=industry]", "E");
    browser.type("[name=employees]", "28");
    browser.type("[name=h1]", "きっかけ");
    browser.type("[name=t1]", text);
    browser.click("[name=s1][value='1']");
    browser.click("[name=s1][value='3']");
    browser.type("[name=outcome]", "月商は240万円になった");
    browser.click("[name=consent]");
    browser.type("[name=consent_scope]", "会員での共有");
  }

  std::string axe_;
};

TEST_F(AccessibilityTest, PagesForEverybody) {
  Chromium browser;
  check_at(browser, "search-start", "/");
  search(browser, "後継者 反発");
  check(browser, "search");
  browser.run("for (const one of document.querySelectorAll('.why')) one.open = true");
  check(browser, "search-reasons");
  browser.click("#h2 h3 a");
  ASSERT_TRUE(browser.shows(".crumb", "2件目"));
  check(browser, "case-of-hits");
  search(browser, "後継者 反発");
  browser.click("#h1 .hit__pick input");
  check(browser, "search-picked");
  browser.run("location.hash = 'facets'");  // the sheet of conditions, over the page on a phone
  check(browser, "search-facets");
  search(browser, "ぬぬぬぬ");
  check(browser, "search-nothing");
  check_at(browser, "case", "/cases/d-042");
  check_at(browser, "compare", "/compare?c=d-042&c=d-019&c=d-001");
  check_at(browser, "compare-too-few", "/compare?c=d-042");
  check_at(browser, "similar-start", "/similar");
  browser.type("#m", "食品製造、従業員15名。社長が値上げを言い出せない。後継者とは口もきかない。");
  browser.press("メモからさがす");
  ASSERT_TRUE(browser.shows("近い順に"));
  check(browser, "similar");
  browser.run("for (const one of document.querySelectorAll('.why')) one.open = true");
  check(browser, "similar-reasons");
  check_at(browser, "signin", "/signin");
  browser.type("#name", "hanako");
  browser.type("#password", "wrong");
  browser.click("main button");
  ASSERT_TRUE(browser.wait_until([&] { return browser.has("[role=alert]"); }));
  check(browser, "signin-refused");
  check_at(browser, "not-found", "/cases/none");
  check_at(browser, "search-narrowed", "/?f=step:4&f=scale:small");
}

TEST_F(AccessibilityTest, Registration) {
  add_user("cora", {"--organization", "甲会", "--role", "contributor"});
  add_user("cura", {"--organization", "甲会", "--role", "curator"});
  Chromium browser;
  sign_in(browser, "cora");
  check_at(browser, "register-empty", "/register");
  check_at(browser, "register-new", "/register/new");
  browser.click("main .chips button[value=check]");
  ASSERT_TRUE(browser.shows("確かめ"));
  check(browser, "register-lacking");
  fill_in_report(browser);
  browser.click("main .chips button[value=save]");
  ASSERT_TRUE(browser.shows("下書きを保存しました"));
  check(browser, "register-saved");
  browser.click("main .chips button[value=submit]");
  ASSERT_TRUE(browser.shows("自分では公開できません"));
  check(browser, "register-sent");
  const std::string report = browser.url();
  check_at(browser, "register", "/register");
  browser.press("サインアウト");
  ASSERT_TRUE(browser.shows(".bar__me", "サインイン"));
  sign_in(browser, "cura");
  check_at(browser, "register-waiting", "/register");
  browser.open(report);
  check(browser, "register-review");
  browser.click("button[value=publish]");
  ASSERT_TRUE(browser.wait_until([&] { return browser.has("button[value=revise]"); }));
  check(browser, "register-published");
  browser.click("button[value=revise]");
  ASSERT_TRUE(browser.wait_until([&] { return browser.has("[name=b1]"); }));
  check(browser, "register-revising");
}

TEST_F(AccessibilityTest, TheCheckFindsWhatIsWrong) {
  Chromium browser;
  open(browser, "/signin");
  browser.run(
      "document.querySelector('label[for=name]').remove();"
      "const wide = document.createElement('p');"
      "wide.textContent = '薄い';"
      "wide.style = 'width: 2000px; color: #999';"
      "document.querySelector('main').append(wide)");
  EXPECT_THAT(layout_faults(browser), HasSubstr("scrolls to 2"));
  const std::string found = accessibility_faults(browser);
  EXPECT_THAT(found, AllOf(HasSubstr("label: "), HasSubstr("color-contrast: ")));
}

TEST_F(AccessibilityTest, WordsAsWritten) {
  Chromium browser;
  search(browser, "跡取り");
  browser.press("書いたことばだけ");
  ASSERT_TRUE(browser.shows("ほかの言い方を使わずにさがしました"));
  EXPECT_THAT(browser.url(), Not(HasSubstr("written")));
  check(browser, "search-as-written");
  browser.press("新しい順");
  ASSERT_TRUE(browser.shows("ほかの言い方を使わずにさがしました"));
  browser.press("ほかの言い方でもさがす");
  ASSERT_TRUE(browser.shows("でもさがしました"));
  ASSERT_TRUE(browser.shows("書いたことばだけ"));
  check(browser, "search-expanded");
}

TEST_F(AccessibilityTest, KnowHowAndAnalysis) {
  Chromium browser;
  open(browser, "/knowhow");
  check_counted(browser, "knowhow", "/knowhow");
  check_counted(browser, "knowhow-card-public", "/knowhow/K01");
  check_counted(browser, "analysis", "/analysis");
  check_counted(browser, "analysis-publish", "/analysis?publish=1");
  open(browser, "/?f=issue:succession");
  check(browser, "search-recurring");
  browser.click(".hit h3 a");
  check(browser, "case-knowhow");
  sign_in(browser, "mori");
  check_counted(browser, "knowhow-candidates", "/knowhow/candidates");
  browser.run("for (const one of document.querySelectorAll('details')) one.open = true");
  check(browser, "knowhow-candidates-split");
  check_counted(browser, "knowhow-candidates-below", "/knowhow/candidates?page=2");
  open_counted(browser, "/knowhow/candidates");
  browser.press("見送る");
  ASSERT_TRUE(browser.shows("見送りました"));
  check(browser, "knowhow-candidates-rejected");
  open_counted(browser, "/knowhow/candidates");
  browser.press("採用する");
  ASSERT_TRUE(browser.shows("採用しました"));
  check(browser, "knowhow-candidates-accepted");
  check_counted(browser, "knowhow-rejected", "/knowhow/rejected");
  browser.press("もどす");
  ASSERT_TRUE(browser.shows("もどしました"));
  check_at(browser, "knowhow-catalogue", "/knowhow/catalogue");
  browser.choose_file("#file", folder_.write("wrong.jsonl", "{\"id\":\"X2\"}\n"));
  browser.press("取り込む");
  ASSERT_TRUE(browser.shows("1行目の label"));
  check(browser, "knowhow-catalogue-refused");
  browser.choose_file("#file", folder_.write("large.jsonl", std::string(5'000'000, 'x')));
  browser.press("取り込む");
  ASSERT_TRUE(browser.shows("ファイルが大きすぎます"));
  check(browser, "knowhow-catalogue-too-large");
  check_counted(browser, "knowhow-card", "/knowhow/K01");
  browser.press("名前を直す");
  check(browser, "knowhow-card-edit");
  browser.click("#evidence button[value=confirm]");
  ASSERT_TRUE(browser.shows("根拠にしました"));
  check(browser, "knowhow-card-undo");
}

TEST_F(AccessibilityTest, MyListAndOperation) {
  folder_.write("sources/new.jsonl",
                record("p-9", "\"visibility\":\"public\",\"organization\":\"丙会\",",
                       "指導員が蒲鉾屋の暖簾分けに立ち会った。") +
                    "no json\n");
  Chromium browser;
  sign_in(browser, "root");
  check_at(browser, "mylist-empty", "/mylist");
  open(browser, "/cases/d-042");
  browser.press("マイリストに加える");
  ASSERT_TRUE(browser.shows("マイリストに加えました"));
  open(browser, "/cases/d-019");
  browser.press("マイリストに加える");
  ASSERT_TRUE(browser.shows("マイリストに加えました"));
  check_at(browser, "mylist", "/mylist");
  check_at(browser, "operate-start", "/operate");
  browser.choose("#source", "new.jsonl");
  browser.choose("#profile", "case");
  browser.press("取り込みを始める");
  ASSERT_TRUE(browser.shows("#jobs .job", "完了"));
  check_at(browser, "operate", "/operate");
  check_at(browser, "job", "/operate/jobs/1");
  check_at(browser, "users", "/operate/users");
  check_at(browser, "audit", "/operate/audit");
}

}  // namespace
}  // namespace kizuki::test

// What somebody who means harm can do over HTTP: guess, plant, lead on, inject.
#include <filesystem>

#include <gmock/gmock.h>

#include "engine/base/json.hpp"
#include "tests/e2e/rights_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using AttackTest = RightsTest;

TEST_F(AttackTest, PasswordsAreNotTriedForLong) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(browser.sign_in("hanako", "wrong+wrong+wrong").status, 401);
  }
  const HttpAnswer locked = browser.sign_in("hanako", kPassword);
  EXPECT_EQ(locked.status, 429);
  EXPECT_NE(locked.header("retry-after"), "");
  // A name that does not exist is treated alike, to the byte.
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(browser.sign_in("nobodY", "wrong+wrong+wrong").status, 401);
  }
  std::string like = browser.sign_in("nobodY", kPassword).body;
  like.replace(like.find("nobodY"), 6, "hanako");
  EXPECT_EQ(like, locked.body);
  EXPECT_EQ(browser.sign_in("otsu", kPassword).status, 303);
  EXPECT_EQ(lines_of(audit({"--account", "hanako", "--action", "sign-in-failed"})), 5U);
  EXPECT_EQ(lines_of(audit({"--account", "hanako", "--action", "sign-in-locked"})), 1U);
  EXPECT_THAT(audit(), Not(HasSubstr("nobodY")));
}

TEST_F(AttackTest, FormsOfOthersAreRefused) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  // Signing somebody in under a foreign account needs the form's own secret.
  EXPECT_EQ(server.post_form("/signin", "name=hanako&password=correct+horse+battery").status, 403);
  browser.get("/signin");
  EXPECT_EQ(browser.post("/signin", "name=hanako&password=correct+horse+battery").status, 403);
  EXPECT_EQ(browser.post("/signin", "csrf=0&name=hanako&password=correct+horse+battery").status,
            403);
  ASSERT_EQ(browser.sign_in("hanako", kPassword).status, 303);
  const std::string csrf = field_of(browser.get("/").body, "csrf");
  EXPECT_EQ(csrf.size(), 64U);
  for (const std::string& body : {std::string("q=a"), std::string("q=a&csrf="), "q=a&csrf=0" + csrf,
                                  "q=a&csrf=" + csrf.substr(1)}) {
    EXPECT_EQ(browser.post("/", body).status, 403) << body;
  }
  EXPECT_EQ(browser.post("/", "q=a&csrf=" + csrf).status, 200);
  for (const char* header :
       {"Origin: https://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n", "Origin: http://localhost:1\r\n"}) {
    EXPECT_EQ(browser.post("/", "q=a&csrf=" + csrf, header).status, 403) << header;
    EXPECT_EQ(browser.post("/signout", "csrf=" + csrf, header).status, 403) << header;
  }
  EXPECT_EQ(browser.post("/signout", "").status, 403);
  EXPECT_EQ(browser.get("/cases/a-1").status, 200);  // still signed in
  // Another session's secret is no better than none.
  Browser other(server);
  other.sign_in("otsu", kPassword);
  EXPECT_EQ(other.post("/", "q=a&csrf=" + csrf).status, 403);
}

TEST_F(AttackTest, ASessionCannotBePlanted) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser victim(server);
  const std::string planted(43, 'A');
  victim.cookies["kizuki"] = planted;
  ASSERT_EQ(victim.sign_in("hanako", kPassword).status, 303);
  EXPECT_NE(victim.cookies["kizuki"], planted);
  Browser attacker(server);
  attacker.cookies["kizuki"] = planted;
  EXPECT_EQ(attacker.get("/cases/a-1").status, 404);
  // After signing out a copy of the cookie opens nothing.
  attacker.cookies["kizuki"] = victim.cookies["kizuki"];
  EXPECT_EQ(attacker.get("/cases/a-1").status, 200);
  victim.send("/", "/signout", "");
  EXPECT_EQ(attacker.get("/cases/a-1").status, 404);
  // Two cookies of the name: one is planted, none counts.
  ASSERT_EQ(victim.sign_in("hanako", kPassword).status, 303);
  const std::string both = "Cookie: kizuki=" + planted + "; kizuki=" + victim.cookies["kizuki"];
  EXPECT_EQ(server.get("/cases/a-1", both + "\r\n").status, 404);
}

TEST_F(AttackTest, OverTlsCookiesAreBoundToTheHost) {
  const ServerProgram server(index_, "\"public_cases\":true,\"https\":true");
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  const HttpAnswer answer = browser.sign_in("hanako", kPassword);
  EXPECT_THAT(answer.header("set-cookie"),
              AllOf(StartsWith("__Host-kizuki="), HasSubstr("; Secure")));
  EXPECT_EQ(browser.get("/cases/a-1").status, 200);
}

TEST_F(AttackTest, WhatIsTypedComesOutAsTextAndLeadsNowhere) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  const HttpAnswer page = browser.sign_in("%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "x");
  EXPECT_EQ(page.status, 401);
  EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
  for (const char* to :
       {"//evil.example/", "/%5Cevil.example", "https://evil.example/", "/x%0d%0aSet-Cookie:%20a=b",
        "/../../etc/passwd", "/signout", "/a%3Fb", "javascript:alert(1)"}) {
    Browser one(server);
    const HttpAnswer answer = one.sign_in("hanako", kPassword, to);
    EXPECT_EQ(answer.status, 303) << to;
    EXPECT_EQ(answer.header("location"), "/") << to;
  }
  EXPECT_THAT(server.get("/signin?to=%22%3E%3Cb%3E").body, Not(HasSubstr("\"><b>")));
  EXPECT_THAT(server.get("/signin?to=//evil.example").body, Not(HasSubstr("evil")));
  EXPECT_EQ(browser.get("/cases/..%2f..%2flibrary.db").status, 400);
}

// To the byte, whether or not another organisation's cases, confirmations and trained models exist.

}  // namespace
}  // namespace kizuki::test

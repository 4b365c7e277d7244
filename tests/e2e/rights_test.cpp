// Who may read what over HTTP, how he shows who he is, and what is written down of it.
#include <chrono>
#include <filesystem>
#include <thread>

#include <gmock/gmock.h>

#include "engine/base/json.hpp"
#include "tests/e2e/rights_fixture.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(RightsTest, ASessionOpensWhatItsAccountMayRead) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  EXPECT_EQ(browser.get("/cases/a-1").status, 404);
  const HttpAnswer signed_in = browser.sign_in("hanako", kPassword, "/cases/a-1");
  EXPECT_EQ(signed_in.status, 303);
  EXPECT_EQ(signed_in.header("location"), "/cases/a-1");
  EXPECT_THAT(signed_in.header("set-cookie"),
              AllOf(HasSubstr("HttpOnly"), HasSubstr("SameSite=Strict"), HasSubstr("Path=/")));
  EXPECT_THAT(browser.get("/cases/a-1").body, AllOf(HasSubstr("極秘計画"), HasSubstr("hanako")));
  EXPECT_EQ(browser.get("/cases/m-1").status, 200);
  EXPECT_EQ(browser.get("/cases/p-1").status, 200);
  // Not told apart: of another organisation, of none, never there, no page at all.
  const std::string missing = browser.get("/cases/none").body;
  for (const char* path : {"/cases/b-1", "/cases/l-1", "/cases/%20", "/nothing/here"}) {
    const HttpAnswer answer = browser.get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.body, missing) << path;
  }
  const HttpAnswer found = browser.send("/", "/", "q=社長");
  EXPECT_EQ(found.status, 200);
  EXPECT_THAT(found.body,
              AllOf(HasSubstr("3件の事例"), HasSubstr("極秘計画"), Not(HasSubstr("乙会の秘密"))));
  EXPECT_EQ(browser.send("/", "/signout", "").status, 303);
  EXPECT_TRUE(browser.cookies.empty());
  EXPECT_EQ(browser.get("/cases/a-1").status, 404);
}

TEST_F(RightsTest, ATokenOpensTheApiAndACookieDoesNot) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  const std::string token = token_of("hanako");
  EXPECT_EQ(server.get("/api/v1/stats", token).body, "{\"cases\":3,\"degraded\":false}\n");
  EXPECT_EQ(server.get("/api/v1/stats", token_of("root")).body,
            "{\"cases\":5,\"degraded\":false}\n");
  EXPECT_EQ(server.get("/api/v1/cases/a-1", token).status, 200);
  EXPECT_EQ(server.get("/api/v1/cases/b-1", token).body,
            server.get("/api/v1/cases/none", token).body);
  // As the command line with the same rights says.
  EXPECT_EQ(
      server.post_json("/api/v1/search", R"({"text":"社長"})", token).body,
      kizuki({"search", "--index", index_, "--format", "json", "--as", "hanako", "社長"}).out);
  Browser browser(server);
  browser.sign_in("hanako", kPassword);
  EXPECT_EQ(browser.get("/api/v1/cases/a-1").status, 404);
  const std::string wrong = server.get("/api/v1/stats", "Authorization: Bearer x\r\n").body;
  EXPECT_EQ(server.get("/api/v1/stats", "Authorization: Basic eDp5\r\n").body, wrong);
  const std::string bad = token.substr(0, token.size() - 3) + "~\r\n";
  const HttpAnswer refused = server.get("/api/v1/stats", bad);
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.body, wrong);
  EXPECT_EQ(refused.header("www-authenticate"), "Bearer");
  EXPECT_EQ(kizuki({"user", "revoke", "--index", index_, "hanako", "t"}).status, 0);
  EXPECT_EQ(server.get("/api/v1/stats", token).status, 401);
}

TEST_F(RightsTest, WithoutPublicCasesEverythingAsksWhoIsThere) {
  const ServerProgram server(index_, "");
  ASSERT_NE(server.port(), 0) << server.log();
  for (const char* path : {"/", "/cases/p-1", "/cases/none", "/nothing", "/?f=step:3"}) {
    const HttpAnswer answer = server.get(path);
    EXPECT_EQ(answer.status, 303) << path;
    EXPECT_THAT(answer.header("location"), StartsWith("/signin")) << path;
  }
  EXPECT_EQ(server.post_form("/", "q=a").status, 303);
  EXPECT_EQ(server.get("/cases/p-1").header("location"), "/signin?to=%2Fcases%2Fp-1");
  EXPECT_EQ(server.get("/signin").status, 200);
  EXPECT_EQ(server.get("/static/kizuki.css").status, 200);
  EXPECT_EQ(server.get("/api/v1/cases/p-1").status, 401);
  EXPECT_EQ(server.get("/api/v1/cases/none").status, 401);
  EXPECT_EQ(server.get("/api/v1/stats", token_of("otsu")).body,
            "{\"cases\":3,\"degraded\":false}\n");
}

// With the very next request, for sessions and tokens that are in use.
TEST_F(RightsTest, ChangedRightsCountAtOnce) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  browser.sign_in("hanako", kPassword);
  const std::string token = token_of("hanako");
  const auto change = [&](std::vector<std::string> what) {
    what.insert(what.begin(), {"user", "change", "--index", index_, "--reason", "r"});
    what.emplace_back("hanako");
    EXPECT_EQ(kizuki(what).status, 0);
  };
  EXPECT_EQ(browser.get("/cases/b-1").status, 404);
  change({"--reads", "乙会"});
  EXPECT_EQ(browser.get("/cases/b-1").status, 200);
  EXPECT_EQ(server.get("/api/v1/cases/b-1", token).status, 200);
  change({"--no-reads"});
  EXPECT_EQ(browser.get("/cases/b-1").status, 404);
  EXPECT_EQ(server.get("/api/v1/cases/b-1", token).status, 404);
  EXPECT_EQ(browser.get("/cases/a-1").status, 200);
  ASSERT_EQ(kizuki({"user", "disable", "--index", index_, "--reason", "r", "hanako"}).status, 0);
  EXPECT_EQ(browser.get("/cases/a-1").status, 404);
  EXPECT_EQ(server.get("/api/v1/cases/a-1", token).status, 401);
  EXPECT_EQ(browser.sign_in("hanako", kPassword).status, 401);
  // Enabled again: the token is good, the session is not.
  change({"--enable"});
  EXPECT_EQ(server.get("/api/v1/cases/a-1", token).status, 200);
  EXPECT_EQ(browser.get("/cases/a-1").status, 404);
  // A case that its owner takes back, on an index that still has it.
  Browser again(server);
  again.sign_in("hanako", kPassword);
  EXPECT_EQ(again.get("/cases/m-1").status, 200);
  ASSERT_EQ(
      kizuki({"user", "password", "--index", index_, "hanako"}, "another long password\n").status,
      0);
  EXPECT_EQ(again.get("/cases/m-1").status, 404);
}

TEST_F(RightsTest, ACaseWhoseConsentHasRunOutIsNotShown) {
  index(record("old", "\"visibility\":\"public\",\"consent\":{\"until\":\"2020-03-31\"},",
               "社長が期限切れの話をした。") +
        record("new", "\"visibility\":\"public\",\"consent\":{\"until\":\"2999-03\"},",
               "社長が期限内の話をした。"));
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  for (const std::string& token : {std::string(), token_of("hanako")}) {
    EXPECT_EQ(server.get("/api/v1/cases/old", token).body,
              server.get("/api/v1/cases/none", token).body);
    EXPECT_EQ(server.get("/api/v1/cases/new", token).status, 200);
    for (const char* body : {R"({"text":"社長","facets":false})", R"({"text":"期限"})"}) {
      EXPECT_THAT(server.post_json("/api/v1/search", body, token).body,
                  AllOf(HasSubstr("期限内"), Not(HasSubstr("期限切れ"))));
    }
    EXPECT_THAT(server.post_json("/api/v1/similar", R"({"case":"new"})", token).body,
                Not(HasSubstr("期限切れ")));
    EXPECT_EQ(server.post_json("/api/v1/similar", R"({"case":"old"})", token).status, 404);
  }
  EXPECT_EQ(server.get("/cases/old").status, 404);
  EXPECT_EQ(server.get("/compare?c=old&c=new").status, 404);
  EXPECT_THAT(server.post_form("/", "q=社長").body, Not(HasSubstr("期限切れ")));
  EXPECT_EQ(server.get("/api/v1/cases/old", token_of("root")).status, 200);
}

TEST_F(RightsTest, EveryDisclosureIsWrittenDown) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  browser.sign_in("hanako", kPassword);
  const std::string token = token_of("otsu");
  EXPECT_EQ(lines_of(audit({"--action", "search"})), 0U);
  browser.get("/");
  browser.get("/cases/b-1");
  EXPECT_EQ(lines_of(audit({"--action", "case"})), 0U);  // nothing was shown
  browser.send("/", "/", "q=社長");
  EXPECT_EQ(lines_of(audit({"--account", "hanako", "--action", "search"})), 2U);  // not p-1
  EXPECT_EQ(lines_of(audit({"--case", "p-1"})), 0U);
  browser.get("/cases/a-1");
  server.post_json("/api/v1/search", R"({"text":"秘密","limit":1})", token);
  server.get("/api/v1/cases/b-1", token);
  EXPECT_THAT(audit({"--case", "a-1", "--action", "case"}),
              AllOf(HasSubstr("\thanako\tcase\ta-1\torg:甲会\t")));
  EXPECT_THAT(audit({"--case", "b-1"}), AllOf(HasSubstr("\totsu\tsearch\tb-1\torg:乙会"),
                                              HasSubstr("\totsu\tcase\tb-1\torg:乙会")));
  browser.get("/compare?c=p-1&c=m-1");
  EXPECT_THAT(audit({"--action", "compare"}), HasSubstr("\thanako\tcompare\tm-1\tmembers\t"));
  EXPECT_EQ(lines_of(audit({"--action", "compare"})), 1U);
  EXPECT_EQ(browser.get("/compare?c=a-1&c=b-1").status, 404);
  const std::size_t before = lines_of(audit({"--action", "similar", "--case", "a-1"}));
  server.post_json("/api/v1/similar", R"({"case":"b-1"})", token);
  EXPECT_EQ(lines_of(audit({"--action", "similar", "--account", "otsu"})), 1U);  // m-1
  browser.get("/similar?case=a-1");
  EXPECT_EQ(lines_of(audit({"--action", "similar", "--case", "a-1"})), before + 1);
  EXPECT_THAT(audit({"--format", "json", "--action", "sign-in"}),
              HasSubstr("\"account\":\"hanako\",\"action\":\"sign-in\""));
  // What was searched for stands nowhere, nor does anybody's password.
  EXPECT_THAT(audit(), Not(HasSubstr("社長")));
  EXPECT_THAT(server.log(),
              AllOf(Not(HasSubstr("社長")), Not(HasSubstr("hanako")), Not(HasSubstr("horse"))));
}

TEST_F(RightsTest, CopiesBehindAHitAreWrittenDownToo) {
  const std::string text =
      "指導員は先代と後継者を別々に訪ね、引き継ぎの順番を一枚の紙に書き出してもらった。"
      "三か月のあいだ毎週その紙を囲み、社員の前で読み上げたあと、工場の鍵を渡した。";
  index(record("a-2", "\"organization\":\"甲会\",", text) +
        record("a-3", "\"organization\":\"甲会\",", text) +
        record("a-4", "\"organization\":\"甲会\",", "先代と後継者が引き継ぎの順番を紙に書いた。"));
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  const auto answer = server.post_json("/api/v1/similar", R"({"case":"a-4"})", token_of("hanako"));
  ASSERT_THAT(answer.body, HasSubstr("\"near_duplicates\":[\"a-3\"]"));
  EXPECT_EQ(lines_of(audit({"--case", "a-2", "--action", "similar"})), 1U);
  EXPECT_EQ(lines_of(audit({"--case", "a-3", "--action", "similar"})), 1U);
}

TEST_F(RightsTest, OperatorsAloneSeeGenerationsUsersAndWhatWasLookedAt) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser hanako(server);
  hanako.sign_in("hanako", kPassword);
  hanako.get("/cases/a-1");
  const std::string missing = hanako.get("/none").body;
  Browser root(server);
  root.sign_in("root", kPassword);
  for (const char* path : {"/operate", "/operate/users", "/operate/audit"}) {
    EXPECT_EQ(hanako.get(path).status, 404) << path;
    EXPECT_EQ(hanako.get(path).body, missing) << path;
    EXPECT_EQ(server.get(path).body, server.get("/none").body) << path;
    EXPECT_EQ(root.get(path).status, 200) << path;
  }
  EXPECT_THAT(root.get("/operate").body, HasSubstr("使用中"));
  EXPECT_THAT(root.get("/operate/users").body,
              AllOf(HasSubstr("公開、会員、甲会"), Not(HasSubstr("scrypt"))));
  EXPECT_THAT(root.get("/operate/audit").body,
              AllOf(HasSubstr("hanako</td><td>読んだ</td><td><a href=\"/cases/a-1\">a-1</a>"),
                    HasSubstr("root</td><td>サインイン</td>")));
}

TEST_F(RightsTest, NothingInternalLeavesUnrecorded) {
  // The log's place is taken: it cannot be opened.
  std::filesystem::remove(index_ + "/audit.db");
  for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(index_ + "/audit.db" + more);
  const std::string token = token_of("hanako");
  std::filesystem::rename(index_ + "/audit.db", index_ + "/audit.aside");
  for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(index_ + "/audit.db" + more);
  std::filesystem::create_directory(index_ + "/audit.db");
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  const HttpAnswer refused = server.get("/api/v1/cases/a-1", token);
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.body, Not(HasSubstr("極秘計画")));
  EXPECT_EQ(server.post_json("/api/v1/search", R"({"text":"極秘計画"})", token).status, 503);
  EXPECT_EQ(server.get("/api/v1/cases/p-1", token).status, 200);
  EXPECT_EQ(server.get("/cases/p-1").status, 200);
  Browser browser(server);
  EXPECT_EQ(browser.sign_in("hanako", kPassword).status, 503);
  // Room again: it goes on by itself.
  std::filesystem::remove(index_ + "/audit.db");
  EXPECT_EQ(server.get("/api/v1/cases/a-1", token).status, 200);
  EXPECT_EQ(lines_of(audit({"--case", "a-1"})), 1U);
}

// As on a full disk: each answer has its record, what cannot be recorded is not shown.
TEST_F(RightsTest, AFullDiskShowsNothingInternal) {
  const std::string token = token_of("hanako");
  const ServerProgram server(index_, kPublic, 400);
  ASSERT_NE(server.port(), 0) << server.log();
  std::size_t shown = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 300; ++i) {
    const HttpAnswer answer = server.get("/api/v1/cases/a-1", token);
    if (answer.status == 200) {
      ++shown;
    } else {
      EXPECT_EQ(answer.status, 503);
      EXPECT_THAT(answer.body, Not(HasSubstr("極秘計画")));
      ++refused;
    }
  }
  EXPECT_GT(shown, 3U);
  EXPECT_GT(refused, 0U);
  EXPECT_EQ(server.get("/api/v1/cases/p-1", token).status, 200);
  EXPECT_GE(lines_of(audit({"--case", "a-1"})), shown);
}

TEST_F(RightsTest, AnswersToOneOrganisationDoNotDependOnAnother) {
  const std::string token = token_of("hanako");
  std::string cases;
  for (int i = 0; i < 30; ++i) {
    cases += record("c-" + std::to_string(i), "\"organization\":\"甲会\",",
                    i % 2 == 0 ? "社長が後継者の反発と資金繰りに向き合い、値上げした。"
                               : "若手の職人が辞め、採用と販路に取り組んだ。");
  }
  const std::vector<std::string> listened = {
      "診断士は途中で口を挟まず、社長の話が終わるまで黙って聴いた。",
      "支援員は助言を控え、創業以来の苦労話に二時間耳を傾けた。",
      "担当者は話を遮らず、社長が語り尽くすまで相づちだけで聴き続けた。",
      "初回は助言を一切せず、女将の話を最後まで聴くことに徹した。"};
  for (std::size_t i = 0; i < listened.size(); ++i) {
    cases += record("k-" + std::to_string(i), "\"organization\":\"甲会\",", listened[i]);
  }
  index(cases);
  const auto answers = [&] {
    const ServerProgram server(index_, kPublic);
    EXPECT_NE(server.port(), 0) << server.log();
    Browser browser(server);
    EXPECT_EQ(browser.sign_in("hanako", kPassword).status, 303);
    std::vector<std::string> all;
    // Once it has been counted, so that no page waits for it in one world and not in the other.
    std::string counted = browser.get("/knowhow").body;
    for (int i = 0; i < 1200 && counted.find("集計しています") != std::string::npos; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      counted = browser.get("/knowhow").body;
    }
    EXPECT_THAT(counted, HasSubstr("結論を急がず"));
    for (const char* path : {"/knowhow", "/knowhow?scale=small", "/knowhow?issue=succession",
                             "/knowhow/candidates", "/knowhow/K01", "/knowhow/K02", "/knowhow/none",
                             "/analysis", "/analysis?publish=1", "/cases/k-1"}) {
      all.push_back(browser.get(path).body);
    }
    for (const char* path :
         {"/api/v1/knowhow", "/api/v1/knowhow/K01", "/api/v1/knowhow/none", "/api/v1/essence"}) {
      all.push_back(server.get(path, token).body);
    }
    for (const char* path : {"/", "/?f=step:3", "/?f=organization:%E4%B9%99%E4%BC%9A",
                             "/?f=issue:succession", "/?f=supporter:%E7%A7%98%E5%AF%86",
                             "/cases/c-1", "/cases/b-1", "/cases/x-1", "/cases/none"}) {
      all.push_back(browser.get(path).body);
    }
    for (const char* path : {"/api/v1/facets", "/api/v1/stats", "/api/v1/cases/c-2",
                             "/api/v1/cases/x-1", "/api/v1/cases/none"}) {
      all.push_back(server.get(path, token).body);
    }
    for (const char* text :
         {"後継者 反発", "極秘計画", "社長 -現場", "id:x-1", "組織:乙会 社長", "\\\"社長が\\\"",
          "年:abc", "粉飾 OR 値上げ", "はんぱつ", "跡取りり", "後継者が辞めると言い出した"}) {
      all.push_back(
          server.post_json("/api/v1/search", "{\"text\":\"" + std::string(text) + "\"}", token)
              .body);
      all.push_back(browser.send("/", "/", "q=" + std::string(text)).body);
      all.push_back(browser.send("/similar", "/similar", "m=" + std::string(text)).body);
      all.push_back(
          server.post_json("/api/v1/similar", "{\"text\":\"" + std::string(text) + "\"}", token)
              .body);
    }
    for (const char* id : {"c-3", "p-1", "x-1"}) {
      all.push_back(
          server.post_json("/api/v1/similar", "{\"case\":\"" + std::string(id) + "\"}", token)
              .body);
      all.push_back(browser.get("/similar?case=" + std::string(id)).body);
      all.push_back(browser.get("/compare?c=c-1&c=" + std::string(id)).body);
    }
    // Secrets differ from session to session and from search to search, and nothing else does.
    const std::string csrf = field_of(browser.get("/").body, "csrf");
    for (std::string& body : all) {
      for (std::size_t at; (at = body.find(csrf)) != std::string::npos;) body.replace(at, 64, "*");
      body = without_trails(std::move(body));
    }
    return all;
  };
  const std::vector<std::string> before = answers();
  std::string others;
  for (int i = 0; i < 40; ++i) {
    others += record("x-" + std::to_string(i),
                     "\"organization\":\"乙会\",\"supporter\":\"秘密\",\"issues\":[\"finance\"],",
                     "後継者と社長が極秘計画と粉飾に反発し、跡取りりの現場を値上げした。");
  }
  for (std::size_t i = 0; i < listened.size(); ++i) {
    others += record("x-" + std::to_string(40 + i), "\"organization\":\"乙会\",",
                     "乙会では" + listened[i]);
  }
  index(others);
  EXPECT_EQ(answers(), before);
  const std::string heard =
      "x-40/0/0-" + std::to_string(std::string("乙会では").size() + listened.front().size());
  for (const char* card : {"K01", "K02"}) {
    const ProcessResult said =
        kizuki({"cards", "confirm", "--index", index_, "--reason", "r", card, heard});
    ASSERT_EQ(said.status, 0) << said.err;
  }
  EXPECT_EQ(kizuki({"essence", "--index", index_}).status, 0);  // keeps what it finds
  EXPECT_EQ(answers(), before);
  for (int i = 0; i < 12; ++i) {
    const ProcessResult said =
        kizuki({"tag", "--index", index_, "--case", "x-" + std::to_string(i),
                i % 2 == 0 ? "--confirm" : "--deny", "issue=succession", "--as", "root"});
    ASSERT_EQ(said.status, 0) << said.err;
  }
  ASSERT_EQ(kizuki({"tag", "--index", index_, "--train", "--apply"}).status, 0);
  ASSERT_EQ(kizuki({"index", "--index", index_, "--rebuild"}).status, 0);
  EXPECT_EQ(answers(), before);
}

/// The token that the links of a page of hits bear.
std::string trail_of(const std::string& page) {
  const std::size_t at = page.find("?from=");
  return at == std::string::npos ? "" : page.substr(at + 6, kTrailToken);
}

TEST_F(RightsTest, HitsLeadFromCaseToCaseAndBackForTheirVisitorAlone) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser hanako(server);
  ASSERT_EQ(hanako.sign_in("hanako", kPassword).status, 303);
  const std::string found = hanako.send("/", "/", "q=%E5%8F%8D%E7%99%BA").body;  // 反発
  EXPECT_THAT(found, AllOf(HasSubstr("2件の事例"), HasSubstr("/cases/a-1?from=")));
  const std::string token = trail_of(found);
  ASSERT_EQ(token.size(), kTrailToken) << found;
  const std::string from = "?from=" + token;
  // Which of the two comes first is for the search to say.
  const bool first = found.find("/cases/a-1?from=") < found.find("/cases/p-1?from=");
  const std::string number = first ? "1" : "2";
  const std::string shown = hanako.get("/cases/a-1" + from).body;
  EXPECT_THAT(shown, AllOf(HasSubstr("href=\"/" + from + "#h" + number + "\">検索結果 2件</a>"),
                           HasSubstr(number + "件目"),
                           HasSubstr("href=\"/cases/p-1" + from + "\">" + (first ? "次" : "前"))));
  EXPECT_EQ(shown.find("反発に"), std::string::npos) << "nothing of the other case";
  // Back to the hits, with what was typed in the box and in no address.
  const std::string back = hanako.get("/" + from).body;
  EXPECT_THAT(back, AllOf(HasSubstr("反発</textarea>"), HasSubstr("2件の事例")));
  EXPECT_EQ(back.find("%E5%8F%8D"), std::string::npos);
  // To others, of another session or none, the token says nothing; nor does one that is none.
  Browser again(server);
  ASSERT_EQ(again.sign_in("hanako", kPassword).status, 303);
  EXPECT_THAT(again.get("/cases/a-1" + from).body, Not(HasSubstr("検索結果")));
  EXPECT_THAT(again.get("/" + from).body, Not(HasSubstr("反発")));
  Browser anybody(server);
  EXPECT_THAT(anybody.get("/cases/p-1" + from).body, Not(HasSubstr("検索結果")));
  EXPECT_EQ(anybody.get("/cases/a-1" + from).body, anybody.get("/none").body);
  for (const char* wrong : {"x", "%22%3E%3Cscript%3E", "%E3%81%82", ""}) {
    const HttpAnswer answer = hanako.get(std::string("/cases/a-1?from=") + wrong);
    EXPECT_EQ(answer.status, 200) << wrong;
    EXPECT_THAT(answer.body, AllOf(Not(HasSubstr("検索結果")), Not(HasSubstr("<script>"))));
  }
  // A case that is none of the hits has no place among them.
  EXPECT_THAT(hanako.get("/cases/m-1" + from).body, Not(HasSubstr("検索結果")));
  // Without an account the token is all there is, and what may not be seen is passed over.
  const std::string public_hits = anybody.post("/", "q=%E5%8F%8D%E7%99%BA").body;
  const std::string open = "?from=" + trail_of(public_hits);
  EXPECT_THAT(anybody.get("/cases/p-1" + open).body, HasSubstr("検索結果 1件"));
  ASSERT_EQ(kizuki({"erase", "--index", index_, "--reason", "r", "p-1"}).status, 0);
  EXPECT_EQ(anybody.get("/cases/p-1" + open).status, 404);
  EXPECT_THAT(hanako.get("/cases/a-1" + from).body,
              AllOf(HasSubstr("検索結果 1件"), HasSubstr("1件目"), Not(HasSubstr("p-1")),
                    Not(HasSubstr("前の事例")), Not(HasSubstr("次の事例"))));
  // What is shown of a case that is not public is in the audit log, as without a token.
  EXPECT_THAT(audit({"--account", "hanako", "--action", "case"}), HasSubstr("a-1"));
  EXPECT_THAT(server.log(), AllOf(Not(HasSubstr(token)), Not(HasSubstr("反発"))));
}

}  // namespace
}  // namespace kizuki::test

// The pages of know-how and analysis as their users meet them: counted aside, walls, decisions.
#include <chrono>
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

class KnowHowPagesTest : public RightsTest {
 protected:
  void SetUp() override {
    RightsTest::SetUp();
    ASSERT_EQ(kizuki({"index", "--index", index_, source_path("data/cases")}).status, 0);
    const std::vector<std::string> texts = {
        "診断士は途中で口を挟まず、社長の話が終わるまで黙って聴いた。",
        "支援員は助言を控え、創業以来の苦労話に二時間耳を傾けた。",
        "担当者は話を遮らず、社長が語り尽くすまで相づちだけで聴き続けた。"};
    std::string lines;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      lines += record("k-" + std::to_string(i), "\"organization\":\"甲会\",", texts[i]);
    }
    index(lines);
    add_user("ko", {"--organization", "甲会", "--role", "curator"});
  }

  /// The first place after `sign`, up to the quotation mark.
  static std::string after(const std::string& page, const std::string& sign) {
    const std::size_t at = page.find(sign);
    if (at == std::string::npos) return {};
    return page.substr(at + sign.size(), page.find('"', at + sign.size()) - at - sign.size());
  }
};

TEST_F(KnowHowPagesTest, CountsAsideAndLeadsToTheSentence) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser browser(server);
  EXPECT_THAT(browser.get("/knowhow").body, HasSubstr("集計しています"));
  const std::string list = counted(browser, "/knowhow");
  EXPECT_THAT(list, AllOf(HasSubstr("結論を急がず最後まで話を聴く"), HasSubstr("<caption>")));
  const std::string narrowed = counted(browser, "/knowhow?scale=small&issue=succession");
  EXPECT_THAT(narrowed, HasSubstr("value=\"small\" selected"));
  EXPECT_EQ(browser.get("/knowhow/none").status, 404);
  const std::string id = "K" + after(list, "href=\"/knowhow/K");
  const std::string shown = counted(browser, "/knowhow/" + id);
  EXPECT_THAT(shown, AllOf(HasSubstr("根拠の文"), HasSubstr("推定")));
  EXPECT_THAT(shown,
              Not(HasSubstr("<h2>履歴</h2>")));  // of who decided, for those who have signed in
  const std::string link = after(shown, "href=\"/cases/");
  ASSERT_THAT(link, HasSubstr("?at="));
  const std::string place = "/cases/" + link.substr(0, link.find('#'));
  const HttpAnswer opened = browser.get(place);
  EXPECT_THAT(opened.body, AllOf(HasSubstr("<mark id=\"at\""), HasSubstr("class=\"know\""),
                                 HasSubstr("この場面で使える問いかけ")));
  for (const char* wrong : {"0:5-6", "0:0-99999999", "99:0-3", "0:3-0", "x", "0:0", "-1:0-3"}) {
    const std::string path = place.substr(0, place.find('?')) + "?at=" + wrong;
    EXPECT_EQ(browser.get(path).status, 200) << path;
  }
  EXPECT_THAT(browser.get("/?f=issue:succession").body, HasSubstr("にくり返し出るノウハウ"));
  const std::string analysis = counted(browser, "/analysis");
  EXPECT_THAT(analysis, AllOf(HasSubstr("課題 × ステップ × 規模"), HasSubstr("集めたい事例"),
                              HasSubstr("増えたノウハウ、減ったノウハウ")));
  EXPECT_THAT(analysis, Not(HasSubstr("＜3")));
  EXPECT_THAT(counted(browser, "/analysis?publish=1"), HasSubstr("＜3"));
  // Nobody who has not signed in decides.
  EXPECT_EQ(browser.post("/knowhow/candidates", "a=reject&id=x").status, 404);
  EXPECT_THAT(audit(), Not(HasSubstr("knowhow")));

  // A server that is told to count fewer cases than there are says so.
  const ServerProgram small(index_, "\"public_cases\":true,\"knowhow_cases\":20");
  Browser other(small);
  EXPECT_THAT(counted(other, "/knowhow"), HasSubstr("事例が多いため"));
  EXPECT_EQ(small.get("/api/v1/knowhow").status, 503);
  EXPECT_EQ(other.get("/?f=issue:succession").status, 200);
}

TEST_F(KnowHowPagesTest, QuotesOfInternalCasesAreShownToTheirReadersAndRecorded) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser hanako(server);
  ASSERT_EQ(hanako.sign_in("hanako", kPassword).status, 303);
  Browser otsu(server);
  ASSERT_EQ(otsu.sign_in("otsu", kPassword).status, 303);
  std::string all_of_hanako;
  std::string all_of_otsu;
  for (int n = 1; n <= 30; ++n) {
    const std::string path = "/knowhow/K" + std::string(n < 10 ? "0" : "") + std::to_string(n);
    for (const char* page : {"", "?page=2", "?page=3"}) {
      all_of_hanako += counted(hanako, path + page);
      all_of_otsu += counted(otsu, path + page);
    }
  }
  EXPECT_THAT(all_of_hanako, HasSubstr("/cases/k-0"));
  EXPECT_THAT(all_of_otsu, Not(HasSubstr("/cases/k-")));
  EXPECT_THAT(audit({"--account", "hanako", "--action", "knowhow"}), HasSubstr("k-0"));
  EXPECT_THAT(audit({"--account", "otsu", "--action", "knowhow"}), Not(HasSubstr("k-")));
  // What is erased is gone from the pages at once.
  ASSERT_EQ(kizuki({"erase", "--index", index_, "--reason", "r", "k-0"}).status, 0);
  EXPECT_THAT(hanako.get("/knowhow").body, HasSubstr("集計しています"));
  counted(hanako, "/knowhow");
  std::string later;
  for (int n = 1; n <= 30; ++n) {
    later += counted(hanako, "/knowhow/K" + std::string(n < 10 ? "0" : "") + std::to_string(n));
  }
  EXPECT_THAT(later, Not(HasSubstr("/cases/k-0")));
}

TEST_F(KnowHowPagesTest, TheEssenceTellsEachReaderHisOwnAndIsRecorded) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  const std::string hanako = token_of("hanako");
  const std::string otsu = token_of("otsu");
  const auto essence = [&](const std::string& headers) {
    HttpAnswer answer = server.get("/api/v1/essence", headers);
    for (int i = 0; i < 1200 && answer.status == 503; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      answer = server.get("/api/v1/essence", headers);
    }
    EXPECT_EQ(answer.status, 200);
    return answer.body;
  };
  EXPECT_THAT(essence(hanako), HasSubstr("\"case\":\"k-0\""));
  EXPECT_THAT(essence(otsu), Not(HasSubstr("k-0")));
  EXPECT_EQ(essence(""), essence("")) << "by the bytes";
  EXPECT_THAT(essence(""), Not(HasSubstr("k-0")));
  const std::string read = audit({"--account", "hanako", "--action", "knowhow"});
  EXPECT_THAT(read, HasSubstr("k-0"));
  EXPECT_EQ(read.find("k-0"), read.rfind("k-0")) << "once an answer, however many cards it shows";
  EXPECT_THAT(audit({"--account", "otsu", "--action", "knowhow"}), Not(HasSubstr("k-")));
  ASSERT_EQ(kizuki({"erase", "--index", index_, "--reason", "r", "k-0"}).status, 0);
  EXPECT_THAT(essence(hanako), Not(HasSubstr("k-0")));
}

TEST_F(KnowHowPagesTest, CuratorsDecideByOnePress) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser root(server);
  ASSERT_EQ(root.sign_in("root", kPassword).status, 303);
  const std::string page = counted(root, "/knowhow/candidates");
  EXPECT_THAT(page + counted(root, "/knowhow/candidates?page=2"),
              AllOf(HasSubstr("近いノウハウ</b><a href=\"/knowhow/K"), HasSubstr("\" selected>")));
  const std::string first = after(page, "name=\"id\" value=\"");
  ASSERT_FALSE(first.empty()) << page;
  const std::string csrf = field_of(page, "csrf");
  // Without the session's secret, or from elsewhere, nothing happens.
  EXPECT_EQ(root.post("/knowhow/candidates", "a=accept&label=x&id=" + first).status, 403);
  EXPECT_EQ(root.post("/knowhow/candidates", "a=reject&id=" + first + "&csrf=" + csrf,
                      "Origin: https://evil.example\r\n")
                .status,
            403);
  EXPECT_THAT(kizuki({"cards", "list", "--index", index_}).out, Not(HasSubstr(first)));

  const HttpAnswer accepted = root.post(
      "/knowhow/candidates",
      "a=accept&id=" + first + "&label=%3Cscript%3Ealert(1)%3C/script%3E%22%27&csrf=" + csrf);
  EXPECT_EQ(accepted.status, 303);
  EXPECT_EQ(accepted.header("location"), "/knowhow/candidates?done=accept&id=" + first);
  const std::string after_it = counted(root, "/knowhow/candidates?done=accept");
  EXPECT_THAT(after_it, AllOf(HasSubstr("採用しました"), Not(HasSubstr("id=\"c-" + first + "\""))));
  const std::string shown = counted(root, "/knowhow/" + first);
  EXPECT_THAT(shown, AllOf(HasSubstr("&lt;script&gt;alert(1)"), HasSubstr("候補から採用"),
                           HasSubstr("root")));
  for (const char* path : {"/knowhow", "/knowhow/candidates", "/analysis"}) {
    EXPECT_THAT(counted(root, path), Not(HasSubstr("<script>alert"))) << path;
  }

  const std::string second = after(after_it, "name=\"id\" value=\"");
  ASSERT_NE(second, first);
  EXPECT_EQ(root.post("/knowhow/candidates",
                      "a=reject&why=%E4%B8%80%E8%88%AC%E7%9A%84&id=" + second + "&csrf=" + csrf)
                .status,
            303);
  EXPECT_THAT(kizuki({"cards", "show", "--index", index_, second}).out,
              AllOf(HasSubstr("一般的"), HasSubstr("root")));
  // What was rejected is listed with who, when and why, and taken back, right away too.
  EXPECT_THAT(counted(root, "/knowhow/candidates?done=reject&id=" + second),
              AllOf(HasSubstr("取り消す</button>"), HasSubstr("value=\"" + second + "\"")));
  EXPECT_THAT(counted(root, "/knowhow/candidates?done=reject&id=K01"), Not(HasSubstr("取り消す")));
  EXPECT_THAT(counted(root, "/knowhow/rejected"),
              AllOf(HasSubstr("id=\"c-" + second + "\""), HasSubstr("理由：一般的"),
                    HasSubstr("<span>root</span>"), HasSubstr("もどす</button>")));
  const std::string restore = "a=restore&id=" + second;
  EXPECT_EQ(root.post("/knowhow/rejected", restore).status, 403) << "without the secret";
  Browser reader(server);
  ASSERT_EQ(reader.sign_in("hanako", kPassword).status, 303);
  EXPECT_EQ(reader.get("/knowhow/rejected").body, reader.get("/none").body);
  EXPECT_EQ(reader.send("/", "/knowhow/rejected", restore).status, 404);
  EXPECT_THAT(reader.get("/knowhow").body, Not(HasSubstr("/knowhow/rejected")));
  Browser curator(server);
  ASSERT_EQ(curator.sign_in("ko", kPassword).status, 303);
  counted(curator, "/knowhow");
  EXPECT_EQ(curator.send("/", "/knowhow/rejected", restore).status, 404) << "behind a wall";
  EXPECT_THAT(counted(curator, "/knowhow/rejected"),
              AllOf(HasSubstr("見送ったノウハウはありません"), Not(HasSubstr(second))));
  EXPECT_EQ(root.post("/knowhow/rejected", restore + "&csrf=" + csrf).header("location"),
            "/knowhow/rejected?done=restore");
  EXPECT_THAT(counted(root, "/knowhow/rejected?done=restore"),
              AllOf(HasSubstr("もどしました"), Not(HasSubstr("id=\"c-" + second + "\""))));
  EXPECT_THAT(kizuki({"cards", "show", "--index", index_, second}).out, HasSubstr("取り消した"));
  EXPECT_EQ(root.post("/knowhow/rejected", restore + "&csrf=" + csrf).status, 400) << "stands";
  EXPECT_EQ(root.post("/knowhow/rejected", "a=restore&id=none&csrf=" + csrf).status, 404);
  EXPECT_EQ(root.post("/knowhow/rejected", "a=x&id=" + second + "&csrf=" + csrf).status, 400);
  // A card that was taken out comes back the same way.
  EXPECT_EQ(root.post("/knowhow/K03", "a=dismiss&why=x&csrf=" + csrf).status, 303);
  EXPECT_THAT(counted(root, "/knowhow/rejected"), HasSubstr("外したノウハウ"));
  EXPECT_THAT(counted(curator, "/knowhow/rejected"),
              AllOf(HasSubstr("外したノウハウ"), Not(HasSubstr("もどす</button>"))));
  EXPECT_EQ(curator.send("/", "/knowhow/rejected", "a=restore&id=K03").status, 403);
  EXPECT_EQ(root.post("/knowhow/rejected", "a=restore&id=K03&csrf=" + csrf).status, 303);
  EXPECT_EQ(root.get("/knowhow/K03").status, 200);
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
  const std::string third = after(counted(root, "/knowhow/candidates"), "name=\"id\" value=\"");
  EXPECT_EQ(
      root.post("/knowhow/candidates", "a=merge&into=K01&id=" + third + "&csrf=" + csrf).status,
      303);

  // A part of one becomes another; what is chosen has to be some of it, not all.
  const std::string page_to_split = counted(root, "/knowhow/candidates");
  const std::size_t part = page_to_split.find("name=\"case\" value=\"");
  ASSERT_NE(part, std::string::npos);
  const std::string member = after(page_to_split, "name=\"case\" value=\"");
  const std::string split_id =
      after(page_to_split.substr(page_to_split.rfind("<form", part)), "name=\"id\" value=\"");
  const std::string split = "a=split&id=" + split_id + "&csrf=" + csrf;
  // Which candidate stands first is not the same in every run: a case that is none of its own.
  const std::string offered =
      page_to_split.substr(part, page_to_split.find("</form>", part) - part);
  std::string other;
  for (const char* id : {"l-1", "k-1", "d-001"}) {
    if (offered.find("value=\"" + std::string(id) + "\"") == std::string::npos) other = id;
  }
  ASSERT_NE(other, "");
  for (const std::string& chosen : {std::string(), std::string("&case=none"), "&case=" + other}) {
    EXPECT_EQ(root.post("/knowhow/candidates", split + chosen).status, 400) << chosen;
  }
  EXPECT_EQ(root.post("/knowhow/candidates", split + "&case=" + member).header("location"),
            "/knowhow/candidates?done=split&id=" + split_id);
  EXPECT_THAT(counted(root, "/knowhow/candidates?done=split"), HasSubstr("分けました"));

  const std::string card = counted(root, "/knowhow/K01");
  const std::string place = after(card, "name=\"e\" value=\"");
  ASSERT_FALSE(place.empty());
  EXPECT_EQ(root.post("/knowhow/K01", "a=reject&e=" + place + "&csrf=" + csrf).header("location"),
            "/knowhow/K01?done=reject");
  EXPECT_THAT(kizuki({"cards", "show", "--index", index_, "K01"}).out, HasSubstr("root"));
  for (const char* body : {"a=confirm&e=none/0/0-3", "a=confirm&e=x", "a=nothing&e=x",
                           "a=rename&label=", "a=confirm", ""}) {
    const int status = root.post("/knowhow/K01", std::string(body) + "&csrf=" + csrf).status;
    EXPECT_TRUE(status == 400 || status == 404) << body << " " << status;
  }
  EXPECT_EQ(root.post("/knowhow/none", "a=rename&label=x&csrf=" + csrf).status, 404);
  EXPECT_EQ(root.post("/knowhow/K02", "a=rename&label=%E6%96%B0%E3%81%97%E3%81%84&csrf=" + csrf)
                .header("location"),
            "/knowhow/K02?done=rename");
  EXPECT_THAT(counted(root, "/knowhow/K02"), HasSubstr("<h1>新しい</h1>"));
  EXPECT_THAT(audit({"--account", "root"}),
              AllOf(HasSubstr("knowhow-accept"), HasSubstr("knowhow-rename"), HasSubstr(first)));

  // What is pressed while there is no result changes nothing, and says so.
  std::string now = counted(root, "/knowhow");
  for (int i = 0; i < 1200 && now.find("集計しなおしています") != std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    now = counted(root, "/knowhow");
  }
  ASSERT_EQ(kizuki({"erase", "--index", index_, "--reason", "r", "d-001"}).status, 0);
  const HttpAnswer early = root.post("/knowhow/K02", "a=dismiss&csrf=" + csrf);
  EXPECT_EQ(early.status, 503);
  EXPECT_THAT(early.body, HasSubstr("何も変わっていません"));
  counted(root, "/knowhow");

  // A reader decides nothing; a curator of one organisation nothing that all share.
  Browser hanako(server);
  ASSERT_EQ(hanako.sign_in("hanako", kPassword).status, 303);
  counted(hanako, "/knowhow");
  const std::string hers = field_of(hanako.get("/").body, "csrf");
  EXPECT_EQ(hanako.post("/knowhow/K02", "a=dismiss&csrf=" + hers).status, 404);
  Browser ko(server);
  ASSERT_EQ(ko.sign_in("ko", kPassword).status, 303);
  counted(ko, "/knowhow");
  const std::string his = field_of(ko.get("/").body, "csrf");
  EXPECT_EQ(ko.post("/knowhow/K02", "a=dismiss&csrf=" + his).status, 403);
  EXPECT_THAT(kizuki({"cards", "list", "--index", index_}).out, HasSubstr("K02"));
}

TEST_F(KnowHowPagesTest, WhatIsNotEnoughYetIsForThoseWhoMayReadAllOfIt) {
  // Two cases of one know-how: one that all members read, one of the organisation alone.
  const std::string text = "錨綱を縒りながら船大工の符牒を帳面に写し取らせた。";
  index(
      record("w-1", "\"visibility\":\"members\",\"organization\":\"甲会\",",
             "同社は海沿いの町で木造の漁船を直している。創業は昭和の初めで、従業員は四名である。" +
                 text) +
      record("w-2", "\"organization\":\"甲会\",",
             "島に残る造船所である。主な取引先は定期船の会社と漁協で、息子が戻ってきた。" + text));
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  const auto all_pages = [&](Browser& browser) {
    return counted(browser, "/knowhow/candidates") + counted(browser, "/knowhow/candidates?page=2");
  };
  Browser ko(server);
  ASSERT_EQ(ko.sign_in("ko", kPassword).status, 303);
  const std::string seen = all_pages(ko);
  const std::size_t below = seen.find("まだ基準に届かないもの");
  ASSERT_NE(below, std::string::npos);
  EXPECT_EQ(seen.find("まだ基準に届かないもの", below + 1), std::string::npos) << "on one page";
  EXPECT_NE(seen.find(text, below), seen.rfind(text)) << "both sentences";
  EXPECT_THAT(seen.substr(below),
              AllOf(HasSubstr("あと <b>1</b>事例"), HasSubstr("/cases/w-1"),
                    HasSubstr("/cases/w-2"), Not(HasSubstr("<form class=\"cand"))));
  EXPECT_THAT(audit({"--account", "ko", "--action", "knowhow"}), HasSubstr("w-2"));
  // Who may read one of the two does not learn that there is another.
  Browser otsu(server);
  ASSERT_EQ(otsu.sign_in("otsu", kPassword).status, 303);
  EXPECT_THAT(all_pages(otsu), Not(HasSubstr("w-2")));
  // So few cases are not published, and no list of know-how counts them.
  Browser anybody(server);
  EXPECT_THAT(all_pages(anybody), Not(HasSubstr("まだ基準に")));
  const std::string token = token_of("ko");
  const std::string listed =
      server.get("/api/v1/essence", token).body + server.get("/api/v1/knowhow", token).body;
  EXPECT_THAT(listed, AllOf(HasSubstr("\"knowhow\""), Not(HasSubstr("船大工の符牒"))));
  // Erased: nothing of it is left on the page.
  ASSERT_EQ(kizuki({"erase", "--index", index_, "--reason", "r", "w-1"}).status, 0);
  EXPECT_THAT(all_pages(ko), Not(HasSubstr("w-1")));
}

TEST_F(KnowHowPagesTest, WhatWasDecidedIsTakenBackByOnePress) {
  const ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  Browser root(server);
  ASSERT_EQ(root.sign_in("root", kPassword).status, 303);
  const std::string page = counted(root, "/knowhow/candidates");
  const std::string id = after(page, "name=\"id\" value=\"");
  const std::string csrf = field_of(page, "csrf");
  ASSERT_FALSE(id.empty());

  // A sentence: confirmed, then 推定 again at once; both stay in the history.
  const std::string before = counted(root, "/knowhow/K01");
  const std::string place = after(before, "name=\"e\" value=\"");
  ASSERT_FALSE(place.empty());
  const std::string sentence = "&e=" + place + "&csrf=" + csrf;
  EXPECT_EQ(root.post("/knowhow/K01", "a=undo&of=1" + sentence).status, 400) << "undecided";
  EXPECT_EQ(root.post("/knowhow/K01", "a=confirm" + sentence).status, 303);
  const std::string confirmed = counted(root, "/knowhow/K01");
  EXPECT_THAT(confirmed, AllOf(HasSubstr("確認済み</span><span>root 20"), HasSubstr(">取り消す<")));
  const std::string of = after(confirmed, "name=\"of\" value=\"");
  const std::string undo = "a=undo&of=" + of + sentence;
  EXPECT_EQ(root.post("/knowhow/K01", "a=undo&of=" + of + "&e=" + place).status, 403);
  for (const char* wrong : {"a=undo", "a=undo&of=", "a=undo&of=x", "a=undo&of=-1", "a=undo&of=0"}) {
    EXPECT_EQ(root.post("/knowhow/K01", wrong + sentence).status, 400) << wrong;
  }
  EXPECT_EQ(root.post("/knowhow/K01", "a=undo&of=999" + sentence).status, 503) << "another's word";
  EXPECT_EQ(root.post("/knowhow/K01", undo).header("location"), "/knowhow/K01?done=undo");
  EXPECT_EQ(root.post("/knowhow/K01", undo).status, 400) << "twice";
  const std::string undone = root.get("/knowhow/K01?done=undo").body;
  EXPECT_THAT(undone,
              AllOf(HasSubstr("取り消しました"), HasSubstr("文を根拠にした <a href=\"/cases/"),
                    HasSubstr("文の決定を取り消した"), Not(HasSubstr("確認済み</span>")),
                    Not(HasSubstr(">取り消す<"))));

  // An accepted candidate, right away and later from its page.
  const std::string about = "&id=" + id + "&csrf=" + csrf;
  for (const bool later : {false, true}) {
    counted(root, "/knowhow/candidates");
    const HttpAnswer accepted = root.post("/knowhow/candidates", "a=accept&label=x" + about);
    ASSERT_EQ(accepted.status, 303);
    const std::string path = later ? "/knowhow/" + id : accepted.header("location");
    const std::string done = counted(root, path);
    const std::string row = after(done, "name=\"of\" value=\"");
    ASSERT_FALSE(row.empty()) << done;
    const std::string take_back = std::string("a=undo&of=").append(row).append(about);
    const std::string to = later ? "/knowhow/" + id : "/knowhow/candidates";
    EXPECT_EQ(root.post(to, take_back).header("location"), "/knowhow/candidates?done=undo");
    EXPECT_EQ(root.post("/knowhow/candidates", take_back).status, 400) << "twice";
    EXPECT_EQ(root.get("/knowhow/" + id).status, 404);
    EXPECT_THAT(counted(root, "/knowhow/candidates?done=undo"), HasSubstr("取り消しました"));
  }
  // A merge, from the page of what it was merged into.
  counted(root, "/knowhow/candidates");
  EXPECT_EQ(root.post("/knowhow/candidates", "a=merge&into=K02" + about).status, 303);
  const std::string merged = counted(root, "/knowhow/K02");
  const std::size_t history = merged.find("<h2>履歴</h2>");
  ASSERT_NE(history, std::string::npos);
  EXPECT_THAT(merged.substr(history), HasSubstr("統合"));
  const std::size_t line = merged.find("aria-label=\"取り消す（統合）", history);
  ASSERT_NE(line, std::string::npos);
  const std::string row = after(merged.substr(merged.rfind("<form", line)), "name=\"of\" value=\"");
  // Who may not decide on what all share is refused, a reader does not see it.
  Browser ko(server);
  ASSERT_EQ(ko.sign_in("ko", kPassword).status, 303);
  EXPECT_THAT(counted(ko, "/knowhow/K02"), Not(HasSubstr("取り消す（統合）")));
  EXPECT_EQ(ko.send("/", "/knowhow/K02", "a=undo&of=" + row).status, 403);
  Browser hanako(server);
  ASSERT_EQ(hanako.sign_in("hanako", kPassword).status, 303);
  EXPECT_THAT(counted(hanako, "/knowhow/K02"), Not(HasSubstr("取り消す")));
  EXPECT_EQ(hanako.send("/", "/knowhow/K02", "a=undo&of=" + row).status, 404);
  counted(root, "/knowhow/K02");
  EXPECT_EQ(root.post("/knowhow/K02", "a=undo&of=" + row + "&csrf=" + csrf).header("location"),
            "/knowhow/K02?done=undo");
  EXPECT_THAT(kizuki({"cards", "list", "--index", index_}).out, HasSubstr(id + "  候補"));
  EXPECT_THAT(audit({"--account", "root"}), HasSubstr("knowhow-undo"));
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

}  // namespace
}  // namespace kizuki::test

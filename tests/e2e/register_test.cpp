// 事例登録: from a draft to a case that is found, and who sees what of it on the way.
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include <gmock/gmock.h>

#include "tests/e2e/rights_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A report that lacks nothing, as a browser sends it.
std::string report_fields(const std::string& title) {
  std::string text;
  for (int i = 0; i < 5; ++i)
    text += "支援者は先代と後継者の話を別々に聴き、互いの言葉を言い換えて渡した。";
  std::string fields = "title=" + title +
                       "&business=木製家具の製造&industry=E&employees=28&prefecture=北海道&"
                       "visibility=organization&consent=1&consent_scope=会員での共有&n=2&"
                       "h1=きっかけ&t1=" +
                       text + "&s1=1&s1=3&h2=その後&t2=" + text +
                       "MATSUDANA という工房の名前&s2=7&outcome=月商は240万円になった";
  return fields;
}

class RegisterTest : public RightsTest {
 protected:
  void SetUp() override {
    RightsTest::SetUp();
    add_user("cora", {"--organization", "甲会", "--role", "contributor"});
    add_user("cura", {"--organization", "甲会", "--role", "curator"});
    ASSERT_EQ(
        kizuki({"user", "change", "--index", index_, "--role", "curator", "--reason", "r", "otsu"})
            .status,
        0);
    server_ = std::make_unique<ServerProgram>(index_, kPublic);
    ASSERT_NE(server_->port(), 0) << server_->log();
  }
  /// Who has signed in under this name.
  Browser& as(const std::string& name) {
    const auto [found, fresh] = browsers_.try_emplace(name, *server_);
    if (fresh) {
      EXPECT_EQ(found->second.sign_in(name, kPassword).status, 303) << name;
    }
    return found->second;
  }
  /// A form of the page at `path`, with its hidden fields.
  static HttpAnswer send(Browser& who, const std::string& path, const std::string& body) {
    const std::string page = who.get(path).body;
    return who.post(path,
                    "csrf=" + field_of(page, "csrf") + "&v=" + field_of(page, "v") + "&" + body);
  }
  /// Saves or sends a new report; returns its path, "/register/r-…".
  std::string write_report(const std::string& action = "save",
                           const std::string& fields = report_fields("沈黙をほどく")) {
    const HttpAnswer saved = send(as("cora"), "/register/new", fields + "&do=" + action);
    EXPECT_EQ(saved.status, 303) << saved.body;
    const std::string location = saved.header("location");
    return location.substr(0, location.find('?'));
  }
  static std::string id_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }
  /// Waits for a case to be found by its word, two minutes at most: sanitizers are slow.
  bool found(Browser& who, const std::string& word) {
    for (int i = 0; i < 1'200; ++i) {
      const std::string page = who.send("/", "/", "q=" + word).body;
      if (page.find("沈黙をほどく</a>") != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return false;
  }
  bool library_holds(const std::string& text) const {
    for (const char* name : {"library.db", "library.db-wal"}) {
      std::ifstream stream(index_ + "/" + name, std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
  }

  std::unique_ptr<ServerProgram> server_;
  std::map<std::string, Browser> browsers_;
};

TEST_F(RegisterTest, ADraftBecomesACaseThatIsFoundRevisedAndErased) {
  EXPECT_THAT(as("cora").get("/").body, HasSubstr("href=\"/register\""));
  EXPECT_THAT(as("cora").get("/register").body, HasSubstr("まだ何も書いていません"));
  const std::string path = write_report();
  EXPECT_THAT(path, StartsWith("/register/r-"));
  const std::string page = as("cora").get(path + "?done=saved").body;
  EXPECT_THAT(page, AllOf(HasSubstr("下書きを保存しました"), HasSubstr("value=\"沈黙をほどく\""),
                          HasSubstr("name=\"s1\" value=\"3\" checked"),
                          HasSubstr("<option value=\"E\" selected>")));
  EXPECT_THAT(as("cora").get("/register").body,
              AllOf(HasSubstr("沈黙をほどく</a>"), HasSubstr("書きかけ")));
  // It is part of nothing else.
  EXPECT_EQ(as("cora").get("/cases/" + id_of(path)).status, 404);
  EXPECT_THAT(as("cora").send("/", "/", "q=沈黙").body, Not(HasSubstr("沈黙をほどく</a>")));

  EXPECT_EQ(send(as("cora"), path, report_fields("沈黙をほどく") + "&do=submit").header("location"),
            path + "?done=sent");
  EXPECT_THAT(as("cora").get(path).body,
              AllOf(HasSubstr("自分では公開できません"), Not(HasSubstr("value=\"publish\""))));
  EXPECT_EQ(send(as("cora"), path, "do=publish").status, 404);
  EXPECT_THAT(as("cura").get("/register").body, HasSubstr("確認を待っている事例 1件"));
  // Sent back with a reason, mended, sent again.
  EXPECT_EQ(send(as("cura"), path, "do=return&remark=%20").status, 400);
  EXPECT_EQ(send(as("cura"), path, "do=return&remark=%3Cb%3E工房の名前を直してください")
                .header("location"),
            path + "?done=returned");
  EXPECT_THAT(as("cora").get(path).body,
              AllOf(HasSubstr("差し戻されました（cura、"), HasSubstr("&lt;b&gt;工房の名前を")));
  EXPECT_EQ(send(as("cora"), path, report_fields("沈黙をほどく") + "&do=submit").status, 303);
  EXPECT_EQ(send(as("cura"), path, "do=publish").header("location"), path + "?done=published");
  EXPECT_TRUE(found(as("cora"), "MATSUDANA")) << server_->log();
  EXPECT_THAT(as("cora").get(path).body, HasSubstr("事例のページを開く"));
  EXPECT_EQ(as("cora").get("/cases/" + id_of(path)).status, 200);
  // Of its organisation alone, as was chosen.
  EXPECT_EQ(as("otsu").get("/cases/" + id_of(path)).status, 404);
  EXPECT_EQ(server_->get("/cases/" + id_of(path)).status, 404);
  EXPECT_THAT(as("otsu").send("/", "/", "q=MATSUDANA").body, Not(HasSubstr("沈黙をほどく")));
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
  const std::string log = audit({"--case", id_of(path)});
  for (const char* action :
       {"draft-save", "draft-submit", "draft-return", "draft-publish", "draft"}) {
    EXPECT_THAT(log, HasSubstr(std::string("\t") + action + "\t" + id_of(path) + "\torg:甲会"));
  }
  EXPECT_THAT(log, Not(HasSubstr("工房")));
  // It is revised while it stays as it is.
  EXPECT_EQ(send(as("cura"), path, "do=revise").header("location"), path + "?done=revising");
  const std::string form = as("cura").get(path).body;
  EXPECT_THAT(form, AllOf(HasSubstr("value=\"沈黙をほどく\""), HasSubstr("MATSUDANA")));
  EXPECT_EQ(send(as("cora"), path, "do=revise").status, 409);  // somebody is at it
  EXPECT_EQ(as("cora").get(path).status, 404);                 // another's draft now
  EXPECT_EQ(as("cora").get("/cases/" + id_of(path)).status, 200);
  ASSERT_EQ(
      send(as("cura"), path, report_fields("沈黙をほどく") + "&reflection=SHITAGAKI-DAKE&do=save")
          .status,
      303);
  EXPECT_TRUE(library_holds("SHITAGAKI-DAKE"));
  // A case that came from a file, too, if it is of the own organisation.
  EXPECT_THAT(as("cora").get("/cases/a-1").body,
              AllOf(HasSubstr("action=\"/register/a-1\""), HasSubstr("この事例を直す")));
  EXPECT_THAT(as("cora").get("/cases/p-1").body, Not(HasSubstr("この事例を直す")));
  const std::string csrf = field_of(as("cora").get("/").body, "csrf");
  EXPECT_EQ(as("cora").post("/register/a-1", "csrf=" + csrf + "&do=revise").header("location"),
            "/register/a-1?done=revising");
  EXPECT_THAT(as("cora").get("/register/a-1").body,
              HasSubstr("社長が極秘計画で反発した。</textarea>"));
  const ProcessResult erased = kizuki({"erase", "--index", index_, "--reason", "r", id_of(path)});
  ASSERT_EQ(erased.status, 0) << erased.err;
  EXPECT_FALSE(library_holds("SHITAGAKI-DAKE"));
  EXPECT_FALSE(library_holds("MATSUDANA"));
  EXPECT_EQ(as("cura").get(path).status, 404);
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

TEST_F(RegisterTest, OthersGetTheBytesOfWhatDoesNotExist) {
  const std::string path = write_report("submit");
  for (const char* name : {"otsu", "hanako", "root"}) {
    Browser* one = &as(name);
    const std::string missing = one->get("/register/r-0000000000000000").body;
    const HttpAnswer answer = one->get(path);
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.body, missing);
    for (const char* action : {"save", "submit", "publish", "return", "withdraw", "discard",
                               "revise", "hints", "check"}) {
      const std::string body =
          "csrf=" + field_of(one->get("/").body, "csrf") + "&v=1&remark=x&do=" + action;
      const HttpAnswer tried = one->post(path, body);
      EXPECT_EQ(tried.status, 404) << action;
      EXPECT_EQ(tried.body, missing) << action;
    }
    EXPECT_THAT(one->get("/").body, Not(HasSubstr("沈黙")));
  }
  // A reader has no such page, a curator of another organisation one without it.
  EXPECT_EQ(as("hanako").get("/register").status, 404);
  EXPECT_EQ(as("root").get("/register").status, 404);
  EXPECT_THAT(as("hanako").get("/").body, Not(HasSubstr("/register")));
  EXPECT_THAT(as("otsu").get("/register").body, Not(HasSubstr("沈黙")));
  EXPECT_EQ(server_->get(path).header("location"),
            "/signin?to=" + std::string("%2Fregister%2F") + id_of(path));
  // Ids of others' cases open nothing either.
  for (const char* id : {"b-1", "l-1", "none", "..", "a%2Fb"}) {
    EXPECT_THAT(as("cora").get(std::string("/register/") + id).status, testing::AnyOf(404, 400))
        << id;
    EXPECT_THAT(send(as("cora"), std::string("/register/") + id, "do=revise").status,
                testing::AnyOf(403, 404, 400))
        << id;
  }
  const std::string csrf = field_of(as("cora").get("/").body, "csrf");
  EXPECT_EQ(as("cora").post("/register/b-1", "csrf=" + csrf + "&do=revise").status, 404);
  EXPECT_EQ(as("cura").get("/register/a-1").status, 404);  // a case that was never a draft
  EXPECT_THAT(audit({"--case", id_of(path)}),
              AllOf(Not(HasSubstr("otsu")), Not(HasSubstr("root"))));
}

// One server for all of it: an account with a password costs half a second.
TEST_F(RegisterTest, WritingLosesNothingAndShowsWhatIsMissing) {
  {  // sections come and go, and checking saves nothing
    const HttpAnswer more = send(as("cora"), "/register/new", report_fields("足す") + "&do=add");
    EXPECT_EQ(more.status, 200);
    EXPECT_THAT(more.body, AllOf(HasSubstr("本文 3"), HasSubstr("name=\"n\" value=\"3\""),
                                 HasSubstr("value=\"足す\"")));
    const HttpAnswer less =
        send(as("cora"), "/register/new", report_fields("外す") + "&do=remove-1");
    EXPECT_THAT(less.body, AllOf(Not(HasSubstr("本文 2")), HasSubstr("value=\"その後\""),
                                 Not(HasSubstr("value=\"きっかけ\""))));
    EXPECT_EQ(send(as("cora"), "/register/new", report_fields("外す") + "&do=remove-9").status,
              400);
    const HttpAnswer checked =
        send(as("cora"), "/register/new", report_fields("確かめる") + "&do=check");
    EXPECT_EQ(checked.status, 200);
    EXPECT_THAT(checked.body, AllOf(HasSubstr("②事業者・支援者双方の理解の記述がまだありません"),
                                    HasSubstr("①③⑦の記述があります"), HasSubstr("中規模：")));
    const HttpAnswer hints = send(as("cora"), "/register/new", "title=a&n=1&t1=b&do=hints");
    EXPECT_EQ(hints.status, 200);
    EXPECT_THAT(hints.body, AllOf(StartsWith("<h2>確かめ</h2>"),
                                  HasSubstr("同意の記録がありません"), Not(HasSubstr("<html"))));
    EXPECT_THAT(as("cora").get("/register").body, HasSubstr("まだ何も書いていません"));
  }
  {  // nothing is lost, and nobody writes over another
    const std::string path = write_report();
    const std::string page = as("cora").get(path).body;
    const std::string first = "csrf=" + field_of(page, "csrf") + "&v=" + field_of(page, "v") + "&";
    EXPECT_EQ(as("cora").post(path, first + report_fields("一つめの窓") + "&do=save").status, 303);
    // The other window was opened before: refused, with all that was typed, and saved at will.
    const HttpAnswer refused =
        as("cora").post(path, first + report_fields("二つめの窓") + "&do=save");
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, AllOf(HasSubstr("保存していません"),
                                    HasSubstr("value=\"二つめの窓\""), HasSubstr("MATSUDANA")));
    EXPECT_THAT(as("cora").get(path).body, HasSubstr("value=\"一つめの窓\""));
    EXPECT_EQ(
        as("cora")
            .post(path, "csrf=" + field_of(page, "csrf") + "&v=" + field_of(refused.body, "v") +
                            "&" + report_fields("二つめの窓") + "&do=save")
            .status,
        303);
    EXPECT_THAT(as("cora").get(path).body, HasSubstr("value=\"二つめの窓\""));
    // What is not complete is kept all the same, and does not go to review.
    EXPECT_EQ(send(as("cora"), path, "title=%3Cscript%3E&employees=二十八&n=1&t1=a&do=submit")
                  .header("location"),
              path + "?done=stopped#checks");
    const std::string stopped = as("cora").get(path + "?done=stopped").body;
    EXPECT_THAT(stopped, AllOf(HasSubstr("value=\"二十八\""), HasSubstr("従業員数を数で"),
                               HasSubstr("aria-invalid"), HasSubstr("&lt;script&gt;"),
                               Not(HasSubstr("<script>")), HasSubstr("value=\"save\"")));
    EXPECT_THAT(as("cura").get("/register").body, Not(HasSubstr("確認を待っている事例")));
    // Too long: refused with what was typed.
    std::string text;
    for (int i = 0; i < 201; ++i) text += "字";
    const HttpAnswer longer = send(as("cora"), path, "title=" + text + "&n=1&t1=abc&do=save");
    EXPECT_EQ(longer.status, 400);
    EXPECT_THAT(longer.body, AllOf(HasSubstr("題名は 200 文字まで"), HasSubstr(text)));
    EXPECT_EQ(send(as("cora"), "/register/new", "n=7&do=save").status, 400);
    EXPECT_EQ(send(as("cora"), "/register/new", "n=1&t1=a&do=erase").status, 400);
    // A session that has ended says so, with the way back to what was typed.
    EXPECT_EQ(server_->post_form(path, report_fields("x")).status, 403);
    EXPECT_EQ(as("cora").post(path, report_fields("x") + "&v=9&do=save").status, 403);
    EXPECT_THAT(as("cora").get(path).body, Not(HasSubstr("value=\"x\"")));
  }
  {  // names are shown, replaced or kept
    const std::string named =
        "title=題&n=1&h1=会社&t1=有限会社ハルニレ木工の田中社長は石巻市で働く。&s1=3&c1=○&c2=×";
    const HttpAnswer checked = send(as("cora"), "/register/new", named + "&do=check");
    EXPECT_THAT(
        checked.body,
        AllOf(HasSubstr("会社名らしい語「有限会社ハルニレ木工」が、本文 1 の文章に"),
              HasSubstr("人の名前らしい語「田中」"), HasSubstr("市町村名らしい語「石巻市」"),
              HasSubstr("name=\"replace\" value=\"田中\""), HasSubstr("id=\"t1-e\""),
              HasSubstr("チェックリストに×"), HasSubstr("name=\"c2\" value=\"×\" checked")));
    // Alone of its kind in what the writer may read, if others are to read it.
    const std::string alone = "の組は、読める事例のなかでこの1件だけです";
    EXPECT_THAT(send(as("cora"), "/register/new", report_fields("x") + "&do=check").body,
                Not(HasSubstr(alone)));
    std::string members = report_fields("x");
    members.replace(members.find("visibility=organization"), 23, "visibility=members");
    EXPECT_THAT(send(as("cora"), "/register/new", members + "&do=check").body,
                HasSubstr("製造業・中規模・北海道" + alone));
    // Guidance of the step in view: points, and questions of cards.
    EXPECT_THAT(checked.body, AllOf(HasSubstr("信頼関係の留意点と問いかけ"),
                                    HasSubstr("避けること"), HasSubstr("href=\"/knowhow/K01\"")));
    const HttpAnswer replaced =
        send(as("cora"), "/register/new", named + "&replace=有限会社ハルニレ木工");
    EXPECT_THAT(replaced.body, AllOf(HasSubstr("A社の田中社長は石巻市で働く。</textarea>"),
                                     HasSubstr("まだ保存していません")));
    // No button of ours: what is no name is left alone.
    EXPECT_THAT(send(as("cora"), "/register/new", named + "&replace=働く").body,
                HasSubstr("田中社長は石巻市で働く。</textarea>"));
    const HttpAnswer kept = send(as("cora"), "/register/new", named + "&keep=田中");
    EXPECT_THAT(kept.body, AllOf(HasSubstr("name=\"kept\" value=\"田中\" checked"),
                                 Not(HasSubstr("人の名前らしい語「田中」"))));
    // What somebody keeps, its reviewer sees; what nobody has settled does not get to him.
    const std::string path =
        write_report("submit", report_fields("題") + "&reflection=田中社長&kept=田中");
    EXPECT_THAT(as("cura").get(path).body, HasSubstr("<dt>名前ではないとした語</dt><dd>田中</dd>"));
    const HttpAnswer stopped =
        send(as("cora"), "/register/new", report_fields("題") + "&reflection=田中社長&do=submit");
    EXPECT_THAT(stopped.header("location"), HasSubstr("?done=stopped"));
  }
  {  // a draft is given up, and a writer who moves loses his
    const std::string path = write_report("submit");
    EXPECT_EQ(send(as("cora"), path, "do=withdraw").header("location"), path + "?done=withdrawn");
    EXPECT_THAT(as("cora").get(path).body, HasSubstr("value=\"save\""));
    EXPECT_EQ(send(as("cora"), path, "do=discard").header("location"), "/register?done=discarded");
    EXPECT_EQ(as("cora").get(path).status, 404);
    const std::string other = write_report();
    ASSERT_EQ(kizuki({"user", "change", "--index", index_, "--organization", "乙会", "--reason",
                      "r", "cora"})
                  .status,
              0);
    EXPECT_EQ(as("cora").get(other).status, 404);
    EXPECT_THAT(as("cura").get("/register").body, HasSubstr("機関のほかの下書き"));
  }
}

/// A case of 甲会 from a file, with members that no form shows.
std::string foreign_record(const std::string& id, const std::string& text) {
  std::string long_text;
  for (int i = 0; i < 5; ++i) long_text += text + "話を別々に聴き、言葉を言い換えて渡した。";
  return R"({"id":")" + id +
         R"(","title":"題","organization":"甲会","kind":"訪問","issues":["hr"],)" +
         R"("consent":{"scope":"会員","form":"書面"},"company":{"employees":12,"note":"メモ"},)" +
         R"("sections":[{"heading":"表","text":"","table":[[1,2]]},)" +
         R"({"heading":"節","text":")" + long_text + R"(","steps":[3],"scene":"工場"}]})" + "\n";
}

// One server for all of it.
TEST_F(RegisterTest, ARevisionLosesNothingThatTheFormDoesNotShow) {
  index(foreign_record("f-1", "支援者は"));
  const std::string text = "だれが何をしたかを、支援者は書きなおした。";
  const auto revise = [this] {
    const std::string csrf = field_of(as("cora").get("/").body, "csrf");
    return as("cora").post("/register/f-1", "csrf=" + csrf + "&do=revise");
  };
  /// Sends the form with its sections the other way round.
  const auto send_revision = [&] {
    const std::string page = as("cora").get("/register/f-1").body;
    EXPECT_THAT(page, AllOf(HasSubstr("どちらとも書かれていない課題"),
                            HasSubstr("name=\"other\" value=\"hr\" checked")));
    EXPECT_EQ(field_of(page, "b1"), "1");
    EXPECT_EQ(field_of(page, "b2"), "2");
    return send(as("cora"), "/register/f-1",
                "title=題二&employees=13&visibility=organization&other=hr&consent=1&"
                "consent_scope=会員&n=2&h1=節&b1=2&s1=3&t1=" +
                    text + "&h2=表&b2=1&t2=&do=submit");
  };
  ASSERT_EQ(revise().header("location"), "/register/f-1?done=revising");
  ASSERT_EQ(send_revision().header("location"), "/register/f-1?done=sent");
  ASSERT_EQ(send(as("cura"), "/register/f-1", "do=publish").header("location"),
            "/register/f-1?done=published");
  const std::string mine = token_of("cora");
  const HttpAnswer now = server_->get("/api/v1/cases/f-1", mine);
  EXPECT_THAT(now.body, AllOf(HasSubstr("\"kind\":\"訪問\""), HasSubstr("\"form\":\"書面\""),
                              HasSubstr("\"employees\":13"), HasSubstr("\"note\":\"メモ\""),
                              HasSubstr("\"issues\":[\"hr\"]"), HasSubstr("\"scene\":\"工場\""),
                              HasSubstr("\"table\":[[1,2]]"), HasSubstr(text)));
  EXPECT_LT(now.body.find("工場"), now.body.find("[[1,2]]"));

  // One that is given up leaves the case as it is, and it can be revised again.
  ASSERT_EQ(revise().header("location"), "/register/f-1?done=revising");
  ASSERT_EQ(send(as("cora"), "/register/f-1", "do=discard").status, 303);
  ASSERT_EQ(revise().header("location"), "/register/f-1?done=revising");
  // The file is taken in anew meanwhile: a revision of the older one does not go over it.
  ASSERT_EQ(send_revision().header("location"), "/register/f-1?done=sent");
  index(foreign_record("f-1", "担当者は"));
  const HttpAnswer refused = send(as("cura"), "/register/f-1", "do=publish");
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("公開した事例が、この下書きのあとに"));
  EXPECT_THAT(server_->get("/api/v1/cases/f-1", mine).body, HasSubstr("担当者は"));

  std::string many =
      R"({"id":"f-2","title":"題","organization":"甲会","sections":[{"text":"本文"})";
  for (int i = 0; i < 20; ++i) many += R"(,{"text":"本文"})";
  index(many + "]}\n");
  const std::string csrf = field_of(as("cora").get("/").body, "csrf");
  const HttpAnswer large = as("cora").post("/register/f-2", "csrf=" + csrf + "&do=revise");
  EXPECT_EQ(large.status, 409);
  EXPECT_THAT(large.body, HasSubstr("この画面では直せません"));
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

}  // namespace
}  // namespace kizuki::test

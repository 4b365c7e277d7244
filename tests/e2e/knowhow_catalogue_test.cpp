// The catalogue of know-how as a file: taken along, taken in, and who may.
#include <algorithm>

#include <gmock/gmock.h>

#include "tests/e2e/rights_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kPath = "/knowhow/catalogue";

class KnowHowCatalogueTest : public RightsTest {
 protected:
  void SetUp() override {
    RightsTest::SetUp();
    add_user("ko", {"--organization", "甲会", "--role", "curator"});
    server_ = std::make_unique<ServerProgram>(index_, kPublic);
    ASSERT_NE(server_->port(), 0) << server_->log();
  }
  Browser signed_in(const std::string& name) const {
    Browser browser(*server_);
    EXPECT_EQ(browser.sign_in(name, kPassword).status, 303);
    return browser;
  }
  static HttpAnswer take_in(Browser& who, const std::string& file,
                            const std::string& where = "organization") {
    const std::string csrf = field_of(who.get("/").body, "csrf");
    return who.upload(kPath, {{"csrf", csrf}, {"where", where}}, file);
  }
  std::string listed() const { return kizuki({"cards", "list", "--index", index_}).out; }

  std::unique_ptr<ServerProgram> server_;
};

TEST_F(KnowHowCatalogueTest, WhatIsTakenAlongIsTakenInAgainAndChanges) {
  Browser root = signed_in("root");
  const HttpAnswer file = root.get(std::string(kPath) + "?as=jsonl");
  EXPECT_EQ(file.status, 200);
  EXPECT_THAT(file.header("content-disposition"), HasSubstr("kizuki-knowhow.jsonl"));
  EXPECT_EQ(file.body, kizuki({"cards", "export", "--index", index_}).out);
  EXPECT_EQ(lines_of(file.body), 30U);
  EXPECT_THAT(take_in(root, file.body, "public").header("location"), HasSubstr("of=30&changed=0"));
  EXPECT_THAT(root.get(std::string(kPath) + "?of=30&changed=0").body, HasSubstr("同じ内容でした"));

  std::string changed = file.body;
  const std::string name = "結論を急がず最後まで話を聴く";
  changed.replace(changed.find(name), name.size(), "<b>聴ききる");
  changed = "\xEF\xBB\xBF" + changed + R"({"id":"X-1","label":"新しい手","examples":["例。"]})";
  const HttpAnswer taken = take_in(root, changed, "members");
  EXPECT_EQ(taken.status, 303) << taken.body;
  EXPECT_EQ(taken.header("location"), std::string(kPath) + "?of=31&changed=2");
  EXPECT_THAT(root.get(taken.header("location")).body,
              HasSubstr("31件のうち 2件が新しくなりました"));
  EXPECT_THAT(listed(), AllOf(HasSubstr("<b>聴ききる"), HasSubstr("X-1  カード  新しい手")));
  EXPECT_THAT(root.get(std::string(kPath) + "?as=jsonl").body, HasSubstr("X-1"));
  EXPECT_THAT(audit({"--account", "root"}),
              AllOf(HasSubstr("knowhow-export"), HasSubstr("knowhow-import")));
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

TEST_F(KnowHowCatalogueTest, AWrongFileIsRefusedWithLineAndFieldAndChangesNothing) {
  Browser ko = signed_in("ko");
  const std::string before = listed();
  const std::string good = R"({"id":"A-1","label":"手"})"
                           "\n";
  struct Row {
    std::string file;
    const char* says;
  };
  for (const Row& row :
       {Row{"", "ファイルが選ばれていないか"}, Row{"\n\n", "一件もありません"},
        Row{good + R"({"id":"A-2"})", "2行目の label：見出し"},
        Row{good + "\n" + R"({"id":"A 2","label":"x"})", "3行目の id：id は英数字"},
        Row{good + R"({"id":"A-2","label":"x","typical_steps":[9]})", "2行目の typical_steps："},
        Row{good + "{", "2行目："}, Row{good + good, "2行目の id：同じ id"},
        Row{good + "\x83\x65\x83\x58\x83\x67", "UTF-8 ではありません"},
        Row{std::string("a\0b", 3), "1行目："}}) {
    const HttpAnswer answer = take_in(ko, row.file);
    EXPECT_EQ(answer.status, 400) << row.says;
    EXPECT_THAT(answer.body, AllOf(HasSubstr(row.says), HasSubstr("何も変わっていません"),
                                   HasSubstr("id=\"file\"")));
  }
  // What is no form of ours.
  EXPECT_EQ(take_in(ko, good, "public").status, 400);  // not offered to him
  EXPECT_EQ(take_in(ko, good, "org:乙会").status, 400);
  EXPECT_EQ(ko.upload(kPath, {{"csrf", "x"}, {"where", "organization"}}, good).status, 403);
  EXPECT_EQ(ko.upload(kPath, {{"where", "organization"}}, good).status, 403);
  EXPECT_EQ(ko.post(kPath, "file=x").status, 415);
  EXPECT_EQ(ko.upload("/knowhow/candidates", {}, good).status, 415);
  EXPECT_EQ(listed(), before);
}

TEST_F(KnowHowCatalogueTest, TooLargeAFileIsToldWhatToDo) {
  Browser ko = signed_in("ko");
  const std::string before = listed();
  const HttpAnswer refused = take_in(ko, std::string(5'000'000, 'x'));
  EXPECT_EQ(refused.status, 413);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("ファイルが大きすぎます"), HasSubstr("256 KB"),
                                  HasSubstr("href=\"/knowhow/catalogue\"")));
  EXPECT_THAT(refused.header("content-security-policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(listed(), before);
  // Whoever asks: the answer tells the limit and nothing else.
  Browser nobody(*server_);
  EXPECT_EQ(nobody.upload(kPath, {}, std::string(5'000'000, 'x')).body, refused.body);
  const std::string text = "q=" + std::string(300'000, 'x');
  const HttpAnswer search = server_->post_form("/", text);
  EXPECT_EQ(search.status, 413);
  EXPECT_THAT(search.body, AllOf(HasSubstr("長すぎます"), HasSubstr("およそ 29000 字"),
                                 HasSubstr("href=\"/\"")));
  EXPECT_THAT(ko.post("/register/new", text).body, HasSubstr("href=\"/register\""));
  EXPECT_EQ(server_->post_json(kPath, text).status, 415);
  const HttpAnswer other = server_->post_form("/none", text);
  EXPECT_EQ(other.status, 413);
  EXPECT_EQ(other.body, "Content Too Large\n");
}

TEST_F(KnowHowCatalogueTest, WallsHold) {
  Browser ko = signed_in("ko");
  Browser root = signed_in("root");
  // A card of 乙会, and the name of one that is free: the same answer to 甲会.
  ASSERT_EQ(kizuki({"cards", "import", "--index", index_, "--compartment", "org:乙会",
                    folder_.write("x.jsonl", R"({"id":"TAKEN","label":"乙会の手"})").string()})
                .status,
            0);
  EXPECT_THAT(ko.get(std::string(kPath) + "?as=jsonl").body, Not(HasSubstr("乙会の手")));
  const HttpAnswer taken = take_in(ko, R"({"id":"TAKEN","label":"甲会の手"})");
  const HttpAnswer free = take_in(ko, R"({"id":"FREE","label":"甲会の別の手"})");
  EXPECT_EQ(taken.status, 303);
  EXPECT_EQ(taken.header("location"), free.header("location"));
  EXPECT_THAT(listed(), AllOf(HasSubstr("乙会の手"), HasSubstr("甲会の手")));
  // The shared ones as they are may stand in his file; changed, they are for others to decide on.
  std::string all = ko.get(std::string(kPath) + "?as=jsonl").body;
  EXPECT_EQ(lines_of(all), 32U);
  EXPECT_THAT(take_in(ko, all).header("location"), HasSubstr("of=32&changed=0"));
  const std::string name = "結論を急がず最後まで話を聴く";
  all.replace(all.find(name), name.size(), "変えた名前");
  const HttpAnswer refused = take_in(ko, all);
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, HasSubstr("K01：みなが使うノウハウ"));
  EXPECT_THAT(listed(), Not(HasSubstr("変えた名前")));
  EXPECT_THAT(root.get(std::string(kPath) + "?as=jsonl").body,
              AllOf(HasSubstr("乙会の手"), HasSubstr("甲会の手")));
  // Readers and nobody get what does not exist.
  Browser hanako = signed_in("hanako");
  const std::string missing = hanako.get("/none").body;
  EXPECT_EQ(hanako.get(kPath).status, 404);
  EXPECT_EQ(hanako.get(kPath).body, missing);
  EXPECT_EQ(take_in(hanako, all).status, 404);
  EXPECT_EQ(server_->get(kPath).status, 404);
  EXPECT_THAT(ko.get(kPath).body,
              AllOf(HasSubstr("所属機関だけ（甲会）"), Not(HasSubstr("value=\"public\""))));
}

TEST_F(KnowHowCatalogueTest, ProgramsDoTheSameOverTheApi) {
  const std::string curator = token_of("ko");
  const HttpAnswer all = server_->get("/api/v1/cards", curator);
  EXPECT_EQ(all.status, 200);
  const auto send = [&](const std::string& cards, const std::string& place,
                        const std::string& headers) {
    return server_->post_json("/api/v1/cards",
                              R"({"cards":[)" + cards + R"(],"place":")" + place + "\"}", headers);
  };
  const std::string card = R"({"id":"A-1","label":"甲会の手"})";
  EXPECT_THAT(send(card, "organization", curator).body, HasSubstr(R"({"cards":1,"changed":1})"));
  EXPECT_THAT(send(card, "organization", curator).body, HasSubstr(R"({"cards":1,"changed":0})"));
  EXPECT_THAT(server_->get("/api/v1/cards", curator).body, HasSubstr("甲会の手"));
  EXPECT_THAT(server_->get("/api/v1/cards", token_of("otsu")).body, Not(HasSubstr("甲会の手")));
  EXPECT_THAT(server_->get("/api/v1/cards").body, Not(HasSubstr("甲会の手")));
  EXPECT_THAT(send(card + R"(,{"id":"A-2"})", "organization", curator).body,
              HasSubstr(R"("field":"cards[1].label")"));
  EXPECT_EQ(send(card, "public", curator).status, 400);  // not his to say
  // A shared card is not his to change, and for readers there is nothing to change things with.
  const std::string shared = R"({"id":"K01","label":"変えた名前"})";
  EXPECT_EQ(send(shared, "organization", curator).status, 404);
  const std::string reader = token_of("hanako");
  EXPECT_EQ(send(card, "organization", reader).status, 404);
  EXPECT_EQ(send("", "x", reader).body, send(card, "organization", reader).body);
  EXPECT_EQ(send(card, "public", "").status, 404);
  EXPECT_EQ(send(shared, "public", token_of("root")).status, 200);
  EXPECT_THAT(listed(), HasSubstr("変えた名前"));
  EXPECT_THAT(audit({"--account", "ko"}),
              AllOf(HasSubstr("knowhow-export"), HasSubstr("knowhow-import")));
}

}  // namespace
}  // namespace kizuki::test

// マイリスト: what somebody collects, and what he is shown of it when rights have changed.
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "tests/e2e/rights_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class MyListTest : public RightsTest {
 protected:
  void SetUp() override {
    RightsTest::SetUp();
    server_ = std::make_unique<ServerProgram>(index_, kPublic);
    ASSERT_NE(server_->port(), 0) << server_->log();
    hanako_ = std::make_unique<Browser>(*server_);
    ASSERT_EQ(hanako_->sign_in("hanako", kPassword).status, 303);
  }
  HttpAnswer send(const std::string& body) const {
    return hanako_->send("/mylist", "/mylist", body);
  }
  void add(const std::string& id) const {
    const HttpAnswer added = send("add=" + id);
    ASSERT_EQ(added.status, 303) << id;
    EXPECT_THAT(added.header("location"), StartsWith("/mylist?offset="));
  }
  std::string page() const { return hanako_->get("/mylist").body; }

  std::unique_ptr<ServerProgram> server_;
  std::unique_ptr<Browser> hanako_;
};

TEST_F(MyListTest, CollectsNotesOrdersAndExports) {
  EXPECT_THAT(page(), HasSubstr("まだ何も集めていません"));
  EXPECT_THAT(hanako_->send("/", "/", "q=社長").body,
              HasSubstr("form=\"keep\" name=\"add\" value=\"a-1\""));
  EXPECT_THAT(hanako_->get("/cases/a-1").body, HasSubstr("マイリストに加える"));
  EXPECT_THAT(server_->get("/cases/p-1").body, Not(HasSubstr("マイリスト")));
  add("p-1");
  add("a-1");
  add("a-1");
  EXPECT_THAT(page(), AllOf(HasSubstr("<p>2件。"), HasSubstr("題 a-1"), HasSubstr("題 p-1")));
  EXPECT_EQ(send("c=a-1&do=note&note=%3D1%2B1%0D%0A%3Cb%3E%22").status, 303);
  EXPECT_THAT(page(),
              AllOf(HasSubstr("\n=1+1\n&lt;b&gt;&quot;</textarea>"), Not(HasSubstr("<b>"))));
  const HttpAnswer moved = send("c=a-1&do=up&note=上の覚え書き");
  EXPECT_EQ(moved.header("location"), "/mylist?offset=0#e1");
  EXPECT_LT(page().find("題 a-1"), page().find("題 p-1"));
  EXPECT_THAT(page(), HasSubstr("上の覚え書き</textarea>"));  // moving loses nothing
  EXPECT_EQ(send("c=a-1&do=note&note=%3DHYPERLINK(%22x%22)").status, 303);
  const HttpAnswer csv = hanako_->get("/mylist?as=csv");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_THAT(csv.body, AllOf(StartsWith("\xEF\xBB\xBF\"順\","),
                              HasSubstr("\"1\",\"a-1\",\"題 a-1\",\"'=HYPERLINK(\"\"x\"\")\",")));
  const HttpAnswer workbook = hanako_->get("/mylist?as=xlsx");
  EXPECT_THAT(workbook.body, StartsWith("PK\x03\x04"));
  EXPECT_THAT(workbook.header("content-disposition"), HasSubstr("mylist.xlsx"));
  EXPECT_EQ(send("c=p-1&do=remove").status, 303);
  EXPECT_THAT(page(), AllOf(HasSubstr("<p>1件。"), Not(HasSubstr("題 p-1"))));
  // What was shown of it is in the audit log, public cases are not.
  EXPECT_THAT(audit({"--action", "mylist"}),
              AllOf(HasSubstr("\thanako\tmylist\ta-1\torg:甲会"), Not(HasSubstr("p-1"))));
  EXPECT_EQ(lines_of(audit({"--action", "mylist-export"})), 2U);
  EXPECT_THAT(audit(), Not(HasSubstr("覚え書き")));
}

TEST_F(MyListTest, WhatMayNotBeReadCannotBeCollectedOrTold) {
  const std::string missing = send("add=none").body;
  for (const char* id : {"b-1", "l-1", "x%2F..%2Fy", ""}) {
    const HttpAnswer answer = send("add=" + std::string(id));
    EXPECT_EQ(answer.status, 404) << id;
    EXPECT_EQ(answer.body, missing) << id;
  }
  EXPECT_EQ(send("c=b-1&do=note&note=x").body, missing);
  add("m-1");
  add("a-1");
  EXPECT_EQ(send("c=a-1&do=note&note=極秘計画の写し").status, 303);
  // Nobody else has a part in it, operators neither.
  Browser root(*server_);
  root.sign_in("root", kPassword);
  EXPECT_THAT(root.get("/mylist").body, HasSubstr("まだ何も集めていません"));
  EXPECT_EQ(server_->get("/mylist").header("location"), "/signin?to=%2Fmylist");
  // Rights are asked anew: what has moved away is a line without title, note or count of it.
  ASSERT_EQ(kizuki({"user", "change", "--index", index_, "--organization", "乙会", "--reason", "r",
                    "hanako"})
                .status,
            0);
  for (const std::string& body : {page(), hanako_->get("/mylist?as=csv").body}) {
    EXPECT_THAT(body, AllOf(HasSubstr("閲覧できなくなった事例"), Not(HasSubstr("題 a-1")),
                            Not(HasSubstr("極秘計画")), HasSubstr("題 m-1")));
  }
  EXPECT_EQ(send("c=a-1&do=note&note=x").status, 404);
  EXPECT_EQ(send("c=a-1&do=up").status, 303);
  EXPECT_EQ(send("c=a-1&do=remove").status, 303);
  EXPECT_THAT(page(), Not(HasSubstr("閲覧できなくなった事例")));
}

TEST_F(MyListTest, AnErasedCaseLeavesNothingBehind) {
  add("a-1");
  ASSERT_EQ(send("c=a-1&do=note&note=KIENAI-MEMO").status, 303);
  const ProcessResult erased = kizuki({"erase", "--index", index_, "--reason", "r", "a-1"});
  ASSERT_EQ(erased.status, 0) << erased.err;
  EXPECT_THAT(page(), AllOf(HasSubstr("閲覧できなくなった事例"), Not(HasSubstr("KIENAI-MEMO")),
                            Not(HasSubstr("題 a-1"))));
  for (const char* name : {"library.db", "library.db-wal"}) {
    std::ifstream stream(index_ + "/" + name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(bytes.find("KIENAI-MEMO"), std::string::npos) << name;
  }
  EXPECT_EQ(kizuki({"verify", "--index", index_}).status, 0);
}

TEST_F(MyListTest, FormsOfOthersAndWhatDoesNotFitChangeNothing) {
  EXPECT_EQ(hanako_->post("/mylist", "add=a-1").status, 403);
  EXPECT_EQ(hanako_->post("/mylist", "csrf=0&add=a-1").status, 403);
  EXPECT_EQ(server_->post_form("/mylist", "add=p-1").header("location"), "/signin");
  EXPECT_THAT(page(), HasSubstr("まだ何も集めていません"));
  add("a-1");
  EXPECT_EQ(send("c=a-1&do=erase").status, 400);
  EXPECT_EQ(send("do=remove").status, 400);
  std::string text;
  for (int i = 0; i < 2'001; ++i) text += "字";
  const HttpAnswer refused = send("c=a-1&do=note&note=" + text);
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("覚え書きは 2000 文字まで"), HasSubstr(text),
                                  HasSubstr("aria-invalid")));
  EXPECT_THAT(page(), Not(HasSubstr("字字")));
  EXPECT_EQ(send("c=p-1&do=note&note=x").status, 404);  // not on the list
  EXPECT_EQ(hanako_->get("/mylist?offset=99999999999999999999").status, 200);
  EXPECT_EQ(hanako_->get("/mylist?offset=-1").status, 200);
}

}  // namespace
}  // namespace kizuki::test

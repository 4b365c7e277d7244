// Jobs from the page 運用 and the API: who may start what, and what happens when one is killed.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>

#include <gmock/gmock.h>

#include "engine/base/json.hpp"
#include "tests/e2e/rights_fixture.hpp"

namespace kizuki::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class JobsTest : public RightsTest {
 protected:
  void SetUp() override {
    RightsTest::SetUp();
    std::filesystem::create_directory(folder_ / "sources");
    token_ = token_of("root");
    server_ = std::make_unique<ServerProgram>(
        index_, std::string(kPublic) + ",\"sources\":\"" + (folder_ / "sources").string() + "\"");
    ASSERT_NE(server_->port(), 0) << server_->log();
  }
  void put(const std::string& name, const std::string& lines) const {
    folder_.write("sources/" + name, lines);
  }
  /// So many cases that taking them in lasts.
  void put_many(const std::string& name) const {
    std::string lines;
    for (int i = 0; i < 6'000; ++i) {
      lines +=
          record("z-" + std::to_string(i), "\"visibility\":\"public\",\"organization\":\"丙会\",",
                 "社長が後継者の反発と資金繰りに向き合い、" + std::to_string(i) +
                     "回めの値上げをした。職人が辞め、採用と販路に取り組んだ。");
    }
    put(name, lines);
  }
  HttpAnswer order(const std::string& json) const {
    return server_->post_json("/api/v1/jobs", json, token_);
  }
  std::int64_t start(const std::string& json) const {
    const HttpAnswer answer = order(json);
    EXPECT_EQ(answer.status, 202) << answer.body;
    const auto made = parse_json(answer.body);
    return made ? made->int_or("number", 0) : 0;
  }
  Json job(std::int64_t number) const {
    const HttpAnswer answer = server_->get("/api/v1/jobs/" + std::to_string(number), token_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    auto json = parse_json(answer.body);
    return json ? std::move(*json) : Json();
  }
  Json wait_for(std::int64_t number, const std::string& state) const {
    Json now;
    for (int i = 0; i < 24'000; ++i) {  // two minutes: sanitizers are slow
      now = job(number);
      if (now.string_or("state", "") == state) return now;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ADD_FAILURE() << now.dump() << server_->log();
    return now;
  }
  /// The server switches to what a job has built a moment after its end.
  bool comes_to(const std::string& text, int total) const {
    const std::string wanted = "\"total\":" + std::to_string(total);
    for (int i = 0; i < 500; ++i) {
      const HttpAnswer answer = server_->post_json("/api/v1/search", R"({"text":")" + text + "\"}");
      if (answer.body.find(wanted) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }
  /// The process that works on the index with this argument, if it runs.
  std::optional<pid_t> child_with(const std::string& argument) const {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      std::ifstream stream(entry.path() / "cmdline");
      const std::string line{std::istreambuf_iterator<char>(stream), {}};
      if (line.starts_with("kizuki") && line.find(index_) != std::string::npos &&
          line.find(argument) != std::string::npos) {
        return static_cast<pid_t>(std::stol(entry.path().filename().string()));
      }
    }
    return std::nullopt;
  }
  pid_t wait_for_child(const std::string& argument) const {
    for (int i = 0; i < 2'000; ++i) {
      if (const auto pid = child_with(argument)) return *pid;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ADD_FAILURE() << "no child";
    return 0;
  }

  std::string token_;
  std::unique_ptr<ServerProgram> server_;
};

TEST_F(JobsTest, TakesAFileInWhileSearchesGoOn) {
  put("new.jsonl", record("p-9", "\"visibility\":\"public\",\"organization\":\"丙会\",",
                          "指導員が蒲鉾屋の暖簾分けに立ち会った。") +
                       "no json\n");
  const std::int64_t number = start(R"({"kind":"ingest","source":"new.jsonl","profile":"case"})");
  int answered = 0;
  for (bool seen = false; !seen && answered < 12'000; ++answered) {
    const HttpAnswer answer = server_->post_json("/api/v1/search", R"({"text":"暖簾分け 社長"})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    seen = answer.body.find("蒲鉾屋") != std::string::npos;
    if (!seen) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  EXPECT_LT(answered, 12'000) << "never searchable";
  const Json done = wait_for(number, "done");
  EXPECT_EQ(done.int_or("refused_count", 0), 1);
  EXPECT_EQ(done.find("refused")->as_array().front().int_or("line", 0), 2);
  EXPECT_THAT(audit({"--action", "job-start"}),
              HasSubstr("\troot\tjob-start\t-\t-\tingest new.jsonl case"));
  for (const char* kind : {"verify", "essence", "merge", "update", "rebuild", "rollback"}) {
    wait_for(start("{\"kind\":\"" + std::string(kind) + "\"}"), "done");
    ASSERT_EQ(server_->post_json("/api/v1/search", R"({"text":"社長"})").status, 200);
  }
  Browser root(*server_);
  root.sign_in("root", kPassword);
  const std::string page = root.get("/operate").body;
  EXPECT_THAT(page, AllOf(HasSubstr("最後の検査"), HasSubstr("合格"),
                          HasSubstr("受け付けなかった記録 1件"), HasSubstr("取り込み new.jsonl")));
  EXPECT_THAT(root.get("/operate/jobs/" + std::to_string(number)).body,
              AllOf(HasSubstr("頼んだ人</dt><dd>root"), HasSubstr("JSON として読めません")));
  const HttpAnswer csv = root.get("/operate/jobs/" + std::to_string(number) + "?as=csv");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_THAT(csv.body, HasSubstr("\"new.jsonl\",\"2\","));
}

TEST_F(JobsTest, WhoeverIsNoOperatorFindsNothingThere) {
  start(R"({"kind":"verify"})");
  Browser hanako(*server_);
  hanako.sign_in("hanako", kPassword);
  const std::string token = token_of("hanako");
  const std::string missing = hanako.get("/none").body;
  for (const char* path :
       {"/operate", "/operate/jobs/1", "/operate/jobs/1?as=csv", "/operate/users"}) {
    EXPECT_EQ(hanako.get(path).body, missing) << path;
  }
  for (const char* body : {"start=verify", "cancel=1", "start=none"}) {
    const HttpAnswer answer = hanako.send("/", "/operate", body);
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.body, missing) << body;
  }
  EXPECT_EQ(hanako.send("/", "/operate/users", "do=lock&name=root").body, missing);
  for (const std::string& headers : {std::string(), token}) {
    const std::string none = server_->get("/api/v1/cases/none", headers).body;
    EXPECT_EQ(server_->get("/api/v1/jobs", headers).body, none);
    EXPECT_EQ(server_->get("/api/v1/jobs/1", headers).body, none);
    EXPECT_EQ(server_->post_json("/api/v1/jobs", R"({"kind":"verify"})", headers).body, none);
    EXPECT_EQ(server_->post_json("/api/v1/jobs/1", R"({"cancel":true})", headers).body, none);
  }
  EXPECT_EQ(lines_of(audit({"--action", "job-start"})), 1U);
}

TEST_F(JobsTest, FormsOfOtherPagesStartNothing) {
  Browser root(*server_);
  root.sign_in("root", kPassword);
  EXPECT_EQ(root.post("/operate", "start=verify").status, 403);
  EXPECT_EQ(root.post("/operate", "csrf=0&start=verify").status, 403);
  const std::string csrf = "csrf=" + field_of(root.get("/").body, "csrf");
  EXPECT_EQ(root.post("/operate", csrf + "&start=verify", "Origin: http://evil.example\r\n").status,
            403);
  EXPECT_EQ(root.post("/operate", csrf + "&start=verify", "Sec-Fetch-Site: cross-site\r\n").status,
            403);
  EXPECT_EQ(root.post("/operate/users", "do=lock&name=hanako").status, 403);
  EXPECT_EQ(root.get("/api/v1/jobs").status, 404);  // a cookie opens no API
  EXPECT_EQ(server_->get("/api/v1/jobs", token_).body, "{\"jobs\":[]}\n");
  EXPECT_EQ(root.post("/operate", csrf + "&start=verify").status, 303);
  EXPECT_EQ(lines_of(audit({"--action", "job-start"})), 1U);
}

TEST_F(JobsTest, NothingButWhatIsOfferedCanBeStarted) {
  put("a.jsonl", record("p-8", "\"visibility\":\"public\",", "x"));
  std::filesystem::create_symlink(index_, folder_ / "sources/link");
  for (const char* source :
       {"../cases.jsonl", "/etc/passwd", "link", "link/library.db", "", "none"}) {
    const HttpAnswer answer =
        order(R"({"kind":"ingest","profile":"case","source":")" + std::string(source) + "\"}");
    EXPECT_EQ(answer.status, 400) << source;
    EXPECT_THAT(answer.body, HasSubstr("\"field\":\"source\"")) << source;
  }
  for (const char* body :
       {R"({"kind":"ingest","source":"a.jsonl","profile":"../case"})", R"({"kind":"erase"})",
        R"({"kind":"verify","source":"a.jsonl"})", R"({"kind":"verify","index":"/"})", R"({})",
        R"({"kind":1})", R"({"kind":"ingest","source":"a.jsonl\u0000","profile":"case"})", "[]",
        "{"}) {
    EXPECT_EQ(order(body).status, 400) << body;
  }
  Browser root(*server_);
  root.sign_in("root", kPassword);
  EXPECT_EQ(
      root.send("/operate", "/operate", "start=ingest&source=..%2Fcases.jsonl&profile=case").status,
      400);
  EXPECT_EQ(root.send("/operate", "/operate", "start=erase").status, 400);
  EXPECT_EQ(root.send("/operate", "/operate", "cancel=1").status, 404);
  EXPECT_EQ(root.send("/operate", "/operate", "cancel=x").status, 400);
  for (const char* number : {"1", "0", "-1", "x", "99999999999999999999", "1/2"}) {
    EXPECT_EQ(server_->get("/api/v1/jobs/" + std::string(number), token_).status, 404) << number;
  }
  EXPECT_EQ(server_->get("/api/v1/jobs", token_).body, "{\"jobs\":[]}\n");
  EXPECT_EQ(lines_of(audit({"--action", "job-start"})), 0U);
}

TEST_F(JobsTest, WhatAFileHoldsIsTextOnThePage) {
  const std::string evil = "<img src=x onerror=alert(1)>.jsonl";
  put(evil,
      "{\"id\":\"p-7\",\"title\":\"<script>alert(2)</"
      "script>\",\"visibility\":\"<b>\",\"sections\":[]}\n");
  const std::int64_t number =
      start(R"({"kind":"ingest","profile":"case","source":")" + evil + "\"}");
  wait_for(number, "done");
  Browser root(*server_);
  root.sign_in("root", kPassword);
  for (const std::string& path :
       {std::string("/operate"), "/operate/jobs/" + std::to_string(number),
        std::string("/operate/audit")}) {
    EXPECT_THAT(root.get(path).body,
                AllOf(HasSubstr("&lt;img src=x"), Not(HasSubstr("<img")), Not(HasSubstr("<b>&"))))
        << path;
  }
}

TEST_F(JobsTest, AKilledOrCancelledJobDoesNoHarm) {
  put_many("many.jsonl");
  const std::string body = R"({"kind":"ingest","source":"many.jsonl","profile":"case"})";
  const std::int64_t cancelled = start(body);
  wait_for_child("many.jsonl");
  const HttpAnswer answer =
      server_->post_json("/api/v1/jobs/" + std::to_string(cancelled), R"({"cancel":true})", token_);
  EXPECT_EQ(answer.status, 200) << answer.body;
  wait_for(cancelled, "cancelled");
  EXPECT_FALSE(child_with("many.jsonl").has_value());
  EXPECT_THAT(audit({"--action", "job-cancel"}), HasSubstr("ingest"));

  const std::int64_t killed = start(body);
  const pid_t child = wait_for_child("many.jsonl");
  while (job(killed).find("progress")->string_or("stage", "") != "索引中") {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ::kill(child, SIGKILL);
  EXPECT_EQ(wait_for(killed, "failed").int_or("number", 0), killed);
  EXPECT_EQ(server_->post_json("/api/v1/search", R"({"text":"社長"})").status, 200);

  wait_for(start(R"({"kind":"update"})"), "done");
  wait_for(start(R"({"kind":"verify"})"), "done");
  EXPECT_TRUE(comes_to("職人", 6000));
}

TEST_F(JobsTest, TheQueueHasAnEndAndEndsWithTheServer) {
  put_many("many.jsonl");
  start(R"({"kind":"ingest","source":"many.jsonl","profile":"case"})");
  const pid_t child = wait_for_child("many.jsonl");
  for (int i = 0; i < 8; ++i) start(R"({"kind":"update"})");
  const HttpAnswer full = order(R"({"kind":"update"})");
  EXPECT_EQ(full.status, 503);
  EXPECT_EQ(full.header("retry-after"), "1");
  Browser root(*server_);
  root.sign_in("root", kPassword);
  const HttpAnswer page = root.send("/operate", "/operate", "start=update");
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, HasSubstr("待っている作業が多すぎます"));
  const auto begin = std::chrono::steady_clock::now();
  server_->process().terminate();
  EXPECT_EQ(server_->process().wait(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_NE(::kill(child, 0), 0);
  EXPECT_THAT(server_->log(), AllOf(HasSubstr("1 ingest cancelled"),
                                    HasSubstr("9 update cancelled"), Not(HasSubstr("many.jsonl"))));
}

TEST_F(JobsTest, AnOperatorLocksUnlocksAndResets) {
  Browser hanako(*server_);
  hanako.sign_in("hanako", kPassword);
  ASSERT_EQ(hanako.get("/cases/a-1").status, 200);
  Browser root(*server_);
  root.sign_in("root", kPassword);
  const auto change = [&](const std::string& body) {
    return root.send("/operate/users", "/operate/users", body);
  };
  EXPECT_THAT(change("do=lock&name=hanako").body, HasSubstr("hanako を停止しました"));
  EXPECT_EQ(hanako.get("/cases/a-1").status, 404);
  EXPECT_EQ(change("do=reset&name=hanako").status, 400);
  EXPECT_THAT(change("do=unlock&name=hanako").body, HasSubstr("hanako を再開しました"));
  const std::string reset = change("do=reset&name=hanako").body;
  const std::string sign = "新しいパスワード：<span class=\"code\">";
  ASSERT_THAT(reset, HasSubstr(sign));
  const std::string password = reset.substr(reset.find(sign) + sign.size(), 20);
  EXPECT_THAT(root.get("/operate/users").body, Not(HasSubstr(password)));
  EXPECT_EQ(hanako.sign_in("hanako", kPassword).status, 401);
  EXPECT_EQ(hanako.sign_in("hanako", password).status, 303);
  EXPECT_EQ(hanako.get("/cases/a-1").status, 200);
  // Nobody locks himself out, and what is not there is not changed.
  EXPECT_EQ(change("do=lock&name=root").status, 400);
  EXPECT_EQ(change("do=reset&name=root").status, 400);
  EXPECT_EQ(change("do=lock&name=none").status, 400);
  EXPECT_EQ(change("do=erase&name=hanako").status, 400);
  EXPECT_THAT(audit({"--account", "root"}),
              AllOf(HasSubstr("\taccount\t-\t-\thanako disable"), HasSubstr("hanako enable"),
                    HasSubstr("\tpassword\t-\t-\thanako"), Not(HasSubstr(password))));
  EXPECT_THAT(audit({"--action", "account"}), HasSubstr("\toperator\taccount\t-\t-\thanako add"));
}

TEST_F(JobsTest, TheAuditPageAnswersWhoSawWhichCase) {
  Browser hanako(*server_);
  hanako.sign_in("hanako", kPassword);
  for (int i = 0; i < 120; ++i) hanako.get("/cases/m-1");
  hanako.get("/cases/a-1");
  Browser root(*server_);
  root.sign_in("root", kPassword);
  const std::string one = root.get("/operate/audit?case=a-1&action=case").body;
  EXPECT_THAT(one, AllOf(HasSubstr("新しいほうから1件"), HasSubstr("hanako</td><td>読んだ"),
                         Not(HasSubstr("m-1"))));
  const std::string first = root.get("/operate/audit?account=hanako&action=case").body;
  EXPECT_THAT(first, HasSubstr("新しいほうから100件"));
  const std::string sign = "href=\"/operate/audit?account=hanako&amp;action=case&amp;before=";
  ASSERT_THAT(first, HasSubstr(sign));
  const std::size_t at = first.find(sign) + sign.size();
  const std::string before = first.substr(at, first.find('"', at) - at);
  EXPECT_THAT(root.get("/operate/audit?account=hanako&action=case&before=" + before).body,
              HasSubstr("新しいほうから21件"));
  EXPECT_THAT(root.get("/operate/audit?account=%22%3E%3Cb%3E").body, Not(HasSubstr("<b>")));
  EXPECT_EQ(root.get("/operate/audit?before=x").status, 200);
}

}  // namespace
}  // namespace kizuki::test

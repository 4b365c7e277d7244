// `kizuki serve` as people and programs use it.
#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "engine/index/generation.hpp"
#include "tests/e2e/browser.hpp"
#include "tests/e2e/program.hpp"
#include "tests/e2e/server_program.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kPublic = "\"public_cases\":true";

std::string record(const std::string& id, const std::string& more, const std::string& text) {
  return "{\"id\":\"" + id + "\",\"title\":\"題 " + id + "\"," + more +
         "\"sections\":[{\"heading\":\"節\",\"text\":\"" + text + "\",\"steps\":[3]}]}\n";
}

class ServeTest : public testing::Test {
 protected:
  void index_samples() { index(source_path("data/cases")); }
  void index(const std::string& source) const {
    const ProcessResult result = kizuki({"index", "--index", index_, source});
    ASSERT_EQ(result.status, 0) << result.err;
  }
  void index_mixed() const {
    index(folder_
              .write("mixed.jsonl",
                     record("p-1", "\"visibility\":\"public\",",
                            "社長が<b>現場</b>で反発に向き合った。") +
                         record("o-1", "\"organization\":\"甲会\",", "社長が極秘計画で反発した。") +
                         record("m-1", "\"organization\":\"甲会\",\"visibility\":\"members\",",
                                "社長が会員限りの話をした。"))
              .string());
  }

  TempFolder folder_;
  std::string index_ = folder_ / "index";
};

TEST_F(ServeTest, SearchesByPageAndApiAsOnTheCommandLine) {
  index_samples();
  ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  EXPECT_EQ(server.get("/healthz").body, "ok\n");
  EXPECT_EQ(server.get("/readyz").status, 200);
  EXPECT_EQ(server.get("/api/v1/stats").body, "{\"cases\":60,\"degraded\":false}\n");

  const HttpAnswer api = server.post_json("/api/v1/search", R"({"text":"後継者 反発","limit":3})");
  EXPECT_EQ(api.status, 200);
  EXPECT_EQ(
      api.body,
      kizuki({"search", "--index", index_, "--format", "json", "--limit", "3", "後継者 反発"}).out);
  const HttpAnswer filtered = server.post_json(
      "/api/v1/search", R"({"text":"値上げ","filters":{"scale":["small"]},"facets":true})");
  EXPECT_EQ(filtered.body, kizuki({"search", "--index", index_, "--format", "json", "--filter",
                                   "scale=small", "値上げ"})
                               .out);

  EXPECT_EQ(
      server.post_json("/api/v1/similar", R"({"case":"d-042","limit":5})").body,
      kizuki({"similar", "--index", index_, "--format", "json", "--limit", "5", "--case", "d-042"})
          .out);
  EXPECT_THAT(server.get("/cases/d-042").body, HasSubstr("関連する事例"));
  EXPECT_THAT(server.get("/compare?c=d-042&c=d-019").body, HasSubstr("2件の比較"));
  EXPECT_THAT(server.get("/compare?c=d-042&c=d-042").body, HasSubstr("2件か3件を選んでください"));
  EXPECT_THAT(server.post_form("/similar", "m=社長が値上げを言い出せない。従業員は15名。").body,
              HasSubstr("近い順に 10件"));
  EXPECT_EQ(server.get("/similar?m=secret").header("location"), "/similar");
  // One condition too many has a way out.
  EXPECT_THAT(server.post_form("/", "q=値上げ&f=scale:small&f=supporter:ない").body,
              HasSubstr("を外す</button><svg"));

  const HttpAnswer page = server.post_form("/", "q=%E5%BE%8C%E7%B6%99%E8%80%85+%E5%8F%8D%E7%99%BA");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<mark>反発</mark>"));
  EXPECT_THAT(page.header("content-security-policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(page.header("cache-control"), "no-store");
  EXPECT_THAT(server.get("/?f=step:4&f=scale:small").body, HasSubstr("ステップ：4 気づき・腹落ち"));

  const HttpAnswer one = server.get("/cases/d-042");
  EXPECT_EQ(one.status, 200);
  EXPECT_THAT(one.body, HasSubstr("冷凍便の新社長を誰が認めるのか"));
  const auto json = parse_json(server.get("/api/v1/cases/d-042").body);
  ASSERT_TRUE(succeeded(json));
  EXPECT_EQ(json->find("record")->string_or("id", ""), "d-042");

  // What was searched for is in no log.
  EXPECT_THAT(server.log(), Not(HasSubstr("反発")));
  EXPECT_THAT(server.log(), HasSubstr("\"route\":\"/cases/{id}\""));
  EXPECT_THAT(server.log(), Not(HasSubstr("d-042")));
  EXPECT_THAT(server.get("/metrics").body,
              HasSubstr("kizuki_requests_total{route=\"/api/v1/search\""));

  server.process().terminate();
  EXPECT_EQ(server.process().wait(), 0);
}

TEST_F(ServeTest, BringsALibraryOfAnOlderVersionUpToDate) {
  index_samples();
  for (const char* beside : {"library.db-wal", "library.db-shm"}) {
    std::filesystem::remove(std::filesystem::path(index_) / beside);
  }
  std::filesystem::copy_file(source_path("tests/fixtures/library-v4.db"),
                             std::filesystem::path(index_) / "library.db",
                             std::filesystem::copy_options::overwrite_existing);
  ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  EXPECT_EQ(server.get("/").status, 200);
  EXPECT_EQ(server.post_json("/api/v1/search", R"({"text":"後継者"})").status, 200);
}

TEST_F(ServeTest, ShowsPublicCasesAloneAndTellsNothingOfOthers) {
  index_mixed();
  ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  EXPECT_EQ(server.get("/api/v1/stats").body, "{\"cases\":1,\"degraded\":false}\n");
  const std::string missing = server.get("/cases/z-9").body;
  for (const char* id : {"o-1", "m-1"}) {
    const HttpAnswer answer = server.get("/cases/" + std::string(id));
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.body, missing);
    EXPECT_EQ(server.get("/api/v1/cases/" + std::string(id)).body,
              server.get("/api/v1/cases/z-9").body);
  }
  EXPECT_EQ(server.get("/nothing/here").body, missing);
  EXPECT_EQ(server.post_json("/api/v1/search", R"({"text":"極秘計画"})").status, 200);
  EXPECT_THAT(server.post_json("/api/v1/search", R"({"text":"社長"})").body,
              AllOf(HasSubstr("\"total\":1,"), HasSubstr("p-1"), Not(HasSubstr("o-1"))));
}

TEST_F(ServeTest, HostileRequests) {
  index_mixed();
  ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  // Markup from a case and from a query comes out as text.
  const HttpAnswer page =
      server.post_form("/", "q=%3Cscript%3Ealert(1)%3C/script%3E+%E7%8F%BE%E5%A0%B4");
  EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(server.get("/cases/p-1").body, HasSubstr("社長が&lt;b&gt;現場"));
  // A foreign name that points here is not answered.
  HttpClient foreign(server.port());
  foreign.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  EXPECT_EQ(foreign.receive().status, 421);
  // Search text is taken from bodies alone.
  const HttpAnswer in_url = server.get("/?q=secret");
  EXPECT_EQ(in_url.status, 303);
  EXPECT_EQ(in_url.header("location"), "/");
  for (const char* path : {"/static/../library.db", "/static/%2e%2e/library.db", "/static/x",
                           "/cases/..", "/cases/%2e%2e%2fx", "/library.db", "/cases/a%0d%0ab"}) {
    const int status = server.get(path).status;
    EXPECT_TRUE(status == 400 || status == 404) << path << " " << status;
  }
  EXPECT_EQ(server.post_json("/", "{}").status, 415);
  EXPECT_EQ(server.post_form("/api/v1/search", "text=a").status, 415);
  EXPECT_EQ(server.get("/api/v1/search").status, 405);
  EXPECT_EQ(server.post_form("/cases/p-1", "").status, 405);
  for (const char* body :
       {"", "{", "[]", "{\"text\":1}", "{\"text\":\"a\",\"limit\":100000}", "{\"text\":\"年:abc\"}",
        "{\"text\":\"\\ud800\"}", "{\"filters\":{\"x!\":\"1\"}}"}) {
    EXPECT_EQ(server.post_json("/api/v1/search", body).status, 400) << body;
  }
  EXPECT_EQ(server.post_form("/", "q=%FF").status, 400);
  EXPECT_EQ(server.post_form("/", "page=1000").status, 400);
  EXPECT_EQ(
      server.post_json("/api/v1/search", "{\"text\":\"" + std::string(30'000, 'x') + "\"}").status,
      413);
  EXPECT_EQ(server.get("/healthz").status, 200);
}

TEST_F(ServeTest, StaticFilesAreAskedForOnce) {
  index_mixed();
  ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  const HttpAnswer sheet = server.get("/static/kizuki.css");
  EXPECT_EQ(sheet.status, 200);
  EXPECT_EQ(sheet.header("content-type"), "text/css; charset=utf-8");
  HttpClient again(server.port());
  again.send("GET /static/kizuki.css HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: " +
             sheet.header("etag") + "\r\n\r\n");
  EXPECT_EQ(again.receive(true).status, 304);
}

// Not a byte of what anybody may ask for depends on cases that only others may read.
TEST_F(ServeTest, AnswersDoNotDependOnCasesOutOfReach) {
  index_samples();
  const auto answers = [&] {
    const ServerProgram server(index_, kPublic);
    std::vector<std::string> all = {counted(server, "/knowhow"), counted(server, "/analysis")};
    for (const char* path :
         {"/knowhow/K01", "/", "/?f=step:4", "/?f=organization:%E7%94%B2%E4%BC%9A",
          "/?f=supporter:%E7%A7%98%E5%AF%86", "/cases/d-001", "/cases/x-1", "/api/v1/cases/x-1",
          "/api/v1/facets", "/api/v1/stats"}) {
      all.push_back(without_trails(server.get(path).body));
    }
    for (const char* text :
         {"後継者 反発", "極秘計画", "社長 -現場", "id:x-1", "組織:甲会 社長", "\\\"社長が\\\"",
          "年:abc", "粉飾 OR 値上げ", "はんぱつ", "跡取りり"}) {
      all.push_back(
          server.post_json("/api/v1/search", "{\"text\":\"" + std::string(text) + "\"}").body);
      all.push_back(without_trails(server.post_form("/", "q=" + std::string(text)).body));
    }
    return all;
  };
  const std::vector<std::string> before = answers();
  std::string others;
  for (int i = 0; i < 40; ++i) {
    others += record("x-" + std::to_string(i),
                     std::string("\"organization\":\"甲会\",\"supporter\":\"秘密\",") +
                         (i % 2 == 0 ? "\"visibility\":\"members\"," : ""),
                     "後継者と社長が極秘計画と粉飾に反発し、跡取りりの現場を値上げした。");
  }
  index(folder_.write("others.jsonl", others).string());
  EXPECT_EQ(answers(), before);
}

// Clients that send a byte now and then take nothing from the others.
TEST_F(ServeTest, SlowClientsHoldNobodyUp) {
  index_samples();
  ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  std::vector<std::unique_ptr<HttpClient>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<HttpClient>(server.port()));
    slow.back()->send(i % 2 == 0
                          ? "GET / HTTP/1.1\r\nX: "
                          : "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            "application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n");
  }
  HttpClient client(server.port());
  for (int i = 0; i < 50; ++i) {
    for (std::size_t n = 0; n < slow.size(); n += 10) slow[n]->send("a");
    EXPECT_EQ(client.get("/api/v1/stats").status, 200);
  }
}

// What was asked before is answered from memory, and never with what may not be shown any more.
TEST_F(ServeTest, AnswersAgainFromMemoryWhatStillHolds) {
  index_samples();
  ServerProgram server(index_, kPublic);
  ServerProgram forgetful(index_, kPublic + std::string(",\"result_cache_mb\":0"));
  ASSERT_NE(server.port(), 0) << server.log();
  ASSERT_NE(forgetful.port(), 0) << forgetful.log();
  const std::string search = R"({"text":"後継者 反発","limit":10})";
  const std::string similar = R"({"text":"社長が値上げを言い出せない。"})";
  const std::string page = "q=値上げ&page=2";
  const auto agree = [&] {
    EXPECT_EQ(counted(server, "/knowhow"), counted(forgetful, "/knowhow"));
    EXPECT_EQ(server.post_json("/api/v1/search", search).body,
              forgetful.post_json("/api/v1/search", search).body);
    EXPECT_EQ(server.post_json("/api/v1/similar", similar).body,
              forgetful.post_json("/api/v1/similar", similar).body);
    for (const char* target : {"/", "/cases/d-001"}) {
      EXPECT_EQ(server.get(target).body, forgetful.get(target).body) << target;
    }
    EXPECT_EQ(without_trails(server.post_form("/", page).body),
              without_trails(forgetful.post_form("/", page).body));
  };
  agree();
  EXPECT_THAT(server.get("/metrics").body, HasSubstr("kizuki_results_found_total 0\n"));
  agree();
  EXPECT_THAT(server.get("/metrics").body, Not(HasSubstr("kizuki_results_found_total 0\n")));
  EXPECT_THAT(forgetful.get("/metrics").body, HasSubstr("kizuki_results_found_total 0\n"));

  // The library hides a case at once; the index follows.
  const Json before = *parse_json(server.post_json("/api/v1/search", search).body);
  const std::string best(before.find("hits")->as_array().front().string_or("id", ""));
  const GenerationStore store(index_);
  const auto lock = store.lock_for_building();
  ASSERT_TRUE(lock);
  kizuki({"erase", "--index", index_, "--reason", "r", "--wait", "0", best});
  EXPECT_THAT(server.post_json("/api/v1/search", search).body, Not(HasSubstr("\"" + best + "\"")));
  agree();
}

// Under load every answer is whole and comes from one state of the index; none fails.
TEST_F(ServeTest, SwitchesGenerationsUnderLoad) {
  index_samples();
  ServerProgram server(index_, kPublic + std::string(",\"result_cache_mb\":0"));
  ASSERT_NE(server.port(), 0) << server.log();
  std::atomic<bool> stop{false};
  std::atomic<int> failed{0};
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  clients.reserve(4);
  for (int c = 0; c < 4; ++c) {
    clients.emplace_back([&] {
      HttpClient client(server.port());
      while (!stop) {
        const HttpAnswer answer =
            client.post("/api/v1/search", "application/json", R"({"text":"社長 現場","limit":3})");
        // 60 sample cases, or these and one more: nothing between.
        const auto json = parse_json(answer.body);
        if (answer.status != 200 || !json || json->find("hits")->as_array().size() != 3) ++failed;
        ++answered;
      }
    });
  }
  for (int round = 0; round < 4; ++round) {
    const auto more = folder_.write(
        "more.jsonl",
        record("x-" + std::to_string(round), "\"visibility\":\"public\",", "社長が現場を歩いた。"));
    EXPECT_EQ(kizuki({"index", "--index", index_, "--merge", more.string()}).status, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
  }
  stop = true;
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(failed, 0);
  EXPECT_GT(answered, 100);
  EXPECT_EQ(server.get("/api/v1/stats").body, "{\"cases\":64,\"degraded\":false}\n");
  EXPECT_THAT(server.log(), HasSubstr("\"switched\""));

  // What is erased is gone, and the server does not keep the old index from going.
  const ProcessResult erased =
      kizuki({"erase", "--index", index_, "--reason", "r", "--wait", "20", "x-0"});
  EXPECT_EQ(erased.status, 0) << erased.err;
  EXPECT_EQ(server.get("/cases/x-0").status, 404) << server.log();
}

TEST_F(ServeTest, StartsBeforeTheFirstCase) {
  EXPECT_EQ(kizuki({"user", "add", "--index", index_, "--reason", "r", "hanako"}).status, 0);
  ServerProgram server(index_, kPublic);
  ASSERT_NE(server.port(), 0) << server.log();
  EXPECT_EQ(server.get("/healthz").status, 200);
  EXPECT_EQ(server.get("/readyz").status, 503);
  EXPECT_EQ(server.get("/").status, 503);
  index_mixed();
  for (int i = 0; i < 100 && server.get("/readyz").status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(server.get("/cases/p-1").status, 200);
}

}  // namespace
}  // namespace kizuki::test

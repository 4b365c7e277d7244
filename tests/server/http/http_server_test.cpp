// The server with clients that behave and clients that do not.
#include "server/http/http_server.hpp"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/http_client.hpp"
#include "tests/support/result_matchers.hpp"

namespace kizuki::test {
namespace {

using std::chrono::milliseconds;

/// "/quick" at once; "/echo" gives the body back from a worker; "/wait" waits for the gate; "/drop"
/// forgets the exchange.
class Program : public HttpHandler {
 public:
  std::optional<HttpResponse> answer_at_once(const HttpRequest& request) override {
    if (request.path != "/quick") return std::nullopt;
    HttpResponse response;
    response.route = "/quick";
    response.body = "quick";
    return response;
  }
  void answer(const std::shared_ptr<HttpExchange>& exchange, std::size_t worker) override {
    EXPECT_LT(worker, 2U);
    if (exchange->request().path == "/drop") return;
    if (exchange->request().path == "/wait") {
      ++waiting;
      gate.wait();
    }
    HttpResponse response;
    response.body = exchange->request().body + exchange->request().query;
    exchange->send(response);
    response.body = "a second answer";
    exchange->send(response);
  }
  std::optional<HttpResponse> too_large(const HttpRequest& request) override {
    if (request.path != "/told") return std::nullopt;
    EXPECT_EQ(request.header("host"), "a");
    EXPECT_EQ(request.body, "");
    HttpResponse response;
    response.status = 413;
    response.body = "at most so much";
    return response;
  }
  HttpResponse busy(const HttpRequest&) override {
    HttpResponse response;
    response.status = 503;
    response.headers.emplace_back("Retry-After", "1");
    return response;
  }
  void done(HttpMethod, const HttpResponse& response, std::chrono::microseconds) override {
    const std::lock_guard lock(mutex);
    statuses.push_back(response.status);
  }

  std::promise<void> open_gate;
  std::shared_future<void> gate = open_gate.get_future().share();
  std::atomic<int> waiting{0};
  std::mutex mutex;
  std::vector<unsigned> statuses;
};

class HttpServerTest : public testing::Test {
 protected:
  void start(const HttpLimits& limits = {}) {
    HttpServerSettings settings;
    settings.port = 0;
    settings.io_threads = 2;
    settings.limits = limits;
    auto started = HttpServer::start(settings, program_);
    ASSERT_TRUE(succeeded(started));
    server_ = std::move(*started);
  }
  std::uint16_t port() const { return server_->port(); }

  /// What `bytes` are answered with, and that nothing more than that is answered.
  int status_of(std::string_view bytes) const {
    HttpClient client(port());
    client.send(bytes);
    const int status = client.receive().status;
    return client.closed_within(milliseconds(3'000)) ? status : -status;
  }

  Program program_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, AnswersAndKeepsTheConnection) {
  start();
  HttpClient client(port());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.get("/quick").body, "quick");
    EXPECT_EQ(client.post("/echo?x", "text/plain", "あ").body, "あx");
  }
  client.send("HEAD /quick HTTP/1.1\r\nHost: a\r\n\r\n");
  const HttpAnswer head = client.receive(true);
  EXPECT_EQ(head.header("content-length"), "5");
  EXPECT_EQ(head.header("connection"), "");
  EXPECT_EQ(client.get("/quick").body, "quick");  // no body came behind the head
  EXPECT_EQ(client.get("/drop").status, 500);
  EXPECT_EQ(client.get("/quick", "Connection: close\r\n").header("connection"), "close");
  EXPECT_TRUE(client.closed_within(milliseconds(2'000)));
}

TEST_F(HttpServerTest, TakesPipelinedAndChunkedRequests) {
  start();
  HttpClient client(port());
  client.send(
      "GET /quick HTTP/1.1\r\nHost: a\r\n\r\n"
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
      "GET /echo?z HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive().body, "quick");
  EXPECT_EQ(client.receive().body, "abcde");
  EXPECT_EQ(client.receive().body, "z");
}

TEST_F(HttpServerTest, TellsAClientThatWaitsToGoOn) {
  start();
  HttpClient client(port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive(true).status, 100);
  client.send("ok");
  EXPECT_EQ(client.receive().body, "ok");
}

TEST_F(HttpServerTest, RefusesWhatIsNoRequest) {
  start();
  const std::string get = "GET /quick HTTP/1.1\r\nHost: a\r\n";
  const std::string post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
  const std::string chunk = "0\r\n\r\n";
  const std::vector<std::pair<std::string, int>> cases = {
      {post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {post + "Content-Length: 3, 3\r\n\r\nabc", 400},
      {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, 400},
      {post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunk, 400},
      {post + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunk, 400},
      {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, 400},
      {post + "Transfer-Encoding: xchunked\r\n\r\n" + chunk, 400},
      {"POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, 400},
      {post + "Content-Length: -1\r\n\r\n", 400},
      {post + "Content-Length: +3\r\n\r\nabc", 400},
      {post + "Content-Length: 0x3\r\n\r\nabc", 400},
      {post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {post + "Content-Length : 3\r\n\r\nabc", 400},
      {post + "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n" + chunk, 400},
      {post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n" + chunk, 400},
      {post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n" + chunk, 400},
      {post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", 400},
      {"GET /quick HTTP/1.1\r\n\r\n", 400},                   // no Host
      {get + "Host: b\r\n\r\n", 400},                         // two
      {"GET /quick HTTP/1.1\nHost: a\n\n", 400},              // bare LF
      {"GET /quick HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400},  // bare LF in a header
      {"GET /quick HTTP/1.1\rHost: a\r\r", 400},              // bare CR
      {get + "X\x01: b\r\n\r\n", 400},
      {get + "X: a" + std::string(1, '\0') + "b\r\n\r\n", 400},  // NUL
      {get + "X Y: b\r\n\r\n", 400},
      {get + ": b\r\n\r\n", 400},
      {get + "no colon\r\n\r\n", 400},
      {"GET  /quick HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /qu ick HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /quick\r\n\r\n", 400},
      {"GET /quick HTTP/2.0\r\nHost: a\r\n\r\n", 400},
      {"GET /quick HTTP/1.9\r\nHost: a\r\n\r\n", 400},
      {"GET /quick http/1.1\r\nHost: a\r\n\r\n", 400},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"GET http://localhost/quick HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"\x16\x03\x01\x02\x01\x01\r\n\r\n", 400},  // TLS
      {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"DELETE /quick HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"TRACE /quick HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {post + "Content-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc", 415},
      {"GET /" + std::string(3'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      {get + "X: " + std::string(20'000, 'a') + "\r\n\r\n", 431},
      {post + "Content-Length: 1000000\r\n\r\n", 413},
      {post + "Transfer-Encoding: chunked\r\n\r\n100000\r\n", 413},
  };
  for (const auto& [bytes, status] : cases) {
    EXPECT_EQ(status_of(bytes), status) << bytes.substr(0, 200);
  }
  std::string many = get;
  for (int i = 0; i < 10'000; ++i) many += "X: a\r\n";
  EXPECT_EQ(status_of(many), 431);
  EXPECT_GE(server_->state().framing_errors, cases.size());
  HttpClient client(port());
  EXPECT_EQ(client.get("/quick").body, "quick");
}

TEST_F(HttpServerTest, TooLargeABodyIsAnsweredByTheProgramAndReadAway) {
  HttpLimits limits;
  limits.refused_body_bytes = 8'000'000;
  start(limits);
  const std::string head = "POST /told HTTP/1.1\r\nHost: a\r\n";
  const std::string megabyte(1'000'000, 'a');
  for (const char* framing :
       {"Content-Length: 4000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3D0900\r\n"}) {
    HttpClient client(port());
    client.send(head + framing);
    // As browsers do, it reads no answer before it has sent everything.
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(client.send(megabyte)) << framing << i;
    const HttpAnswer answer = client.receive();
    EXPECT_EQ(answer.status, 413) << framing;
    EXPECT_EQ(answer.body, "at most so much");
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(client.closed_within(milliseconds(1'000)));
  }
  // More than it reads away: the connection ends.
  HttpClient endless(port());
  endless.send(head + "Content-Length: 400000000\r\n\r\n");
  int sent = 0;
  while (sent < 100 && endless.send(megabyte)) ++sent;
  EXPECT_LT(sent, 100);
  // What is refused for its headers is no request, whatever its size.
  EXPECT_EQ(status_of(head + "Host: b\r\nContent-Length: 4000000\r\n\r\n"), 413);
  EXPECT_EQ(status_of("GET /told HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n"), 413);
  EXPECT_EQ(status_of("POST /told/../x HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n"),
            413);
}

TEST_F(HttpServerTest, DrainingDoesNotWaitForWhatIsReadAway) {
  start();
  HttpClient client(port());
  client.send("POST /told HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n");
  EXPECT_EQ(client.receive().status, 413);
  while (server_->state().connections == 0) std::this_thread::yield();
  const auto begun = std::chrono::steady_clock::now();
  server_->drain(milliseconds(10'000));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, milliseconds(5'000));
}

TEST_F(HttpServerTest, EndsDrips) {
  HttpLimits limits;
  limits.header = milliseconds(300);
  limits.body = milliseconds(300);
  limits.idle = milliseconds(300);
  start(limits);
  const auto drip = [&](const std::string& first) {
    HttpClient client(port());
    client.send(first);
    for (int i = 0; i < 40; ++i) {  // a byte every 50 ms: never idle, and never done
      if (client.closed_within(milliseconds(50))) return true;
      client.send("a");
    }
    return false;
  };
  EXPECT_TRUE(drip("GET /quick HTTP/1.1\r\nX: "));
  EXPECT_TRUE(drip("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"));
  HttpClient idle(port());
  EXPECT_TRUE(idle.closed_within(milliseconds(2'000)));
}

TEST_F(HttpServerTest, EndsReadersThatDoNotRead) {
  HttpLimits limits;
  limits.response = milliseconds(300);
  limits.body_bytes = 16'000'000;
  start(limits);
  HttpClient client(port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 12000000\r\n\r\n");
  const std::string megabyte(1'000'000, 'a');
  for (int i = 0; i < 12; ++i) client.send(megabyte);
  for (int i = 0; i < 40 && server_->state().connections > 0; ++i) {
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_EQ(server_->state().connections, 0U);
}

TEST_F(HttpServerTest, FullQueueIsToldAtOnce) {
  HttpLimits limits;
  limits.queue = 1;
  start(limits);
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < 2; ++i) {  // both workers
    clients.push_back(std::make_unique<HttpClient>(port()));
    clients.back()->send("GET /wait?w HTTP/1.1\r\nHost: a\r\n\r\n");
    while (program_.waiting <= i) std::this_thread::yield();
  }
  clients.push_back(std::make_unique<HttpClient>(port()));  // the one place in the queue
  clients.back()->send("GET /wait?w HTTP/1.1\r\nHost: a\r\n\r\n");
  while (server_->state().waiting < 1) std::this_thread::yield();
  HttpClient late(port());
  const HttpAnswer refused = late.get("/wait?w");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_EQ(late.get("/quick").body, "quick");  // what needs no worker goes on
  program_.open_gate.set_value();
  for (const auto& client : clients) EXPECT_EQ(client->receive().body, "w");
}

TEST_F(HttpServerTest, TooManyConnectionsAreClosed) {
  HttpLimits limits;
  limits.connections = 2;
  start(limits);
  HttpClient first(port());
  HttpClient second(port());
  EXPECT_EQ(first.get("/quick").status, 200);
  EXPECT_EQ(second.get("/quick").status, 200);
  HttpClient third(port());
  EXPECT_TRUE(third.closed_within(milliseconds(2'000)));
  EXPECT_EQ(server_->state().refused, 1U);
}

TEST_F(HttpServerTest, DrainAnswersWhatHasComeIn) {
  start();
  HttpClient idle(port());
  EXPECT_EQ(idle.get("/quick").status, 200);
  HttpClient working(port());
  working.send("GET /wait?done HTTP/1.1\r\nHost: a\r\n\r\n");
  while (program_.waiting < 1) std::this_thread::yield();
  std::thread draining([&] { server_->drain(milliseconds(5'000)); });
  EXPECT_TRUE(idle.closed_within(milliseconds(2'000)));
  program_.open_gate.set_value();
  const HttpAnswer answer = working.receive();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.header("connection"), "close");
  draining.join();
  EXPECT_ANY_THROW(HttpClient(port()).get("/quick"));
}

TEST_F(HttpServerTest, DrainCutsWhatTakesTooLong) {
  start();
  HttpClient slow(port());
  slow.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  while (server_->state().connections < 1) std::this_thread::yield();
  server_->drain(milliseconds(100));
  EXPECT_TRUE(slow.closed_within(milliseconds(2'000)));
}

TEST_F(HttpServerTest, SaysThatThePortIsInUse) {
  start();
  HttpServerSettings settings;
  settings.port = port();
  EXPECT_EQ(failure_name(HttpServer::start(settings, program_)), "already_exists");
  settings.address = "localhost";
  EXPECT_EQ(failure_name(HttpServer::start(settings, program_)), "invalid_argument");
}

TEST_F(HttpServerTest, ManyClientsAtOnce) {
  start();
  std::vector<std::thread> clients;
  clients.reserve(8);
  std::atomic<int> wrong{0};
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      HttpClient client(port());
      for (int i = 0; i < 50; ++i) {
        const std::string text = std::to_string(c) + "." + std::to_string(i);
        if (client.post("/echo", "text/plain", text).body != text) ++wrong;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace kizuki::test

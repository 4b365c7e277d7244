#include "server/http/http_message.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(HttpMessageTest, FindsHeadersByName) {
  HttpRequest request;
  request.headers = {{"host", "localhost"}, {"cookie", "a=1"}, {"cookie", "b=2"}};
  EXPECT_EQ(request.header("cookie"), "a=1");
  EXPECT_EQ(request.header("accept"), "");
}

TEST(HttpMessageTest, PrintsTheHead) {
  HttpResponse response;
  response.status = 404;
  response.body = "なし";
  response.headers.emplace_back("Cache-Control", "no-store");
  EXPECT_EQ(print_response_head(response, "D", true),
            "HTTP/1.1 404 Not Found\r\nDate: D\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Length: 6\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n");
}

TEST(HttpMessageTest, NoValueBeginsAnotherHeader) {
  HttpResponse response;
  response.headers.emplace_back("Location", "/a\r\nSet-Cookie: s=1\n\x7F\tb");
  const std::string head = print_response_head(response, "D", false);
  EXPECT_NE(head.find("Location: /aSet-Cookie: s=1b\r\n\r\n"), std::string::npos) << head;
}

TEST(HttpMessageTest, NotModifiedTellsNoLength) {
  HttpResponse response;
  response.status = 304;
  EXPECT_EQ(print_response_head(response, "D", false).find("Content-Length"), std::string::npos);
}

TEST(HttpMessageTest, KnowsThePhraseOfEveryStatusInUse) {
  for (const unsigned status : {200U, 303U, 304U, 400U, 401U, 403U, 404U, 405U, 413U, 414U, 415U,
                                421U, 429U, 431U, 500U, 503U}) {
    EXPECT_NE(reason_phrase(status), "") << status;
  }
  EXPECT_EQ(reason_phrase(299), "");
}

TEST(HttpMessageTest, SharedBodyGoesFirst) {
  HttpResponse response;
  response.body = "own";
  EXPECT_EQ(response.content(), "own");
  response.shared_body = std::make_shared<const std::string>("shared");
  EXPECT_EQ(response.content(), "shared");
}

}  // namespace
}  // namespace kizuki

#include "server/app/server_settings.hpp"

#include <gtest/gtest.h>

#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

TEST(ServerSettingsTest, ListensOnLoopbackUnlessTold) {
  ServerSettings settings;
  EXPECT_EQ(settings.http.address, "127.0.0.1");
  EXPECT_FALSE(settings.public_cases);
  ASSERT_TRUE(succeeded(set_listen(settings, "[::1]:80")));
  EXPECT_EQ(settings.http.address, "::1");
  EXPECT_EQ(settings.http.port, 80);
  for (const char* text : {"", "127.0.0.1", ":80", "a:", "a:65536", "a:-1", "a:80x", "a: 80"}) {
    EXPECT_EQ(failure_name(set_listen(settings, text)), "invalid_argument") << text;
  }
}

TEST(ServerSettingsTest, ReadsAFileAndRefusesSlips) {
  const TempFolder folder;
  ServerSettings settings;
  const auto good = folder.write("good.json", R"({"listen":"127.0.0.1:1","public_cases":true,
    "hosts":["Kizuki.example.jp"],"workers":3,"queue":9,"log":"/tmp/x","https":true,"sources":"/srv/in",
    "result_cache_mb":0})");
  ASSERT_TRUE(succeeded(read_settings(settings, good)));
  EXPECT_TRUE(settings.public_cases);
  EXPECT_TRUE(settings.https);
  EXPECT_EQ(settings.http.workers, 3U);
  EXPECT_EQ(settings.http.limits.queue, 9U);
  EXPECT_EQ(settings.result_cache_bytes, 0U);
  EXPECT_TRUE(is_own_host(settings, "kizuki.EXAMPLE.jp:443"));
  for (const char* text :
       {"[]", R"({"publik":true})", R"({"workers":0})", R"({"workers":"2"})",
        R"({"result_cache_mb":-1})", R"({"https":1})", R"({"hosts":"a"})", R"({"listen":1})"}) {
    EXPECT_EQ(failure_name(read_settings(settings, folder.write("bad.json", text))),
              "invalid_argument")
        << text;
  }
}

TEST(ServerSettingsTest, KnowsItsOwnNames) {
  const ServerSettings settings;
  for (const char* host :
       {"localhost", "LOCALHOST:8765", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8765"}) {
    EXPECT_TRUE(is_own_host(settings, host)) << host;
  }
  for (const char* host : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                           "[::2]", "localhost:80:80"}) {
    EXPECT_FALSE(is_own_host(settings, host)) << host;
  }
}

}  // namespace
}  // namespace kizuki

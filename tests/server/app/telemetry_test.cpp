#include "server/app/telemetry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TelemetryTest, WritesLinesOfJsonAndCounts) {
  const TempFolder folder;
  {
    auto telemetry = Telemetry::open(folder / "log");
    ASSERT_TRUE(succeeded(telemetry));
    HttpResponse response;
    response.route = "/cases/{id}";
    response.body = "abc";
    (*telemetry)->request(HttpMethod::kGet, response, std::chrono::microseconds(1'500));
    response.route = "/healthz";
    (*telemetry)->request(HttpMethod::kGet, response, std::chrono::microseconds(5));
    (*telemetry)->event("started", "a\n\"b\"");
    const std::string metrics = (*telemetry)->metrics({3, 2, 1, 0}, 7, {5, 6, 1, 800});
    EXPECT_THAT(metrics,
                HasSubstr("kizuki_requests_total{route=\"/cases/{id}\",status=\"200\"} 1\n"));
    EXPECT_THAT(metrics,
                HasSubstr("kizuki_request_seconds_bucket{route=\"/cases/{id}\",le=\"0.001\"} 0\n"));
    EXPECT_THAT(
        metrics,
        HasSubstr("kizuki_request_seconds_bucket{route=\"/cases/{id}\",le=\"0.0025\"} 1\n"));
    EXPECT_THAT(metrics, HasSubstr("kizuki_generation 7\n"));
    EXPECT_THAT(metrics, HasSubstr("kizuki_queue_length 2\n"));
    EXPECT_THAT(metrics, HasSubstr("kizuki_results_found_total 5\n"));
    EXPECT_THAT(metrics, HasSubstr("kizuki_results_missed_total 6\n"));
  }
  const auto text = read_file(folder / "log", 10'000);
  ASSERT_TRUE(succeeded(text));
  const std::size_t end = text->find('\n');
  const auto first = parse_json(text->substr(0, end));
  ASSERT_TRUE(succeeded(first));
  EXPECT_EQ(first->string_or("route", ""), "/cases/{id}");
  EXPECT_EQ(first->int_or("bytes", 0), 3);
  EXPECT_TRUE(succeeded(parse_json(text->substr(end + 1, text->size() - end - 2))));
  EXPECT_THAT(*text, Not(HasSubstr("healthz")));
  EXPECT_FALSE(succeeded(Telemetry::open(folder / "none" / "log")));
}

}  // namespace
}  // namespace kizuki

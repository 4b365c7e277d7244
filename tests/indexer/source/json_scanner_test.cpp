#include "indexer/source/json_scanner.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using Status = JsonScanner::Status;

struct Scanned {
  Status status;
  std::size_t bytes;
  friend bool operator==(const Scanned&, const Scanned&) = default;
};

/// Scans `text` in pieces of `step` bytes until something other than kMore happens.
Scanned scan(std::string_view text, std::size_t step, std::size_t depth_limit = 32) {
  JsonScanner scanner(depth_limit);
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    std::size_t used = 0;
    const Status status = scanner.scan(text.substr(bytes, step), used);
    bytes += used;
    if (status != Status::kMore) return {status, bytes};
  }
  return {Status::kMore, bytes};
}

TEST(JsonScanner, FindsWhereAValueEndsWhateverThePieces) {
  const struct {
    const char* text;
    Scanned expected;
  } cases[] = {
      {"{}x", {Status::kDone, 2}},
      {"[1,[2,{\"a\":[]}]],", {Status::kDone, 16}},
      {"\"a\\\"b\\\\\",", {Status::kDone, 8}},
      {"{\"]}\":\"[{\"}]", {Status::kDone, 11}},
      {"-12.5e3 ,", {Status::kDone, 7}},
      {"null]", {Status::kDone, 4}},
      {"tru\"x\"", {Status::kDone, 3}},
      {"12", {Status::kMore, 2}},
      {"{\"a\":1", {Status::kMore, 6}},
      {"{\"a\":\"b\nc\"}", {Status::kOpenString, 7}},
      {"[1}", {Status::kMismatch, 3}},
      {"{\"a\":[}]", {Status::kMismatch, 7}},
      {"]", {Status::kMismatch, 1}},
  };
  for (const auto& c : cases) {
    for (const std::size_t step : {1U, 2U, 3U, 100U}) {
      const Scanned found = scan(c.text, step);
      EXPECT_EQ(found.status, c.expected.status) << c.text << " " << step;
      EXPECT_EQ(found.bytes, c.expected.bytes) << c.text << " " << step;
    }
  }
}

TEST(JsonScanner, ReportsDepthOnceAndCountsOn) {
  const std::string text = std::string(1000, '[') + std::string(1000, ']') + ",";
  JsonScanner scanner(32);
  std::size_t used = 0;
  ASSERT_EQ(scanner.scan(text, used), Status::kDeep);
  EXPECT_EQ(used, 33U);
  std::size_t rest = 0;
  ASSERT_EQ(scanner.scan(std::string_view(text).substr(used), rest), Status::kDone);
  EXPECT_EQ(used + rest, 2000U);
}

TEST(JsonScanner, PausesInTheArraysThatAreMembersOfTheOutermostObject) {
  const std::string_view text = R"({"x":{"deep":[1]},"items":[{"a":[2]}],"more":[3],"id":4})";
  JsonScanner scanner(32, true);
  std::vector<std::string> keys;
  std::vector<bool> ids;
  std::size_t bytes = 0;
  for (;;) {
    std::size_t used = 0;
    const Status status = scanner.scan(text.substr(bytes), used);
    bytes += used;
    if (status != Status::kMemberArray) {
      EXPECT_EQ(status, Status::kDone);
      break;
    }
    EXPECT_EQ(text[bytes - 1], '[');
    keys.emplace_back(scanner.key());
    ids.push_back(scanner.has_id());
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"items", "more"}));
  EXPECT_EQ(ids, (std::vector<bool>{false, false}));
  EXPECT_TRUE(scanner.has_id());
  EXPECT_EQ(bytes, text.size());
}

TEST(JsonScanner, LeavesAnArrayWhoseElementsWereTakenByTheCaller) {
  JsonScanner scanner(32, true);
  std::size_t used = 0;
  ASSERT_EQ(scanner.scan("{\"items\":[", used), Status::kMemberArray);
  scanner.leave_array();
  ASSERT_EQ(scanner.scan(",\"n\":1}x", used), Status::kDone);
  EXPECT_EQ(used, 7U);
}

}  // namespace
}  // namespace kizuki

#include "engine/corpus/record_limits.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/corpus/corpus_fixture.hpp"
#include "tests/engine/corpus/random_case.hpp"

namespace kizuki::test {
namespace {

TEST(RecordLimits, BreachesNameTheirPlace) {
  struct Row {
    Json value;
    ErrorCode code;
    std::string_view field;
  };
  Json deep("x");
  for (int i = 0; i < 33; ++i) deep = JsonArray{deep};
  const Row rows[] = {
      {JsonObject{{"a", JsonArray{Json(1), Json(std::string("x\0y", 3))}}},
       ErrorCode::kInvalidRecord, "a[1]"},
      {JsonObject{{"a", JsonObject{{"b", Json("\xff")}}}}, ErrorCode::kInvalidEncoding, "a.b"},
      {JsonArray{JsonObject{{"c", Json(std::string(kMaxTextBytes + 1, 'x'))}}},
       ErrorCode::kLimitExceeded, "[0].c"},
      {JsonObject{{"a", JsonArray{JsonArray{Json("\xc3")}}}}, ErrorCode::kInvalidEncoding,
       "a[0][0]"},
  };
  for (const Row& row : rows) {
    const auto breach = find_limit_breach(row.value);
    ASSERT_TRUE(breach.has_value());
    EXPECT_EQ(breach->code, row.code);
    EXPECT_EQ(breach->field, row.field);
  }
  ASSERT_TRUE(find_limit_breach(deep).has_value());
  EXPECT_EQ(find_limit_breach(deep)->code, ErrorCode::kLimitExceeded);
  EXPECT_FALSE(find_limit_breach(deep.as_array()[0]).has_value());
}

// The record limit is one of compact JSON: exactly as long is accepted, a byte more is not.
TEST(RecordLimits, RecordIsMeasuredAsCompactJson) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 20; ++round) {
    Json record = random_case(random);
    const std::size_t rest = kMaxRecordBytes - record.dump().size();
    JsonArray filler;
    std::size_t left = rest - std::string_view(R"(,"filler":[])").size();
    while (left > kMaxTextBytes) {
      filler.emplace_back(std::string(kMaxTextBytes - 3, '"').substr(0, 100'000));
      left -= 200'000 + 3;
    }
    filler.emplace_back(std::string(left - 2, 'x'));
    record.set("filler", std::move(filler));
    ASSERT_EQ(record.dump().size(), kMaxRecordBytes);
    EXPECT_FALSE(find_limit_breach(record).has_value());
    record.find("filler")->as_array().back().as_string() += 'x';
    EXPECT_TRUE(find_limit_breach(record).has_value());
  }
}

TEST(RecordLimits, OrganizationNames) {
  EXPECT_TRUE(is_organization_name("A"));
  EXPECT_TRUE(is_organization_name("東京都よろず支援拠点 本部"));
  std::string hundred;
  for (int i = 0; i < 100; ++i) hundred += "組";
  EXPECT_TRUE(is_organization_name(hundred));
  EXPECT_FALSE(is_organization_name(hundred + "組"));
  for (const std::string_view bad :
       {"", " A", "A ", "　A", "A\u00a0", "A\tB", "A\nB", "\x7f", "A\u0085B"}) {
    EXPECT_FALSE(is_organization_name(bad)) << bad;
  }
}

}  // namespace
}  // namespace kizuki::test

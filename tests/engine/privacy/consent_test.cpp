#include "engine/privacy/consent.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

bool holds(const std::string& consent, std::string_view today = "2026-01-31") {
  return consent_holds("{\"id\":\"a\"" + consent + "}", today);
}

TEST(ConsentTest, HoldsToTheLastDay) {
  EXPECT_TRUE(holds(""));
  EXPECT_TRUE(holds(R"(,"consent":{})"));
  EXPECT_TRUE(holds(R"(,"consent":{"scope":"会員"})"));
  EXPECT_TRUE(holds(R"(,"consent":{"until":"2026-01-31"})"));
  EXPECT_FALSE(holds(R"(,"consent":{"until":"2026-01-30"})"));
  EXPECT_TRUE(holds(R"(,"consent":{"until":"2026-01"})"));
  EXPECT_FALSE(holds(R"(,"consent":{"until":"2026-01"})", "2026-02-01"));
  EXPECT_TRUE(holds(R"(,"consent":{"until":"2026"})", "2026-12-31"));
  EXPECT_FALSE(holds(R"(,"consent":{"until":"2026"})", "2027-01-01"));
  // The word in a text is no member.
  EXPECT_TRUE(holds(R"(,"title":"\"consent\"")"));
}

TEST(ConsentTest, WhatCannotBeReadDoesNotHold) {
  for (const char* consent :
       {R"(,"consent":{"until":"来年"})", R"(,"consent":{"until":""})",
        R"(,"consent":{"until":"2026/01/31"})", R"(,"consent":{"until":"2027-1-1"})",
        R"(,"consent":{"until":2027})", R"(,"consent":"ok")", R"(,"consent":{"until":null})"}) {
    EXPECT_FALSE(holds(consent)) << consent;
  }
  EXPECT_FALSE(consent_holds("{\"consent\"", "2026-01-31"));
}

TEST(ConsentTest, TheDayBeginsInJapan) {
  EXPECT_EQ(japan_date("2026-01-31T14:59:59Z"), "2026-01-31");
  EXPECT_EQ(japan_date("2026-01-31T15:00:00Z"), "2026-02-01");
}

}  // namespace
}  // namespace kizuki

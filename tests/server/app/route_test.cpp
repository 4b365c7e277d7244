#include "server/app/route.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(RouteTest, FindsWhatLiesUnderAPath) {
  EXPECT_EQ(route_of("/").work, Work::kSearchPage);
  const Route one = route_of("/cases/d-012");
  EXPECT_EQ(one.work, Work::kCasePage);
  EXPECT_EQ(one.name, "/cases/{id}");
  EXPECT_EQ(one.rest, "d-012");
  EXPECT_FALSE(one.posts());
  EXPECT_EQ(route_of("/api/v1/cases/x/y").rest, "x/y");
  const Route search = route_of("/api/v1/search");
  EXPECT_EQ(search.body, BodyType::kJson);
  EXPECT_FALSE(search.reads);
  EXPECT_EQ(route_of("/operate/jobs/12").rest, "12");
  EXPECT_EQ(route_of("/operate/users").work, Work::kUsersPage);
  EXPECT_EQ(route_of("/register").work, Work::kRegisterListPage);
  EXPECT_EQ(route_of("/register/new").work, Work::kNewReportPage);
  EXPECT_EQ(route_of("/register/r-1").rest, "r-1");
  EXPECT_EQ(route_of("/knowhow/rejected").work, Work::kKnowHowRejectedPage);
  EXPECT_EQ(route_of("/api/v1/essence").work, Work::kApiEssence);
  EXPECT_EQ(route_of("/api/v1/jobs").work, Work::kApiJobs);
  EXPECT_TRUE(route_of("/api/v1/jobs/12").posts());
  EXPECT_TRUE(route_of("/signout").posts());
  EXPECT_FALSE(route_of("/signout").reads);
}

TEST(RouteTest, EverythingElseIsNone) {
  for (const char* path : {"", "//", "/cases", "/Cases/a", "/signin/", "/api", "/api/v1/",
                           "/api/v1/searching", "/static/x"}) {
    EXPECT_EQ(route_of(path).work, Work::kNone) << path;
  }
  EXPECT_TRUE(is_api_path("/api/v1/none"));
  EXPECT_FALSE(is_api_path("/apis"));
}

}  // namespace
}  // namespace kizuki

#include "server/app/case_trail.hpp"

#include "tests/server/app/knowhow_fixture.hpp"

namespace kizuki::test {
namespace {

class CaseTrailTest : public KnowHowTest {
 protected:
  static HitTrail trail(std::vector<std::string> ids, std::uint64_t total, std::size_t offset = 0) {
    HitTrail out;
    out.ids = std::move(ids);
    out.total = total;
    out.request.offset = offset;
    return out;
  }
  std::string step(const HitTrail& trail, std::string_view id,
                   const ReaderScope& scope = ReaderScope::everything()) {
    const auto step = trail_step(reading(scope), trail, "token", id);
    EXPECT_TRUE(step.has_value());
    if (!*step) return "none";
    EXPECT_EQ((*step)->token, "token");
    return (*step)->previous + " < " + std::to_string((*step)->number) + "/" +
           std::to_string((*step)->total) + " > " + (*step)->next;
  }
};

TEST_F(CaseTrailTest, LeadsToTheHitsBeforeAndAfter) {
  const HitTrail hits = trail({"d-2", "d-0", "d-1"}, 13, 10);
  EXPECT_EQ(step(hits, "d-2"), " < 11/13 > d-0");
  EXPECT_EQ(step(hits, "d-0"), "d-2 < 12/13 > d-1");
  EXPECT_EQ(step(hits, "d-1"), "d-0 < 13/13 > ");
  EXPECT_EQ(step(hits, "d-3"), "none");
  EXPECT_EQ(step(trail({}, 0), "d-0"), "none");
}

TEST_F(CaseTrailTest, WhatMayNotBeSeenNowIsPassedOverWithoutATrace) {
  // Of five cases the last lies behind a wall.
  const HitTrail hits = trail({"d-0", "d-4", "d-1"}, 3);
  EXPECT_EQ(step(hits, "d-1"), "d-4 < 3/3 > ");
  const ReaderScope anybody = ReaderScope::of_anybody();
  EXPECT_EQ(step(hits, "d-0", anybody), " < 1/2 > d-1");
  EXPECT_EQ(step(hits, "d-1", anybody), "d-0 < 2/2 > ");
  EXPECT_EQ(step(hits, "d-4", anybody), "none");
  LibraryWriter writer(library_, fixed_clock);
  ASSERT_TRUE(writer.erase("d-0", "撤回"));
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(step(hits, "d-1", anybody), " < 1/1 > ");
}

}  // namespace
}  // namespace kizuki::test

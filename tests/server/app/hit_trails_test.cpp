#include "server/app/hit_trails.hpp"

#include <set>
#include <thread>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

using std::chrono::minutes;

HitTrail trail(const std::string& text, std::vector<std::string> ids = {"d-1", "d-2"}) {
  HitTrail out;
  out.request.text = text;
  out.ids = std::move(ids);
  out.total = 2;
  return out;
}

class HitTrailsTest : public ::testing::Test {
 protected:
  HitTrails::Clock::time_point now_{};
};

TEST_F(HitTrailsTest, ATokenOpensItsTrailToItsVisitorAlone) {
  HitTrails trails;
  const std::string mine = *trails.keep(trail("跡取り"), "session-a", now_);
  const std::string anybodys = *trails.keep(trail("値上げ"), "", now_);
  EXPECT_EQ(mine.size(), 43U);
  EXPECT_NE(mine, anybodys);
  ASSERT_NE(trails.find(mine, "session-a", now_), nullptr);
  EXPECT_EQ(trails.find(mine, "session-a", now_)->request.text, "跡取り");
  EXPECT_EQ(trails.find(mine, "session-b", now_), nullptr);
  EXPECT_EQ(trails.find(mine, "", now_), nullptr);
  EXPECT_NE(trails.find(anybodys, "", now_), nullptr);
  EXPECT_EQ(trails.find(anybodys, "session-a", now_), nullptr);
  for (const char* wrong : {"", "x", "session-a"}) {
    EXPECT_EQ(trails.find(wrong, "", now_), nullptr) << wrong;
  }
}

TEST_F(HitTrailsTest, EndsHalfAnHourAfterItsLastUse) {
  HitTrails trails;
  const std::string used = *trails.keep(trail("a"), "", now_);
  const std::string left = *trails.keep(trail("b"), "", now_);
  EXPECT_NE(trails.find(used, "", now_ + minutes(29)), nullptr);
  EXPECT_EQ(trails.find(left, "", now_ + minutes(31)), nullptr);
  EXPECT_NE(trails.find(used, "", now_ + minutes(58)), nullptr);
  EXPECT_EQ(trails.size(), 1U);
  EXPECT_EQ(trails.find(used, "", now_ + minutes(89)), nullptr);
  EXPECT_EQ(trails.size(), 0U);
  EXPECT_EQ(trails.bytes(), 0U);
}

TEST_F(HitTrailsTest, TheLastUsedAreKept) {
  HitTrails trails({3, std::size_t{1} << 20, minutes(30)});
  std::vector<std::string> tokens;
  for (const char* text : {"a", "b", "c"}) tokens.push_back(*trails.keep(trail(text), "", now_));
  EXPECT_NE(trails.find(tokens[0], "", now_), nullptr);
  tokens.push_back(*trails.keep(trail("d"), "", now_));
  EXPECT_EQ(trails.size(), 3U);
  EXPECT_EQ(trails.find(tokens[1], "", now_), nullptr);
  EXPECT_NE(trails.find(tokens[0], "", now_), nullptr);
}

TEST_F(HitTrailsTest, MemoryIsBounded) {
  constexpr std::size_t kMost = std::size_t{64} << 10;
  HitTrails trails({1'000, kMost, minutes(30)});
  EXPECT_EQ(*trails.keep(trail(std::string(kMost / 8, 'x')), "", now_), "");
  EXPECT_EQ(trails.bytes(), 0U);
  for (int i = 0; i < 100; ++i) {
    ASSERT_NE(*trails.keep(trail(std::string(4'000, 'x')), "", now_), "");
    EXPECT_LE(trails.bytes(), kMost);
  }
  EXPECT_GT(trails.size(), 10U);
  EXPECT_GT(size_in_memory(trail("a", {"long-id", "other"})), size_in_memory(trail("a", {"x"})));
}

TEST_F(HitTrailsTest, ManyThreadsAtOnce) {
  HitTrails trails({50, std::size_t{1} << 20, minutes(30)});
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const std::string session = std::to_string(t);
        const std::string token = *trails.keep(trail(session), session, now_);
        const auto found = trails.find(token, session, now_);
        if (found) {
          EXPECT_EQ(found->request.text, session);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(trails.size(), 50U);
}

}  // namespace
}  // namespace kizuki

#include "engine/essence/co_occurrence.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

KnowHowResult told_in(const std::vector<std::vector<std::uint32_t>>& cases, std::uint32_t all) {
  KnowHowResult result;
  result.counted_cases = all;
  for (const auto& of_item : cases) {
    KnowHow& item = result.items.emplace_back();
    for (const std::uint32_t number : of_item) {
      KnowHowEvidence evidence;
      evidence.case_number = number;
      item.evidence.push_back(evidence);
    }
  }
  return result;
}

TEST(CoOccurrenceTest, FindsWhatIsToldTogetherMoreThanByChance) {
  const KnowHowResult result =
      told_in({{1, 2, 3, 4}, {1, 2, 3}, {5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}}, 8);
  const auto pairs = co_occurrences(result, 3, 10);
  ASSERT_EQ(pairs.size(), 1U);  // with the last, which is in all cases, nothing is a surprise
  EXPECT_EQ(pairs[0].first, 0U);
  EXPECT_EQ(pairs[0].second, 1U);
  EXPECT_EQ(pairs[0].cases, 3U);
  EXPECT_DOUBLE_EQ(pairs[0].jaccard, 0.75);
  EXPECT_TRUE(co_occurrences(result, 4, 10).empty());
  EXPECT_TRUE(co_occurrences(result, 3, 0).empty());
}

TEST(CoOccurrenceTest, PlacesAreTheSameAndWithinTheSquare) {
  const std::vector<CoOccurrence> pairs = {{0, 1, 3, 0.5}, {1, 2, 3, 0.5}, {4, 5, 3, 0.5}};
  const auto places = lay_out(6, pairs);
  const auto again = lay_out(6, pairs);
  ASSERT_EQ(places.size(), 6U);
  const auto apart = [&](std::size_t a, std::size_t b) {
    return std::hypot(places[a].x - places[b].x, places[a].y - places[b].y);
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_EQ(places[i].x, again[i].x);
    EXPECT_TRUE(places[i].x >= 0 && places[i].x <= 1 && places[i].y >= 0 && places[i].y <= 1);
  }
  EXPECT_LT(apart(4, 5), apart(4, 1));  // what is tied lies near
  EXPECT_TRUE(lay_out(0, {}).empty());
  EXPECT_EQ(lay_out(1, {}).size(), 1U);
}

TEST(CoOccurrenceTest, PlacesAreMovedApartWithinTheirBorders) {
  std::vector<Point> places = {{40, 30}, {41, 30}, {40, 31}, {99, 59}, {98, 20}};
  const PlaceRules rules{{20, 10}, {0, 0}, {100, 60}};
  move_apart(places, rules);
  for (std::size_t a = 0; a < places.size(); ++a) {
    EXPECT_TRUE(places[a].x >= 0 && places[a].x <= 100 && places[a].y >= 0 && places[a].y <= 60);
    for (std::size_t b = a + 1; b < places.size(); ++b) {
      EXPECT_TRUE(std::abs(places[a].x - places[b].x) >= 19 ||
                  std::abs(places[a].y - places[b].y) >= 9)
          << a << " " << b;
    }
  }
  EXPECT_EQ(places.back().x, 98);  // nothing was near
  const std::vector<Point> before = places;
  move_apart(places, rules);
  for (std::size_t i = 0; i < places.size(); ++i) EXPECT_NEAR(places[i].x, before[i].x, 1);
}

TEST(CoOccurrenceTest, ADrawingHasItsPlacesWithinItsMargins) {
  const std::vector<CoOccurrence> pairs = {{0, 1, 4, 0.5}, {1, 2, 3, 0.4}, {3, 4, 3, 0.3}};
  const DrawingRoom room{{400, 300}, {50, 20}, {90, 30}};
  const auto places = lay_out_in(room, 5, pairs);
  ASSERT_EQ(places.size(), 5U);
  for (const Point& place : places) {
    EXPECT_TRUE(place.x >= 50 && place.x <= 350 && place.y >= 20 && place.y <= 280);
  }
  EXPECT_TRUE(lay_out_in(room, 0, {}).empty());
}

TEST(CoOccurrenceTest, ALabelIsCutBetweenCharacters) {
  EXPECT_EQ(short_label("若手を育てる", 6), "若手を育てる");
  EXPECT_EQ(short_label("若手を育てる", 5), "若手を育て…");
  EXPECT_EQ(short_label("IT化を", 2), "IT…");
  EXPECT_EQ(short_label("", 3), "");
}

}  // namespace
}  // namespace kizuki

#include "engine/text/offset_map.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

/// "あ㌔い葛󠄀" → "あキロい葛": an expansion, then a character that vanished.
OffsetMap sample_map() {
  OffsetMap map;
  map.add({{3, 9}, {3, 6}});
  map.add({{15, 15}, {12, 16}});
  return map;
}

TEST(OffsetMapTest, UnchangedTextMapsToItself) {
  EXPECT_EQ(OffsetMap().original({2, 7}), (TextSpan{2, 7}));
}

TEST(OffsetMapTest, MapsAroundAndIntoChanges) {
  const OffsetMap map = sample_map();
  const struct {
    const char* what;
    TextSpan normalized;
    TextSpan expected;
  } cases[] = {
      {"before", {0, 3}, {0, 3}},
      {"the whole expansion", {3, 9}, {3, 6}},
      {"its first half", {3, 6}, {3, 6}},
      {"its second half", {6, 9}, {3, 6}},
      {"behind", {9, 12}, {6, 9}},
      {"what vanished belongs to the text before it", {12, 15}, {9, 16}},
      {"all", {0, 15}, {0, 16}},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(map.original(one.normalized), one.expected) << one.what;
  }
}

TEST(OffsetMapTest, WhatVanishedAtTheBeginningBelongsToNothing) {
  OffsetMap map;
  map.add({{0, 0}, {0, 3}});
  EXPECT_EQ(map.original({0, 3}), (TextSpan{3, 6}));
}

TEST(OffsetMapTest, CursorAgreesInAnyOrder) {
  OffsetMap map;
  for (std::uint32_t i = 0; i < 200; ++i) map.add({{i * 2, i * 2 + 1}, {i * 4, i * 4 + 3}});
  OffsetCursor cursor(map);
  for (std::uint32_t step = 0; step < 2000; ++step) {
    const std::uint32_t begin = step * 7919 % 400;
    const TextSpan span{begin, begin + 1};
    EXPECT_EQ(cursor.original(span), map.original(span)) << begin;
  }
}

}  // namespace
}  // namespace kizuki

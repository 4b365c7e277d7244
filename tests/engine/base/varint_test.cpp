#include "engine/base/varint.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();

std::string encoded(std::uint64_t value) {
  std::string out;
  append_varint(out, value);
  return out;
}

TEST(Varint, HasTheBytesOfLeb128) {
  struct Example {
    std::uint64_t value;
    std::string_view bytes;
  };
  using namespace std::string_view_literals;
  const Example examples[] = {
      {0, "\x00"sv},
      {1, "\x01"sv},
      {127, "\x7F"sv},
      {128, "\x80\x01"sv},
      {624485, "\xE5\x8E\x26"sv},
      {16384, "\x80\x80\x01"sv},
      {kMax, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv},
  };
  for (const Example& example : examples) EXPECT_EQ(encoded(example.value), example.bytes);
}

TEST(Varint, RoundTripsBordersAndRandomValues) {
  std::vector<std::uint64_t> values = {0, kMax};
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t power = std::uint64_t{1} << bit;
    values.insert(values.end(), {power - 1, power, power + 1});
  }
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 10'000; ++i) values.push_back(random() >> (random() % 64));

  std::string all;
  for (const std::uint64_t value : values) append_varint(all, value);
  std::string_view rest = all;
  for (const std::uint64_t value : values) {
    ASSERT_EQ(take_varint(rest), value) << describe_seed(test_seed(), 0);
  }
  EXPECT_TRUE(rest.empty());
}

TEST(Varint, CutOffIsNothingAndTakesNothing) {
  for (const std::uint64_t value : {std::uint64_t{128}, std::uint64_t{1} << 40, kMax}) {
    const std::string bytes = encoded(value);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      std::string_view cut = std::string_view(bytes).substr(0, size);
      EXPECT_EQ(take_varint(cut), std::nullopt) << value << " cut to " << size;
      EXPECT_EQ(cut.size(), size);
    }
  }
}

TEST(Varint, LongerThan64BitsIsNothingAndTakesNothing) {
  const std::vector<std::string> overlong = {
      std::string(9, '\xFF') + "\x02",  // bit 64
      std::string(9, '\xFF') + "\x7F",  std::string(9, '\x80') + "\x02",
      std::string(10, '\xFF'),  // an eleventh byte would follow
      std::string(10, '\x80') + "\x01", std::string(1000, '\xFF'),
  };
  for (const std::string& bytes : overlong) {
    std::string_view rest = bytes;
    EXPECT_EQ(take_varint(rest), std::nullopt);
    EXPECT_EQ(rest.size(), bytes.size());
  }
}

TEST(Varint, PaddingWithinTenBytesIsRead) {
  std::string_view rest("\x80\x80\x00z", 4);
  EXPECT_EQ(take_varint(rest), 0U);
  EXPECT_EQ(rest, "z");
}

TEST(Sized, RoundTripsBytesOfEveryKind) {
  const std::vector<std::string> values = {"",
                                           "a",
                                           std::string(1, '\0'),
                                           std::string(127, 'x'),
                                           std::string(128, 'y'),
                                           "日本語",
                                           std::string(70'000, 'z')};
  std::string all;
  for (const std::string& value : values) append_sized(all, value);
  std::string_view rest = all;
  for (const std::string& value : values) ASSERT_EQ(take_sized(rest), value);
  EXPECT_TRUE(rest.empty());
  EXPECT_EQ(take_sized(rest), std::nullopt);
}

TEST(Sized, LengthBeyondTheBytesIsNothingAndTakesNothing) {
  for (const std::uint64_t length : {std::uint64_t{4}, std::uint64_t{1} << 32, kMax}) {
    const std::string bytes = encoded(length) + "abc";
    std::string_view rest = bytes;
    EXPECT_EQ(take_sized(rest), std::nullopt) << length;
    EXPECT_EQ(rest, bytes);
  }
  const std::string exact = encoded(3) + "abc";
  std::string_view rest = exact;
  EXPECT_EQ(take_sized(rest), "abc");
}

}  // namespace
}  // namespace kizuki

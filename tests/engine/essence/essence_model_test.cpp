#include "engine/essence/essence_model.hpp"

#include <string>

#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

TEST(EssenceModel, BytesReadBackAreTheSame) {
  const std::string bytes = essence_model()->serialize();
  const auto again = EssenceModel::parse(bytes);
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE((*again)->serialize() == bytes);
  EXPECT_EQ((*again)->fingerprint(), xxh3(bytes));
  EXPECT_EQ(essence_model()->fingerprint(), xxh3(bytes));
  EXPECT_EQ((*again)->sources, "data/cases data/reports data/knowhow data/cards");
}

TEST(EssenceModel, DamageIsSeen) {
  const std::string bytes = essence_model()->serialize();
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{5}, bytes.size() / 2, bytes.size() - 1}) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    EXPECT_FALSE(EssenceModel::parse(damaged).has_value()) << at;
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{3}, std::size_t{12}, bytes.size() - 9}) {
    EXPECT_FALSE(EssenceModel::parse(std::string_view(bytes).substr(0, size)).has_value()) << size;
  }
}

TEST(EssenceModel, OtherVersionsAreNamed) {
  std::string bytes = essence_model()->serialize();
  bytes.resize(bytes.size() - 8);
  bytes[4] = 9;
  std::uint64_t hash = xxh3(bytes);
  for (int i = 0; i < 8; ++i, hash >>= 8U) bytes += static_cast<char>(hash & 0xFFU);
  const auto model = EssenceModel::parse(bytes);
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().code, ErrorCode::kVersionMismatch);
}

}  // namespace
}  // namespace kizuki::test

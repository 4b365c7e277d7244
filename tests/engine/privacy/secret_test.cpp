#include "engine/privacy/secret.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "engine/base/hash.hpp"

namespace kizuki {
namespace {

TEST(SecretTest, IsLongSafeInHeadersAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const auto secret = make_secret();
    ASSERT_TRUE(secret);
    EXPECT_EQ(secret->size(), 43U);
    EXPECT_TRUE(std::all_of(secret->begin(), secret->end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '-' || c == '_';
    }));
    seen.insert(*secret);
  }
  EXPECT_EQ(seen.size(), 200U);
}

TEST(SecretTest, WhatIsStoredAndWhatFormsCarryDoNotGiveTheSecret) {
  EXPECT_EQ(secret_hash("abc").size(), 32U);
  EXPECT_EQ(form_secret("abc"), sha256_hex("kizuki form\nabc"));
  EXPECT_NE(form_secret("abc"), form_secret("abd"));
}

TEST(SecretTest, ComparesWhole) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_TRUE(same_secret("", ""));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
}

}  // namespace
}  // namespace kizuki

#include "engine/privacy/password.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

constexpr std::string_view kPassword = "港町の朝市で会いましょう";

TEST(PasswordTest, FitsItsOwnVerifierAndNoOther) {
  const auto verifier = make_verifier(kPassword);
  ASSERT_TRUE(verifier);
  EXPECT_EQ(verifier->substr(0, 14), "scrypt$15$8$3$");
  EXPECT_EQ(verifier->size(), 14U + 32 + 1 + 64);
  EXPECT_TRUE(fits_verifier(kPassword, *verifier));
  EXPECT_FALSE(fits_verifier("港町の朝市で会いましょ", *verifier));
  EXPECT_FALSE(fits_verifier("", *verifier));
  // Another salt each time: equal passwords do not show.
  EXPECT_NE(*make_verifier(kPassword), *verifier);
}

// RFC 7914, 12: the second vector, cut to 32 bytes.
TEST(PasswordTest, IsScrypt) {
  EXPECT_TRUE(fits_verifier("password",
                            "scrypt$10$8$16$4e61436c$"
                            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"));
}

TEST(PasswordTest, AVerifierOutOfItsFormFitsNothing) {
  const std::string hash(64, '0');
  for (const std::string& verifier :
       {std::string(), std::string("scrypt"), "scrypt$15$8$3$00$" + hash + "$",
        "argon2$15$8$3$00$" + hash, "scrypt$99$8$3$00$" + hash, "scrypt$-1$8$3$00$" + hash,
        "scrypt$15$8$3$0$" + hash, "scrypt$15$8$3$zz$" + hash, "scrypt$24$8$1$00$" + hash,
        "scrypt$15$8$3$00$" + hash.substr(2), std::string("scrypt$15$8$3$00$")}) {
    EXPECT_FALSE(fits_verifier("", verifier)) << verifier;
  }
}

TEST(PasswordTest, LengthIsCountedInCharacters) {
  EXPECT_TRUE(check_password_form("あいうえおかきくけこさし"));
  EXPECT_TRUE(check_password_form("twelve chars"));
  EXPECT_FALSE(check_password_form("あいうえおかきくけこさ"));
  EXPECT_FALSE(check_password_form(""));
  EXPECT_FALSE(check_password_form("twelve chars\n"));
  EXPECT_FALSE(check_password_form("twelve chars\xff"));
  EXPECT_TRUE(check_password_form(std::string(kMaxPasswordBytes, 'x')));
  EXPECT_FALSE(check_password_form(std::string(kMaxPasswordBytes + 1, 'x')));
}

}  // namespace
}  // namespace kizuki

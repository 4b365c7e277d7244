#include "server/app/visitor.hpp"

#include <gtest/gtest.h>

#include "engine/privacy/secret.hpp"
#include "tests/support/temp_folder.hpp"

namespace kizuki {
namespace {

constexpr const char* kNow = "2026-01-31T09:08:07Z";

HttpRequest with(const std::string& name, const std::string& value) {
  HttpRequest request;
  request.headers.emplace_back(name, value);
  return request;
}

class VisitorTest : public ::testing::Test {
 protected:
  VisitorTest() {
    Account account;
    account.name = "hanako";
    LibraryWriter writer(library_, [] { return std::string(kNow); });
    EXPECT_TRUE(writer.add_account(account, "operator", "r"));
    EXPECT_TRUE(writer.add_secret(SecretKind::kSession, "hanako", secret_hash(session_), "",
                                  std::chrono::hours(1)));
    EXPECT_TRUE(writer.add_secret(SecretKind::kToken, "hanako", secret_hash("kizuki_x"), "t",
                                  std::chrono::hours(1)));
    EXPECT_TRUE(writer.commit());
  }
  std::string name_by_cookie(const std::string& cookie, const char* now = kNow) {
    const auto visitor = page_visitor(with("cookie", cookie), CookieJar(false), library_, now);
    EXPECT_TRUE(visitor);
    return visitor->name();
  }

  TempFolder folder_;
  Library library_ = std::move(*Library::open(folder_.path(), Library::Mode::kReadWrite));
  std::string session_ = std::string(43, 's');
};

TEST_F(VisitorTest, ASessionIsFoundAmongOtherCookiesUntilItExpires) {
  EXPECT_EQ(name_by_cookie("a=b; kizuki=" + session_ + "; c=d"), "hanako");
  EXPECT_EQ(name_by_cookie("kizuki=" + session_, "2026-01-31T10:08:07Z"), "");
  EXPECT_EQ(name_by_cookie("kizuki=" + std::string(43, 't')), "");
  EXPECT_EQ(name_by_cookie("kizuki=kizuki_x"), "");
  EXPECT_EQ(name_by_cookie("xkizuki=" + session_), "");
  EXPECT_EQ(name_by_cookie(""), "");
  EXPECT_EQ(name_by_cookie(";;;=;kizuki"), "");
  EXPECT_EQ(name_by_cookie("__Host-kizuki=" + session_), "");
}

TEST_F(VisitorTest, ATokenIsNoSessionAndASessionNoToken) {
  const auto by = [&](const std::string& header) {
    return *api_visitor(with("authorization", header), library_, kNow);
  };
  EXPECT_EQ(by("Bearer kizuki_x").name(), "hanako");
  EXPECT_FALSE(by("Bearer kizuki_x").refused);
  for (const std::string& header : {"Bearer " + session_, std::string("bearer kizuki_x"),
                                    std::string("Bearer"), std::string("Bearer  kizuki_x")}) {
    EXPECT_TRUE(by(header).refused) << header;
    EXPECT_FALSE(by(header).signed_in()) << header;
  }
  EXPECT_FALSE(api_visitor(HttpRequest(), library_, kNow)->refused);
}

TEST(OwnPageTest, TellsByWhatTheBrowserSays) {
  HttpRequest request = with("host", "kizuki.example:8765");
  EXPECT_TRUE(is_from_own_page(request));
  request.headers.emplace_back("origin", "https://kizuki.example:8765");
  EXPECT_TRUE(is_from_own_page(request));
  request.headers.emplace_back("sec-fetch-site", "same-site");
  EXPECT_FALSE(is_from_own_page(request));
  request = with("host", "kizuki.example");
  request.headers.emplace_back("origin", "https://kizuki.example.evil");
  EXPECT_FALSE(is_from_own_page(request));
}

}  // namespace
}  // namespace kizuki

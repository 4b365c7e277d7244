#include "server/http/request_target.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kizuki {
namespace {

using testing::ElementsAre;

TEST(RequestTargetTest, ReadsPathAndQuery) {
  const auto target = parse_request_target("/cases/d-001?print=1&x=%E3%81%82");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/cases/d-001");
  EXPECT_EQ(target->query, "print=1&x=%E3%81%82");
  EXPECT_EQ(parse_request_target("/%E4%BA%8B%E4%BE%8B")->path, "/事例");
  EXPECT_EQ(parse_request_target("/a.b/..c/c..")->path, "/a.b/..c/c..");
  EXPECT_EQ(parse_request_target("/")->path, "/");
}

TEST(RequestTargetTest, RefusesWaysOutAndDoubleForms) {
  for (const char* target : {"",
                             "a",
                             "*",
                             "http://localhost/",
                             "//../",
                             "/..",
                             "/.",
                             "/a/../b",
                             "/a/%2e%2e/b",
                             "/a/.%2E/b",
                             "/%2e",
                             "/a%2fb",
                             "/a%2Fb",
                             "/a%5cb",
                             "/a\\b",
                             "/a b",
                             "/a\x01",
                             "/a%00b",
                             "/a%0d%0ab",
                             "/%7f",
                             "/%",
                             "/%4",
                             "/%zz",
                             "/%ff",
                             "/%c0%af",
                             "/\xE3\x81\x82"}) {
    EXPECT_FALSE(parse_request_target(target)) << target;
  }
}

TEST(RequestTargetTest, DecodesWhatItEncodes) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
  EXPECT_EQ(percent_decode(percent_encode(all), true), all);
  EXPECT_EQ(percent_encode("a b+あ"), "a%20b%2B%E3%81%82");
  EXPECT_EQ(percent_decode("a+b", true), "a b");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
}

TEST(FormFieldsTest, ReadsFieldsInTheirOrder) {
  const auto form =
      FormFields::parse("q=%E5%BE%8C%E7%B6%99+%E8%80%85&f=scale:small&f=step:3&&x&=y");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->value("q"), "後継 者");
  EXPECT_THAT(form->values("f"), ElementsAre("scale:small", "step:3"));
  EXPECT_TRUE(form->has("x"));
  EXPECT_EQ(form->value("x"), "");
  EXPECT_FALSE(form->has("z"));
  EXPECT_TRUE(FormFields::parse("")->values("q").empty());
}

TEST(FormFieldsTest, RefusesWhatIsNoText) {
  for (const char* text : {"q=%", "q=%F", "q=%GG", "q=%FF", "q=%00", "%80=a", "q=\xC3"}) {
    EXPECT_FALSE(FormFields::parse(text)) << text;
  }
  std::string many;
  for (std::size_t i = 0; i < FormFields::kMaxFields; ++i) many += "a=b&";
  EXPECT_TRUE(FormFields::parse(many));
  EXPECT_FALSE(FormFields::parse(many + "a=b"));
}

}  // namespace
}  // namespace kizuki

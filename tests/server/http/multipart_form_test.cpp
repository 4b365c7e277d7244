// Forms with a file, as browsers send them.
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/http/request_target.hpp"

namespace kizuki {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kType = "multipart/form-data; boundary=----WebKit7";

std::string part(const std::string& head, const std::string& value) {
  return "------WebKit7\r\n" + head + "\r\n\r\n" + value + "\r\n";
}
std::string field(const std::string& name, const std::string& value) {
  return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
}
std::string file(const std::string& bytes) {
  return part(
      "Content-Disposition: form-data; name=\"file\"; filename=\"a;b.jsonl\"\r\n"
      "Content-Type: application/octet-stream",
      bytes);
}
const std::string kEnd = "------WebKit7--\r\n";

TEST(MultipartFormTest, ReadsFieldsAndTheBytesOfAFile) {
  const std::string bytes("\xFF\0{\"id\":1}\r\n\r\n--\r\n------WebKit", 28);
  const auto form = FormFields::parse_multipart(
      kType, field("csrf", "s") + file(bytes) + field("where", "会員") + field("where", "") + kEnd);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->value("csrf"), "s");
  EXPECT_EQ(form->value("file"), bytes);
  EXPECT_THAT(form->values("where"), ElementsAre("会員", ""));
  EXPECT_FALSE(form->has("filename"));
  // A file that nobody chose, a boundary between quotation marks, other letters and an empty form.
  EXPECT_EQ(FormFields::parse_multipart("Multipart/Form-Data; charset=utf-8; Boundary=\"--;b\"",
                                        "----;b\r\ncontent-disposition:form-data;name=x\r\n\r\n1"
                                        "\r\n----;b--")
                ->value("x"),
            "1");
  EXPECT_EQ(FormFields::parse_multipart(kType, file("") + kEnd)->value("file"), "");
  EXPECT_TRUE(FormFields::parse_multipart(kType, kEnd));
}

TEST(MultipartFormTest, RefusesWhatNoBrowserSends) {
  const std::string good = field("a", "b") + kEnd;
  ASSERT_TRUE(FormFields::parse_multipart(kType, good));
  for (const char* type :
       {"", "multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=x",
        "multipart/form-data; boundary=\"----WebKit7", "multipart/form-data; boundary=other"}) {
    EXPECT_FALSE(FormFields::parse_multipart(type, good)) << type;
  }
  EXPECT_FALSE(
      FormFields::parse_multipart("multipart/form-data; boundary=" + std::string(71, 'b'), good));
  // Cut anywhere, it is refused or holds what it held.
  for (std::size_t length = 0; length < good.size(); ++length) {
    const auto form = FormFields::parse_multipart(kType, good.substr(0, length));
    if (form) {
      EXPECT_EQ(form->value("a"), "b") << length;
    }
  }
  for (const std::string& body :
       {part("Content-Disposition: form-data", "b") + kEnd,
        part("Content-Disposition: attachment; name=\"a\"", "b") + kEnd,
        part("Content-Type: text/plain", "b") + kEnd, field("", "b") + kEnd,
        field("a", "\xFF") + kEnd, field("a", std::string(1, '\0')) + kEnd,
        field("\xFF", "b") + kEnd, "x" + good, "\r\n" + good,
        part("Content-Disposition: form-data; name=\"a\"\r\nX: " + std::string(5'000, 'x'), "b") +
            kEnd}) {
    EXPECT_FALSE(FormFields::parse_multipart(kType, body)) << body.substr(0, 200);
  }
  std::string many;
  for (std::size_t i = 0; i < FormFields::kMaxFields; ++i) many += field("a", "b");
  EXPECT_TRUE(FormFields::parse_multipart(kType, many + kEnd));
  EXPECT_FALSE(FormFields::parse_multipart(kType, many + field("a", "b") + kEnd));
}

}  // namespace
}  // namespace kizuki

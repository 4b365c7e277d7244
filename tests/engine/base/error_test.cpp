#include "engine/base/error.hpp"

#include <cerrno>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"

namespace kizuki {
namespace {

constexpr auto kLastCode = static_cast<unsigned>(ErrorCode::kInternal);

Error error_of(std::string message) {
  Error error;
  error.code = ErrorCode::kInvalidRecord;
  error.message = std::move(message);
  return error;
}

TEST(ErrorTable, GivesEveryCodeItsOwnNameAndRecovery) {
  std::set<std::string_view> names;
  std::set<std::string_view> recoveries;
  for (unsigned number = 0; number <= kLastCode; ++number) {
    const auto code = static_cast<ErrorCode>(number);
    const std::string_view name = error_name(code);
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos)
        << name;
    EXPECT_TRUE(names.insert(name).second) << name << " is the name of two codes";
    const std::string_view recovery = error_recovery(code);
    EXPECT_TRUE(recovery.ends_with("。")) << name << ": " << recovery;
    EXPECT_TRUE(recoveries.insert(recovery).second) << name << " shares its recovery";
  }
  EXPECT_EQ(error_name(ErrorCode::kInvalidArgument), "invalid_argument");
  EXPECT_EQ(error_name(ErrorCode::kInternal), "internal");
}

TEST(ErrorTable, TreatsACodeOutsideTheTableAsInternal) {
  EXPECT_EQ(error_name(static_cast<ErrorCode>(kLastCode + 1)), "internal");
}

TEST(ErrorDescribe, LeavesEmptyPartsOut) {
  struct Example {
    Error error;
    std::string expected;
  };
  const std::vector<Example> examples = {
      {error_of("壊れています"), "壊れています"},
      {error_of("m").with_file("a.jsonl"), "a.jsonl: m"},
      {error_of("m").with_file("a.jsonl").with_line(12), "a.jsonl:12: m"},
      {error_of("m").with_line(12), "12行目: m"},
      {error_of("m").with_id("case-1"), "[case-1] m"},
      {error_of("m").with_field("sections[2]"), "sections[2]: m"},
      {error_of("m").with_file("a").with_line(3).with_id("i").with_field("f"), "a:3: [i] f: m"},
  };
  for (const Example& example : examples) EXPECT_EQ(example.error.describe(), example.expected);
}

TEST(ErrorDescribe, IsOneLineWithoutControlCharacters) {
  const std::string hostile = std::string("a\nb\r\tc\x1b[31m\x7f") + std::string(1, '\0') +
                              "\xC2\x85\xC2\x9B"  // C1: next line, control sequence introducer
                              "\xE2\x80\xA8\xE2\x80\xA9"  // line and paragraph separator
                              "z";
  const std::string text =
      error_of(hostile).with_file(hostile).with_id(hostile).with_field(hostile).describe();
  ASSERT_TRUE(utf8_is_valid(text));
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = utf8_next(text, at);
    EXPECT_FALSE(character < 0x20 || (character >= 0x7F && character <= 0x9F) ||
                 character == 0x2028 || character == 0x2029)
        << "U+" << std::hex << static_cast<unsigned>(character) << " in " << text;
  }
  EXPECT_NE(text.find("[31m"), std::string::npos) << "what is visible stays";
}

TEST(ErrorDescribe, CutsALongMessageAtACharacter) {
  std::string message;
  for (int i = 0; i < 2000; ++i) message += "長";
  const std::string text = error_of(message).describe();
  EXPECT_EQ(text.size(), 999U);  // 333 characters of three bytes
  EXPECT_TRUE(utf8_is_valid(text));
  EXPECT_EQ(error_of(std::string(1000, 'a')).describe().size(), 1000U);
}

TEST(ErrorDescribe, BoundsIdAndField) {
  const std::string text =
      error_of("m").with_id(std::string(9000, 'i')).with_field(std::string(9000, 'f')).describe();
  EXPECT_LT(text.size(), 300U);
}

TEST(SystemError, MapsTheNumberAndKeepsThePath) {
  struct Example {
    int number;
    ErrorCode code;
  };
  const Example examples[] = {
      {ENOENT, ErrorCode::kNotFound},
      {ENOTDIR, ErrorCode::kNotFound},
      {EACCES, ErrorCode::kPermissionDenied},
      {EPERM, ErrorCode::kPermissionDenied},
      {EROFS, ErrorCode::kPermissionDenied},
      {EISDIR, ErrorCode::kInvalidArgument},
      {EEXIST, ErrorCode::kAlreadyExists},
      {ENOTEMPTY, ErrorCode::kAlreadyExists},
      {ENOSPC, ErrorCode::kNoSpace},
      {EDQUOT, ErrorCode::kNoSpace},
      {EFBIG, ErrorCode::kNoSpace},
      {EIO, ErrorCode::kIo},
      {EMFILE, ErrorCode::kIo},
  };
  for (const Example& example : examples) {
    const Error error = system_error(example.number, "書き込めません", "/a/b");
    EXPECT_EQ(error.code, example.code) << example.number;
    EXPECT_EQ(error.file, "/a/b");
    EXPECT_TRUE(error.message.starts_with("書き込めません: ")) << error.message;
    EXPECT_GT(error.message.size(), std::string_view("書き込めません: ").size());
  }
}

}  // namespace
}  // namespace kizuki

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "indexer/source/record_source.hpp"
#include "tests/indexer/source/encode.hpp"

namespace kizuki {
namespace {

TEST(EncodingName, EveryNameIsUnderstoodInAnyCase) {
  const std::pair<const char*, Encoding> names[] = {
      {"utf-8", Encoding::kUtf8},    {"UTF8", Encoding::kUtf8},
      {"cp932", Encoding::kCp932},   {"Shift_JIS", Encoding::kCp932},
      {"SJIS", Encoding::kCp932},    {"Windows-31J", Encoding::kCp932},
      {"EUC-JP", Encoding::kEucJp},  {"iso-2022-jp", Encoding::kIso2022Jp},
      {"JIS", Encoding::kIso2022Jp},
  };
  for (const auto& [name, encoding] : names) {
    const auto found = encoding_from_name(name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(*found, encoding) << name;
  }
  for (const Encoding encoding : kEncodings) {
    EXPECT_EQ(*encoding_from_name(encoding_name(encoding)), encoding);
  }
  const auto unknown = encoding_from_name("latin-1");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(unknown.error().message.find("cp932"), std::string::npos);
}

}  // namespace
}  // namespace kizuki

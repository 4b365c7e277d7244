#include "indexer/source/encoding_detection.hpp"

#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/indexer/source/encode.hpp"

namespace kizuki {
namespace {

struct Detection {
  std::string encoding;
  ErrorCode code = ErrorCode::kInternal;
};

Detection detect(const std::string& bytes, std::optional<Encoding> forced = std::nullopt) {
  auto source = memory_bytes(bytes);
  const auto found = detect_encoding(*source, forced);
  if (!found) return {"", found.error().code};
  std::string again(bytes.size() + 1, '\0');
  EXPECT_EQ(*source->read(again.data(), again.size()), bytes.size()) << "not rewound";
  return {std::string(encoding_name(*found)), ErrorCode::kInternal};
}

TEST(DetectEncoding, LooksOnUntilThereIsSomethingToJudge) {
  std::string bytes;
  while (bytes.size() < std::size_t{700} << 10) bytes += "{\"id\":\"plain\",\"text\":\"ascii\"}\n";
  const std::string ascii = bytes;
  EXPECT_EQ(detect(ascii).encoding, "utf-8");
  EXPECT_EQ(detect(ascii + *encode(Encoding::kCp932, "販路開拓の支援")).encoding, "cp932");
  EXPECT_EQ(detect(ascii + *encode(Encoding::kEucJp, "販路開拓の支援")).encoding, "euc-jp");
  EXPECT_EQ(detect(ascii.substr(0, (256 << 10) - 2) + *encode(Encoding::kCp932, "支援")).encoding,
            "cp932")
      << "what tells stands at the end of a sample";
  EXPECT_EQ(detect(ascii + *encode(Encoding::kIso2022Jp, "販路開拓の支援")).encoding,
            "iso-2022-jp");
}

TEST(DetectEncoding, ALongTextIsJudgedByASampleCutAtACharacter) {
  std::string text;
  while (text.size() < std::size_t{400} << 10) text += "売上が伸び悩む店舗の相談を受けた。";
  for (const Encoding encoding : kEncodings) {
    EXPECT_EQ(detect(*encode(encoding, "x" + text)).encoding, encoding_name(encoding));
    EXPECT_EQ(detect(*encode(encoding, text)).encoding, encoding_name(encoding));
  }
}

TEST(DetectEncoding, AForcedEncodingIsTakenUnlessAByteOrderMarkContradicts) {
  EXPECT_EQ(detect("\x82\xA0", Encoding::kEucJp).encoding, "euc-jp");
  EXPECT_EQ(detect("\xEF\xBB\xBFid", Encoding::kUtf8).encoding, "utf-8");
  EXPECT_EQ(detect("\xEF\xBB\xBFid", Encoding::kCp932).code, ErrorCode::kInvalidEncoding);
}

TEST(DetectEncoding, NulBytesOfARecordDoNotRefuseTheFile) {
  EXPECT_EQ(detect("{\"id\":\"a\"}\n" + std::string(30, '\0') + "\n").encoding, "utf-8");
  EXPECT_EQ(detect(std::string(3, '\0')).encoding, "utf-8");
}

TEST(DetectEncoding, RefusesWhatIsNoTextOfOurs) {
  EXPECT_EQ(detect(std::string("\xFF\xFEi\0d\0", 6)).code, ErrorCode::kInvalidEncoding);
  EXPECT_EQ(detect(std::string("\xFE\xFF\0i\0d", 6)).code, ErrorCode::kInvalidEncoding);
  EXPECT_EQ(detect(std::string("i\0d\0,\0t\0i\0t\0l\0e\0\n\0", 18)).code,
            ErrorCode::kInvalidEncoding);
  EXPECT_EQ(detect("PK\x03\x04rest").code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(detect("\xD0\xCF\x11\xE0rest").code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace kizuki

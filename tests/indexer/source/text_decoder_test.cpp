#include "indexer/source/text_decoder.hpp"

#include <cerrno>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <iconv.h>

#include "engine/base/utf8.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

std::string decode_in_pieces(Encoding encoding, std::string_view bytes, std::size_t step) {
  auto decoder = TextDecoder::open(encoding);
  EXPECT_TRUE(decoder);
  std::string text;
  for (; bytes.size() > step; bytes.remove_prefix(step)) {
    decoder->decode(bytes.substr(0, step), false, text);
  }
  decoder->decode(bytes, true, text);
  return text;
}

std::string decode(Encoding encoding, std::string_view bytes) {
  return decode_in_pieces(encoding, bytes, bytes.size() + 1);
}

/// What glibc's iconv reads, empty when it refuses.
std::string iconv_decode(const char* encoding, std::string bytes) {
  const iconv_t converter = ::iconv_open("UTF-8", encoding);
  std::string out(bytes.size() * 4 + 8, '\0');
  char* in = bytes.data();
  std::size_t in_left = bytes.size();
  char* target = out.data();
  std::size_t out_left = out.size();
  const bool good =
      ::iconv(converter, &in, &in_left, &target, &out_left) != std::size_t(-1) && in_left == 0;
  ::iconv_close(converter);
  out.resize(good ? out.size() - out_left : 0);
  return out;
}

TEST(TextDecoder, ReadsEveryCp932CharacterAsWindowsDoes) {
  int characters = 0;
  for (int lead = 0; lead < 256; ++lead) {
    const bool is_lead = (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC);
    for (int trail = is_lead ? 0x40 : 0; trail < (is_lead ? 256 : 1); ++trail) {
      std::string bytes(1, static_cast<char>(lead));
      if (is_lead) bytes += static_cast<char>(trail);
      const std::string expected = iconv_decode("CP932", bytes);
      if (expected.empty() || lead == 0x80 || lead == 0xA0 || lead >= 0xFD) continue;
      // iconv reads the gaiji rows F0 to F9 too; both put them into the private area.
      EXPECT_EQ(decode(Encoding::kCp932, bytes), expected) << std::hex << lead << " " << trail;
      ++characters;
    }
  }
  EXPECT_GT(characters, 9000);
}

TEST(TextDecoder, EveryAsciiByteIsItselfInEveryEncoding) {
  for (int byte = 0; byte < 0x80; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    EXPECT_EQ(decode(Encoding::kCp932, text), text) << byte;
    EXPECT_EQ(decode(Encoding::kEucJp, text), text) << byte;
    if (byte == 0x0E || byte == 0x0F || byte == 0x1B) continue;  // shifts and escape
    EXPECT_EQ(decode(Encoding::kIso2022Jp, text), text) << byte;
  }
}

TEST(TextDecoder, TheThreeEncodingsAgreeOnEveryJisCharacter) {
  int characters = 0;
  for (int row = 0x21; row <= 0x7E; ++row) {
    for (int cell = 0x21; cell <= 0x7E; ++cell) {
      const std::string jis = {static_cast<char>(row), static_cast<char>(cell)};
      const std::string euc = {static_cast<char>(row | 0x80), static_cast<char>(cell | 0x80)};
      const std::string text = decode(Encoding::kEucJp, euc);
      if (text.find(kUndecodable) != std::string::npos) continue;
      const int lead = (row - 0x21) / 2 + (row < 0x5F ? 0x81 : 0xC1);
      const int trail = row % 2 == 0 ? cell + 0x7E : cell + (cell < 0x60 ? 0x1F : 0x20);
      const std::string sjis = {static_cast<char>(lead), static_cast<char>(trail)};
      EXPECT_EQ(decode(Encoding::kCp932, sjis), text) << row << " " << cell;
      EXPECT_EQ(decode(Encoding::kIso2022Jp, "\x1B$B" + jis + "\x1B(B"), text)
          << row << " " << cell;
      ++characters;
    }
  }
  EXPECT_GT(characters, 6879 - 1);  // JIS X 0208
}

TEST(TextDecoder, ReadsTheSupplementaryKanjiOfEucAsIconvDoes) {
  int characters = 0;
  for (int row = 0xB0; row <= 0xED; ++row) {
    for (int cell = 0xA1; cell <= 0xFE; ++cell) {
      const std::string euc = {'\x8F', static_cast<char>(row), static_cast<char>(cell)};
      const std::string expected = iconv_decode("EUC-JP", euc);
      if (expected.empty()) continue;
      EXPECT_EQ(decode(Encoding::kEucJp, euc), expected) << row << " " << cell;
      ++characters;
    }
  }
  EXPECT_EQ(characters, 5801);  // the kanji of JIS X 0212
}

TEST(TextDecoder, ReadsTheCharactersThatStrictTablesLack) {
  EXPECT_EQ(decode(Encoding::kCp932, "\x87\x40\xFB\xFC\x81\x60\x5C\x7E"), "①髙～\\~");
  EXPECT_EQ(decode(Encoding::kCp932, "\xB6\xC5\xDE"), "ｶﾅﾞ");
  EXPECT_EQ(decode(Encoding::kEucJp, "\xAD\xA1\x8E\xB6\x8F\xB0\xA1\xA1\xC1"), "①ｶ丂～");
  EXPECT_EQ(decode(Encoding::kIso2022Jp, "\x1B$B-!!A\x1B(I6E\x1B(B"), "①～ｶﾅ");
  EXPECT_EQ(decode(Encoding::kIso2022Jp, "\x1B$B$\"\x1B(J\\~"), "あ\\~") << "JIS-Roman as ASCII";
}

TEST(TextDecoder, MarksWhatIsNoCharacterAndKeepsWhatFollows) {
  const struct {
    Encoding encoding;
    std::string bytes;
    std::string text;
  } cases[] = {
      {Encoding::kCp932, "a\x81\nb", "a\xFF\nb"},
      {Encoding::kCp932, "\x82\"x\"", "\xFF\"x\""},
      {Encoding::kCp932, "\x80", "\xFF"},
      {Encoding::kCp932, "\xFF,", "\xFF,"},
      {Encoding::kCp932, "\x82", "\xFF"},  // cut off at the end
      {Encoding::kEucJp, "\xA4\nb", "\xFF\nb"},
      {Encoding::kEucJp, "\x85x", "\xFFx"},
      {Encoding::kEucJp, "\xA4\xA2\xA4", "あ\xFF"},
      {Encoding::kIso2022Jp, "a\xE3z", "a\xFFz"},
      {Encoding::kIso2022Jp, "\x1B$B$\"\nx", "あ\nx"},  // a line end leads back to ASCII
  };
  for (const auto& c : cases) {
    for (const std::size_t step : {1U, 2U, 100U}) {
      EXPECT_EQ(decode_in_pieces(c.encoding, c.bytes, step), c.text)
          << encoding_name(c.encoding) << " " << testing::PrintToString(c.bytes);
    }
  }
}

TEST(TextDecoder, NeverWritesAReplacementCharacter) {
  for (unsigned round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::mt19937_64 random(test_seed() + round);
    std::string bytes(1 + random() % 200, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    for (const Encoding encoding : {Encoding::kCp932, Encoding::kEucJp, Encoding::kIso2022Jp}) {
      const std::string whole = decode(encoding, bytes);
      EXPECT_EQ(whole.find("\uFFFD"), std::string::npos);
      EXPECT_EQ(decode_in_pieces(encoding, bytes, 1 + random() % 7), whole)
          << encoding_name(encoding) << " " << testing::PrintToString(bytes);
    }
  }
}

}  // namespace
}  // namespace kizuki

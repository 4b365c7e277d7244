#include "indexer/source/encoding_guess.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "indexer/source/text_decoder.hpp"
#include "tests/indexer/source/encode.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

std::string guess(std::string_view bytes, bool whole = true) {
  const auto found = guess_encoding(bytes, whole);
  return found ? std::string(encoding_name(*found)) : found.error().message;
}

void expect_guessed_in_all(const std::string& text) {
  for (const Encoding encoding : kEncodings) {
    const auto bytes = encode(encoding, text);
    if (bytes) {
      EXPECT_EQ(guess(*bytes), encoding_name(encoding)) << text;
    }
  }
}

TEST(EncodingGuess, TellsOrdinaryTextApart) {
  for (const char* text : {
           "小規模事業者持続化補助金の公募を開始しました。",
           "資金繰りの相談を受け、月次の資金繰り表をいっしょに作った。",
           "○○県は、①設備投資、②販路開拓を支援します（上限100万円）。",
           "あ",
           "です。",
           "テレワーク導入セミナー",
           "{\"id\":\"a-1\",\"title\":\"後継者への承継\"}",
           "株式会社 山田製作所",
           "中小企業経営力強化支援事業",
       }) {
    expect_guessed_in_all(text);
  }
}

TEST(EncodingGuess, TellsShortCsvHeadersApart) {
  for (const char* text : {
           "番号,企業名,業種,所在地\r\n",
           "会社名,住所,電話\r\n",
           "氏名,電話番号\r\n",
           "事例名,支援内容,成果\r\n",
           "年月日,支援者,相談内容\r\n",
           "id,件名,本文\r\n",
           "課題,対応\r\n",
           "売上,利益\r\n",
           "コード,名称\r\n",
       }) {
    expect_guessed_in_all(text);
  }
}

TEST(EncodingGuess, TakesHalfWidthKatakanaForCp932) {
  for (const char* text : {"ﾅﾏｴ,ｼﾞｭｳｼｮ,ﾃﾞﾝﾜ\r\n", "ｶｲｼｬﾒｲ,ﾀﾞｲﾋｮｳｼｬ", "ｶﾌﾞｼｷｶﾞｲｼｬ ﾔﾏﾀﾞ", "ﾌﾘｶﾞﾅ",
                           "ﾒｲｼｮｳ,ｸﾌﾞﾝ", "ﾄﾘﾋｷｻｷ,ｷﾝｶﾞｸ", "ﾔﾏﾀﾞ ﾀﾛｳ"}) {
    EXPECT_EQ(guess(*encode(Encoding::kCp932, text)), "cp932") << text;
  }
}

TEST(EncodingGuess, PlainAsciiAndNothingAreUtf8) {
  EXPECT_EQ(guess(""), "utf-8");
  EXPECT_EQ(guess("id,title\n1,plain\n"), "utf-8");
  EXPECT_EQ(guess("\x1B[31mred\x1B[0m"), "utf-8") << "an escape of a terminal";
}

TEST(EncodingGuess, AFewDamagedBytesDoNotTurnTheGuess) {
  const std::string text =
      "{\"id\":\"a\",\"text\":\"販路開拓の支援\"}\n{\"id\":\"b\",\"text\":\"事業承継の相談\"}\n";
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kCp932, Encoding::kEucJp}) {
    for (const char* damage : {"\xFF", "\x80", "\xE3", "\xC3\x28"}) {
      std::string bytes = *encode(encoding, text);
      bytes.insert(bytes.find("}\n"), damage);
      EXPECT_EQ(guess(bytes), encoding_name(encoding)) << testing::PrintToString(damage);
    }
  }
}

TEST(EncodingGuess, StrayBytesInAsciiAreDamageNotJapanese) {
  for (const char* bytes : {"\xFF", "\x80", "\xE3\x81", "\xC3(", "\xE9 ", "\xC0", "\xED\xA0\x80",
                            "\xF5\x80\x80\x80", "\xB0", "caf\xE9"}) {
    for (const char* end : {"\"}\n", "x", ""}) {
      const std::string text = std::string("{\"id\":\"") + bytes + end;
      EXPECT_EQ(guess(text), "utf-8") << testing::PrintToString(text);
    }
  }
}

TEST(EncodingGuess, ACharacterCutOffAtTheEndOfASampleSpeaksAgainstNothing) {
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kCp932, Encoding::kEucJp}) {
    const std::string bytes = *encode(encoding, "経営,相談を受けた");
    for (std::size_t end = bytes.size() - 6; end <= bytes.size(); ++end) {
      EXPECT_EQ(guess(bytes.substr(0, end), false), encoding_name(encoding)) << end;
    }
  }
}

/// Text as cases have it: runs of hiragana, katakana, common kanji and ASCII.
std::string random_text(std::mt19937_64& random, std::size_t runs) {
  static const std::u32string kKanji =
      U"経営支援事業者補助金売上販路開拓資金繰設備投資商品開発人材育成後継承地域観光農業製造小売飲"
      U"食"
      U"店舗改善計画相談企業会社代表社長従業員課題対話気付";
  std::string text;
  for (; runs > 0; --runs) {
    const auto kind = random() % 5;
    for (auto length = 1 + random() % 6; length > 0; --length) {
      const auto pick = static_cast<char32_t>(random());
      if (kind == 0) utf8_append(text, 0x30A2 + pick % 80);
      if (kind == 1) utf8_append(text, kKanji[pick % kKanji.size()]);
      if (kind == 2) utf8_append(text, U'a' + pick % 26);
      if (kind >= 3) utf8_append(text, 0x3042 + pick % 80);
    }
    text += random() % 6 == 0 ? "。\n" : "";
  }
  return text;
}

TEST(EncodingGuess, RandomTextComesBackThroughEveryEncoding) {
  for (unsigned round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::mt19937_64 random(test_seed() + round);
    const std::string text = "相談の記録：" + random_text(random, 4 + random() % 40);
    for (const Encoding encoding : kEncodings) {
      const auto bytes = encode(encoding, text);
      ASSERT_TRUE(bytes) << text;
      ASSERT_EQ(guess(*bytes), encoding_name(encoding)) << text;
      auto decoder = TextDecoder::open(encoding);
      std::string back;
      decoder->decode(*bytes, true, back);
      ASSERT_EQ(back, text);
    }
  }
}

}  // namespace
}  // namespace kizuki

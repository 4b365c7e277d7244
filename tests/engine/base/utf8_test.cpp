#include "engine/base/utf8.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;

bool is_surrogate(char32_t code_point) { return code_point >= 0xD800 && code_point <= 0xDFFF; }

struct Decoded {
  char32_t code_point;
  std::size_t size;
};

/// The slow, obvious decoder, for comparison only: bits by the table of UTF-8, then "is this its
/// only form, and is it a scalar value?".
std::optional<Decoded> reference_decode(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto lead = static_cast<unsigned char>(text[0]);
  std::size_t size = 0;
  char32_t code_point = 0;
  if (lead < 0x80) {
    size = 1;
    code_point = lead;
  } else if (lead >> 5 == 0b110) {
    size = 2;
    code_point = lead & 0b11111U;
  } else if (lead >> 4 == 0b1110) {
    size = 3;
    code_point = lead & 0b1111U;
  } else if (lead >> 3 == 0b11110) {
    size = 4;
    code_point = lead & 0b111U;
  } else {
    return std::nullopt;
  }
  if (text.size() < size) return std::nullopt;
  for (std::size_t i = 1; i < size; ++i) {
    const auto tail = static_cast<unsigned char>(text[i]);
    if (tail >> 6 != 0b10) return std::nullopt;
    code_point = code_point * 64 + (tail & 0b111111U);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code_point < kSmallest[size] || code_point > kLastCodePoint || is_surrogate(code_point)) {
    return std::nullopt;
  }
  return Decoded{code_point, size};
}

std::size_t reference_valid_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto decoded = reference_decode(text.substr(at));
    if (!decoded) return at;
    at += decoded->size;
  }
  return at;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
    out += ' ';
  }
  return out;
}

std::string random_valid_text(std::mt19937_64& random, std::size_t code_points) {
  constexpr char32_t kCeilings[] = {0x80, 0x800, 0x10000, kLastCodePoint + 1};
  std::string text;
  for (std::size_t i = 0; i < code_points; ++i) {
    char32_t code_point = 0;
    do {
      code_point = static_cast<char32_t>(random() % kCeilings[random() % 4]);
    } while (is_surrogate(code_point));
    utf8_append(text, code_point);
  }
  return text;
}

TEST(Utf8, WritesAndReadsEveryScalarValue) {
  for (char32_t code_point = 0; code_point <= kLastCodePoint; ++code_point) {
    if (is_surrogate(code_point)) continue;
    std::string text;
    utf8_append(text, code_point);
    const auto reference = reference_decode(text);
    ASSERT_TRUE(reference) << hex(text);
    ASSERT_EQ(reference->code_point, code_point) << hex(text);
    ASSERT_EQ(reference->size, text.size()) << hex(text);

    ASSERT_TRUE(utf8_is_valid(text)) << hex(text);
    ASSERT_EQ(utf8_size(static_cast<unsigned char>(text[0])), text.size()) << hex(text);
    ASSERT_EQ(utf8_length(text), 1U);
    std::size_t offset = 0;
    ASSERT_EQ(utf8_next(text, offset), code_point) << hex(text);
    ASSERT_EQ(offset, text.size());
  }
}

TEST(Utf8, RefusesEverySurrogate) {
  for (char32_t code_point = 0xD800; code_point <= 0xDFFF; ++code_point) {
    std::string text = "a";
    utf8_append(text, code_point);
    ASSERT_EQ(utf8_valid_prefix(text), 1U) << hex(text);
  }
}

TEST(Utf8, JudgesEverySequenceOfOneAndTwoBytes) {
  for (unsigned first = 0; first < 256; ++first) {
    const std::string one(1, static_cast<char>(first));
    ASSERT_EQ(utf8_valid_prefix(one), reference_valid_prefix(one)) << hex(one);
    for (unsigned second = 0; second < 256; ++second) {
      const std::string two = one + static_cast<char>(second);
      ASSERT_EQ(utf8_valid_prefix(two), reference_valid_prefix(two)) << hex(two);
    }
  }
}

// Every lead of three and four bytes with tails at the borders of the ranges of table 3-7.
TEST(Utf8, JudgesLongSequencesAtTheBordersOfTheTable) {
  constexpr unsigned char kTails[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
  for (unsigned lead = 0xE0; lead < 256; ++lead) {
    for (const unsigned char second : kTails) {
      for (const unsigned char third : kTails) {
        std::string text{static_cast<char>(lead), static_cast<char>(second),
                         static_cast<char>(third)};
        ASSERT_EQ(utf8_valid_prefix(text), reference_valid_prefix(text)) << hex(text);
        for (const unsigned char fourth : kTails) {
          text.resize(3);
          text += static_cast<char>(fourth);
          ASSERT_EQ(utf8_valid_prefix(text), reference_valid_prefix(text)) << hex(text);
        }
      }
    }
  }
}

TEST(Utf8, JudgesRandomBytesAsTheReference) {
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  std::mt19937_64 random(test_seed());
  for (int round = 0; round < 500'000; ++round) {
    const std::uint64_t bits = random();
    std::string text;
    for (unsigned i = 0; i < 3 + bits % 2; ++i) {
      // Leads and tails more often than chance would bring them together.
      const auto byte = static_cast<unsigned char>(bits >> (8 + 8 * i));
      text += static_cast<char>(i == 0 ? byte | 0xC0 : (byte & 0x40) != 0 ? byte : byte | 0x80);
    }
    ASSERT_EQ(utf8_valid_prefix(text), reference_valid_prefix(text)) << hex(text);
  }
}

// The fast path reads eight ASCII bytes at a time: a fault must be found at every place around it.
TEST(Utf8, FindsTheFirstFaultAtEveryOffset) {
  for (const std::string_view fault : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                       "\xFF", "\xE6\x97", "\xF0\x9F\x8D"}) {
    for (std::size_t before = 0; before <= 20; ++before) {
      for (const std::string_view filler : {"a", "é", "語"}) {
        std::string text;
        for (std::size_t i = 0; i < before; ++i) text += filler;
        const std::size_t at = text.size();
        text += fault;
        text += "tail of the text";
        ASSERT_EQ(utf8_valid_prefix(text), at) << hex(text);
        text.resize(at + fault.size());
        ASSERT_EQ(utf8_valid_prefix(text), at) << "at the end: " << hex(text);
      }
    }
  }
}

TEST(Utf8, DecodesRandomTextAsTheReference) {
  std::mt19937_64 random(test_seed());
  for (std::uint64_t round = 0; round < 2000; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = random_valid_text(random, random() % 40);
    ASSERT_TRUE(utf8_is_valid(text));
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < text.size(); ++count) {
      const auto reference = reference_decode(std::string_view(text).substr(offset));
      ASSERT_TRUE(reference);
      const std::size_t before = offset;
      ASSERT_EQ(utf8_next(text, offset), reference->code_point);
      ASSERT_EQ(offset - before, reference->size);
    }
    ASSERT_EQ(utf8_length(text), count);
  }
}

TEST(Utf8, PrefixIsTheLongestThatFitsAndEndsAtABorder) {
  std::mt19937_64 random(test_seed());
  for (std::uint64_t round = 0; round < 500; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    const std::string text = random_valid_text(random, random() % 20);
    std::size_t longest = 0;
    for (std::size_t limit = 0; limit <= text.size() + 2; ++limit) {
      std::size_t end = longest;
      while (end < text.size()) {
        const std::size_t next = end + reference_decode(std::string_view(text).substr(end))->size;
        if (next > limit) break;
        end = next;
      }
      longest = end;
      const std::string_view prefix = utf8_prefix(text, limit);
      ASSERT_EQ(prefix.size(), longest) << limit;
      ASSERT_EQ(prefix.data(), text.data());
      ASSERT_TRUE(utf8_is_border(text, prefix.size()));
    }
  }
}

TEST(Utf8, PrefixOfStrayTailsIsEmptyNotOutOfBounds) {
  EXPECT_EQ(utf8_prefix(std::string(10, '\x80'), 5), "");
}

TEST(Utf8, BordersAreWhereCodePointsStart) {
  constexpr std::string_view kText = "aé語🍣";
  std::string borders;
  for (std::size_t offset = 0; offset <= kText.size() + 1; ++offset) {
    borders += utf8_is_border(kText, offset) ? '|' : '.';
  }
  EXPECT_EQ(borders, "||.|..|...||");
}

TEST(Utf8, EmptyTextIsValidAndHasNoLength) {
  EXPECT_EQ(utf8_valid_prefix(""), 0U);
  EXPECT_TRUE(utf8_is_valid({}));
  EXPECT_EQ(utf8_length(""), 0U);
  EXPECT_EQ(utf8_prefix("", 0), "");
}

}  // namespace
}  // namespace kizuki

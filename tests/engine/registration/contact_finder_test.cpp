#include "engine/registration/contact_finder.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

std::vector<std::string> found_in(std::string_view text) {
  std::vector<std::string> words;
  for (const TextSpan span : find_contacts(text)) words.emplace_back(span.of(text));
  return words;
}

using Words = std::vector<std::string>;

TEST(ContactFinderTest, FindsNumbersAndAddresses) {
  EXPECT_EQ(found_in("電話は03-1234-5678、夜は０９０－１２３４－５６７８へ。"),
            (Words{"03-1234-5678", "０９０－１２３４－５６７８"}));
  EXPECT_EQ(found_in("0312345678"), (Words{"0312345678"}));
  EXPECT_EQ(found_in("問い合わせはinfo@example.co.jpまで"), (Words{"info@example.co.jp"}));
  EXPECT_EQ(found_in("https://example.jp/a?b=info@example.jpを見た。www.example.jp"),
            (Words{"https://example.jp/a?b=info@example.jp", "www.example.jp"}));
}

TEST(ContactFinderTest, LeavesOtherNumbersAndSigns) {
  for (const char* text : {"2023-04-01から1,000万円", "012-345", "0123456789012", "@home", "a@b",
                           "http://", "www.", "", "午前0時に10人", "20-30%"}) {
    EXPECT_EQ(found_in(text), Words{}) << text;
  }
}

TEST(ContactFinderTest, ReadsALongTextOnce) {
  EXPECT_EQ(find_contacts(std::string(200'000, '0')).size(), 0U);
  EXPECT_EQ(find_contacts(std::string(200'000, 'a')).size(), 0U);
}

}  // namespace
}  // namespace kizuki

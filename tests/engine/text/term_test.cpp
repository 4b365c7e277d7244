#include "engine/text/term.hpp"

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "tests/engine/text/analysis_support.hpp"

namespace kizuki {
namespace {

TEST(TermTest, ShortWordsStayAsTheyAre) {
  EXPECT_EQ(shorten_term("事業承継"), "事業承継");
  const std::string longest = repeated("a", kMaxTermBytes);
  EXPECT_EQ(shorten_term(longest), longest);
}

TEST(TermTest, LongWordsAreCutAtABorderAndStayApart) {
  const std::string word = repeated("あ", 67);  // 201 bytes
  const std::string term = shorten_term(word);
  EXPECT_LE(term.size(), kMaxTermBytes);
  EXPECT_TRUE(utf8_is_valid(term));
  EXPECT_EQ(term.substr(0, 183), repeated("あ", 61));
  EXPECT_EQ(term.size(), 183U + 16U);
  EXPECT_NE(term, shorten_term(word + "い"));
  EXPECT_EQ(term, shorten_term(word));
}

}  // namespace
}  // namespace kizuki

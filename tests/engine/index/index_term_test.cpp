#include "engine/index/index_term.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "engine/index/format.hpp"

namespace kizuki {
namespace {

TEST(IndexTermTest, PrefixesKeepTheSpacesApart) {
  EXPECT_EQ(content_term(TermKind::kWord, "承継"), "W承継");
  EXPECT_EQ(content_term(TermKind::kPart, "承継"), "W承継");
  EXPECT_EQ(content_term(TermKind::kBigram, "承継"), "B承継");
  EXPECT_NE(content_term(TermKind::kWord, "B承"), content_term(TermKind::kBigram, "承"));
}

std::size_t stored_bytes(const std::string& term) {
  return term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
}

TEST(IndexTermTest, AnyTextFitsAndDifferentOnesStayApart) {
  std::string japanese;
  for (int i = 0; i < 200; ++i) japanese += "組織";
  std::set<std::string> terms;
  std::size_t made = 0;
  for (const std::string& base :
       {japanese, std::string(1000, 'x'), std::string(130, '\0'), std::string(400, '\0'),
        std::string(200, 'y') + std::string(60, '\0')}) {
    for (const char last : {'a', 'b'}) {
      const std::string text = base + last;
      for (const auto& term :
           {content_term(TermKind::kWord, text), content_term(TermKind::kBigram, text)}) {
        EXPECT_LE(stored_bytes(term), kMaxStoredTermBytes);
        EXPECT_TRUE(utf8_is_valid(term));
        terms.insert(term);
        ++made;
      }
    }
  }
  EXPECT_EQ(terms.size(), made);
}

TEST(IndexTermTest, WhatFitsIsNotChanged) {
  const std::string longest(kMaxStoredTermBytes - 1, 'x');
  EXPECT_EQ(content_term(TermKind::kWord, longest), "W" + longest);
  EXPECT_NE(content_term(TermKind::kWord, longest + "x"), "W" + longest + "x");
}

}  // namespace
}  // namespace kizuki

#include "server/web/html.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(HtmlTest, EscapesAllButLiterals) {
  Html html;
  const std::string hostile = R"(</p><script>alert("1")</script>&'x)";
  html << "<p title=\"" << hostile << "\">" << std::string_view("a<b") << 3 << "</p>";
  EXPECT_EQ(html.str(),
            "<p title=\"&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;x\">"
            "a&lt;b3</p>");
  Html outer;
  outer << html;
  EXPECT_EQ(outer.str(), html.str());
}

TEST(HtmlTest, MarksWithoutLettingMarkupThrough) {
  EXPECT_EQ(marked_text("a<b>c", {{0, 1}, {2, 4}}).str(), "<mark>a</mark>&lt;<mark>b&gt;</mark>c");
  EXPECT_EQ(marked_text("後継者", {}).str(), "後継者");
  EXPECT_EQ(marked_text("", {}).str(), "");
}

TEST(HtmlTest, GroupsDigits) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1'000), "1,000");
  EXPECT_EQ(with_commas(1'234'567), "1,234,567");
}

}  // namespace
}  // namespace kizuki

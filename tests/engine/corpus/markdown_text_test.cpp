#include "engine/corpus/markdown_text.hpp"

#include <chrono>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(MarkdownText, KeepsTheWords) {
  struct Row {
    std::string_view markdown;
    std::string_view text;
  };
  for (const Row& row :
       {Row{"[国税庁](https://example.jp/a_b.htm)の頁", "国税庁の頁"},
        Row{"![図](x.png)と[a](b \"c\")", "図とa"}, Row{"**太字**と__下線__", "太字と下線"},
        Row{"### 見出し\n本文", "見出し\n本文"}, Row{"#タグ #2", "#タグ #2"},
        Row{"一<br>二<br />三", "一\n二\n三"}, Row{"<div class=\"x\">中</div>", "中"},
        Row{"3 < 5 と a<b", "3 < 5 と a<b"}, Row{"\\*印\\*と\\n", "*印*と\\n"},
        Row{"* 項目\n* 項目", "* 項目\n* 項目"}, Row{"a_b_c と 2*3", "a_b_c と 2*3"},
        Row{"一\r\n\r\n\r\n\r\n二", "一\n\n二"}, Row{"[閉じない と ](", "[閉じない と ]("},
        Row{"[注]（1）", "[注]（1）"}, Row{"`code`", "`code`"}, Row{"", ""}}) {
    EXPECT_EQ(markdown_to_text(row.markdown), row.text) << row.markdown;
  }
}

// 256 KiB of each opening mark: a reader that looks ahead from every one of them takes minutes.
TEST(MarkdownText, IsLinearOnHostileText) {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string_view piece : {"[", "[a](", "<a", "*", "![", "\\", "# ", "[a]", "<"}) {
    std::string text;
    while (text.size() < (256u << 10)) text += piece;
    EXPECT_LE(markdown_to_text(text).size(), text.size());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace kizuki

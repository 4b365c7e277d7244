#include "engine/library/list_entry.hpp"

#include <gtest/gtest.h>

namespace kizuki {
namespace {

TEST(ListEntryTest, ANoteIsPlainTextWithLineBreaks) {
  for (const char* note : {"", "次回の訪問前に読む。\n問いを写す。", "<b>&\"'", "=1"}) {
    EXPECT_TRUE(is_list_note(note)) << note;
  }
  for (const char* note : {"a\tb", "a\r\nb", "\x1b[2J", "\x7F", "\xE3\x81", "\xFF"}) {
    EXPECT_FALSE(is_list_note(note)) << note;
  }
  EXPECT_FALSE(is_list_note(std::string_view("a\0b", 3)));
  std::string text;
  for (std::size_t i = 0; i < kMaxNoteCharacters; ++i) text += "字";
  EXPECT_TRUE(is_list_note(text));
  EXPECT_FALSE(is_list_note(text + "a"));
}

}  // namespace
}  // namespace kizuki

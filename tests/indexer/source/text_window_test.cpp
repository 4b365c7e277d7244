#include "indexer/source/text_window.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

TextWindow open_window(std::string bytes, std::size_t read_bytes) {
  auto window = TextWindow::open(memory_bytes(std::move(bytes)), Encoding::kUtf8, read_bytes);
  EXPECT_TRUE(window);
  return *std::move(window);
}

/// Lines of `text` up to `end` by the definition: LF, CRLF or a lone CR ends one.
std::uint64_t lines_until(const std::string& text, std::size_t end) {
  std::uint64_t line = 1;
  for (std::size_t i = 0; i < end; ++i) {
    if (text[i] == '\r') ++line;
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) ++line;
  }
  return line;
}

TEST(TextWindow, LeavesAByteOrderMarkOutWhateverTheReadSize) {
  for (const std::size_t size : {1U, 2U, 3U, 4U, 100U}) {
    for (const std::string text : {"", "a", "あ\n", "\xEF\xBB"}) {
      auto window = open_window("\xEF\xBB\xBF" + text, size);
      while (*window.fill()) {
      }
      EXPECT_EQ(window.unread(), text) << size;
    }
  }
}

TEST(TextWindow, ShowsAShortTextThatIsNoByteOrderMark) {
  auto window = open_window("\xEF\xBB", 1);
  EXPECT_TRUE(*window.fill());
  EXPECT_EQ(window.unread(), "\xEF\xBB");
  EXPECT_FALSE(*window.fill());
}

TEST(TextWindow, GoesBackToTheMarkWithTheLine) {
  auto window = open_window("a\nb\nc\nd", 2);
  const auto take = [&](std::size_t bytes) {
    for (; bytes > 0; --bytes) {
      if (window.unread().empty()) {
        ASSERT_TRUE(*window.fill());
      }
      window.advance(1);
    }
  };
  take(2);
  window.mark();
  EXPECT_EQ(window.line(), 2U);
  take(4);
  EXPECT_EQ(window.marked(), "b\nc\n");
  EXPECT_EQ(window.line(), 4U);
  window.rewind();
  EXPECT_EQ(window.line(), 2U);
  EXPECT_EQ(window.unread().substr(0, 4), "b\nc\n");
  take(1);
  EXPECT_EQ(window.marked(), "b");
  window.release();
  EXPECT_EQ(window.marked(), "");
}

TEST(TextWindow, CountsLinesOfEveryKindWhateverTheSteps) {
  for (unsigned round = 0; round < 300; ++round) {
    SCOPED_TRACE(describe_seed(test_seed(), round));
    std::mt19937_64 random(test_seed() + round);
    std::string text(random() % 40, 'x');
    for (char& c : text) c = "x\r\n"[random() % 3];
    auto window = open_window(text, 1 + random() % 9);
    std::size_t position = 0;
    std::size_t marked = 0;
    window.mark();
    for (;;) {
      ASSERT_EQ(window.line(), lines_until(text, position)) << testing::PrintToString(text);
      if (window.unread().empty() && !*window.fill()) break;
      const std::size_t step = 1 + random() % window.unread().size();
      window.advance(step);
      position += step;
      if (random() % 8 == 0) {
        window.mark();
        marked = position;
      } else if (random() % 8 == 0) {
        window.rewind();
        position = marked;
      }
    }
    EXPECT_EQ(position, text.size());
  }
}

TEST(TextWindow, ReportsProgressInBytesOfTheFile) {
  auto window = TextWindow::open(memory_bytes("\x82\xA0\x82\xA2"), Encoding::kCp932, 3);
  ASSERT_TRUE(window);
  EXPECT_EQ(window->bytes_total(), 4U);
  while (*window->fill()) {
  }
  EXPECT_EQ(window->unread(), "あい");
  EXPECT_EQ(window->bytes_read(), 4U);
}

}  // namespace
}  // namespace kizuki

// The promise that no file, whatever its lines, takes more memory than a few records of the largest
// size: 64 MB that never end where they should, read with the allocator watched.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include "indexer/source/record_source.hpp"
#include "tests/indexer/source/reading.hpp"

// There only under a sanitizer that replaces the allocator.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));

namespace kizuki {
namespace {

constexpr std::uint64_t kLongBytes = std::uint64_t{64} << 20;

std::size_t allocated_bytes() {
  if (__sanitizer_get_current_allocated_bytes != nullptr) {
    return __sanitizer_get_current_allocated_bytes();
  }
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

/// `head`, then `middle` again and again, then `tail`; notes at each read what is allocated.
class LongBytes final : public ByteSource {
 public:
  LongBytes(std::string head, const std::string& middle, std::string tail, std::size_t& peak)
      : head_(std::move(head)), tail_(std::move(tail)), peak_(peak) {
    while (middle_.size() < 4096) middle_ += middle;
    middle_bytes_ = kLongBytes / middle_.size() * middle_.size();
  }

  Result<std::size_t> read(char* out, std::size_t capacity) override {
    peak_ = std::max(peak_, allocated_bytes());
    const std::string_view piece = piece_at(position_).substr(0, capacity);
    std::copy(piece.begin(), piece.end(), out);
    position_ += piece.size();
    return piece.size();
  }
  Result<void> rewind() override {
    position_ = 0;
    return {};
  }
  std::uint64_t size() const override { return head_.size() + middle_bytes_ + tail_.size(); }

 private:
  std::string_view piece_at(std::uint64_t position) const {
    if (position < head_.size()) return std::string_view(head_).substr(position);
    position -= head_.size();
    if (position < middle_bytes_) {
      return std::string_view(middle_).substr(position % middle_.size());
    }
    return std::string_view(tail_).substr(position - middle_bytes_);
  }

  std::string head_;
  std::string middle_;
  std::string tail_;
  std::size_t& peak_;
  std::uint64_t middle_bytes_ = 0;
  std::uint64_t position_ = 0;
};

struct LongCase {
  const char* what;
  const char* file;
  std::string head;
  std::string middle;
  std::string tail;
  std::uint64_t refused_line;
  bool reads_on;  // a good record behind the long one
};

void PrintTo(const LongCase& c, std::ostream* out) { *out << c.what; }

class BoundedMemory : public testing::TestWithParam<LongCase> {};

TEST_P(BoundedMemory, RefusesTheLongRecordAndKeepsTheOthers) {
  const LongCase& c = GetParam();
  const std::size_t before = allocated_bytes();
  std::size_t peak = before;
  auto source =
      open_source(std::make_unique<LongBytes>(c.head, c.middle, c.tail, peak), c.file, {});
  ASSERT_TRUE(source) << source.error().describe();
  std::vector<std::uint64_t> refused;
  std::vector<std::string> good;
  for (;;) {
    const auto item = (*source)->next();
    ASSERT_TRUE(item) << item.error().describe();
    if (!*item) break;
    if (const auto* record = std::get_if<Json>(&(*item)->content)) {
      good.emplace_back(record->string_or("id", ""));
    } else {
      refused.push_back((*item)->line);
    }
  }
  EXPECT_EQ(refused, std::vector<std::uint64_t>{c.refused_line});
  EXPECT_EQ(good, c.reads_on ? (std::vector<std::string>{"first", "last"})
                             : (std::vector<std::string>{"first"}));
  // The limit is 1 MiB: its text, what libcsv holds of it, growth by doubling, two reads.
  EXPECT_LT(peak - before, std::size_t{6} << 20);
}

INSTANTIATE_TEST_SUITE_P(
    LongRecords, BoundedMemory,
    testing::Values(
        LongCase{"a JSON line", "a.jsonl", "{\"id\":\"first\"}\n{\"id\":\"", "x",
                 "\"}\n{\"id\":\"last\"}\n", 2, true},
        LongCase{"a JSON line of brackets", "a.jsonl", "{\"id\":\"first\"}\n", "[",
                 "\n{\"id\":\"last\"}\n", 2, true},
        LongCase{"a line of spaces", "a.jsonl", "{\"id\":\"first\"}\n", " ",
                 "\n{\"id\":\"last\"}\n", 2, true},
        LongCase{"a JSON element", "a.json", "[{\"id\":\"first\"},\n{\"id\":\"", "x]},\\\"",
                 "\"},{\"id\":\"last\"}]", 2, true},
        LongCase{"a JSON element of arrays", "a.json", "[{\"id\":\"first\"},\n{\"x\":[", "[],",
                 "1]},{\"id\":\"last\"}]", 2, true},
        LongCase{"a depth bomb in an array", "a.json", "[{\"id\":\"first\"},\n", "[", "", 2, false},
        LongCase{"a JSON string without end", "a.json", "[{\"id\":\"first\"},\n{\"id\":\"", "x", "",
                 2, false},
        LongCase{"white space behind an envelope's bracket", "a.json",
                 "{\"id\":\"first\"}\n{\"items\":[", " ", "1]}\n{\"id\":\"last\"}", 2, true},
        LongCase{"a quoted cell", "a.csv", "id,x\nfirst,1\n2,\"", "text, \"\"and\n", "\"\nlast,4\n",
                 3, true},
        LongCase{"an unquoted cell", "a.csv", "id,x\nfirst,1\n2,", "x", "\nlast,4\n", 3, true},
        LongCase{"a row of separators", "a.csv", "id,x\nfirst,1\n2", ",", "z\nlast,4\n", 3, true},
        LongCase{"a quote without end", "a.csv", "id,x\nfirst,1\n2,\"", "line\n", "", 3, false}));

}  // namespace
}  // namespace kizuki

#include "engine/index/record_texts.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "engine/base/varint.hpp"
#include "tests/engine/index/random_analysis.hpp"
#include "tests/support/result_matchers.hpp"
#include "tests/support/seed.hpp"

namespace kizuki {
namespace {

TEST(RecordTextsTest, GivesTheTextsOfTheDecoder) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  std::vector<std::string_view> texts;
  for (unsigned round = 0; round < 60; ++round) {
    SCOPED_TRACE(describe_seed(seed, round));
    const CaseAnalysis analysis = test::random_analysis(random, "a", round % 3);
    const std::string record = encode_case_analysis(analysis);
    std::string_view rest = record;
    const auto columns = take_sized(rest);
    ASSERT_TRUE(columns.has_value());
    ASSERT_TRUE(succeeded(read_record_texts({*columns, rest}, texts)));
    ASSERT_EQ(texts.size(), analysis.fields.size());
    for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(texts[i], analysis.fields[i].text);
  }
}

TEST(RecordTextsTest, RefusesSizesThatDoNotAddUp) {
  std::vector<std::string_view> texts;
  const auto refused = [&](std::string_view columns, std::string_view text) {
    const auto read = read_record_texts({columns, text}, texts);
    return !read.has_value() && read.error().code == ErrorCode::kCorrupt;
  };
  using namespace std::string_view_literals;
  EXPECT_FALSE(refused("\1\0\0\2"sv, "ab"));
  EXPECT_TRUE(refused(""sv, "ab"));
  EXPECT_TRUE(refused("\1\0\0\1"sv, "ab"));
  EXPECT_TRUE(refused("\1\0\0\3"sv, "ab"));
  EXPECT_TRUE(refused("\2\0\0\0\0\1"sv, "ab"));
  EXPECT_TRUE(refused("\xFF\xFF\xFF\xFF\x0F\0\0\2"sv, "ab"));
}

}  // namespace
}  // namespace kizuki

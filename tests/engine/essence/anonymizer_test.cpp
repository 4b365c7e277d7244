#include "engine/essence/anonymizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki::test {
namespace {

std::string masked(std::string_view text) {
  Analyzer reader(analyzer());
  auto out = anonymized(text, reader);
  EXPECT_TRUE(out.has_value());
  return out ? *out : "";
}

TEST(Anonymizer, MasksNamesAndNothingElse) {
  EXPECT_EQ(masked("田中社長は黙って聴いた。"), "〇〇社長は黙って聴いた。");
  EXPECT_EQ(masked("診断士は話を聴いた。"), "診断士は話を聴いた。");
  EXPECT_THAT(masked("株式会社山田製作所を訪ねた。"), testing::StartsWith("株式会社〇〇"));
  EXPECT_THAT(masked("大阪の工場を見学した。"), testing::Not(testing::HasSubstr("大阪")));
  EXPECT_EQ(masked(""), "");
}

}  // namespace
}  // namespace kizuki::test

#include "engine/essence/candidate_label.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/utf8.hpp"
#include "tests/engine/essence/essence_fixture.hpp"

namespace kizuki {
namespace {

using Texts = std::vector<std::string>;

Texts labels_of(const Texts& sentences) {
  Analyzer analyzer(test::analyzer());
  const auto labels = label_candidate(sentences, analyzer);
  EXPECT_TRUE(labels.has_value());
  return labels.value_or(Texts());
}

TEST(CandidateLabelTest, NamesWhatTheSentencesShare) {
  const Texts labels = labels_of({"支援員は毎朝、社員と作業の手順を確かめた。",
                                  "工場長は若手と作業の手順を確かめた。",
                                  "指導員が倉庫を掃除し、社員と作業の手順を確かめた。"});
  ASSERT_FALSE(labels.empty());
  EXPECT_NE(labels.front().find("手順を確かめる"), std::string::npos) << labels.front();
}

TEST(CandidateLabelTest, GivesAtMostThreeOfDifferentPredicates) {
  const Texts labels =
      labels_of({"社員が工具の置き場を決め、通路の荷物を片づけ、棚に名札を貼り、"
                 "古い機械を売り、帳簿の数字を見直した。"});
  EXPECT_LE(labels.size(), 3U);
  EXPECT_GE(labels.size(), 2U);
  for (const std::string& label : labels) {
    EXPECT_GE(utf8_length(label), 6U);
    EXPECT_LE(utf8_length(label), 40U);
  }
  Texts distinct = labels;
  std::sort(distinct.begin(), distinct.end());
  EXPECT_EQ(std::unique(distinct.begin(), distinct.end()), distinct.end());
}

TEST(CandidateLabelTest, TheOrderOfLessCentralSentencesHardlyMattersAndNothingGivesNothing) {
  EXPECT_TRUE(labels_of({}).empty());
  EXPECT_TRUE(labels_of({"はい。", "……"}).empty());
  const Texts one = {"支援員は社員と手順を確かめた。", "指導員は若手と手順を確かめた。"};
  EXPECT_EQ(labels_of(one), labels_of(one)) << "the same sentences, the same labels";
}

}  // namespace
}  // namespace kizuki

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

/// Groups of sentences of the sample cases, with the label that they have to get.
TEST(CandidateLabelTest, GoldenLabels) {
  struct Row {
    Texts sentences;
    const char* label;
  };
  const std::vector<Row> rows = {
      {{"社長には自宅の書斎で、専務には出張先の車中でそれぞれの思いを聞き取り、食い違う点と重なる点"
        "を"
        "整理した紙を両者に読んでもらった。",
        "専務には社外の静かな部屋で、社長には倉庫でと場所を分けて思いをつかみ、二人を引き合わせまし"
        "た。",
        "それぞれの言い分を四回ずつ聴き終えたところで、工場の二階に父娘だけの席を用意した。"},
       "それぞれの思いを聞き取る"},
      {{"ホテルの客室、茶専門店、日本食店という三つの入口のそれぞれに要る手間と利点を表に並べるに"
        "とどめ、アドバイザーは一つを推すことを控えました。",
        "ショールームの三案を長所と短所つきで机に置いただけで、どれが良いとは言わなかった。",
        "三つのやり方の利点を紙に並べ、選ぶのは社長に任せた。"},
       "三つのやり方の利点を紙に並べる"},
      {{"支援員は三つの案の利点を表に並べるにとどめ、どれも勧めなかった。",
        "指導員は利点を表に並べるにとどめ、社長が選ぶのを待った。",
        "担当者は二つの案の利点を机に並べるにとどめた。"},
       "三つの案の利点を表に並べるにとどめる"},
      {{"拠点の専門家は両部門の担当者に付箋を持たせ、受け渡しを6枚つなぎの模造紙に貼り出させた。",
        "指導員は担当者に付箋を持たせ、困りごとを壁に貼った。",
        "支援員は若手に付箋を配り、流れを模造紙に貼り出させた。"},
       "担当者に付箋を持たせる"}};
  for (const Row& row : rows) {
    const Texts labels = labels_of(row.sentences);
    ASSERT_FALSE(labels.empty()) << row.label;
    EXPECT_EQ(labels.front(), row.label);
  }
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

TEST(CandidateLabelTest, WhereNoClauseMakesAPhraseTheSentenceNamesTheCandidate) {
  EXPECT_EQ(labels_of({"はい。", "静かなものである。", "のどかなものである。"}),
            Texts{"静かなものである"});
  EXPECT_EQ(labels_of({"はい。", "……"}), Texts{"はい"});
  EXPECT_EQ(labels_of({"", "……"}), Texts{"……"});
}

TEST(CandidateLabelTest, TheOrderOfLessCentralSentencesHardlyMattersAndNothingGivesNothing) {
  EXPECT_TRUE(labels_of({}).empty());
  EXPECT_TRUE(labels_of({""}).empty());
  const Texts one = {"支援員は社員と手順を確かめた。", "指導員は若手と手順を確かめた。"};
  EXPECT_EQ(labels_of(one), labels_of(one)) << "the same sentences, the same labels";
}

}  // namespace
}  // namespace kizuki

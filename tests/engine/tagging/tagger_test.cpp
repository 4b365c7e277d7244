#include "engine/tagging/tagger.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/tagging/evidence.hpp"
#include "tests/engine/tagging/tagging_fixture.hpp"

namespace kizuki::test {
namespace {

CaseTags tags_of(const CaseRecord& record, const TaggerSettings& settings = {}) {
  Tagger tagger(shipped_model(), settings);
  auto tags = tagger.tag_case(record);
  EXPECT_TRUE(tags.has_value());
  return std::move(tags).value();
}

/// A case of nobody's: written for this test.
CaseRecord unseen_case() {
  CaseRecord record = record_of(
      {{"支援のきっかけ",
        "信用金庫からの紹介を受けて来所。訪問の前に決算書を読み込み、仮説を立てて臨んだ。"},
       {"対話", "社長の話を遮らず、最後まで耳を傾けた。三度目の面談で社長は本音を打ち明けた。"},
       {"気づき",
        "工程別の原価を一枚の表に並べて見せると、社長はしばらく黙り、赤字の仕事に気づいた。"},
       {"実行", "若手三名のプロジェクトチームを立ち上げ、毎週の会議で値上げ交渉の準備を進めた。"},
       {"その後", "支援終了後も月次の会議は定着し、自走している。"}},
      "原価を知り値上げに踏み切った板金加工業");
  record.company.industry = "E";
  record.company.business = "板金加工";
  record.company.employees = 24;
  return record;
}

bool has_step(const SectionTags& tags, int step) {
  return std::any_of(tags.steps.begin(), tags.steps.end(),
                     [step](const StepTag& tag) { return tag.step == step; });
}

TEST(Tagger, ReadsStepsAndIssuesOfAnUnseenCase) {
  const CaseTags tags = tags_of(unseen_case());
  ASSERT_EQ(tags.sections.size(), 5U);
  EXPECT_TRUE(has_step(tags.sections[0], 1));
  EXPECT_TRUE(has_step(tags.sections[1], 3));
  EXPECT_TRUE(has_step(tags.sections[2], 4));
  EXPECT_TRUE(has_step(tags.sections[3], 6));
  EXPECT_TRUE(has_step(tags.sections[4], 7));
  ASSERT_FALSE(tags.issues.empty());
  EXPECT_EQ(tags.issues.front().issue, "pricing");
  EXPECT_EQ(tags.scale.scale, Scale::kMedium);
}

std::vector<std::string> names_of(const std::vector<NamedTag>& tags) {
  std::vector<std::string> names;
  for (const NamedTag& tag : tags) names.push_back(tag.name);
  return names;
}

TEST(Tagger, ReadsToolsAndPartnersByTheirNames) {
  CaseRecord record = record_of(
      {{"分析", "ロカベンと業務フロー図を社長と作った。経営デザインシートは使わなかった。"},
       {"橋渡し", "株式の件は税理士に相談し、よろず支援拠点の中小企業診断士を紹介した。"},
       {"その後", "社長は商工会議所の会員である。商工会の指導員が毎月訪ねて相談に乗った。"}},
      "記録");
  record.supporter = "商工会";
  const CaseTags tags = tags_of(record);
  EXPECT_EQ(names_of(tags.tools),
            (std::vector<std::string>{"ローカルベンチマーク", "業務フロー図"}));
  EXPECT_EQ(names_of(tags.partners),
            (std::vector<std::string>{"よろず支援拠点", "中小企業診断士", "税理士"}))
      << "the supporter is no partner, and who is only named is none";
  ASSERT_FALSE(tags.partners.front().evidence.empty());
  EXPECT_EQ(tags.partners.front().evidence.front().field, "sections[1].text");
}

TEST(Tagger, EvidenceLiesInTheRecord) {
  const CaseRecord record = unseen_case();
  const CaseTags tags = tags_of(record);
  std::size_t checked = 0;
  for (std::size_t s = 0; s < tags.sections.size(); ++s) {
    for (const StepTag& step : tags.sections[s].steps) {
      ASSERT_FALSE(step.evidence.empty());
      EXPECT_LE(step.evidence.size(), kEvidenceSentences);
      for (const TagEvidence& evidence : step.evidence) {
        const std::string prefix = "sections[" + std::to_string(s) + "].";
        ASSERT_TRUE(evidence.field.starts_with(prefix)) << evidence.field;
        const std::string& text =
            evidence.field.ends_with("text") ? record.sections[s].text : record.sections[s].heading;
        ASSERT_LE(evidence.span.end, text.size());
        EXPECT_FALSE(evidence.span.empty());
        EXPECT_FALSE(evidence.reason.empty());
        ++checked;
      }
    }
  }
  EXPECT_GE(checked, 5U);
  for (const IssueTag& issue : tags.issues) EXPECT_FALSE(issue.evidence.empty());
}

TEST(Tagger, GivenTagsChangeNothing) {
  const CaseRecord bare = unseen_case();
  CaseRecord tagged = bare;
  tagged.issues = {"gx", "bcp"};
  for (Section& section : tagged.sections) section.steps = {2, 7};
  const CaseTags one = tags_of(bare);
  const CaseTags two = tags_of(tagged);
  ASSERT_EQ(one.issues.size(), two.issues.size());
  for (std::size_t i = 0; i < one.issues.size(); ++i) {
    EXPECT_EQ(one.issues[i].issue, two.issues[i].issue);
    EXPECT_EQ(one.issues[i].confidence, two.issues[i].confidence);
  }
  for (std::size_t s = 0; s < one.sections.size(); ++s) {
    EXPECT_EQ(one.sections[s].none, two.sections[s].none);
    EXPECT_EQ(one.sections[s].steps.size(), two.sections[s].steps.size());
  }
}

TEST(Tagger, ADeniedCueIsAFailedStep) {
  CaseRecord record = unseen_case();
  record.sections[1].text = "社長の警戒は強く、傾聴に努めたが信頼関係が築けなかった。";
  const CaseTags tags = tags_of(record);
  ASSERT_TRUE(has_step(tags.sections[1], 3));
  for (const StepTag& step : tags.sections[1].steps) {
    if (step.step != 3) continue;
    EXPECT_TRUE(step.failed);
    EXPECT_NE(step.evidence.front().reason.find("打ち消し"), std::string::npos);
  }
}

TEST(Tagger, TheNoneThresholdDecidesWhichSectionsGoWithout) {
  const CaseRecord& sample = sample_data().cases.front();  // its first section bears no step
  TaggerSettings settings;
  settings.none_threshold = 0.5F;
  const CaseTags free = tags_of(sample, settings);
  settings.none_threshold = 1.0F;
  const CaseTags forced = tags_of(sample, settings);
  EXPECT_TRUE(free.sections[0].steps.empty());
  ASSERT_EQ(forced.sections[0].steps.size(), 1U);
  EXPECT_EQ(forced.sections[0].steps[0].step, free.sections[0].likeliest.step);
}

TEST(Tagger, WhatWasTaggedBeforeChangesNothing) {
  const auto& cases = sample_data().cases;
  Tagger used(shipped_model());
  for (std::size_t i = 0; i < 5; ++i) ASSERT_TRUE(used.tag_case(cases[i]).has_value());
  const auto after = used.tag_case(unseen_case());
  ASSERT_TRUE(after.has_value());
  const CaseTags fresh = tags_of(unseen_case());
  for (std::size_t s = 0; s < fresh.sections.size(); ++s) {
    EXPECT_EQ(after->sections[s].none, fresh.sections[s].none);
    EXPECT_EQ(after->sections[s].likeliest.confidence, fresh.sections[s].likeliest.confidence);
  }
}

TEST(Tagger, TakesAnyRecord) {
  EXPECT_TRUE(tags_of(record_of({})).sections.empty());
  const CaseTags empty = tags_of(record_of({{"", ""}}));
  EXPECT_EQ(empty.sections.size(), 1U);
  std::string odd = "\xF0\x9F\x98\x80 \x01 ";
  for (int i = 0; i < 2000; ++i) odd += "「（";
  EXPECT_EQ(tags_of(record_of({{odd, odd}, {"x", std::string(100'000, 'a')}}, odd)).sections.size(),
            2U);
}

TEST(Tagger, WallsAreNamedWithTheirSentence) {
  const CaseTags tags =
      tags_of(record_of({{"経過", "原価はどんぶり勘定で、課題は先送りされていた。"}}));
  ASSERT_EQ(tags.walls.size(), 2U);
  EXPECT_EQ(tags.walls[0].wall, "W1");
  EXPECT_EQ(tags.walls[1].wall, "W2");
  EXPECT_NE(tags.walls[0].evidence.front().reason.find("どんぶり勘定"), std::string::npos);
}

}  // namespace
}  // namespace kizuki::test

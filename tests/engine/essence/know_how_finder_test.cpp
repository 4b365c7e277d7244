#include "engine/essence/know_how_finder.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/essence/essence_fixture.hpp"
#include "tests/support/seed.hpp"

namespace kizuki::test {
namespace {

/// Cases held in memory.
class Corpus {
 public:
  void add(CaseRecord record, const std::string& organization, const std::string& date = "2021") {
    EssenceCase info;
    info.id = record.id;
    info.organization = organization;
    info.date = date;
    info.facets = {{"issue", "succession"}, {"scale", record.id < "m" ? "small" : "medium"}};
    infos_.push_back(std::move(info));
    records_[record.id] = std::move(record);
  }

  KnowHowResult find(const std::shared_ptr<const CardMatcher>& matcher,
                     const FinderSettings& settings = {}) {
    KnowHowFinder finder(matcher, analyzer(), settings);
    CaseScanner scanner(analyzer(), matcher, settings.discover);
    for (const EssenceCase& info : infos_) {
      ScannedCase scan;
      const CaseRecord& record = records_.at(info.id);
      EXPECT_TRUE(scanner.scan(record, given_step_bits(record), scan).has_value());
      finder.add(info, std::move(scan));
    }
    auto result = finder.find(one_by_one(
        [&](const EssenceCase& info) -> Result<CaseRecord> { return records_.at(info.id); }));
    EXPECT_TRUE(result.has_value());
    return std::move(*result);
  }

  void shuffle(std::mt19937_64& random) { std::shuffle(infos_.begin(), infos_.end(), random); }

 private:
  std::vector<EssenceCase> infos_;
  std::map<std::string, CaseRecord> records_;
};

const std::vector<std::string> kListening = {
    "診断士は途中で口を挟まず、社長の話が終わるまで黙って聴いた。",
    "支援員は助言を控え、創業以来の苦労話に二時間耳を傾けた。",
    "担当者は話を遮らず、社長が語り尽くすまで相づちだけで聴き続けた。",
    "初回は助言を一切せず、女将の話を最後まで聴くことに徹した。"};

/// Long texts that have nothing in common, so that no case is a copy.
std::string filler(int n) {
  constexpr std::array<const char*, 6> kTexts = {
      "同社は海沿いの町で干物を加工している。", "創業は昭和の終わりで、従業員は十二名である。",
      "主な取引先は地元の百貨店である。",       "山間部で木製の家具を作っている会社である。",
      "駅前で三代続く和菓子店である。",         "運送業を営み、車両は二十台ある。"};
  return kTexts[static_cast<std::size_t>(n) % kTexts.size()];
}

std::string text_of_item(const KnowHowResult& result) {
  std::string out;
  for (const KnowHow& item : result.items) {
    out += item.id + " " + item.label + " " + std::to_string(item.cases) + " " +
           std::to_string(item.organizations) + " " + std::to_string(item.expected_cases) + ":";
    for (const KnowHowEvidence& evidence : item.evidence) {
      out += " " + result.cases[evidence.case_number].id + "/" + std::to_string(evidence.section) +
             "/" + std::to_string(evidence.span.begin) + "/" + std::to_string(evidence.confidence);
    }
    out += "\n";
  }
  return out;
}

TEST(KnowHowFinder, CountsCasesAndOrganizations) {
  Corpus corpus;
  for (int i = 0; i < 4; ++i) {
    corpus.add(case_of(std::string(1, static_cast<char>('k' + i)),
                       {filler(i), kListening[static_cast<std::size_t>(i)]}),
               i < 3 ? "甲会" : "乙会");
  }
  const KnowHowResult result = corpus.find(shipped_matcher());
  ASSERT_FALSE(result.items.empty());
  const KnowHow& item = result.items.front();
  EXPECT_EQ(item.id, "K01");
  EXPECT_EQ(item.kind, KnowHowKind::kCard);
  EXPECT_EQ(item.cases, 4U);
  EXPECT_EQ(item.organizations, 2U);
  EXPECT_EQ(item.steps.at("3"), 4U);
  EXPECT_EQ(item.scale.at("small"), 2U);
  EXPECT_EQ(item.scale.at("medium"), 2U);
  EXPECT_EQ(item.issues.at("succession"), 4U);
  EXPECT_GE(item.expected_high, item.expected_cases);
  EXPECT_LE(item.expected_low, item.expected_cases);
  EXPECT_LE(item.expected_high, 4.0);
}

TEST(KnowHowFinder, CopiesCountOnce) {
  Corpus corpus;
  std::string long_text;
  for (int i = 0; i < 6; ++i) long_text += filler(i);
  for (int i = 0; i < 3; ++i) {
    const std::string id(1, static_cast<char>('a' + i));
    corpus.add(case_of(id, {long_text + kListening[0]}), id, "202" + std::to_string(3 - i));
  }
  const KnowHowResult result = corpus.find(shipped_matcher());
  EXPECT_EQ(result.counted_cases, 1U);
  EXPECT_EQ(result.original, (std::vector<std::uint32_t>{2, 2, 2}))
      << "the earliest is the original";
  EXPECT_TRUE(result.items.empty());
  const auto thin = std::find(result.thin_cards.begin(), result.thin_cards.end(),
                              std::pair<std::string, std::uint32_t>{"K01", 1});
  EXPECT_NE(thin, result.thin_cards.end());
}

TEST(KnowHowFinder, StockTextCountsOnceAnOrganization) {
  Corpus corpus;
  for (int i = 0; i < 6; ++i) {
    corpus.add(case_of("c" + std::to_string(i), {filler(i), kListening[0]}),
               i < 4 ? "甲会" : "乙会");
  }
  FinderSettings settings;
  settings.least_cases = 2;
  settings.discover = false;
  const KnowHowResult result = corpus.find(shipped_matcher(), settings);
  ASSERT_EQ(result.items.size(), 1U);
  EXPECT_EQ(result.items.front().cases, 2U);
  EXPECT_TRUE(result.items.front().evidence.front().stock_text);
}

TEST(KnowHowFinder, KeepsTheLargestCandidatesAndWhatPeopleNamed) {
  Corpus corpus;
  for (int i = 0; i < 4; ++i) {
    corpus.add(case_of("c" + std::to_string(i),
                       {filler(i), kListening[static_cast<std::size_t>(i)],
                        "毎週金曜に全員で進捗を確認した。"},
                       {3}),
               "甲会");
  }
  const KnowHowResult all = corpus.find(matcher_of({}));
  ASSERT_GT(all.items.size(), 1U);
  FinderSettings settings;
  settings.most_candidates = 1;
  const KnowHowResult one = corpus.find(matcher_of({}), settings);
  ASSERT_EQ(one.items.size(), 1U);
  EXPECT_EQ(one.items.front().id, all.items.front().id);
  EXPECT_EQ(one.items.front().label, all.items.front().label);
  const KnowHow& last = all.items.back();
  KnownGroup named{last.id, "名付けたもの", false, false, {}};
  for (const KnowHowEvidence& evidence : last.evidence) {
    named.members.emplace_back(all.cases[evidence.case_number].id, evidence.text_hash);
  }
  settings.known_groups = {named};
  const KnowHowResult two = corpus.find(matcher_of({}), settings);
  ASSERT_EQ(two.items.size(), 2U);
  EXPECT_EQ(two.items.back().label, "名付けたもの");
}

TEST(KnowHowFinder, WhatIsTooFewForACandidateIsKeptApart) {
  Corpus corpus;
  for (int i = 0; i < 2; ++i) {
    corpus.add(
        case_of("c" + std::to_string(i),
                {filler(i), kListening[static_cast<std::size_t>(i)] + filler(i + 2),
                 i == 0 ? "毎週金曜に全員で進捗を確認した。" : "毎週火曜に全員で進捗を確認した。"},
                {3}),
        i == 0 ? "甲会" : "乙会");
  }
  FinderSettings settings;
  EXPECT_TRUE(corpus.find(matcher_of({}), settings).below.empty()) << "only when asked for";
  settings.most_below = 20;
  const KnowHowResult result = corpus.find(matcher_of({}), settings);
  EXPECT_TRUE(result.items.empty());
  ASSERT_FALSE(result.below.empty());
  const KnowHow& best = result.below.front();
  EXPECT_EQ(best.cases, 2U);
  EXPECT_EQ(best.organizations, 2U);
  EXPECT_EQ(best.evidence.size(), 2U);
  EXPECT_FALSE(best.label.empty());
  EXPECT_TRUE(best.id.empty());
  for (std::size_t i = 1; i < result.below.size(); ++i) {
    EXPECT_GE(result.below[i - 1].cohesion, result.below[i].cohesion);
  }
  settings.most_below = 1;
  EXPECT_EQ(corpus.find(matcher_of({}), settings).below.size(), 1U);
  // What people said is no know-how does not come back this way.
  KnownGroup rejected{"c-x", "", true, false, {}};
  for (const KnowHowEvidence& evidence : best.evidence) {
    rejected.members.emplace_back(result.cases[evidence.case_number].id, evidence.text_hash);
  }
  settings.most_below = 20;
  settings.known_groups = {rejected};
  EXPECT_EQ(corpus.find(matcher_of({}), settings).below.size(), result.below.size() - 1);
  // One case more makes it a candidate; then it is none of these.
  corpus.add(case_of("c2", {filler(4), "毎週月曜に全員で進捗を確認した。"}, {3}), "乙会");
  const KnowHowResult more = corpus.find(matcher_of({}), settings);
  ASSERT_FALSE(more.items.empty());
  for (const KnowHow& below : more.below) {
    for (const KnowHowEvidence& evidence : below.evidence) {
      for (const KnowHowEvidence& counted : more.items.front().evidence) {
        EXPECT_FALSE(evidence.case_number == counted.case_number &&
                     evidence.text_hash == counted.text_hash);
      }
    }
  }
}

TEST(KnowHowFinder, DiscoversWithoutCardsAndNamesFromAClause) {
  Corpus corpus;
  for (int i = 0; i < 4; ++i) {
    corpus.add(case_of("c" + std::to_string(i),
                       {filler(i), kListening[static_cast<std::size_t>(i)],
                        "毎週金曜に全員で進捗を確認した。"},
                       {3}),
               "甲会");
  }
  const KnowHowResult result = corpus.find(matcher_of({}));
  ASSERT_FALSE(result.items.empty());
  for (const KnowHow& item : result.items) {
    EXPECT_EQ(item.kind, KnowHowKind::kCandidate);
    EXPECT_EQ(item.id.substr(0, 2), "c-");
    EXPECT_FALSE(item.label.empty());
    for (const KnowHowEvidence& evidence : item.evidence) EXPECT_LE(evidence.confidence, 0.5F);
  }
}

TEST(KnowHowFinder, OrderOfCasesChangesNothing) {
  std::mt19937_64 random(test_seed());
  SCOPED_TRACE(describe_seed(test_seed(), 0));
  Corpus corpus;
  for (int i = 0; i < 12; ++i) {
    const auto n = static_cast<std::size_t>(i);
    corpus.add(
        case_of("c" + std::to_string(i),
                {filler(i) + kListening[n % 4],
                 "支援員は" + filler(i + 1) + kListening[(n + 1) % 4] + "専門家と計画を作った。"}),
        "会" + std::to_string(i % 3));
  }
  const std::string expected = text_of_item(corpus.find(shipped_matcher()));
  EXPECT_NE(expected, "");
  for (int round = 0; round < 4; ++round) {
    corpus.shuffle(random);
    EXPECT_EQ(text_of_item(corpus.find(shipped_matcher())), expected);
  }
}

TEST(KnowHowFinder, NoCasesGiveNothing) {
  Corpus corpus;
  EXPECT_TRUE(corpus.find(shipped_matcher()).items.empty());
}

}  // namespace
}  // namespace kizuki::test
